import { json, sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import { type Calendar, calendarOf, type CalendarYear, shippedYears } from './calendar.ts';

export type LoadedYear = CalendarYear & { readonly decree: string };

export async function loadedYears(tx: Tx): Promise<readonly LoadedYear[]> {
  const { rows } = await sql<{ year: number; decree: string; days: string[] }>`select year, decree, days from standards.calendars order by year`.execute(tx);
  return rows;
}

const shipped = calendarOf(shippedYears);

/** The working-day calendar of this moment: what came with the product, and what an administrator loaded. */
export async function calendarFor(tx: Tx): Promise<Calendar> {
  const loaded = await loadedYears(tx);
  return loaded.length === 0 ? shipped : calendarOf([...shippedYears.filter((one) => !loaded.some((other) => other.year === one.year)), ...loaded]);
}

export async function saveYear(tx: Tx, year: LoadedYear, by: string, now: Instant): Promise<void> {
  await sql`insert into standards.calendars (year, decree, days, loaded_at, loaded_by) values (${year.year}, ${year.decree}, ${json(year.days)}, ${now}, ${by})
    on conflict (year) do update set decree = excluded.decree, days = excluded.days, loaded_at = excluded.loaded_at, loaded_by = excluded.loaded_by`.execute(
    tx,
  );
}
