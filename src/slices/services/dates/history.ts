import type { PlainDate } from '#platform/time';
import type { Pause } from '../model.ts';
import type { Landmark, PastCase } from './model.ts';

/** What is on file of a case that came: days in the agency's zone. */
export type CaseDays = {
  readonly submittedOn: PlainDate;
  readonly takenOn: PlainDate | undefined;
  readonly endedOn: PlainDate | undefined;
  readonly decidedBy: string | undefined;
  readonly pauses: readonly Pause[];
};

/** Working days numbered through, so that days can be counted by subtraction: a day off has the number of the working day before it. */
export type DayNumbers = (date: PlainDate) => number;

export function dayNumbers(from: PlainDate, until: PlainDate, isWorkingDay: (date: PlainDate) => boolean): DayNumbers {
  const numbers: number[] = [];
  let number = 0;
  for (let date = from; Temporal.PlainDate.compare(date, until) <= 0; date = date.add({ days: 1 })) {
    if (isWorkingDay(date)) number += 1;
    numbers.push(number);
  }
  return (date) => numbers[Math.min(numbers.length - 1, from.until(date, { largestUnit: 'days' }).days)] ?? 0;
}

// Officers count as at work for as many working days after a decision.
const atWorkFor = 10;

/** How many officers have decided in the ten working days before each day, at least one. */
export function officersAtWork(cases: readonly CaseDays[], number: DayNumbers): (on: number) => number {
  const days = new Map<number, Set<string>>();
  for (const { endedOn, decidedBy } of cases) {
    if (!endedOn || !decidedBy) continue;
    for (let on = number(endedOn) + 1; on <= number(endedOn) + atWorkFor; on += 1) {
      const some = days.get(on) ?? new Set();
      days.set(on, some.add(decidedBy));
    }
  }
  return (on) => Math.max(1, days.get(on)?.size ?? 0);
}

type Open = { readonly one: CaseDays; readonly landmarks: Landmark[]; readonly until: number; readonly taken: number; spent: number };

function isPaused(on: number, pauses: readonly Pause[], number: DayNumbers): boolean {
  return pauses.some(({ from, until }) => on > number(from) && (until === undefined || on <= number(until)));
}

/** Of cases in order of arrival, each day on which they were open until a day, with how many stood before them. */
export function pastCases(cases: readonly CaseDays[], until: PlainDate, number: DayNumbers): readonly PastCase[] {
  const today = number(until);
  const officers = officersAtWork(cases, number);
  const all = cases
    .filter((one) => Temporal.PlainDate.compare(one.submittedOn, until) <= 0)
    .map((one): Open => {
      const ended = one.endedOn && Temporal.PlainDate.compare(one.endedOn, until) <= 0 ? number(one.endedOn) : today;
      return { one, landmarks: [], until: ended, taken: one.takenOn ? number(one.takenOn) : Infinity, spent: 0 };
    });
  const arrivals = Map.groupBy(all, ({ one }) => number(one.submittedOn));
  let open: readonly Open[] = [];
  for (let on = Math.min(today, ...Array.from(arrivals.keys())); on <= today; on += 1) {
    open = [...open, ...(arrivals.get(on) ?? [])];
    for (const [ahead, each] of open.entries()) passDay(each, { on, load: ahead / officers(on), first: number(each.one.submittedOn) === on }, number);
    open = open.filter((each) => each.until > on);
  }
  return all.map(({ one, landmarks, spent, until: end }) => ({
    landmarks,
    days: spent,
    decided: one.decidedBy !== undefined && one.endedOn !== undefined && Temporal.PlainDate.compare(one.endedOn, until) <= 0,
    until: end,
  }));
}

type Day = { readonly on: number; readonly load: number; readonly first: boolean };

// A case that is taken can be asked about twice on that day: as one that waits, and as one that is held.
function passDay(each: Open, { on, load, first }: Day, number: DayNumbers): void {
  if (!first && isPaused(on, each.one.pauses, number)) return;
  if (!first) each.spent += 1;
  const at = { spent: each.spent, load, on };
  if (first || each.taken >= on) each.landmarks.push({ ...at, stage: 'waiting' });
  if (each.taken <= on) each.landmarks.push({ ...at, stage: 'held' });
}
