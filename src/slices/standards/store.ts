import { json, over, sql, together, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { Calendar, CalendarYear, WeekLength } from './calendar.ts';
import { calendarFrom } from './rules.ts';
import type { StandardsTables } from './schema.ts';

const tables = (tx: Tx) => over<StandardsTables>(tx);

export type LoadedYear = CalendarYear & { readonly decree: string };

export async function loadedYears(tx: Tx): Promise<readonly LoadedYear[]> {
  const rows = await tables(tx).selectFrom('standards.calendars').select(['year', 'decree', 'days']).orderBy('year').execute();
  return rows.map((row) => ({ ...row, days: row.days as readonly string[] }));
}

export type OwnWeek = { readonly from: PlainDate; readonly days: WeekLength; readonly basis: string };
export type OwnDay = { readonly on: PlainDate; readonly works: boolean; readonly basis: string };

export async function ownWeeks(tx: Tx, agencyId: string): Promise<readonly OwnWeek[]> {
  const { rows } = await sql<OwnWeek>`select from_on as "from", days, basis from standards.agency_weeks where agency_id = ${agencyId} order by from_on`.execute(
    tx,
  );
  return rows;
}

export async function ownDays(tx: Tx, agencyId: string): Promise<readonly OwnDay[]> {
  const { rows } = await sql<OwnDay>`select day_on as "on", works, basis from standards.agency_days where agency_id = ${agencyId} order by day_on`.execute(tx);
  return rows;
}

export type CalendarParts = { readonly loaded: readonly LoadedYear[]; readonly weeks: readonly OwnWeek[]; readonly days: readonly OwnDay[] };

export async function calendarParts(tx: Tx, agencyId: string): Promise<CalendarParts> {
  const [loaded, weeks, days] = await together([loadedYears(tx), ownWeeks(tx, agencyId), ownDays(tx, agencyId)]);
  return { loaded, weeks, days };
}

/** The working-day calendar of an agency at this moment: the country's, and its own days. */
export async function calendarFor(tx: Tx, agencyId: string): Promise<Calendar> {
  return calendarFrom(await calendarParts(tx, agencyId));
}

type By = { readonly by: string; readonly now: Instant };

export async function saveYear(tx: Tx, { year, decree, days }: LoadedYear, { by, now }: By): Promise<void> {
  const row = { year, decree, days: json(days), loaded_at: now, loaded_by: by };
  await tables(tx)
    .insertInto('standards.calendars')
    .values(row)
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ decree: row.decree, days: row.days, loaded_at: row.loaded_at, loaded_by: row.loaded_by }))
    .execute();
}

export async function saveWeek(tx: Tx, agencyId: string, { from, days, basis }: OwnWeek, { by, now }: By): Promise<void> {
  await sql`insert into standards.agency_weeks (agency_id, from_on, days, basis, set_by, set_at)
    values (${agencyId}, ${from}, ${days}, ${basis}, ${by}, ${now})
    on conflict (agency_id, from_on) do update set days = excluded.days, basis = excluded.basis, set_by = excluded.set_by, set_at = excluded.set_at`.execute(
    tx,
  );
}

export async function saveDay(tx: Tx, agencyId: string, { on, works, basis }: OwnDay, { by, now }: By): Promise<void> {
  await sql`insert into standards.agency_days (agency_id, day_on, works, basis, set_by, set_at)
    values (${agencyId}, ${on}, ${works}, ${basis}, ${by}, ${now})
    on conflict (agency_id, day_on) do update set works = excluded.works, basis = excluded.basis, set_by = excluded.set_by, set_at = excluded.set_at`.execute(
    tx,
  );
}

/** From then on the day is again what it is for the country. */
export async function forgetDay(tx: Tx, agencyId: string, on: PlainDate): Promise<void> {
  await sql`delete from standards.agency_days where agency_id = ${agencyId} and day_on = ${on}`.execute(tx);
}
