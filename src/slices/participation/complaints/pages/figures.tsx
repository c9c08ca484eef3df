import { BarRows } from '#platform/charts';
import { Figure, PageHead, Section, Table } from '#platform/ui';
import { formatNumber, formatPercent, href, type Lang } from '#platform/words';
import type { ComplaintClass } from '../../model.ts';
import { words } from '../../words.ts';

type CategoryRow = {
  readonly key: string;
  readonly name: string;
  /** Undefined below the public threshold, and where it would tell what is. */
  readonly received: number | undefined;
};

type FigureRow = CategoryRow & {
  readonly answered: number | undefined;
  readonly inTime: number | undefined;
};

type View = {
  readonly lang: Lang;
  readonly year: number;
  readonly received: number;
  readonly answered: number;
  readonly inTime: number | undefined;
  readonly days: number | undefined;
  readonly open: number;
  readonly late: number;
  readonly classes: readonly (FigureRow & { readonly key: ComplaintClass })[];
  readonly categories: readonly CategoryRow[];
  readonly quarters: readonly FigureRow[];
};

/** How the agency deals with complaints, for everybody to see. */
export function ComplaintFigures(view: View) {
  const { lang, categories } = view;
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const most = categories.find((row) => row.received !== undefined && row.key !== 'other');
  return (
    <>
      <PageHead title={w.figures} lead={w.figuresLead(String(view.year))} back={{ href: href(lang, '/aduan'), label: w.complaints }} />
      <div class="figures">
        <Figure label={w.figureReceived} value={n(view.received)} />
        <Figure label={w.figureAnswered} value={n(view.answered)} />
        <Figure label={w.figureInTime} value={view.inTime === undefined ? '–' : formatPercent(view.inTime, lang)} />
        <Figure label={w.figureDays} value={view.days === undefined ? '–' : w.workingDays(formatNumber(view.days, lang, 1))} />
        <Figure label={w.figureOpen} value={n(view.open)} note={w.ofThem(n(view.late))} />
      </div>
      <Section title={w.category}>
        <BarRows
          lang={lang}
          title={most ? w.byCategory(most.name) : w.byCategoryNone}
          columns={[w.category, w.figureReceived]}
          max={Math.max(1, ...categories.map((row) => row.received ?? 0))}
          format={n}
          rows={categories.map((row) => ({ label: row.name, value: row.received, note: row.received === undefined ? w.few : undefined }))}
        />
      </Section>
      <Rows lang={lang} title={w.byClass} head={w.class} rows={view.classes} />
      <Rows lang={lang} title={w.byQuarter} head={w.time} rows={view.quarters} />
    </>
  );
}

function Rows({ lang, title, head, rows }: { readonly lang: Lang; readonly title: string; readonly head: string; readonly rows: readonly FigureRow[] }) {
  const w = words(lang);
  const shown = (value: number | undefined) => (value === undefined ? w.few : formatNumber(value, lang));
  return (
    <Section title={title}>
      <Table
        caption={title}
        keyOf={(row) => row.key}
        rows={rows}
        columns={[
          { head, cell: (row) => row.name },
          { head: w.figureReceived, number: true, cell: (row) => shown(row.received) },
          { head: w.figureAnswered, number: true, cell: (row) => shown(row.answered) },
          { head: w.share, number: true, cell: (row) => (row.inTime === undefined ? '–' : formatPercent(row.inTime, lang)) },
        ]}
      />
    </Section>
  );
}
