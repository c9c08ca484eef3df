import type { PlainDate } from '#platform/time';
import type { Pause } from '../model.ts';
import { countedDays } from '../queue/rules.ts';
import { type DayRange, type History, type Landmark, leastHistory, type PastCase, type Stage, stages, wanted } from './model.ts';
import { cellOf, chancesLeft, type Cell, type Fit, fit, known, nearestRange, type Pooled, pooledHazard } from './survival.ts';

/** Which share of misses to aim at so that one in ten misses, on the first day of a case and on later ones. */
export type Aim = { readonly first: number; readonly later: number };

/** A range told of a past case before its end was known, and how it came out. */
export type Told = { readonly on: number; readonly kind: keyof Aim; readonly range: DayRange; readonly left: number; readonly held: boolean };

export type Learned = { readonly fit: Fit; readonly aim: Aim; readonly told: readonly Told[]; readonly ranges: Ranges };

type Ranges = (cell: Cell, miss: number) => DayRange;

const step = 0.005;
const bounds = { least: -0.3, most: 0.4 } as const;
// Where even all that the past holds misses too often, the range is widened beyond it.
const widest = 0.01;

function widened({ least, most }: DayRange, by: number): DayRange {
  return { least: Math.floor(least * (1 - by)), most: Math.ceil(most * (1 + 2 * by)) };
}

/** The ranges of a fit, each reckoned once for each share on a fine grid. */
function rangesOf(one: Fit, pooled: (day: number) => number): Ranges {
  const left = new Map<string, readonly number[]>();
  const ranges = new Map<string, DayRange>();
  return (cell, miss) => {
    const key = `${cell.stage} ${cell.spent} ${cell.band}`;
    const grid = Math.round(miss / step);
    const kept = ranges.get(`${key} ${grid}`);
    if (kept) return kept;
    const mass = left.get(key) ?? chancesLeft(one, cell, pooled);
    left.set(key, mass);
    const told = nearestRange(mass, 1 - Math.max(widest, grid * step));
    const range = grid * step < widest ? widened(told, widest - grid * step) : told;
    ranges.set(`${key} ${grid}`, range);
    return range;
  };
}

/** On which working day it is known whether a range told at a landmark held; undefined while it is not, or never will be. */
function outcomeOf(one: PastCase, from: Landmark, range: DayRange): { readonly on: number; readonly held: boolean } | undefined {
  const left = one.days - from.spent;
  if (left > range.most) return { on: one.landmarks.find((each) => each.spent === from.spent + range.most + 1)?.on ?? one.until, held: false };
  return one.decided ? { on: one.until, held: left >= range.least } : undefined;
}

// How far one outcome moves the aim: nine hits take back what one miss gave, so it rests where one in ten misses. Of later days a case
// has many, which go together: each moves it less.
const pace = { first: 0.04, later: 0.007 } as const;

function moved(miss: number, held: boolean, kind: keyof Aim): number {
  return Math.min(bounds.most, Math.max(bounds.least, miss + pace[kind] * (1 - wanted - (held ? 0 : 1))));
}

const refitEvery = 20;

/**
 * What is told today of a service's cases. The past is gone through once more as it came: each stretch of days by what was known
 * before it, each range held against its case once that ended, and the share aimed at moved a little each time (adaptive
 * conformal inference, Gibbs and Candès 2021). So one in ten misses also where the model is wrong or the times change.
 */
export function learn({ cases, promise }: History, pooled: Pooled, today: number): Learned {
  const wider = pooledHazard(pooled, promise);
  const arrivals = Map.groupBy(
    cases.flatMap((one) => chosen(one).map((from) => ({ one, ...from }))),
    ({ landmark }) => landmark.on,
  );
  const settled = new Map<number, Told[]>();
  const told: Told[] = [];
  const aim = { first: 1 - wanted, later: 1 - wanted };
  let fitted: Fit | undefined;
  let ranges: Ranges | undefined;
  const begun = Math.min(today, ...Array.from(arrivals.keys()));
  for (let day = begun; day <= today; day += 1) {
    for (const { kind, held } of settled.get(day - 1) ?? []) aim[kind] = moved(aim[kind], held, kind);
    if (day === today || (day - begun) % refitEvery === 0) {
      fitted = fit(known(cases, day - 1), day - 1);
      ranges = rangesOf(fitted, wider);
    }
    if (!fitted || !ranges || fitted.decided < leastHistory) continue;
    for (const { one, landmark, kind } of arrivals.get(day) ?? []) {
      const range = ranges(cellOf(landmark, fitted), aim[kind]);
      const outcome = outcomeOf(one, landmark, range);
      if (!outcome) continue;
      const made: Told = { on: day, kind, range, left: one.days - landmark.spent, held: outcome.held };
      told.push(made);
      settled.set(outcome.on, [...(settled.get(outcome.on) ?? []), made]);
    }
  }
  const last = fitted ?? fit([], today);
  return { fit: last, aim, told, ranges: ranges ?? rangesOf(last, wider) };
}

export type Tried = { readonly n: number; readonly held: number };

/** How many cases were told a range on the day on which they came, and how many of them kept to it. */
export function triedOf({ told }: Pick<Learned, 'told'>): Tried {
  const first = told.filter((one) => one.kind === 'first');
  return { n: first.length, held: first.filter((one) => one.held).length };
}

// The day on which a case comes, and each later one: each is asked about by somebody.
function chosen({ landmarks }: PastCase): readonly { readonly landmark: Landmark; readonly kind: keyof Aim }[] {
  return landmarks.map((landmark, at) => ({ landmark, kind: at === 0 ? 'first' : 'later' }));
}

/** What a service's page reads: ranges by band of load and days spent, in one row for each stage. */
export type RangeTable = {
  readonly stage: Stage;
  readonly cuts: readonly number[];
  /** Days spent that have a place of their own; whoever has spent more has the last. */
  readonly days: number;
  readonly least: readonly number[];
  readonly most: readonly number[];
};

/** None while too few cases have been decided. */
export function tablesOf({ fit: { cuts, last, decided }, aim, ranges }: Learned): readonly RangeTable[] {
  if (decided < leastHistory) return [];
  return stages.map((stage) => {
    const cells = Array.from({ length: cuts.length + 1 }, (_none, band) => Array.from({ length: last + 1 }, (_day, spent) => ({ stage, spent, band }))).flat();
    const told = cells.map((cell) => ranges(cell, cell.spent === 0 && stage === 'waiting' ? aim.first : aim.later));
    return { stage, cuts, days: last + 1, least: told.map((one) => one.least), most: told.map((one) => one.most) };
  });
}

/** The range for a case, from the table of its stage. */
export function rangeIn({ cuts, days, least, most }: Omit<RangeTable, 'stage'>, { spent, load }: Pick<Landmark, 'spent' | 'load'>): DayRange {
  const place = cuts.filter((cut) => load > cut).length * days + Math.min(spent, days - 1);
  return { least: least[place] ?? 0, most: most[place] ?? 0 };
}

export type Likely = { readonly from: PlainDate; readonly until: PlainDate };

type Standing = {
  readonly submittedOn: PlainDate;
  readonly today: PlainDate;
  readonly pauses: readonly Pause[];
  readonly count: (from: PlainDate, until: PlainDate) => number;
};

/** Days that count by the time somebody asks: on a day off the next working day is the first that can still bring a decision. */
export function spentBy({ submittedOn, today, pauses, count }: Standing): number {
  const isOff = !today.equals(submittedOn) && count(today.subtract({ days: 1 }), today) === 0;
  return countedDays(submittedOn, today, pauses, count) + (isOff ? 1 : 0);
}

/** A range from now as days of the calendar; never one that is over. */
export function likelyDates({ least, most }: DayRange, spent: number, today: PlainDate, dayAfter: (workingDays: number) => PlainDate): Likely {
  const notOver = (date: PlainDate) => (Temporal.PlainDate.compare(date, today) < 0 ? today : date);
  return { from: notOver(dayAfter(spent + least)), until: notOver(dayAfter(spent + most)) };
}
