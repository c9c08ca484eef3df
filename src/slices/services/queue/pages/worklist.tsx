import { formatDate, type PlainDate } from '#platform/time';
import { Button, Empty, Form, type FormState, PageHead, Pages, Select, Table, Tabs, Tag, TextField } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { ApplicationState } from '../../model.ts';
import { inLang } from '../../standards/pages/catalogue.tsx';
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
  readonly due: PlainDate;
  readonly holder: string | undefined;
  readonly decided: string | undefined;
};

export type WorklistView = {
  readonly lang: Lang;
  readonly today: PlainDate;
  readonly unitName: string;
  readonly view: QueueViewName;
  readonly counts: { readonly open: number; readonly mine: number; readonly late: number; readonly waiting: number; readonly today: number };
  readonly rows: readonly WorkRow[];
  readonly page: number;
  readonly hasMore: boolean;
  readonly services: readonly { readonly id: string; readonly name: Text }[];
  readonly filter: { readonly service: string; readonly search: string };
};

function addressOf(view: WorklistView, change: Partial<{ view: QueueViewName; page: number }>): string {
  const query = new URLSearchParams({ tampilan: change.view ?? view.view });
  if (view.filter.service) query.set('layanan', view.filter.service);
  if (view.filter.search) query.set('cari', view.filter.search);
  if ((change.page ?? 1) > 1) query.set('hal', String(change.page));
  return `${href(view.lang, '/kerja')}?${query.toString()}`;
}

export function WorklistPage(view: WorklistView) {
  const { lang, counts, rows } = view;
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
          href: addressOf(view, { view: name }),
          label: w.views[name],
          count: name === 'done' ? undefined : counts[name],
          current: name === view.view,
        }))}
      />
      <Filter {...view} />
      {rows.length === 0 ? (
        <Empty title={w.emptyQueue}>
          <p>{w.emptyQueueHint}</p>
        </Empty>
      ) : (
        <WorkTable {...view} />
      )}
      <Pages lang={lang} page={view.page} pages={view.hasMore ? view.page + 1 : view.page} hrefOf={(page) => addressOf(view, { page })} />
    </>
  );
}

function Filter(view: WorklistView) {
  const { lang, filter } = view;
  const w = words(lang);
  const form: FormState = { values: { layanan: filter.service, cari: filter.search }, errors: {} };
  return (
    <Form action={href(lang, '/kerja')} method="get" inline>
      <input type="hidden" name="tampilan" value={view.view} />
      <TextField lang={lang} form={form} name="cari" label={w.ticketOrName} type="search" />
      <Select
        lang={lang}
        form={form}
        name="layanan"
        label={w.service}
        blank={w.allServices}
        options={view.services.map((service) => ({ value: service.id, label: inLang(service.name, lang) }))}
      />
      <Button kind="plain">{w.filter}</Button>
    </Form>
  );
}

function WorkTable(view: WorklistView) {
  const { lang } = view;
  const w = words(lang);
  const done = view.view === 'done';
  return (
    <Table
      caption={w.views[view.view]}
      keyOf={(row) => row.id}
      rows={view.rows}
      columns={[
        { head: w.order, number: true, cell: (row) => formatNumber(row.place, lang) },
        { head: w.ticket, cell: (row) => <a href={href(lang, `/kerja/${row.id}`)}>{row.ticket}</a> },
        {
          head: w.applicant,
          cell: (row) => (
            <>
              {row.applicant}
              <small>{inLang(row.service, lang)}</small>
            </>
          ),
        },
        { head: w.stage, cell: (row) => <Tag tone={stateTones[row.state]}>{w.states[row.state]}</Tag> },
        done
          ? { head: w.decidedAt, cell: (row) => row.decided ?? '' }
          : { head: w.deadline, cell: (row) => <Deadline lang={lang} due={row.due} today={view.today} state={row.state} /> },
        { head: w.holder, cell: (row) => row.holder ?? w.nobody },
      ]}
    />
  );
}

/** How near the deadline is: in words, and as heat for the eye. */
export function Deadline({
  lang,
  due,
  today,
  state,
}: {
  readonly lang: Lang;
  readonly due: PlainDate;
  readonly today: PlainDate;
  readonly state: ApplicationState;
}) {
  const w = words(lang);
  if (state === 'returned') return <span class="note">{w.clockStopped}</span>;
  const days = today.until(due).days;
  if (days < 0) return <Tag tone="bad">{w.lateBy(formatNumber(-days, lang))}</Tag>;
  if (days === 0) return <Tag tone="warn">{w.dueToday}</Tag>;
  return days <= 2 ? <Tag tone="warn">{formatDate(due, lang, 'day')}</Tag> : <>{formatDate(due, lang, 'day')}</>;
}
