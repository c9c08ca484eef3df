import { type Outcome, ok, refuse } from '#platform/result';
import { findDate, monthName, type PlainDate } from '#platform/time';
import { type Calendar, calendarOf, type CalendarYear, expectedYears, shippedDays, shippedYears, type WeekLength } from './calendar.ts';
import type { CalendarChange } from './model.ts';

const months = Array.from({ length: 12 }, (_none, at) => monthName(at + 1, 'id').toLowerCase());
const two = (text: string | number) => String(text).padStart(2, '0');

/** The date with which a line begins, as decrees and lists write it: `2027-01-01`, `1/1/2027` or `1 Januari 2027`. */
export function dayOf(line: string): PlainDate | undefined {
  const text = line.trim();
  const iso = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(text)?.[0];
  if (iso) return findDate(iso);
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)/.exec(text) ?? [];
  if (year) return findDate(`${year}-${two(month)}-${two(day)}`);
  const [, on = '', name = '', of = ''] = /^(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})(?!\d)/.exec(text) ?? [];
  const at = months.indexOf(name.toLowerCase());
  return at < 0 ? undefined : findDate(`${of}-${two(at + 1)}-${two(on)}`);
}

/** Every line begins with a date of that year; each day counts once. */
export function checkDays(year: number, lines: readonly string[]): Outcome<readonly string[]> {
  const days = lines.map(dayOf);
  if (days.length === 0) return refuse('calendar-none', { fields: { days: 'calendar-none' } });
  const wrong = days.findIndex((day) => day?.year !== year);
  if (wrong >= 0) return refuse('calendar-day', { fields: { days: 'calendar-day' }, params: { line: wrong + 1 } });
  return ok([...new Set(days.map(String))].toSorted());
}

/** What was promised by days that are over stays counted as it was. */
export function checkAhead(on: PlainDate, today: PlainDate, field: string): Outcome<true> {
  return Temporal.PlainDate.compare(on, today) < 0 ? refuse('day-passed', { fields: { [field]: 'day-passed' } }) : ok(true);
}

export type Parts = {
  readonly loaded: readonly CalendarYear[];
  readonly weeks: readonly { readonly from: PlainDate; readonly days: WeekLength }[];
  readonly days: readonly { readonly on: PlainDate; readonly works: boolean }[];
};

/** What came with the product with the years that were loaded in their place, and the agency's own days. */
export function calendarFrom({ loaded, weeks, days }: Parts): Calendar {
  const shipped = shippedYears.filter((one) => !loaded.some((other) => other.year === one.year));
  const ordered = weeks.toSorted((a, b) => Temporal.PlainDate.compare(a.from, b.from));
  return calendarOf([...shipped, ...loaded], {
    weeks: ordered.map((week) => ({ from: week.from.toString(), days: week.days })),
    days: new Map(days.map((day) => [day.on.toString(), day.works])),
  });
}

/** The parts as they would be after a change. */
export function changedParts(parts: Parts, change: CalendarChange): Parts {
  switch (change.kind) {
    case 'decree':
      return { ...parts, loaded: [...parts.loaded.filter((one) => one.year !== change.year), { year: change.year, days: change.days }] };
    case 'week':
      return { ...parts, weeks: [...parts.weeks.filter((week) => !week.from.equals(change.from)), { from: change.from, days: change.length }] };
    case 'day': {
      const others = parts.days.filter((day) => !day.on.equals(change.on));
      return { ...parts, days: change.treatment === 'national' ? others : [...others, { on: change.on, works: change.treatment === 'works' }] };
    }
  }
}

export type YearLine = { readonly year: number; readonly decree: string; readonly provisional: boolean; readonly count: number };

/** What came with the product, what was loaded since, and what is only expected; by year. */
export function yearsOf(loaded: readonly (CalendarYear & { readonly decree: string })[]): readonly YearLine[] {
  const isLoaded = (year: number) => loaded.some((one) => one.year === year);
  const shipped = shippedYears.filter((one) => !isLoaded(one.year)).map((one) => ({ ...one, decree: shippedDays().decree, provisional: false }));
  const expected = expectedYears.filter((one) => !isLoaded(one.year)).map((one) => ({ ...one, decree: '', provisional: true }));
  return [...shipped, ...loaded.map((one) => ({ ...one, provisional: false })), ...expected]
    .map(({ year, decree, provisional, days }) => ({ year, decree, provisional, count: days.length }))
    .toSorted((a, b) => a.year - b.year);
}
