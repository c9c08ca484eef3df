import type { ComponentChildren } from 'preact';
import { formatDate, type PlainDate } from '#platform/time';
import { Button, Empty, Form, type FormState, PageHead, Pages, Select, Table, Tabs, Tag, TextField } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { ApplicationState } from '../../model.ts';
import { inLang } from '../../standards/rules.ts';
import { stateTones } from '../../applications/pages/case.tsx';
import { words } from '../../words.ts';

export const queueViews = ['open', 'mine', 'late', 'waiting', 'done'] as const;
export type QueueViewName = (typeof queueViews)[number];

export type WorkRow = {
  readonly id: string;
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

/** What is asked of the list; it stands in the address, so that a list can be kept, sent and come back to. */
export type Filter = { readonly view: QueueViewName; readonly service: string; readonly search: string; readonly page: number };

export type WorklistView = {
  readonly lang: Lang;
  readonly today: PlainDate;
  readonly unitName: string;
  readonly filter: Filter;
  readonly counts: { readonly open: number; readonly mine: number; readonly late: number; readonly waiting: number; readonly today: number };
  readonly rows: readonly WorkRow[];
  readonly hasMore: boolean;
  readonly services: readonly { readonly id: string; readonly name: Text }[];
  readonly openId: string | undefined;
};

/** An address of the worklist with its filter: `/kerja`, or a case with the list beside it. */
export function workAddress(path: string, filter: Filter): string {
  const query = new URLSearchParams();
  if (filter.view !== 'open') query.set('tampilan', filter.view);
  if (filter.service) query.set('layanan', filter.service);
  if (filter.search) query.set('cari', filter.search);
  if (filter.page > 1) query.set('hal', String(filter.page));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export function WorklistPage({ children, ...view }: WorklistView & { readonly children?: ComponentChildren }) {
  const { lang, counts, filter } = view;
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <PageHead title={w.work} lead={`${view.unitName}. ${w.workLead(n(counts.open), n(counts.today), n(counts.late))}`}>
        <Form action={href(lang, '/kerja/ambil')} inline>
          <Button icon="chevron-right">{w.takeNext}</Button>
        </Form>
      </PageHead>
      <Tabs
        lang={lang}
        label={w.work}
        tabs={queueViews.map((name) => ({
          href: href(lang, workAddress('/kerja', { ...filter, view: name, page: 1 })),
          label: w.views[name],
          count: name === 'done' ? undefined : counts[name],
          current: name === filter.view,
        }))}
      />
      <div class={children ? 'work open' : 'work'}>
        <div class="work-list">
          <FilterForm {...view} />
          {view.rows.length === 0 ? (
            <Empty title={w.emptyQueue}>
              <p>{w.emptyQueueHint}</p>
            </Empty>
          ) : (
            <WorkTable {...view} />
          )}
          <Pages
            lang={lang}
            page={filter.page}
            pages={view.hasMore ? filter.page + 1 : filter.page}
            hrefOf={(page) => href(lang, workAddress('/kerja', { ...filter, page }))}
          />
        </div>
        {children}
      </div>
    </>
  );
}

function FilterForm(view: WorklistView) {
  const { lang, filter } = view;
  const w = words(lang);
  const form: FormState = { values: { layanan: filter.service, cari: filter.search }, errors: {} };
  return (
    <Form action={href(lang, '/kerja')} method="get" inline>
      <input type="hidden" name="tampilan" value={filter.view} />
      <TextField lang={lang} form={form} name="cari" label={w.ticketOrName} type="search" />
      {view.services.length > 1 && (
        <Select
          lang={lang}
          form={form}
          name="layanan"
          label={w.service}
          blank={w.allServices}
          options={view.services.map((service) => ({ value: service.id, label: inLang(service.name, lang) }))}
        />
      )}
      <Button kind="plain">{w.filter}</Button>
      {(filter.search || filter.service) && (
        <a class="button plain" href={href(lang, workAddress('/kerja', { ...filter, search: '', service: '', page: 1 }))}>
          {w.clearFilter}
        </a>
      )}
    </Form>
  );
}

function WorkTable(view: WorklistView) {
  const { lang, filter } = view;
  const w = words(lang);
  const isDone = filter.view === 'done';
  return (
    <Table
      caption={`${w.views[filter.view]}. ${isDone ? w.sortedNewest : w.sortedArrival}`}
      keyOf={(row) => row.id}
      rows={view.rows}
      currentKey={view.openId}
      columns={[
        { head: w.order, number: true, cell: (row) => formatNumber(row.place, lang) },
        {
          head: w.ticketShort,
          cell: (row) => (
            <a class="when" href={href(lang, workAddress(`/kerja/${row.id}`, filter))}>
              {row.ticket}
            </a>
          ),
        },
        {
          head: w.applicant,
          cell: (row) => (
            <>
              {row.applicant}
              <small>{inLang(row.service, lang)}</small>
            </>
          ),
        },
        { head: w.stage, cell: (row) => <Tag tone={stateTones[row.state]}>{w.stages[row.state]}</Tag> },
        isDone
          ? { head: w.decidedAt, cell: (row) => row.decided ?? '' }
          : { head: w.deadline, cell: (row) => <Deadline lang={lang} today={view.today} received={row.received} due={row.due} state={row.state} /> },
        { head: w.holder, cell: (row) => row.holder ?? <span class="note">{w.nobody}</span> },
      ]}
    />
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
