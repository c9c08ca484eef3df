import { type Outcome, ok, refuse } from '#platform/result';
import { hiddenOf } from '#platform/suppression';

export type EnteredLevel = { readonly indicator: number; readonly level_hundredths: number };

/** `3`, `3,5` or `3.5`, from 1 to 5; empty is unknown and kept so. */
export function readLevels(indicators: readonly number[], raw: Readonly<Record<string, unknown>>): Outcome<readonly EnteredLevel[]> {
  const levels: EnteredLevel[] = [];
  const faults: Record<string, string> = {};
  for (const indicator of indicators) {
    const typed = raw[`i${indicator}`];
    const text = typeof typed === 'string' ? typed.trim().replace(',', '.') : '';
    if (text === '') continue;
    const level = Math.round(Number(text) * 100);
    if (!/^\d(\.\d{1,2})?$/.test(text) || level < 100 || level > 500) faults[`i${indicator}`] = 'level';
    else levels.push({ indicator, level_hundredths: level });
  }
  return Object.keys(faults).length > 0 ? refuse('invalid', { fields: faults }) : ok(levels);
}

export type Sums = { readonly n: number; readonly sums: readonly number[]; readonly squares: bigint };

/** Sums of several groups as one. */
export function addUp(groups: readonly Sums[]): Sums {
  return groups.reduce<Sums>(
    (all, one) => ({ n: all.n + one.n, sums: all.sums.map((sum, at) => sum + (one.sums[at] ?? 0)), squares: all.squares + one.squares }),
    { n: 0, sums: Array.from({ length: 9 }, () => 0), squares: 0n },
  );
}

/** 95 %, one side: what a page may call worse; and both sides: what an interval holds. As normal quantiles. */
const oneSided = 1.644854;
const twoSided = 1.959964;

/** How many standard errors reach as far: Student's t for a normal quantile, by the expansion of Abramowitz and Stegun 26.7.5. */
function student(z: number, freedom: number): number {
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}

/** The index of one answer is 25 × the mean of its nine scores. */
const perPoint = 25 / 9;

export type Mean = { readonly mean: number; readonly error: number; readonly n: number };

/** Mean and standard error of the index over the answers, from running totals: Σ and Σ² of each answer's nine scores together. */
export function meanOf({ n, sums, squares }: Sums): Mean | undefined {
  if (n < 2) return undefined;
  const total = sums.reduce((all, one) => all + one, 0);
  const variance = Math.max(0, (Number(squares) - total ** 2 / n) / (n - 1));
  return { mean: (perPoint * total) / n, error: perPoint * Math.sqrt(variance / n), n };
}

export type Interval = { readonly low: number; readonly high: number };

/** The 95 % interval of an index, within the scale. */
export function intervalOf(sums: Sums): Interval | undefined {
  const found = meanOf(sums);
  if (!found) return undefined;
  const reach = student(twoSided, found.n - 1) * found.error;
  const within = (value: number) => Math.round(Math.min(100, Math.max(25, value)) * 100) / 100;
  return { low: within(found.mean - reach), high: within(found.mean + reach) };
}

export type Cell = { readonly unitId: string; readonly serviceId: string; readonly n: number };

/**
 * What `hiddenOf` is for one whole, for services within units, both shown beside each other: a hidden unit hides its services, and within a shown
 * unit no service is left alone to be subtracted.
 */
export function hiddenNested(cells: readonly Cell[], threshold: number): { readonly units: ReadonlySet<string>; readonly services: ReadonlySet<string> } {
  const sumBy = (keyOf: (cell: Cell) => string, of = cells) =>
    Array.from(Map.groupBy(of, keyOf), ([id, own]) => ({ id, n: own.reduce((sum, cell) => sum + cell.n, 0) }));
  const units = hiddenOf(
    sumBy((cell) => cell.unitId),
    threshold,
  );
  const services = new Set(cells.filter((cell) => units.has(cell.unitId)).map((cell) => cell.serviceId));
  for (const [, own] of Map.groupBy(cells, (cell) => cell.unitId))
    for (const id of hiddenOf(
      sumBy((cell) => cell.serviceId, own),
      threshold,
      services,
    ))
      services.add(id);
  for (const id of hiddenOf(
    sumBy((cell) => cell.serviceId),
    threshold,
    services,
  ))
    services.add(id);
  return { units, services };
}

// Few answers that all agree say little of those not asked: never surer than if one of them stood a step of the scale, 25, apart.
const errorOf = ({ error, n }: Mean): number => Math.max(error, 25 / n);

/** Whether a mean fell by more than chance explains: Welch's t (1947), its degrees of freedom by Satterthwaite. */
export function isLower(now: Mean | undefined, before: Mean | undefined): boolean {
  if (!now || !before) return false;
  const [newer, older] = [errorOf(now) ** 2, errorOf(before) ** 2];
  const freedom = (newer + older) ** 2 / (newer ** 2 / (now.n - 1) + older ** 2 / (before.n - 1));
  return before.mean - now.mean > student(oneSided, freedom) * Math.sqrt(newer + older);
}

export type Share = { readonly hits: number; readonly n: number };

/** Whether a share fell by more than chance explains (two proportions, pooled). */
export function hasFallen(now: Share, before: Share): boolean {
  if (now.n === 0 || before.n === 0) return false;
  const pooled = (now.hits + before.hits) / (now.n + before.n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / now.n + 1 / before.n));
  return before.hits / before.n - now.hits / now.n > oneSided * error && error > 0;
}
