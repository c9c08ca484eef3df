import { sql, type Tx } from '#platform/db';
import { type Instant, type PlainDate, todayIn, type Zone } from '#platform/time';
import type { Pause, ServiceId } from '../model.ts';
import type { CaseDays } from './history.ts';
import type { Stage } from './model.ts';
import type { RangeTable, Tried } from './rules.ts';

type Row = {
  readonly submitted_at: Instant;
  readonly decided_at: Instant | null;
  readonly decided_by: string | null;
  readonly taken_at: Instant | null;
  readonly withdrawn_at: Instant | null;
  readonly paused: readonly { readonly from: string; readonly until: string | null }[] | null;
};

/** The newest cases of a service since a moment, in order of arrival; days in the agency's zone. */
export async function casesSince(
  tx: Tx,
  service: { readonly agencyId: string; readonly id: ServiceId },
  { since, zone, most }: { readonly since: Instant; readonly zone: Zone; readonly most: number },
): Promise<readonly CaseDays[]> {
  const { rows } = await sql<Row>`
    select a.submitted_at, a.decided_at, a.decided_by, s.taken_at, s.withdrawn_at,
      (select json_agg(json_build_object('from', p.from_on, 'until', p.until_on)) from services.pauses p
        where p.agency_id = a.agency_id and p.application_id = a.id) as paused
    from (select agency_id, id, submitted_at, decided_at, decided_by from services.applications
      where agency_id = ${service.agencyId} and service_id = ${service.id} and state <> 'draft' and submitted_at >= ${since}
      order by submitted_at desc, id desc limit ${sql.lit(most)}) a,
    lateral (select min(happened_at) filter (where kind = 'taken') as taken_at, max(happened_at) filter (where kind = 'withdrawn') as withdrawn_at
      from services.application_steps t where t.agency_id = a.agency_id and t.application_id = a.id) s
    order by a.submitted_at, a.id`.execute(tx);
  const day = (at: Instant | null) => (at === null ? undefined : todayIn(at, zone));
  return rows.map((row) => ({
    submittedOn: todayIn(row.submitted_at, zone),
    takenOn: day(row.taken_at),
    endedOn: day(row.decided_at ?? row.withdrawn_at),
    decidedBy: row.decided_at === null ? undefined : (row.decided_by ?? ''),
    pauses: (row.paused ?? []).map(
      ({ from, until }): Pause => ({ from: Temporal.PlainDate.from(from), until: until === null ? undefined : Temporal.PlainDate.from(until) }),
    ),
  }));
}

export type ServiceTerm = { readonly agencyId: string; readonly id: ServiceId; readonly workingDays: number };

export async function serviceTerms(tx: Tx, agencyId: string): Promise<readonly ServiceTerm[]> {
  const { rows } = await sql<{ id: ServiceId; working_days: number }>`select id, working_days from services.services
    where agency_id = ${agencyId} order by id`.execute(tx);
  return rows.map((row) => ({ agencyId, id: row.id, workingDays: row.working_days }));
}

type Kept = { readonly tables: readonly RangeTable[]; readonly officers: number; readonly tried: Tried; readonly on: PlainDate };

/** What was learned before is gone, also where nothing can be told any more. */
export async function replaceRanges(tx: Tx, service: ServiceTerm, { tables, officers, tried, on }: Kept): Promise<void> {
  await sql`delete from services.date_ranges where agency_id = ${service.agencyId} and service_id = ${service.id}`.execute(tx);
  for (const one of tables) {
    await sql`insert into services.date_ranges (agency_id, service_id, stage, learned_on, cuts, officers, days, least, most, tried_n, held_n)
      values (${service.agencyId}, ${service.id}, ${one.stage}, ${on}, ${one.cuts as number[]}::float8[], ${officers}, ${one.days},
        ${one.least as number[]}::smallint[], ${one.most as number[]}::smallint[], ${tried.n}, ${tried.held})`.execute(tx);
  }
}

export type StoredRanges = Omit<RangeTable, 'stage'> & { readonly officers: number; readonly tried: Tried };

/** One row by its key, however long the history. */
export async function findRanges(tx: Tx, one: { readonly agency_id: string; readonly service_id: string }, stage: Stage): Promise<StoredRanges | undefined> {
  const { rows } = await sql<Omit<RangeTable, 'stage'> & { readonly officers: number; readonly tried_n: number; readonly held_n: number }>`
    select cuts, officers, days, least, most, tried_n, held_n from services.date_ranges
    where agency_id = ${one.agency_id} and service_id = ${one.service_id} and stage = ${stage}`.execute(tx);
  const [row] = rows;
  return row && { ...row, tried: { n: row.tried_n, held: row.held_n } };
}
