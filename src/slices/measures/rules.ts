import { type Outcome, ok, refuse } from '#platform/result';

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

type Sums = { readonly n: number; readonly sums: readonly number[] };

/** Sums of several groups as one. */
export function addUp(groups: readonly Sums[]): Sums {
  return groups.reduce<Sums>((all, one) => ({ n: all.n + one.n, sums: all.sums.map((sum, at) => sum + (one.sums[at] ?? 0)) }), {
    n: 0,
    sums: Array.from({ length: 9 }, () => 0),
  });
}
