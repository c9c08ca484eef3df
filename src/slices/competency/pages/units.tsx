import { IntervalRows, Sparkline } from '#platform/charts';
import { Empty, PageHead, Section, Table } from '#platform/ui';
import { formatNumber, type Lang } from '#platform/words';
import type { GapEnd, UnitRating } from '../model.ts';
import { words } from '../words.ts';
import { day, unsurWithCode } from './profile.tsx';

export type UnitLine = { readonly unitId: string; readonly name: string; readonly ratings: readonly UnitRating[] };
export type GapLine = {
  readonly id: string;
  readonly unit: string;
  readonly unsur: string;
  readonly competency: string;
  readonly foundOn: string;
  readonly foundMean: number;
  readonly foundN: number;
  readonly mean: number;
  readonly n: number;
  readonly closedOn: string | undefined;
  readonly closedBecause: GapEnd | undefined;
  readonly trend: readonly (number | undefined)[];
  readonly answer: { readonly href: string; readonly label: string } | undefined;
};

type UnitsView = {
  readonly lang: Lang;
  readonly units: readonly UnitLine[];
  readonly norm: number;
  readonly unsur: readonly string[];
  readonly open: readonly GapLine[];
  readonly closed: readonly GapLine[];
};

export function UnitsPage({ lang, units, norm, unsur, open, closed }: UnitsView) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.units} lead={w.unitsLead} />
      <Section title={w.openGaps} id="terbuka">
        {open.length === 0 ? <Empty title={w.openGapsNone} /> : <Gaps lang={lang} caption={w.openGaps} rows={open} />}
      </Section>
      <div class="two section">
        {unsur.map((code) => (
          <Ratings key={code} lang={lang} unsur={code} units={units} norm={norm} />
        ))}
      </div>
      {closed.length > 0 && (
        <Section title={w.closedGaps}>
          <p class="note">{w.closedGapsLead}</p>
          <Gaps lang={lang} caption={w.closedGaps} rows={closed} />
        </Section>
      )}
    </>
  );
}

function Gaps({ lang, caption, rows }: { readonly lang: Lang; readonly caption: string; readonly rows: readonly GapLine[] }) {
  const w = words(lang);
  const rating = (mean: number, n: number) => `${formatNumber(mean, lang, 2)} (${w.answers(formatNumber(n, lang))})`;
  const isOpen = rows.every((row) => row.closedOn === undefined);
  return (
    <Table
      caption={caption}
      keyOf={(row) => row.id}
      rows={rows}
      columns={[
        { head: w.unit, cell: (row) => row.unit },
        {
          head: w.competency,
          cell: (row) => (
            <>
              {row.competency}
              <small>{unsurWithCode(row.unsur, lang)}</small>
            </>
          ),
        },
        {
          head: w.found,
          cell: (row) => (
            <>
              {rating(row.foundMean, row.foundN)}
              <small>{day(row.foundOn, lang)}</small>
            </>
          ),
        },
        {
          head: isOpen ? w.now : w.closed,
          cell: (row) => (
            <>
              {rating(row.mean, row.n)}
              {row.closedOn && <small>{day(row.closedOn, lang)}</small>}
              {row.closedBecause && <small>{w.closedBecause[row.closedBecause]}</small>}
            </>
          ),
        },
        {
          head: w.trend,
          cell: (row) => <Sparkline label={w.trendOf(row.unit, unsurWithCode(row.unsur, lang))} values={row.trend} tone={isOpen ? 'miss' : 'normal'} />,
        },
        { head: w.action, cell: (row) => (row.answer ? <a href={row.answer.href}>{row.answer.label}</a> : '–') },
      ]}
    />
  );
}

type RatingsView = { readonly lang: Lang; readonly unsur: string; readonly units: readonly UnitLine[]; readonly norm: number };

function Ratings({ lang, unsur, units, norm }: RatingsView) {
  const w = words(lang);
  const rows = units
    .map((unit) => ({ name: unit.name, rating: unit.ratings.find((one) => one.unsur === unsur) }))
    .toSorted((a, b) => (a.rating?.mean ?? 5) - (b.rating?.mean ?? 5));
  const below = rows.filter((row) => row.rating && row.rating.mean < norm).length;
  const name = unsurWithCode(unsur, lang);
  return (
    <IntervalRows
      lang={lang}
      level={2}
      title={below > 0 ? w.unitFinding(name, formatNumber(below, lang)) : w.unitFindingNone(name)}
      note={w.interval}
      columns={[w.unit, w.mean, w.intervalHead, w.answersHead]}
      min={1}
      max={4}
      marks={[{ value: norm, label: w.norm(formatNumber(norm, lang, 2)) }]}
      format={(value) => formatNumber(value, lang, 2)}
      none={w.few}
      rows={rows.map(({ name: label, rating }) => ({
        label,
        value: rating?.mean,
        low: rating?.low,
        high: rating?.high,
        note: rating && w.answers(formatNumber(rating.n, lang)),
        tone: rating && rating.mean < norm ? ('miss' as const) : ('normal' as const),
      }))}
    />
  );
}
