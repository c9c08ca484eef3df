import { json, over, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import { type Calendar, calendarOf, type CalendarYear, shippedYears } from './calendar.ts';
import type { StandardsTables } from './schema.ts';

const tables = (tx: Tx) => over<StandardsTables>(tx);

export type LoadedYear = CalendarYear & { readonly decree: string };

export async function loadedYears(tx: Tx): Promise<readonly LoadedYear[]> {
  const rows = await tables(tx).selectFrom('standards.calendars').select(['year', 'decree', 'days']).orderBy('year').execute();
  return rows.map((row) => ({ ...row, days: row.days as readonly string[] }));
}

const shipped = calendarOf(shippedYears);

/** The working-day calendar of this moment: what came with the product, and what an administrator loaded. */
export async function calendarFor(tx: Tx): Promise<Calendar> {
  const loaded = await loadedYears(tx);
  return loaded.length === 0 ? shipped : calendarOf([...shippedYears.filter((one) => !loaded.some((other) => other.year === one.year)), ...loaded]);
}

export async function saveYear(tx: Tx, { year, decree, days }: LoadedYear, by: string, now: Instant): Promise<void> {
  const row = { year, decree, days: json(days), loaded_at: now, loaded_by: by };
  await tables(tx)
    .insertInto('standards.calendars')
    .values(row)
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ decree: row.decree, days: row.days, loaded_at: row.loaded_at, loaded_by: row.loaded_by }))
    .execute();
}
