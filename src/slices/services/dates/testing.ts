import type { PlainDate } from '#platform/time';
import { type CaseDays, dayNumbers, pastCases } from './history.ts';
import type { DayRange } from './model.ts';
import { learn } from './rules.ts';
import { lastedOf, pool } from './survival.ts';

/** Chance with a seed of its own (mulberry32), so that a simulated service is the same on every machine. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Day = { readonly at: number; readonly share: number; readonly weekday: number };

/** How a simulated service behaves: what comes, who takes it when, and how long it then lies. */
export type Shape = {
  readonly name: string;
  readonly promise: number;
  arrivals(day: Day, next: () => number): number;
  /** How many can be taken on a day, in order of arrival. */
  capacity(day: Day): number;
  /** Days from being taken to the decision. */
  work(day: Day, next: () => number): number;
  /** Decisions fall on these days of the week only. */
  readonly decidesOn?: number;
};

const normal = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
const poisson = (mean: number) => (_day: Day, next: () => number) => {
  let n = 0;
  for (let left = Math.exp(-mean), product = next(); product > left; product *= next()) n += 1;
  return n;
};
const season = (share: number) => 1 + 0.6 * Math.sin(2 * Math.PI * share);

export const shapes: readonly Shape[] = [
  { name: 'quick', promise: 3, arrivals: poisson(5), capacity: () => 50, work: (_day, next) => (next() < 0.55 ? 0 : next() < 0.6 ? 1 : next() < 0.7 ? 2 : 4) },
  { name: 'steady', promise: 10, arrivals: poisson(4), capacity: () => 50, work: (_day, next) => Math.round(Math.max(0, 6 + 2.5 * normal(next))) },
  {
    name: 'heavy load',
    promise: 15,
    arrivals: (day, next) => poisson(day.at % 45 < 12 ? 12 : 4.4)(day, next),
    capacity: () => 7,
    work: (_day, next) => Math.floor(4 * next()),
  },
  {
    name: 'seasonal',
    promise: 10,
    arrivals: (day, next) => poisson(5 * season(day.share))(day, next),
    capacity: () => 6,
    work: (day, next) => Math.round(4 * season(day.share) * (0.5 + next())),
  },
  { name: 'batch', promise: 10, arrivals: poisson(4), capacity: () => 50, work: (_day, next) => 1 + Math.floor(6 * next()), decidesOn: 4 },
  {
    name: 'long tail',
    promise: 14,
    arrivals: poisson(4),
    capacity: () => 50,
    work: (_day, next) => Math.round(Math.exp(1.5 + 0.7 * normal(next)) + (next() < 0.08 ? 20 + 40 * next() : 0)),
  },
  {
    name: 'slower since July',
    promise: 10,
    arrivals: poisson(4),
    capacity: () => 50,
    work: (day, next) => Math.round((day.at < 380 ? 3 : 6) * (0.4 + 1.4 * next())),
  },
  {
    name: 'few cases',
    promise: 12,
    arrivals: poisson(0.25),
    capacity: () => 50,
    work: (_day, next) => Math.round(5 + 3 * normal(next) + (next() < 0.1 ? 8 : 0)),
  },
];

export const isWeekday = (date: PlainDate): boolean => date.dayOfWeek <= 5;

type Open = { readonly submittedOn: PlainDate; takenOn: PlainDate | undefined; endedOn: PlainDate | undefined };

/** Two years of a service, day by day; what is open at the end is open. */
export function simulate(shape: Shape, seed: number, from: PlainDate, days: number): readonly CaseDays[] {
  const next = chance(seed);
  const all: Open[] = [];
  let waiting: Open[] = [];
  const last = from.add({ days });
  let at = 0;
  for (let date = from; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    if (!isWeekday(date)) continue;
    const day: Day = { at, share: (at % 261) / 261, weekday: date.dayOfWeek };
    const came = Array.from({ length: shape.arrivals(day, next) }, (): Open => ({ submittedOn: date, takenOn: undefined, endedOn: undefined }));
    all.push(...came);
    waiting.push(...came);
    for (const one of waiting.slice(0, shape.capacity(day))) {
      one.takenOn = date;
      const ended = endOf(date, Math.max(0, shape.work(day, next)), shape.decidesOn);
      one.endedOn = Temporal.PlainDate.compare(ended, last) > 0 ? undefined : ended;
    }
    waiting = waiting.slice(shape.capacity(day));
    at += 1;
  }
  return all.map((one, place) => ({ ...one, decidedBy: one.endedOn && `officer ${place % 3}`, pauses: [] }));
}

function endOf(taken: PlainDate, work: number, decidesOn: number | undefined): PlainDate {
  let date = taken;
  for (let left = work; left > 0; ) {
    date = date.add({ days: 1 });
    if (isWeekday(date)) left -= 1;
  }
  while (decidesOn !== undefined && date.dayOfWeek !== decidesOn) date = date.add({ days: 1 });
  return date;
}

export type Coverage = { readonly n: number; readonly held: number /** Working days in the range, on the average. */; readonly width: number };

type Each = { readonly range: DayRange; readonly left: number };

function coverage(all: readonly Each[]): Coverage {
  const held = all.filter(({ range, left }) => left >= range.least && left <= range.most).length;
  return { n: all.length, held, width: all.reduce((sum, { range }) => sum + range.most - range.least + 1, 0) / Math.max(1, all.length) };
}

type HeldOut = {
  readonly promise: number;
  readonly from: PlainDate;
  readonly split: PlainDate;
  readonly until: PlainDate;
  readonly isWorkingDay?: (date: PlainDate) => boolean;
};

/**
 * What was told from `split` on, each day by what was known before it, held against what became of the cases: told on the day on which
 * a case came, and on every day while it was open. Beside it the naive range: the 5th to the 95th percentile of what had been decided.
 */
export function heldOut(
  cases: readonly CaseDays[],
  { promise, from, split, until, isWorkingDay = isWeekday }: HeldOut,
): Readonly<Record<'first' | 'daily' | 'naive', Coverage>> {
  const number = dayNumbers(from, until.add({ days: 1 }), isWorkingDay);
  const begin = number(split);
  const all = pastCases(cases, until, number);
  const before = all.filter((one) => one.until < begin);
  const told = learn({ cases: all, promise }, pool(lastedOf({ cases: before, promise })), number(until) + 1).told.filter((one) => one.on >= begin);
  const lengths = before
    .filter((one) => one.decided)
    .map((one) => one.days)
    .toSorted((a, b) => a - b);
  const naive = { least: lengths[Math.floor(0.05 * lengths.length)] ?? 0, most: lengths[Math.floor(0.95 * lengths.length)] ?? 0 };
  const first = told.filter((one) => one.kind === 'first');
  return { first: coverage(first), daily: coverage(told), naive: coverage(first.map(({ left }) => ({ range: naive, left }))) };
}
