import { hiddenOf } from '#platform/suppression';
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
  /** Share of the answered. */
  readonly inTime: number | undefined;
};

const sumsBy = (rows: readonly ComplaintTotals[], keyOf: (row: ComplaintTotals) => string) =>
  Array.from(Map.groupBy(rows, keyOf), ([key, own]) => ({ key, sum: addUp(own) }));

/**
 * By a key of the totals. The whole stands above, so what is below the threshold takes others along, of the counts and of the
 * shares: no difference tells it.
 */
export function groupsOf(rows: readonly ComplaintTotals[], keyOf: (row: ComplaintTotals) => string, threshold: number): readonly Group[] {
  const groups = sumsBy(rows, keyOf);
  const hidden = hiddenOf(
    groups.map(({ key, sum }) => ({ id: key, n: sum.received })),
    threshold,
  );
  const noShare = hiddenOf(
    groups.map(({ key, sum }) => ({ id: key, n: sum.answered })),
    threshold,
    hidden,
  );
  return groups.map(({ key, sum }) => ({
    key,
    received: hidden.has(key) ? undefined : sum.received,
    answered: hidden.has(key) ? undefined : sum.answered,
    inTime: sum.answered === 0 || noShare.has(key) ? undefined : sum.inTime / sum.answered,
  }));
}

export type Category = Pick<Group, 'key' | 'received'>;

/**
 * By category, most first. What is below the threshold is put together as `other`, and takes the smallest of the rest with it
 * while it stays below: so that no difference between the whole and the parts tells a small number.
 */
export function categoriesOf(rows: readonly ComplaintTotals[], threshold: number): readonly Category[] {
  const groups = sumsBy(rows, (row) => row.category).map(({ key, sum }) => ({ key, received: sum.received }));
  const large = groups.filter((one) => one.received >= threshold).toSorted((a, b) => b.received - a.received || a.key.localeCompare(b.key));
  const small = groups.filter((one) => one.received < threshold);
  const together = () => small.reduce((all, one) => all + one.received, 0);
  while (small.length > 0 && together() < threshold && large.length > 0) small.push(large.pop() as (typeof groups)[number]);
  const rest = small.length === 0 ? [] : [{ key: 'other', received: together() < threshold ? undefined : together() }];
  return [...large, ...rest];
}
