import type { QueueFact } from '../model.ts';

/*
 * The overtaking statistic, from the public facts of queues alone: anybody who has the log gets the same figures. Runs in a
 * command without the house. `Within one queue` means the same service of the same unit.
 */

/** A fact as it stands in the log. Before version 2 it named no unit. */
export type PublicFact = {
  readonly token: string;
  readonly service: string;
  readonly unit?: string | undefined;
  readonly fact: QueueFact;
  readonly reason: string | null;
  readonly at: string;
};

/** From when until when a case waited to be taken; without an end while it still does. Milliseconds since 1970. */
export type Span = readonly [from: number, until: number | null];

/** What the facts say of one case. */
export type QueueCase = {
  readonly token: string;
  readonly unit: string | null;
  readonly service: string;
  readonly arrived: number;
  readonly spans: readonly Span[];
  readonly taken: number | null;
  readonly reason: string | null;
  /** How often it was sent back, and since when it is, if it is now. */
  readonly pauses: number;
  readonly pausedSince: number | null;
  /** Milliseconds for which the applicant had to act, once that was over. */
  readonly paused: number;
  /** Decided or withdrawn. */
  readonly ended: number | null;
};

/**
 * Clocks of two processes, and the moment between a decision and its commit: a case was passed if it waited this long before and
 * still this long after the later one was taken.
 */
export const grace_ms = 10_000;

/** Months as the whole country counts them: by western time, in which no office of the republic works across midnight. */
const month_offset_ms = 7 * 3_600_000;

export function monthOf(at: number): string {
  return new Date(at + month_offset_ms).toISOString().slice(0, 7);
}

export function startOfMonth(month: string): number {
  return Date.parse(`${month}-01T00:00:00Z`) - month_offset_ms;
}

// As they were called before version 2.
const formerNames: Readonly<Record<string, string>> = { difabel: 'prioritas' };

function close(spans: readonly Span[], at: number): readonly Span[] {
  const last = spans.at(-1);
  return last?.[1] === null ? [...spans.slice(0, -1), [last[0], Math.max(at, last[0])]] : spans;
}

/** The case after one more of its facts, in the order of the log. A fact of a case that never arrived says nothing. */
export function withFact(before: QueueCase | undefined, fact: PublicFact): QueueCase | undefined {
  const at = Date.parse(fact.at);
  if (!before) {
    if (fact.fact !== 'arrived') return undefined;
    return {
      token: fact.token,
      unit: fact.unit ?? null,
      service: fact.service,
      arrived: at,
      spans: [[at, null]],
      taken: null,
      reason: null,
      pauses: 0,
      pausedSince: null,
      paused: 0,
      ended: null,
    };
  }
  const isTaken = before.taken !== null;
  switch (fact.fact) {
    case 'arrived':
      return before;
    case 'taken':
      if (isTaken) return before;
      return { ...before, taken: at, reason: fact.reason === null ? null : (formerNames[fact.reason] ?? fact.reason), spans: close(before.spans, at) };
    case 'resumed': {
      const waitsAgain = !isTaken && before.spans.at(-1)?.[1] !== null;
      return { ...unpaused(before, at), spans: waitsAgain ? [...before.spans, [at, null]] : before.spans };
    }
    case 'paused':
      return { ...before, spans: close(before.spans, at), pauses: before.pauses + 1, pausedSince: before.pausedSince ?? at };
    case 'decided':
    case 'withdrawn':
      return { ...unpaused(before, at), spans: close(before.spans, at), ended: before.ended ?? at };
  }
}

function unpaused(before: QueueCase, at: number): QueueCase {
  return before.pausedSince === null ? before : { ...before, paused: before.paused + Math.max(0, at - before.pausedSince), pausedSince: null };
}

export function casesOf(facts: Iterable<PublicFact>): ReadonlyMap<string, QueueCase> {
  const cases = new Map<string, QueueCase>();
  for (const fact of facts) {
    const next = withFact(cases.get(fact.token), fact);
    if (next) cases.set(fact.token, next);
  }
  return cases;
}

/** How long cases waited on after they had been passed; the last stands for those that still wait. */
export const passedBins = ['day', 'three-days', 'week', 'longer', 'waiting'] as const;
export type PassedBin = (typeof passedBins)[number];
const day_ms = 86_400_000;

function binOf(passed: number, ended: number | null): PassedBin {
  if (ended === null) return 'waiting';
  const waited = ended - passed;
  if (waited < day_ms) return 'day';
  if (waited < 3 * day_ms) return 'three-days';
  return waited < 7 * day_ms ? 'week' : 'longer';
}

/** One queue in one month. `reasons` counts those taken out of turn by reason, `none` where none was given. */
export type OvertakingRow = {
  readonly unit: string | null;
  readonly service: string;
  readonly month: string;
  readonly taken: number;
  readonly outOfTurn: number;
  readonly reasons: Readonly<Record<string, number>>;
  /** Cases that were passed for the first time in this month, by how long they waited on. */
  readonly passed: Readonly<Record<PassedBin, number>>;
};

export const noReason = 'none';

/** Case by case: who was taken how many places before their turn, and who was first passed when. */
export type Overtaken = {
  /** By token, for every case that was taken: how many that came earlier were passed. */
  readonly over: ReadonlyMap<string, number>;
  /** By token: the moment at which a case was first passed. */
  readonly passedAt: ReadonlyMap<string, number>;
};

type Happening = { readonly at: number; readonly order: 0 | 1 | 2; readonly one: QueueCase };

// Waiting begins `grace` later and ends `grace` earlier than it did, both moments counted in.
function happeningsOf(cases: readonly QueueCase[]): readonly Happening[] {
  const all: Happening[] = [];
  for (const one of cases) {
    for (const [from, until] of one.spans) {
      if (until !== null && until - from < 2 * grace_ms) continue;
      all.push({ at: from + grace_ms, order: 0, one });
      if (until !== null) all.push({ at: until - grace_ms, order: 2, one });
    }
    if (one.taken !== null) all.push({ at: one.taken, order: 1, one });
  }
  return all.sort((a, b) => a.at - b.at || a.order - b.order);
}

/** Counts by rank; both ways take log n (Fenwick, 1994). */
class Tally {
  readonly #sums: Int32Array;
  constructor(size: number) {
    this.#sums = new Int32Array(size + 1);
  }
  add(rank: number, by: number): void {
    for (let at = rank + 1; at < this.#sums.length; at += at & -at) this.#sums[at]! += by;
  }
  below(rank: number): number {
    let sum = 0;
    for (let at = rank; at > 0; at -= at & -at) sum += this.#sums[at]!;
    return sum;
  }
}

/** The one that came first on top. */
class Earliest {
  readonly #heap: QueueCase[] = [];
  push(one: QueueCase): void {
    const heap = this.#heap;
    let at = heap.push(one) - 1;
    while (at > 0 && heap[(at - 1) >> 1]!.arrived > one.arrived) {
      heap[at] = heap[(at - 1) >> 1]!;
      at = (at - 1) >> 1;
    }
    heap[at] = one;
  }
  top(): QueueCase | undefined {
    return this.#heap[0];
  }
  drop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]!.arrived < heap[child]!.arrived) child += 1;
      if (heap[child]!.arrived >= last.arrived) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}

/** One queue, in O(n log n): a sweep over time. Two that arrived in the same moment have no order between them. */
export function overtakenIn(cases: readonly QueueCase[]): Overtaken {
  const ranks = new Map(
    Array.from(new Set(cases.map((one) => one.arrived)).values(), (arrived) => arrived)
      .toSorted((a, b) => a - b)
      .map((arrived, rank) => [arrived, rank]),
  );
  const rankOf = (one: QueueCase) => ranks.get(one.arrived) ?? 0;
  const waiting = new Tally(ranks.size);
  const open = new Set<QueueCase>();
  const unpassed = new Earliest();
  const over = new Map<string, number>();
  const passedAt = new Map<string, number>();
  for (const { at, order, one } of happeningsOf(cases)) {
    if (order === 0) {
      open.add(one);
      waiting.add(rankOf(one), 1);
      if (!passedAt.has(one.token)) unpassed.push(one);
    } else if (order === 2) {
      open.delete(one);
      waiting.add(rankOf(one), -1);
    } else {
      over.set(one.token, waiting.below(rankOf(one)));
      for (let first = unpassed.top(); first && first.arrived < one.arrived; first = unpassed.top()) {
        unpassed.drop();
        if (open.has(first)) passedAt.set(first.token, at);
      }
    }
  }
  return { over, passedAt };
}

const queueKey = (one: Pick<QueueCase, 'unit' | 'service'>) => `${one.unit ?? ''} ${one.service}`;

type Growing = {
  unit: string | null;
  service: string;
  month: string;
  taken: number;
  outOfTurn: number;
  reasons: Record<string, number>;
  passed: Record<PassedBin, number>;
};

function rowsOfQueue(cases: readonly QueueCase[]): readonly OvertakingRow[] {
  const { over, passedAt } = overtakenIn(cases);
  const rows = new Map<string, Growing>();
  const rowIn = ({ unit, service }: QueueCase, month: string): Growing => {
    const row = rows.get(month) ?? {
      unit,
      service,
      month,
      taken: 0,
      outOfTurn: 0,
      reasons: {},
      passed: { day: 0, 'three-days': 0, week: 0, longer: 0, waiting: 0 },
    };
    rows.set(month, row);
    return row;
  };
  for (const one of cases) {
    if (one.taken !== null) {
      const row = rowIn(one, monthOf(one.taken));
      row.taken += 1;
      if ((over.get(one.token) ?? 0) > 0) {
        const reason = one.reason ?? noReason;
        row.outOfTurn += 1;
        row.reasons[reason] = (row.reasons[reason] ?? 0) + 1;
      }
    }
    const passed = passedAt.get(one.token);
    if (passed !== undefined) rowIn(one, monthOf(passed)).passed[binOf(passed, one.spans.at(-1)?.[1] ?? null)] += 1;
  }
  return [...rows.values()];
}

const inOrder = (a: OvertakingRow, b: OvertakingRow) => compare(queueKey(a), queueKey(b)) || compare(a.month, b.month);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Every queue and month, in one order: by unit, service, month. */
export function overtakingOf(cases: Iterable<QueueCase>): readonly OvertakingRow[] {
  return Array.from(Map.groupBy(cases, queueKey).values()).flatMap(rowsOfQueue).toSorted(inOrder);
}

/** Several rows as one: of a unit, of a year. */
export function sumOf(rows: readonly OvertakingRow[]): Pick<OvertakingRow, 'taken' | 'outOfTurn' | 'reasons' | 'passed'> {
  const reasons: Record<string, number> = {};
  const passed = { day: 0, 'three-days': 0, week: 0, longer: 0, waiting: 0 };
  let [taken, outOfTurn] = [0, 0];
  for (const row of rows) {
    taken += row.taken;
    outOfTurn += row.outOfTurn;
    for (const [reason, n] of Object.entries(row.reasons)) reasons[reason] = (reasons[reason] ?? 0) + n;
    for (const bin of passedBins) passed[bin] += row.passed[bin];
  }
  return { taken, outOfTurn, reasons, passed };
}
