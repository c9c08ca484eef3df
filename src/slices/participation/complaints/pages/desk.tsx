import { formatDate, type PlainDate } from '#platform/time';
import {
  Alert,
  Button,
  Checkbox,
  Empty,
  ErrorSummary,
  type Fact,
  Facts,
  Form,
  type FormState,
  PageHead,
  Pages,
  Panel,
  Select,
  Split,
  type Step,
  Table,
  Tabs,
  Tag,
  TextArea,
  TextField,
  Timeline,
} from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { type ComplaintState, isOpen } from '../../model.ts';
import { words } from '../../words.ts';
import { type Due, dueText, FileLinks, type ShownFile, stateTones } from './case.tsx';

/** Rows on one page of the desk. */
export const deskPageSize = 50;

const views = ['baru', 'dijawab', 'terlambat', 'menunggu', 'selesai'] as const;
type View = (typeof views)[number];

export type DeskRow = {
  readonly id: string;
  readonly ticket: string;
  readonly title: string;
  readonly about: string;
  readonly state: ComplaintState;
  readonly unit: string;
  readonly independent: boolean;
  readonly due: PlainDate | undefined;
  readonly late: boolean;
  readonly when: string;
};

type DeskProps = {
  readonly lang: Lang;
  readonly today: PlainDate;
  readonly view: View;
  readonly rows: readonly DeskRow[];
  readonly counts: Readonly<Record<Exclude<View, 'selesai'>, number>>;
  readonly page: number;
  readonly hasMore: boolean;
};

export function DeskPage(view: DeskProps) {
  const { lang, rows, counts, page } = view;
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const address = (name: View, at = 1) => `${href(lang, '/kerja/aduan')}?tampilan=${name}${at > 1 ? `&hal=${at}` : ''}`;
  const tabs = views.map((name) => ({
    href: address(name),
    label: w.views[name],
    count: name === 'selesai' ? undefined : counts[name],
    tone: name === 'terlambat' && counts.terlambat > 0 ? ('bad' as const) : undefined,
    current: view.view === name,
  }));
  return (
    <>
      <PageHead title={w.desk} lead={w.deskLead(n(counts.baru), n(counts.dijawab), n(counts.terlambat))} />
      <Tabs lang={lang} label={w.desk} tabs={tabs} />
      {rows.length === 0 ? (
        <Empty title={w.empty}>
          <p>{w.emptyHint}</p>
        </Empty>
      ) : (
        <Rows {...view} />
      )}
      <Pages lang={lang} page={page} pages={view.hasMore ? page + 1 : page} hrefOf={(at) => address(view.view, at)} />
    </>
  );
}

function Rows({ lang, today, view, rows, counts, page }: DeskProps) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const isOpen = view === 'baru' || view === 'dijawab' || view === 'terlambat';
  const sorted = isOpen ? w.sortedDue : w.sortedNewest;
  const first = (page - 1) * deskPageSize + 1;
  return (
    <div class="listed">
      <Table
        caption={`${w.views[view]}. ${sorted}`}
        keyOf={(row) => row.id}
        rows={rows}
        columns={[
          {
            head: w.title,
            place: 'at-ticket',
            cell: (row) => (
              <>
                <a href={href(lang, `/kerja/aduan/${row.id}`)}>{row.title}</a>
                <small>{row.about}</small>
              </>
            ),
          },
          { head: w.ticket, place: 'at-who', cell: (row) => <span class="when">{row.ticket}</span> },
          {
            head: w.unit,
            place: 'at-stage',
            cell: (row) => (
              <>
                {row.unit} {row.independent && <Tag tone="warn">{w.byOversight}</Tag>}
              </>
            ),
          },
          { head: w.submittedAt, place: 'at-holder', cell: (row) => row.when },
          view === 'selesai'
            ? { head: w.state, place: 'at-due', cell: (row) => <Tag tone={stateTones[row.state]}>{w.states[row.state]}</Tag> }
            : { head: w.due, place: 'at-due', cell: (row) => <DueDate lang={lang} today={today} row={row} /> },
        ]}
      />
      <div class="list-foot">
        <p class="note">{sorted}</p>
        <p class="note">{w.shownOf(n(first), n(first + rows.length - 1), view === 'selesai' ? undefined : n(counts[view]))}</p>
      </div>
    </div>
  );
}

/** How near the term is, in words and in colour; one that is over says by how much. */
function DueDate({ lang, today, row }: { readonly lang: Lang; readonly today: PlainDate; readonly row: DeskRow }) {
  const w = words(lang);
  if (!row.due) return <>–</>;
  const left = today.until(row.due).days;
  const said = row.late ? w.lateBy(formatNumber(-left, lang)) : left === 0 ? w.dueToday : formatDate(row.due, lang, 'short');
  return <span class={row.late ? 'when bad' : left <= 2 ? 'when warn' : 'when'}>{said}</span>;
}

export type DeskCaseView = {
  readonly lang: Lang;
  readonly id: string;
  readonly version: number;
  readonly ticket: string;
  readonly title: string;
  readonly body: string;
  readonly place: string | null;
  readonly reporter: string;
  readonly category: string;
  readonly about: string;
  /** As an officer read it; `aboutUnits` has the one that the reporter named too. */
  readonly aboutUnit: string | null;
  readonly aboutUnits: readonly string[];
  readonly independent: boolean;
  readonly oversight: boolean | null;
  readonly state: ComplaintState;
  readonly due: Due | undefined;
  readonly oversight_days: number;
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly files: readonly ShownFile[];
  readonly steps: readonly Step[];
  readonly mayAssign: boolean;
  readonly mayAnswer: boolean;
  readonly mayTurnAway: boolean;
  readonly form: FormState;
};

export function DeskCase(view: DeskCaseView) {
  const { lang, due } = view;
  const w = words(lang);
  const isRunning = isOpen(view.state);
  const facts: readonly Fact[] = [
    [w.category, view.category],
    [w.about, view.about],
    [w.place, view.place ?? '–'],
    [w.reporter, view.reporter],
    ...(due ? [dueText(due, lang)] : []),
    [w.files, <FileLinks key="files" files={view.files} />],
  ];
  return (
    <>
      <PageHead kicker={view.ticket} title={view.title} back={{ href: href(lang, '/kerja/aduan'), label: w.desk }}>
        {view.independent && <Tag tone="warn">{w.byOversight}</Tag>}
        <Tag tone={stateTones[view.state]}>{w.states[view.state]}</Tag>
      </PageHead>
      <ErrorSummary lang={lang} form={view.form} />
      <Split
        aside={
          <Panel title={w.timeline}>
            <Timeline label={w.timeline} steps={view.steps} />
          </Panel>
        }
      >
        <p class="prose answer">{view.body}</p>
        <Facts facts={facts} />
        <div class="stack acts">
          {view.independent && isRunning && (
            <Alert tone="warn">
              <p>{w.mustBeOthers}</p>
            </Alert>
          )}
          {view.mayAnswer && view.state === 'assigned' && <Answer {...view} />}
          {view.mayAssign && isRunning && <Assign {...view} />}
          {view.mayTurnAway && isRunning && <TurnAway {...view} />}
        </div>
      </Split>
    </>
  );
}

function Answer({ lang, id, version, form }: DeskCaseView) {
  const w = words(lang);
  return (
    <Panel title={w.answer} tone="lifted">
      <Form action={href(lang, `/kerja/aduan/${id}/jawab`)}>
        <input type="hidden" name="version" value={version} />
        <TextArea lang={lang} form={form} name="answer" label={w.yourAnswer} hint={w.yourAnswerHint} rows={6} maxLength={5000} />
        <Button icon="send">{w.sendAnswer}</Button>
      </Form>
    </Panel>
  );
}

function Assign({ lang, id, version, units, state, aboutUnit, aboutUnits, independent, oversight, oversight_days, form }: DeskCaseView) {
  const w = words(lang);
  const options = units.map((unit) => ({ value: unit.id, label: unit.name }));
  const standing = { aboutUnit: aboutUnit ?? '', oversight: oversight ? 'ya' : '' };
  const shown: FormState = { ...form, values: 'unitId' in form.values ? form.values : standing };
  const body = (
    <Form action={href(lang, `/kerja/aduan/${id}/teruskan`)}>
      <input type="hidden" name="version" value={version} />
      <Select
        lang={lang}
        form={shown}
        name="unitId"
        label={w.unit}
        blank="–"
        options={independent ? options.filter((one) => !aboutUnits.includes(one.value)) : options}
      />
      <Checkbox lang={lang} form={shown} name="oversight" label={w.oversight(formatNumber(oversight_days, lang))} />
      <Select lang={lang} form={shown} name="aboutUnit" label={w.aboutUnit} blank={w.noUnit} optional options={options} />
      <TextField lang={lang} form={shown} name="aboutNip" label={w.aboutPerson} hint={w.aboutPersonHint} optional width="medium" inputmode="numeric" />
      {!independent && <Checkbox lang={lang} form={shown} name="independent" label={w.independentDesk} />}
      <Button icon="arrow-right">{w.assign}</Button>
    </Form>
  );
  if (state === 'received')
    return (
      <Panel title={w.assign} tone="lifted">
        {body}
      </Panel>
    );
  return (
    <details class="panel" open={form.errors['unitId'] !== undefined || form.errors['aboutNip'] !== undefined}>
      <summary>{w.reassign}</summary>
      {body}
    </details>
  );
}

function TurnAway({ lang, id, version, form }: DeskCaseView) {
  const w = words(lang);
  return (
    <details class="panel" open={form.errors['reason'] !== undefined}>
      <summary>{w.turnAway}</summary>
      <Form action={href(lang, `/kerja/aduan/${id}/tolak`)}>
        <input type="hidden" name="version" value={version} />
        <TextArea lang={lang} form={form} name="reason" label={w.reason} hint={w.turnAwayHint} rows={3} maxLength={2000} />
        <Button kind="danger">{w.turnAway}</Button>
      </Form>
    </details>
  );
}
