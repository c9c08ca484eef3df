import type { AgencyId, CitizenId, UnitId } from '#slices/directory';
import type { Scope } from '#platform/access';
import { over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { Lang } from '#platform/words';
import type { ApplicationId, AppointmentId, AppointmentState, NumberId, PlanId, ServiceId } from '../model.ts';
import type { ServicesTables } from '../schema.ts';
import type { Plan } from './rules.ts';

const tables = (tx: Tx) => over<ServicesTables>(tx);

export type PlanRow = Plan & { readonly agency_id: AgencyId; readonly id: PlanId; readonly unit_id: UnitId; readonly service_id: ServiceId | null };

const planColumns = sql.raw('agency_id, id, unit_id, service_id, weekday, starts_minute, ends_minute, slot_minutes, capacity, from_on, until_on');

export async function insertPlan(tx: Tx, row: PlanRow): Promise<void> {
  await tables(tx).insertInto('services.slot_plans').values(row).execute();
}

export async function endPlan(tx: Tx, row: PlanRow, until: PlainDate): Promise<void> {
  await sql`update services.slot_plans set until_on = ${until} where agency_id = ${row.agency_id} and id = ${row.id}`.execute(tx);
}

/** The pattern of a unit, that of one service with what holds for any; those that still hold on a day. */
export async function plansOf(tx: Tx, unitId: UnitId, on: PlainDate, serviceId?: ServiceId): Promise<readonly PlanRow[]> {
  const { rows } = await sql<PlanRow>`select ${planColumns} from services.slot_plans
    where unit_id = ${unitId} and (until_on is null or until_on >= ${on}) ${serviceId ? sql`and (service_id is null or service_id = ${serviceId})` : sql``}
    order by weekday, starts_minute, id`.execute(tx);
  return rows;
}

export async function planWithin(tx: Tx, id: PlanId, agencyId: string): Promise<PlanRow | undefined> {
  const { rows } = await sql<PlanRow>`select ${planColumns} from services.slot_plans where id = ${id} and agency_id = ${agencyId}`.execute(tx);
  return rows[0];
}

export type Closure = { readonly day_on: PlainDate; readonly reason: string };

export async function closuresOf(tx: Tx, unitId: UnitId, from: PlainDate): Promise<readonly Closure[]> {
  const { rows } =
    await sql<Closure>`select day_on, reason from services.slot_closures where unit_id = ${unitId} and day_on >= ${from} order by day_on`.execute(tx);
  return rows;
}

export async function saveClosure(tx: Tx, row: Closure & { readonly agency_id: AgencyId; readonly unit_id: UnitId }): Promise<void> {
  await sql`insert into services.slot_closures (agency_id, unit_id, day_on, reason) values (${row.agency_id}, ${row.unit_id}, ${row.day_on}, ${row.reason})
    on conflict (agency_id, unit_id, day_on) do update set reason = excluded.reason`.execute(tx);
}

export async function deleteClosure(tx: Tx, unitId: UnitId, on: PlainDate): Promise<void> {
  await sql`delete from services.slot_closures where unit_id = ${unitId} and day_on = ${on}`.execute(tx);
}

type Place = { readonly agency_id: AgencyId; readonly plan_id: PlanId; readonly starts_at: Instant };

/** Takes one place of a slot, in one statement; false when all are taken. */
export async function takePlace(tx: Tx, { agency_id, plan_id, starts_at }: Place, capacity: number): Promise<boolean> {
  const { rows } = await sql`insert into services.slots as s (agency_id, plan_id, starts_at, taken) values (${agency_id}, ${plan_id}, ${starts_at}, 1)
    on conflict (agency_id, plan_id, starts_at) do update set taken = s.taken + 1 where s.taken < ${capacity} returning 1 as taken`.execute(tx);
  return rows.length > 0;
}

export async function freePlace(tx: Tx, { agency_id, plan_id, starts_at }: Place): Promise<void> {
  await sql`update services.slots set taken = taken - 1 where agency_id = ${agency_id} and plan_id = ${plan_id} and starts_at = ${starts_at}`.execute(tx);
}

/** Several slots held in one order, so that two who swap their places never wait for each other. */
export async function lockSlots(tx: Tx, places: readonly Place[]): Promise<void> {
  const [first] = places;
  if (!first) return;
  await sql`select from services.slots where agency_id = ${first.agency_id} and plan_id = any(${places.map((one) => one.plan_id) as string[]}::uuid[])
    and starts_at = any(${places.map((one) => one.starts_at.toString())}::timestamptz[]) order by plan_id, starts_at for update`.execute(tx);
}

/** How many places are taken, by plan and start. */
export async function takenPlaces(tx: Tx, unitId: UnitId, from: Instant): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ plan_id: PlanId; starts_at: Instant; taken: number }>`select s.plan_id, s.starts_at, s.taken from services.slots s
    join services.slot_plans p on p.agency_id = s.agency_id and p.id = s.plan_id where p.unit_id = ${unitId} and s.starts_at >= ${from}`.execute(tx);
  return new Map(rows.map((row) => [slotKey(row.plan_id, row.starts_at), row.taken]));
}

export function slotKey(planId: string, starts_at: Instant): string {
  return `${planId} ${starts_at.epochMilliseconds / 1000}`;
}

export type AppointmentRow = Place & {
  readonly id: AppointmentId;
  readonly unit_id: UnitId;
  readonly service_id: ServiceId;
  readonly ends_at: Instant;
  readonly state: AppointmentState;
  readonly citizen_id: CitizenId | null;
  readonly application_id: ApplicationId | null;
  readonly code_hash: Uint8Array;
  readonly name: string;
  readonly email: string | null;
  readonly lang: Lang;
  readonly moves: number;
  readonly number_id: NumberId | null;
  readonly booked_at: Instant;
  readonly reminded_at: Instant | null;
};

const columns = sql.raw(
  'agency_id, id, unit_id, service_id, plan_id, starts_at, ends_at, state, citizen_id, application_id, code_hash, name, email, lang, moves, number_id, booked_at, reminded_at',
);

export async function insertAppointment(tx: Tx, row: AppointmentRow): Promise<void> {
  await tables(tx).insertInto('services.appointments').values(row).execute();
}

export async function findAppointment(tx: Tx, id: AppointmentId): Promise<AppointmentRow | undefined> {
  const { rows } = await sql<AppointmentRow>`select ${columns} from services.appointments where id = ${id}`.execute(tx);
  return rows[0];
}

export async function findAppointmentByCode(tx: Tx, codeHash: Uint8Array): Promise<AppointmentRow | undefined> {
  const { rows } = await sql<AppointmentRow>`select ${columns} from services.appointments where code_hash = ${codeHash}`.execute(tx);
  return rows[0];
}

export async function appointmentForUpdate(tx: Tx, id: AppointmentId): Promise<AppointmentRow | undefined> {
  const { rows } = await sql<AppointmentRow>`select ${columns} from services.appointments where id = ${id} for update`.execute(tx);
  return rows[0];
}

type AppointmentChange = Partial<Pick<AppointmentRow, 'state' | 'plan_id' | 'starts_at' | 'ends_at' | 'moves' | 'number_id' | 'reminded_at'>>;

export async function updateAppointment(tx: Tx, row: AppointmentRow, change: AppointmentChange): Promise<void> {
  await tables(tx).updateTable('services.appointments').set(change).where('agency_id', '=', row.agency_id).where('id', '=', row.id).execute();
}

export async function appointmentsOfCitizen(tx: Tx, citizenId: CitizenId, from: Instant): Promise<readonly AppointmentRow[]> {
  const { rows } = await sql<AppointmentRow>`select ${columns} from services.appointments
    where citizen_id = ${citizenId} and state = 'booked' and starts_at >= ${from} order by starts_at limit 20`.execute(tx);
  return rows;
}

/** What was booked between two moments, within a reach, by hour. */
export async function appointmentsBetween(tx: Tx, scope: Scope, from: Instant, until: Instant): Promise<readonly AppointmentRow[]> {
  const within =
    scope.reach === 'unit'
      ? sql`agency_id = ${scope.agencyId ?? null} and unit_id = any(${scope.unitIds as string[]}::uuid[])`
      : sql`agency_id = ${scope.agencyId ?? null}`;
  const { rows } = await sql<AppointmentRow>`select ${columns} from services.appointments
    where ${within} and starts_at >= ${from} and starts_at < ${until} and state <> 'cancelled' order by unit_id, starts_at, id`.execute(tx);
  return rows;
}

/** Those of a span that were not reminded yet, held: what another process reminds at this moment is left out. */
export async function toRemind(tx: Tx, from: Instant, until: Instant, most: number): Promise<readonly AppointmentRow[]> {
  const { rows } = await sql<AppointmentRow>`select ${columns} from services.appointments
    where state = 'booked' and reminded_at is null and email is not null and starts_at >= ${from} and starts_at < ${until}
    order by starts_at, id limit ${most} for update skip locked`.execute(tx);
  return rows;
}

/** Who came, or did not, is nobody's business later: the row stays as a place that was taken. */
export async function forgetNames(tx: Tx, before: Instant): Promise<void> {
  await sql`update services.appointments set name = '', email = null where ends_at < ${before} and (name <> '' or email is not null)`.execute(tx);
}

/** Slots that ended without anybody coming. */
export async function markMissed(tx: Tx, before: Instant): Promise<void> {
  await sql`update services.appointments set state = 'missed' where state = 'booked' and ends_at < ${before}`.execute(tx);
}
