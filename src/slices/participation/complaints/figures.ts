import type { ComplaintTotals } from './store.ts';

type Sum = { readonly received: number; readonly answered: number; readonly inTime: number; readonly days: number };
const none: Sum = { received: 0, answered: 0, inTime: 0, days: 0 };

export function addUp(rows: readonly ComplaintTotals[]): Sum {
  return rows.reduce<Sum>(
    (sum, row) => ({
      received: sum.received + row.received,
      answered: sum.answered + row.answered,
      inTime: sum.inTime + row.in_time,
      days: sum.days + row.days,
    }),
    none,
  );
}

export type Group = {
  readonly key: string;
  readonly received: number | undefined;
  readonly answered: number | undefined;
  /** Share of the answered; undefined below the threshold. */
  readonly inTime: number | undefined;
};

function shown(key: string, sum: Sum, threshold: number): Group {
  const few = sum.received < threshold;
  return {
    key,
    received: few ? undefined : sum.received,
    answered: few ? undefined : sum.answered,
    inTime: sum.answered < threshold ? undefined : sum.inTime / sum.answered,
  };
}

/** By a key of the totals; groups below the threshold show no number. */
export function groupsOf(rows: readonly ComplaintTotals[], keyOf: (row: ComplaintTotals) => string, threshold: number): readonly Group[] {
  return Array.from(new Set(rows.map(keyOf))).map((key) => shown(key, addUp(rows.filter((row) => keyOf(row) === key)), threshold));
}

/**
 * By category, most first. What is below the threshold is put together as `other`, and takes the smallest of the rest with it
 * while it stays below: so that no difference between the whole and the parts tells a small number.
 */
export function categoriesOf(rows: readonly ComplaintTotals[], threshold: number): readonly Group[] {
  const sums = Array.from(new Set(rows.map((row) => row.category)), (key) => ({ key, sum: addUp(rows.filter((row) => row.category === key)) }));
  const large = sums.filter(({ sum }) => sum.received >= threshold).toSorted((a, b) => b.sum.received - a.sum.received || a.key.localeCompare(b.key));
  const small = sums.filter(({ sum }) => sum.received < threshold);
  const received = () => small.reduce((all, { sum }) => all + sum.received, 0);
  while (small.length > 0 && received() < threshold && large.length > 0) small.push(large.pop() as (typeof sums)[number]);
  const keys = new Set(small.map((one) => one.key));
  const rest = small.length === 0 ? [] : [shown('other', addUp(rows.filter((row) => keys.has(row.category))), threshold)];
  return [...large.map(({ key, sum }) => shown(key, sum, threshold)), ...rest];
}
