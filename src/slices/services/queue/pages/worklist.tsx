import type { ComponentChildren } from 'preact';
import { Button, Empty, ErrorSummary, Form, LinkButton, PageHead, Pages, Tabs } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { words as queueWords } from '../words.ts';
import { words } from '../../words.ts';
import { FilterBar, type FilterView, onView, queueViews, workAddress } from './filters.tsx';
import { type DecidedRow, DoneThisWeek, WorkTable, type WorkTableView } from './work-table.tsx';

type Counts = Readonly<Record<'open' | 'mine' | 'late' | 'waiting' | 'done' | 'today', number>>;

export type WorklistView = WorkTableView &
  FilterView & {
    readonly unitName: string;
    readonly counts: Counts;
    readonly pages: number;
    readonly doneThisWeek: readonly DecidedRow[];
  };

export function WorklistPage({ children, ...view }: WorklistView & { readonly children?: ComponentChildren }) {
  const { lang, counts, filter } = view;
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <div class={children ? 'work open' : 'work'}>
      <div class="work-top">
        <PageHead title={w.work} lead={`${view.unitName}. ${w.workLead(n(counts.open), n(counts.today), n(counts.late))}`}>
          <LinkButton href={workAddress('/kerja/daftar.csv', { ...filter, page: 1 })} icon="download">
            CSV
          </LinkButton>
          <LinkButton href={href(lang, '/kerja/keluarga')}>{w.family}</LinkButton>
          <Form action={href(lang, '/kerja/ambil')} inline>
            <Button icon="chevron-right">{w.takeNext}</Button>
          </Form>
        </PageHead>
        {!children && <ErrorSummary lang={lang} form={view.form} />}
        <Tabs
          lang={lang}
          label={w.work}
          tabs={queueViews.map((name) => ({
            href: href(lang, workAddress('/kerja', onView(filter, name))),
            label: w.views[name],
            count: counts[name],
            tone: name === 'late' && counts.late > 0 ? 'bad' : undefined,
            current: name === filter.view,
          }))}
        />
        <FilterBar {...view} />
      </div>
      <div class="work-list">
        {view.rows.length === 0 ? (
          <Empty title={w.emptyQueue}>
            <p>{w.emptyQueueHint}</p>
          </Empty>
        ) : (
          <WorkTable {...view} />
        )}
        <Pages lang={lang} page={filter.page} pages={view.pages} hrefOf={(page) => href(lang, workAddress('/kerja', { ...filter, page }))} />
        <Keys lang={lang} />
        <DoneThisWeek lang={lang} filter={filter} rows={view.doneThisWeek} />
      </div>
      {children}
    </div>
  );
}

/** Shown by the script that answers to the keys; who speaks or types single letters by accident can switch them off. */
function Keys({ lang }: { readonly lang: Lang }) {
  const w = queueWords(lang);
  return (
    <details class="keys" hidden>
      <summary>{w.keys}</summary>
      <dl>
        {w.keyList.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label>
        <input type="checkbox" /> {w.keysOff}
      </label>
    </details>
  );
}
