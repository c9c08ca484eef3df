import type { AgencyId, PersonId, UnitId } from '#slices/directory';
import type { Scope } from '#platform/access';
import { over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { ApplicationId, CounterId, IdentityKind, NumberId, NumberLane, NumberState, PriorityGround, ServiceId } from '../model.ts';
import { applicationColumns, type ApplicationRow, within } from '../applications/store.ts';
import type { ServicesTables } from '../schema.ts';

const tables = (tx: Tx) => over<ServicesTables>(tx);

/** That a case was typed at a counter, and by what its applicant was known. */
export type WalkIn = {
  readonly agency_id: AgencyId;
  readonly application_id: ApplicationId;
  readonly unit_id: UnitId;
  readonly identity: IdentityKind;
  readonly attorney_name: string | null;
  readonly number_id: NumberId | null;
  readonly begun_at: Instant;
};

export async function insertWalkIn(tx: Tx, row: WalkIn): Promise<void> {
  await tables(tx).insertInto('services.walk_ins').values(row).execute();
}

export async function findWalkIn(tx: Tx, id: ApplicationId): Promise<WalkIn | undefined> {
  const { rows } = await sql<WalkIn>`select agency_id, application_id, unit_id, identity, attorney_name, number_id, begun_at
    from services.walk_ins where application_id = ${id}`.execute(tx);
  return rows[0];
}

export type CounterRow = {
  readonly agency_id: AgencyId;
  readonly id: CounterId;
  readonly unit_id: UnitId;
  readonly name: string;
  readonly opens_minute: number;
  readonly closes_minute: number;
  readonly service_ids: readonly ServiceId[];
  readonly in_use: boolean;
};

const counterColumns = sql.raw('agency_id, id, unit_id, name, opens_minute, closes_minute, service_ids, in_use');

function reached({ reach, agencyId, unitIds }: Scope) {
  if (reach === 'region' || reach === 'nation') return sql`true`;
  if (reach === 'agency') return sql`agency_id = ${agencyId ?? null}`;
  return sql`agency_id = ${agencyId ?? null} and unit_id = any(${unitIds as string[]}::uuid[])`;
}

/** The counters that a permission reaches, by unit and name. */
export async function countersWithin(tx: Tx, scope: Scope): Promise<readonly CounterRow[]> {
  const { rows } = await sql<CounterRow>`select ${counterColumns} from services.counters where ${reached(scope)} order by unit_id, name, id`.execute(tx);
  return rows;
}

export async function counterWithin(tx: Tx, id: CounterId, scope: Scope): Promise<CounterRow | undefined> {
  const { rows } = await sql<CounterRow>`select ${counterColumns} from services.counters where id = ${id} and ${reached(scope)}`.execute(tx);
  return rows[0];
}

/** Of one unit, or of the whole agency: those in use. */
export async function countersOf(tx: Tx, agencyId: string, unitId?: UnitId): Promise<readonly CounterRow[]> {
  const { rows } = await sql<CounterRow>`select ${counterColumns} from services.counters
    where agency_id = ${agencyId} and in_use ${unitId ? sql`and unit_id = ${unitId}` : sql``} order by unit_id, name, id`.execute(tx);
  return rows;
}

export async function saveCounter(tx: Tx, row: CounterRow): Promise<void> {
  await sql`insert into services.counters (agency_id, id, unit_id, name, opens_minute, closes_minute, service_ids, in_use)
    values (${row.agency_id}, ${row.id}, ${row.unit_id}, ${row.name}, ${row.opens_minute}, ${row.closes_minute}, ${[...row.service_ids]}::uuid[], ${row.in_use})
    on conflict (agency_id, id) do update set unit_id = excluded.unit_id, name = excluded.name, opens_minute = excluded.opens_minute,
      closes_minute = excluded.closes_minute, service_ids = excluded.service_ids, in_use = excluded.in_use`.execute(tx);
}

type Day = { readonly agency_id: AgencyId; readonly unit_id: UnitId; readonly day_on: PlainDate };

/**
 * The next number of this unit and day, and from when it stands: never before the one before it. Until the end of the transaction nobody
 * else gives or calls one there.
 */
export async function nextOfDay(tx: Tx, { agency_id, unit_id, day_on }: Day, now: Instant): Promise<{ readonly number: number; readonly at: Instant }> {
  const { rows } = await sql<{ number: number; at: Instant }>`insert into services.queue_days as d (agency_id, unit_id, day_on, last_number, last_step, last_at)
    values (${agency_id}, ${unit_id}, ${day_on}, 1, 0, ${now}) on conflict (agency_id, unit_id, day_on)
    do update set last_number = d.last_number + 1, last_at = greatest(d.last_at, excluded.last_at) returning last_number as number, last_at as at`.execute(tx);
  if (!rows[0]) throw new Error('a day without its numbers');
  return rows[0];
}

/** The place of the next fact among those of this unit and day, which is held. */
export async function nextStep(tx: Tx, { agency_id, unit_id, day_on }: Day): Promise<number> {
  const { rows } = await sql<{ last_step: number }>`update services.queue_days set last_step = last_step + 1
    where agency_id = ${agency_id} and unit_id = ${unit_id} and day_on = ${day_on} returning last_step`.execute(tx);
  if (!rows[0]) throw new Error('a fact of a day that has no numbers');
  return rows[0].last_step;
}

/** Until the end of the transaction nobody else moves a number of this unit and day. */
export async function lockDay(tx: Tx, { agency_id, unit_id, day_on }: Day): Promise<void> {
  await sql`select from services.queue_days where agency_id = ${agency_id} and unit_id = ${unit_id} and day_on = ${day_on} for update`.execute(tx);
}

export type NumberRow = Day & {
  readonly id: NumberId;
  readonly number: number;
  readonly lane: NumberLane;
  readonly ground: PriorityGround | null;
  readonly service_id: ServiceId | null;
  readonly application_id: ApplicationId | null;
  readonly token: string;
  readonly issued_at: Instant;
  readonly stands_at: Instant;
  readonly state: NumberState;
  readonly counter_id: CounterId | null;
  readonly called_at: Instant | null;
  readonly done_at: Instant | null;
};

const numberColumns = sql.raw(
  'agency_id, id, unit_id, day_on, number, lane, ground, service_id, application_id, token, issued_at, stands_at, state, counter_id, called_at, done_at',
);

export async function insertNumber(tx: Tx, row: NumberRow): Promise<void> {
  await tables(tx).insertInto('services.queue_numbers').values(row).execute();
}

export async function findNumber(tx: Tx, token: string): Promise<NumberRow | undefined> {
  const { rows } = await sql<NumberRow>`select ${numberColumns} from services.queue_numbers where token = ${token}`.execute(tx);
  return rows[0];
}

export async function numberOf(tx: Tx, { agency_id, unit_id, day_on }: Day, id: NumberId): Promise<NumberRow | undefined> {
  const { rows } = await sql<NumberRow>`select ${numberColumns} from services.queue_numbers
    where agency_id = ${agency_id} and unit_id = ${unit_id} and day_on = ${day_on} and id = ${id}`.execute(tx);
  return rows[0];
}

/** All numbers of a unit and day, in the order in which they were given. */
export async function numbersOf(tx: Tx, { agency_id, unit_id, day_on }: Day): Promise<readonly NumberRow[]> {
  const { rows } = await sql<NumberRow>`select ${numberColumns} from services.queue_numbers
    where agency_id = ${agency_id} and unit_id = ${unit_id} and day_on = ${day_on} order by number`.execute(tx);
  return rows;
}

type NumberChange = Partial<Pick<NumberRow, 'state' | 'counter_id' | 'called_at' | 'done_at'>>;

export async function updateNumber(tx: Tx, row: NumberRow, change: NumberChange): Promise<void> {
  await tables(tx).updateTable('services.queue_numbers').set(change).where('agency_id', '=', row.agency_id).where('id', '=', row.id).execute();
}

type Call = { readonly at: Instant; readonly counter_id: CounterId; readonly person_id: PersonId; readonly is_recall: boolean };

export async function insertCall(tx: Tx, row: NumberRow, call: Call): Promise<void> {
  await tables(tx)
    .insertInto('services.number_calls')
    .values({ ...call, agency_id: row.agency_id, number_id: row.id })
    .execute();
}

/** Lanes of what a counter has called today, the newest first. */
export async function lanesCalled(tx: Tx, counter: CounterRow, day: PlainDate): Promise<readonly NumberLane[]> {
  const { rows } = await sql<{ lane: NumberLane }>`select n.lane from services.number_calls c
    join services.queue_numbers n on n.agency_id = c.agency_id and n.id = c.number_id
    where c.agency_id = ${counter.agency_id} and c.counter_id = ${counter.id} and not c.is_recall and n.day_on = ${day} order by c.at desc limit 20`.execute(
    tx,
  );
  return rows.map((row) => row.lane);
}

export async function countCalls(tx: Tx, row: NumberRow): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from services.number_calls
    where agency_id = ${row.agency_id} and number_id = ${row.id} and counter_id = ${row.counter_id}`.execute(tx);
  return Number(rows[0]?.n ?? 0n);
}

export type ShownCall = { readonly number: number; readonly lane: NumberLane; readonly state: NumberState; readonly counter: string; readonly at: Instant };

/** The numbers called last, each once, with the counter that called it. */
export async function lastCalls(tx: Tx, { agency_id, unit_id, day_on }: Day, most: number): Promise<readonly ShownCall[]> {
  const { rows } = await sql<ShownCall>`select n.number, n.lane, n.state, k.name as counter, max(c.at) as at
    from services.queue_numbers n join services.number_calls c on c.agency_id = n.agency_id and c.number_id = n.id
    join services.counters k on k.agency_id = c.agency_id and k.id = c.counter_id
    where n.agency_id = ${agency_id} and n.unit_id = ${unit_id} and n.day_on = ${day_on}
    group by n.number, n.lane, n.state, k.name order by at desc limit ${most}`.execute(tx);
  return rows;
}

/** Those of these cases that a permission reaches, in order of arrival. */
export async function casesWithin(tx: Tx, ids: readonly ApplicationId[], scope: Scope): Promise<readonly ApplicationRow[]> {
  const { rows } = await sql<ApplicationRow>`select ${applicationColumns} from services.applications
    where id = any(${ids as ApplicationId[]}::uuid[]) and state <> 'draft' and ${within(scope)} order by submitted_at, id`.execute(tx);
  return rows;
}
