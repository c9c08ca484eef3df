import year2026 from '#reference/calendar/2026.json' with { type: 'json' };
import year2027 from '#reference/calendar/2027.json' with { type: 'json' };

type PlainDate = Temporal.PlainDate;

export type WeekLength = 5 | 6;

/** How an agency works otherwise than the country: the length of its week from a day on, and single days, at work or off. */
export type AgencyDays = {
  readonly weeks: readonly { readonly from: string; readonly days: WeekLength }[];
  readonly days: ReadonlyMap<string, boolean>;
};

export const noAgencyDays: AgencyDays = { weeks: [], days: new Map() };

/** Days off by decree, the years whose decree is loaded, and the agency's own days. Dates as `2026-11-23`. */
export type Calendar = { readonly holidays: ReadonlySet<string>; readonly years: ReadonlySet<number>; readonly own: AgencyDays };

export type CalendarYear = { readonly year: number; readonly days: readonly string[] };

const daysOff = (year: typeof year2026 | typeof year2027): readonly string[] => [...year.holidays, ...year.collective_leave].map((day) => day.on);

/** A year whose decree was not seen: its fixed dates are days off, and its deadlines stay provisional until the decree is loaded. */
export const expectedYears: readonly CalendarYear[] = [{ year: 2027, days: daysOff(year2027) }];

export function calendarOf(years: readonly CalendarYear[], own: AgencyDays = noAgencyDays): Calendar {
  const known = new Set(years.map((one) => one.year));
  const expected = expectedYears.filter((one) => !known.has(one.year));
  return { holidays: new Set([...years, ...expected].flatMap((one) => one.days)), years: known, own };
}

/** SKB Tiga Menteri 1497/2025, 2/2025, 5/2025: holidays and collective leave of 2026. The product's own; others are loaded by decree. */
export const shippedYears: readonly CalendarYear[] = [{ year: 2026, days: daysOff(year2026) }];

/** Monday to Friday (Perpres 21/2023) unless the agency has another week. */
function weekOn(date: string, { weeks }: AgencyDays): WeekLength {
  return weeks.findLast((week) => week.from <= date)?.days ?? 5;
}

/** A day of the agency's week without holidays and collective leave; the agency's own word on a single day goes before. */
export function isWorkingDay(date: PlainDate, { holidays, own }: Calendar): boolean {
  const text = date.toString();
  return own.days.get(text) ?? (date.dayOfWeek <= weekOn(text, own) && !holidays.has(text));
}

type Pause = { readonly from: PlainDate; readonly until: PlainDate | undefined };
type Term = { readonly submittedOn: PlainDate; readonly workingDays: number; readonly pauses: readonly Pause[]; readonly calendar: Calendar };
export type Deadline = { readonly on: PlainDate; readonly provisional: boolean };

// The day on which the applicant is asked still counts for the agency; the day of the answer counts for nobody.
function isPaused(date: PlainDate, pauses: readonly Pause[]): boolean {
  return pauses.some(
    (pause) => Temporal.PlainDate.compare(date, pause.from) > 0 && pause.until !== undefined && Temporal.PlainDate.compare(date, pause.until) <= 0,
  );
}

/**
 * The last day of a term in working days: day 1 is the next working day; days on which the applicant must act do not count.
 * Provisional where it reaches into a year whose decree is not loaded.
 */
export function deadlineOf({ submittedOn, workingDays, pauses, calendar }: Term): Deadline {
  let date = submittedOn;
  let left = workingDays;
  let provisional = !calendar.years.has(date.year);
  while (left > 0) {
    date = date.add({ days: 1 });
    if (!calendar.years.has(date.year)) provisional = true;
    if (isWorkingDay(date, calendar) && !isPaused(date, pauses)) left -= 1;
  }
  return { on: date, provisional };
}

/** Days after `from` up to and with `until` that lie in a week of so many days. */
function daysOfWeek(from: PlainDate, until: PlainDate, length: WeekLength): number {
  const days = from.until(until).days;
  const rest = Array.from({ length: days % 7 }, (_none, at) => (from.dayOfWeek + at) % 7).filter((day) => day < length).length;
  return Math.floor(days / 7) * length + rest;
}

/** Working days after `from` up to and with `until`: whole weeks at once, and the few days between that are otherwise one by one. */
export function workingDaysBetween(from: PlainDate, until: PlainDate, { holidays, own }: Calendar): number {
  if (Temporal.PlainDate.compare(from, until) >= 0) return 0;
  const [after, last] = [from.toString(), until.toString()];
  const turns = own.weeks.map((week) => week.from).filter((day) => day > after && day <= last);
  const ends = [...turns.map((day) => Temporal.PlainDate.from(day).subtract({ days: 1 })), until];
  const starts = [from, ...ends.slice(0, -1)];
  const ordinary = ends.reduce((sum, end, at) => {
    const start = starts[at] ?? from;
    return sum + daysOfWeek(start, end, weekOn(start.add({ days: 1 }).toString(), own));
  }, 0);
  const otherwise = new Set([...holidays, ...own.days.keys()].filter((day) => day > after && day <= last));
  return Array.from(otherwise).reduce((sum, day) => {
    const isOrdinary = Temporal.PlainDate.from(day).dayOfWeek <= weekOn(day, own);
    const works = own.days.get(day) ?? (isOrdinary && !holidays.has(day));
    return sum + Number(works) - Number(isOrdinary);
  }, ordinary);
}

export type NamedDay = { readonly on: string; readonly name: string };

/** The days off that came with the product, by name, with their decree. */
export function shippedDays(): { readonly decree: string; readonly source: readonly string[]; readonly verified: boolean; readonly days: readonly NamedDay[] } {
  const days = [...year2026.holidays, ...year2026.collective_leave].toSorted((a, b) => a.on.localeCompare(b.on));
  return { decree: year2026.decree, source: year2026.source, verified: year2026.verified, days };
}
