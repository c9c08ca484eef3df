import pemdi2026 from '#reference/instruments/pemdi/2026/instrument.json' with { type: 'json' };
import spbe2020 from '#reference/instruments/spbe/2020/instrument.json' with { type: 'json' };
import { roundHalfUp } from './skm.ts';

export type InstrumentCode = 'spbe-2020' | 'pemdi-2026';
export type LevelIndicator = {
  readonly no: number;
  readonly name: string;
  readonly aspect: string;
  /** The domain that the aspect stands in; an edition without domains has one for each aspect. */
  readonly group: string;
  readonly weight_pct: number;
  readonly verified: boolean;
};
export type LevelInstrument = {
  readonly code: InstrumentCode;
  readonly title: string;
  readonly regulation: string;
  readonly inForce: boolean;
  /** False where the formula was not seen in a source: then the result is shown as the product's reading. */
  readonly formulaVerified: boolean;
  readonly indicators: readonly LevelIndicator[];
};

type Predicate = { readonly min: number; readonly max: number; readonly max_inclusive: boolean; readonly name: string };
type Edition = LevelInstrument & { readonly predicates: readonly Predicate[] };

const spbe: Edition = {
  code: 'spbe-2020',
  title: spbe2020.title,
  regulation: spbe2020.regulation,
  inForce: spbe2020.status.in_force,
  formulaVerified: spbe2020.formula.verified,
  indicators: spbe2020.indicators.map((one) => ({
    no: one.no,
    name: one.name,
    aspect: spbe2020.aspects.find((aspect) => aspect.no === one.aspect)?.name ?? String(one.aspect),
    group: spbe2020.domains.find((domain) => domain.id === one.domain)?.name ?? one.domain,
    weight_pct: one.weight_pct,
    verified: one.verified,
  })),
  predicates: spbe2020.predicates,
};

const pemdi: Edition = {
  code: 'pemdi-2026',
  title: pemdi2026.title,
  regulation: pemdi2026.regulation,
  inForce: pemdi2026.status.in_force,
  formulaVerified: pemdi2026.formula.verified,
  indicators: pemdi2026.indicators.map((one) => ({
    no: one.no,
    name: one.name,
    aspect: pemdi2026.aspects.find((aspect) => aspect.no === one.aspect)?.name ?? String(one.aspect),
    group: pemdi2026.aspects.find((aspect) => aspect.no === one.aspect)?.name ?? String(one.aspect),
    weight_pct: one.weight_pct,
    verified: one.verified,
  })),
  predicates: pemdi2026.predicates,
};

const editions: Readonly<Record<InstrumentCode, Edition>> = { 'spbe-2020': spbe, 'pemdi-2026': pemdi };

export function levelInstrument(code: InstrumentCode): LevelInstrument {
  return editions[code];
}

export type LevelPart = { readonly name: string; readonly index: number; readonly published_hundredths: number; readonly weight_pct: number };
export type LevelIndex =
  | {
      readonly complete: true;
      /** Not rounded: what the bands are compared with. */
      readonly index: number;
      /** As published: two decimals, half up, rounded once. */
      readonly published_hundredths: number;
      readonly predicate: string;
      readonly aspects: readonly LevelPart[];
      readonly groups: readonly LevelPart[];
    }
  | { readonly complete: false; readonly missing: readonly number[] };

/** Levels come in hundredths and weights in hundredths of a percent, so that every band's edge is met exactly. */
function weighted(indicators: readonly LevelIndicator[], levels: ReadonlyMap<number, number>): Weighted {
  let sum = 0;
  let weight = 0;
  for (const indicator of indicators) {
    const share = Math.round(indicator.weight_pct * 100);
    sum += share * Math.round((levels.get(indicator.no) ?? 0) * 100);
    weight += share;
  }
  return { sum, weight };
}

/** Σ weight × level; groups by their own weights. Published with 2 decimals, compared with the bands unrounded. */
export function levelIndex(code: InstrumentCode, levels: ReadonlyMap<number, number>): LevelIndex {
  const edition = editions[code];
  const missing = edition.indicators.filter((one) => !levels.has(one.no)).map((one) => one.no);
  if (missing.length > 0) return { complete: false, missing };
  const { sum, weight } = weighted(edition.indicators, levels);
  const partsBy = (nameOf: (indicator: LevelIndicator) => string) =>
    Array.from(Map.groupBy(edition.indicators, nameOf), ([name, own]): LevelPart => {
      const part = weighted(own, levels);
      return { name, ...indexOf(part), weight_pct: part.weight / 100 };
    });
  return {
    complete: true,
    ...indexOf({ sum, weight }),
    predicate: bandOf(code, sum, weight),
    aspects: partsBy((one) => one.aspect),
    groups: partsBy((one) => one.group),
  };
}

type Weighted = { readonly sum: number; readonly weight: number };

const indexOf = ({ sum, weight }: Weighted) => ({
  index: sum / weight / 100,
  published_hundredths: Number(roundHalfUp(BigInt(sum), BigInt(weight))),
});

/** The highest band whose lower edge is reached; compared in whole numbers, so that an edge is met exactly. */
function bandOf(code: InstrumentCode, sum: number, weight: number): string {
  const reached = editions[code].predicates.filter((band) => sum >= Math.round(band.min * 100) * weight).toSorted((a, b) => b.min - a.min)[0];
  if (!reached) throw new Error('an index is at least 1');
  return reached.name;
}

export type Band = { readonly name: string; readonly min: number; readonly max: number; readonly hasMax: boolean };

/** The bands of an edition, highest first: from `min` on, below `max` unless it is the last. */
export function levelBands(code: InstrumentCode): readonly Band[] {
  return editions[code].predicates
    .map((band) => ({ name: band.name, min: band.min, max: band.max, hasMax: band.max_inclusive }))
    .toSorted((x, y) => y.min - x.min);
}

/** Where the text of an edition was seen, and whether it was. */
export function levelSource(code: InstrumentCode): { readonly source: readonly string[]; readonly verified: boolean } {
  const { source, verified } = code === 'spbe-2020' ? spbe2020 : pemdi2026;
  return { source, verified };
}
