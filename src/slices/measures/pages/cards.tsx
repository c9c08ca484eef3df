import { SegmentRows, SlopeChart } from '#platform/charts';
import { countryName, type EgdiRow, type LevelIndex, levelInstrument } from '#slices/standards';
import { Alert, LinkButton } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { instruments } from '../model.ts';
import { words } from '../words.ts';

export type Instrument = (typeof instruments)[number];
export type IndexView = {
  readonly code: Instrument;
  readonly year: number;
  readonly result: LevelIndex;
  readonly levels: ReadonlyMap<number, number>;
};

/** The aspects of an index as steps; the one that is lowest for its weight is named. */
export function IndexSegments({ lang, one }: { readonly lang: Lang; readonly one: IndexView }) {
  const w = words(lang);
  const edition = levelInstrument(one.code);
  const two = (value: number) => formatNumber(value, lang, 2);
  if (!one.result.complete) {
    return <Alert tone="info">{w.incomplete(formatNumber(one.result.missing.length, lang), formatNumber(edition.indicators.length, lang))}</Alert>;
  }
  const { index, published_hundredths, predicate, aspects } = one.result;
  const lowest = aspects.toSorted((a, b) => a.index - b.index)[0];
  const holds = lowest && lowest.index < index - 0.2 ? lowest.name : undefined;
  return (
    <SegmentRows
      lang={lang}
      level={2}
      title={`${w.indexFinding(edition.title, two(published_hundredths / 100), predicate)}${holds ? w.holds(holds) : ''}`}
      note={[
        edition.regulation.split(';')[0] ?? '',
        `${one.year}.`,
        w.indexNote,
        edition.formulaVerified ? '' : w.formulaUnverified,
        edition.inForce ? '' : w.notInForce,
      ]
        .filter(Boolean)
        .join(' ')}
      columns={[w.aspect, w.index]}
      steps={5}
      format={two}
      rows={aspects.map((aspect) => ({
        label: aspect.name,
        note: w.weightOf(formatNumber(aspect.weight_pct, lang)),
        value: aspect.published_hundredths / 100,
        tone: aspect.name === holds ? ('miss' as const) : ('normal' as const),
      }))}
    />
  );
}

export function PemdiCard({ lang, one }: { readonly lang: Lang; readonly one: IndexView }) {
  const w = words(lang);
  if (one.result.complete) return <IndexSegments lang={lang} one={one} />;
  return (
    <section class="chart">
      <h2 class="chart-title">{`${levelInstrument(one.code).title}, ${one.year}`}</h2>
      <p class="note">{w.incomplete(formatNumber(one.result.missing.length, lang), formatNumber(levelInstrument(one.code).indicators.length, lang))}</p>
      <p>
        <LinkButton href={href(lang, '/kinerja/indeks')}>{w.indicesLink}</LinkButton>
      </p>
    </section>
  );
}

export type SlopeView = { readonly from: readonly EgdiRow[]; readonly to: readonly EgdiRow[] };

/** Indonesia among those of ASEAN whose score is known in both years. */
export function EgdiSlope({ lang, view }: { readonly lang: Lang; readonly view: SlopeView }) {
  const w = words(lang);
  const rows = view.from.map((from) => ({
    iso3: from.iso3,
    label: countryName(from.iso3, lang),
    from: from.egdi,
    to: view.to.find((one) => one.iso3 === from.iso3)?.egdi,
  }));
  const both = rows.filter((row) => row.from !== undefined && row.to !== undefined);
  const placeBy = (side: 'from' | 'to') => both.toSorted((a, b) => (b[side] ?? 0) - (a[side] ?? 0)).findIndex((row) => row.iso3 === 'IDN') + 1;
  const [before, after] = [placeBy('from'), placeBy('to')];
  const n = (value: number) => formatNumber(value, lang);
  return (
    <SlopeChart
      lang={lang}
      level={2}
      title={before === after ? w.slopeSame(n(after), n(both.length)) : w.slope(n(before), n(after), n(both.length))}
      note={w.slopeNote(n(rows.length - both.length))}
      column={w.country}
      sides={[String(view.from[0]?.year ?? ''), String(view.to[0]?.year ?? '')]}
      format={(value) => formatNumber(value, lang, 2)}
      rows={rows.map((row) => ({ ...row, strong: row.iso3 === 'IDN' }))}
    />
  );
}
