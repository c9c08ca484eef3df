import year2026 from '#reference/calendar/2026.json' with { type: 'json' };
import year2027 from '#reference/calendar/2027.json' with { type: 'json' };

type PlainDate = Temporal.PlainDate;

/** Days off by decree, and the years whose decree is loaded. Dates as `2026-11-23`. */
export type Calendar = { readonly holidays: ReadonlySet<string>; readonly years: ReadonlySet<number> };

export type CalendarYear = { readonly year: number; readonly days: readonly string[] };

const daysOff = (year: typeof year2026 | typeof year2027): readonly string[] => [...year.holidays, ...year.collective_leave].map((day) => day.on);

/** A year whose decree was not seen: its fixed dates are days off, and its deadlines stay provisional until the decree is loaded. */
export const expectedYears: readonly CalendarYear[] = [{ year: 2027, days: daysOff(year2027) }];

export function calendarOf(years: readonly CalendarYear[]): Calendar {
  const known = new Set(years.map((one) => one.year));
  const expected = expectedYears.filter((one) => !known.has(one.year));
  return { holidays: new Set([...years, ...expected].flatMap((one) => one.days)), years: known };
}

/** SKB Tiga Menteri 1497/2025, 2/2025, 5/2025: holidays and collective leave of 2026. The product's own; others are loaded by decree. */
export const shippedYears: readonly CalendarYear[] = [{ year: 2026, days: daysOff(year2026) }];

/** Monday to Friday (Perpres 21/2023), without holidays and collective leave. */
export function isWorkingDay(date: PlainDate, calendar: Calendar): boolean {
  return date.dayOfWeek <= 5 && !calendar.holidays.has(date.toString());
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

/** Working days after `from` up to and with `until`: whole weeks have five, and few days off fall between. */
export function workingDaysBetween(from: PlainDate, until: PlainDate, calendar: Calendar): number {
  const days = from.until(until).days;
  if (days <= 0) return 0;
  const rest = Array.from({ length: days % 7 }, (_none, at) => (from.dayOfWeek + at) % 7).filter((day) => day < 5).length;
  const [after, last] = [from.toString(), until.toString()];
  const off = Array.from(calendar.holidays).filter((day) => day > after && day <= last && Temporal.PlainDate.from(day).dayOfWeek <= 5).length;
  return Math.floor(days / 7) * 5 + rest - off;
}

export type NamedDay = { readonly on: string; readonly name: string };

/** The days off that came with the product, by name, with their decree. */
export function shippedDays(): { readonly decree: string; readonly source: readonly string[]; readonly verified: boolean; readonly days: readonly NamedDay[] } {
  const days = [...year2026.holidays, ...year2026.collective_leave].toSorted((a, b) => a.on.localeCompare(b.on));
  return { decree: year2026.decree, source: year2026.source, verified: year2026.verified, days };
}
