import { formatDate, type PlainDate } from '#platform/time';
import { Button, type Column, type FormState, said, Select, Table, Tag, TextField } from '#platform/ui';
import { formatNumber, href, type Lang, type Text, textIn } from '#platform/words';
import { type ApplicationState, outOfTurnReasons } from '../../model.ts';
import { stateTones } from '../../applications/pages/case.tsx';
import { reasons } from '../../fairness/reasons.ts';
import { words as counterWords } from '../../counter/words.ts';
import { words as flowWords } from '../../workflow/words.ts';
import { words } from '../../words.ts';
import { type Filter, workAddress } from './filters.tsx';

export type WorkRow = {
  readonly id: string;
  /** Of the step that is to be done: a case can have several at a time. */
  readonly key: string;
  readonly step: Text | undefined;
  readonly isEscalated: boolean;
  readonly place: number;
  readonly ticket: string;
  readonly applicant: string;
  readonly service: Text;
  readonly state: ApplicationState;
  readonly received: PlainDate;
  readonly due: PlainDate;
  readonly holder: string | undefined;
  readonly decided: string | undefined;
};

export type WorkTableView = {
  readonly lang: Lang;
  readonly today: PlainDate;
  readonly filter: Filter;
  readonly rows: readonly WorkRow[];
  readonly openId: string | undefined;
  /** How many there are with this filter; undefined: too many to count. */
  readonly total: number | undefined;
  /** To whom cases can be given besides oneself; empty for who may only take. */
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
  /** What was chosen to be given, and why it was refused. */
  readonly form: FormState;
};

function Ticket({ lang, row, filter }: { readonly lang: Lang; readonly row: { readonly id: string; readonly ticket: string }; readonly filter: Filter }) {
  return (
    <a class="when" href={href(lang, workAddress(`/kerja/${row.id}`, filter))}>
      {row.ticket}
    </a>
  );
}

function Applicant({ lang, row }: { readonly lang: Lang; readonly row: { readonly applicant: string; readonly service: Text } }) {
  return (
    <>
      {row.applicant}
      <small>{said(row.service, lang)}</small>
    </>
  );
}

function Stage({ lang, row }: { readonly lang: Lang; readonly row: WorkRow }) {
  return (
    <>
      <Tag tone={stateTones[row.state]}>{words(lang).stages[row.state]}</Tag>
      {row.isEscalated && <Tag tone="bad">{flowWords(lang).escalated}</Tag>}
      {row.step && <small>{said(row.step, lang)}</small>}
    </>
  );
}

function columnsOf({ lang, today, filter, form }: WorkTableView): readonly Column<WorkRow>[] {
  const w = words(lang);
  const isDone = filter.view === 'done';
  const picked = [form.values['cases'] ?? []].flat();
  const pick: Column<WorkRow> = {
    head: w.pick,
    quiet: true,
    place: 'at-pick',
    cell: (row) => (
      <label class="pick">
        <input type="checkbox" name="cases" value={row.key} checked={picked.includes(row.key)} />
        <span class="visually-hidden">{w.pickOne(row.ticket)}</span>
      </label>
    ),
  };
  const deadline: Column<WorkRow> = {
    head: w.deadline,
    place: 'at-due',
    cell: (row) => <Deadline lang={lang} today={today} received={row.received} due={row.due} state={row.state} />,
  };
  return [
    ...(isDone ? [] : [pick]),
    { head: w.order, number: true, place: 'at-order', cell: (row) => formatNumber(row.place, lang) },
    { head: w.ticket, place: 'at-ticket', cell: (row) => <Ticket lang={lang} row={row} filter={filter} /> },
    { head: w.applicant, place: 'at-who', cell: (row) => <Applicant lang={lang} row={row} /> },
    { head: w.stage, place: 'at-stage', cell: (row) => <Stage lang={lang} row={row} /> },
    isDone ? { head: w.decidedAt, place: 'at-due', cell: (row) => row.decided ?? '' } : deadline,
    { head: w.holder, place: 'at-holder', cell: (row) => row.holder ?? <span class="note">{w.nobody}</span> },
  ];
}

export function WorkTable(view: WorkTableView) {
  const { lang, filter } = view;
  const w = words(lang);
  const isDone = filter.view === 'done';
  const caption = `${w.views[filter.view]}. ${isDone ? w.sortedNewest : w.sortedArrival}`;
  const table = (
    <Table
      caption={caption}
      keyOf={(row) => row.key}
      rows={view.rows}
      currentKey={view.rows.find((row) => row.id === view.openId)?.key}
      columns={columnsOf(view)}
    />
  );
  if (isDone)
    return (
      <div class="listed">
        {table}
        <div class="list-foot">
          <Shown {...view} />
        </div>
      </div>
    );
  return (
    <form class="listed" method="post" action={href(lang, workAddress('/kerja/tugaskan', filter))} noValidate>
      {table}
      <div class="list-foot">
        <Assign {...view} />
        <button class="button plain" type="submit" formAction={href(lang, '/kerja/etiket')} formMethod="get">
          {counterWords(lang).printLabels}
        </button>
        <Shown {...view} />
      </div>
    </form>
  );
}

function Shown({ lang, rows, total }: WorkTableView) {
  const n = (value: number) => formatNumber(value, lang);
  return <p class="note">{words(lang).shownOf(n(rows[0]?.place ?? 0), n(rows.at(-1)?.place ?? 0), total === undefined ? undefined : n(total))}</p>;
}

/** Why a case goes before those that came first, from the list of reasons that the log knows. */
export function Because({ lang, form }: { readonly lang: Lang; readonly form: FormState }) {
  const w = words(lang);
  const options = outOfTurnReasons.map((value) => ({ value, label: textIn(reasons[value].says, lang) }));
  return <Select lang={lang} form={form} name="because" label={w.because} blank={w.becauseBlank} options={options} />;
}

/** To oneself or a colleague; what only some choices need (why out of turn, why from a colleague) is asked once it is. */
function Assign({ lang, colleagues, form }: WorkTableView) {
  const w = words(lang);
  return (
    <div class="inline-form">
      <p class="note" data-picked={w.picked} hidden />
      {colleagues.length > 0 && (
        <Select lang={lang} form={form} name="to" label={w.assignTo} blank={w.myself} options={colleagues.map((one) => ({ value: one.id, label: one.name }))} />
      )}
      {form.errors['because'] && <Because lang={lang} form={form} />}
      {form.errors['handOver'] && <TextField lang={lang} form={form} name="handOver" label={w.handOverWhy} maxLength={500} />}
      <Button kind="plain">{colleagues.length > 0 ? w.assignPicked : w.takePicked}</Button>
    </div>
  );
}

type DeadlineProps = {
  readonly lang: Lang;
  readonly today: PlainDate;
  readonly received: PlainDate;
  readonly due: PlainDate;
  readonly state: ApplicationState;
};

/** How near the deadline is: in words, and as heat for the eye. */
export function Deadline({ lang, due, received, today, state }: DeadlineProps) {
  const w = words(lang);
  if (state === 'returned') return <span class="note">{w.clockStopped}</span>;
  const left = today.until(due).days;
  const whole = Math.max(1, received.until(due).days);
  const spent = Math.min(1, Math.max(0.06, (whole - left) / whole));
  const tone = left < 0 ? 'bad' : left <= 1 ? 'warn' : 'good';
  const said = left < 0 ? w.lateBy(formatNumber(-left, lang)) : left === 0 ? w.dueToday : formatDate(due, lang, 'day');
  return (
    <span class={`when ${tone}`}>
      <svg class="heat" aria-hidden="true">
        <rect class="track" width="100%" height="6" rx="3" />
        <rect class={tone} width={`${Math.round(spent * 100)}%`} height="6" rx="3" />
      </svg>
      {said}
    </span>
  );
}

export type DecidedRow = {
  readonly id: string;
  readonly ticket: string;
  readonly applicant: string;
  readonly service: Text;
  readonly granted: boolean;
  readonly late: boolean;
  readonly workingDays: number;
  readonly decided: string;
};

type DoneView = { readonly lang: Lang; readonly filter: Filter; readonly rows: readonly DecidedRow[] };

/** The newest decisions of the last seven days, each with the working days that it took. */
export function DoneThisWeek({ lang, filter, rows }: DoneView) {
  const w = words(lang);
  if (rows.length === 0) return null;
  const done: Filter = { ...filter, view: 'done', service: '', stage: '', holder: '', search: '', page: 1 };
  return (
    <section class="done-week">
      <h2>{w.doneThisWeek}</h2>
      <div class="listed">
        <Table
          caption={`${w.doneThisWeek}. ${w.sortedNewest}`}
          keyOf={(row) => row.id}
          rows={rows}
          columns={[
            { head: w.ticket, place: 'at-ticket', cell: (row) => <Ticket lang={lang} row={row} filter={done} /> },
            { head: w.applicant, place: 'at-who', cell: (row) => <Applicant lang={lang} row={row} /> },
            {
              head: w.outcome,
              place: 'at-stage',
              cell: (row) => (
                <Tag tone={row.late ? 'warn' : row.granted ? 'good' : 'quiet'}>
                  {row.late ? w.decidedLate(w.stages[row.granted ? 'granted' : 'refused']) : w.stages[row.granted ? 'granted' : 'refused']}
                </Tag>
              ),
            },
            { head: w.took, number: true, place: 'at-due', cell: (row) => w.days(formatNumber(row.workingDays, lang)) },
            { head: w.decidedAt, place: 'at-holder', cell: (row) => row.decided },
          ]}
        />
        <div class="list-foot">
          <a href={href(lang, workAddress('/kerja', done))}>{w.allDone}</a>
        </div>
      </div>
    </section>
  );
}
