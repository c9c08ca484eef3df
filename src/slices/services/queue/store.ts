import type { CitizenId, PersonId, UnitId } from '#slices/directory';
import type { Scope } from '#platform/access';
import { sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { ApplicationId, ApplicationState, ProcessingTime, QueueReason, ServiceId } from '../model.ts';
import { within } from '../applications/store.ts';
import { type Officer, timeOf, type Waiting } from './rules.ts';

export type QueueRow = {
  readonly id: ApplicationId;
  readonly ticket: string;
  readonly service_id: ServiceId;
  readonly unit_id: UnitId;
  readonly citizen_id: CitizenId | null;
  readonly state: ApplicationState;
  readonly applicant_name: string | null;
  readonly submitted_at: Instant;
  readonly due_on: PlainDate;
  readonly officer_id: PersonId | null;
  readonly decided_at: Instant | null;
};

const columns = sql.raw('id, ticket, service_id, unit_id, citizen_id, state, applicant_name, submitted_at, due_on, officer_id, decided_at');

export type QueueView = 'open' | 'mine' | 'late' | 'waiting' | 'done';

export type Asked = {
  readonly scope: Scope;
  readonly view: QueueView;
  readonly personId: string;
  readonly today: PlainDate;
  readonly serviceId?: string | undefined;
  readonly search?: string | undefined;
  readonly limit: number;
  readonly offset: number;
};

function inView({ view, personId, today }: Asked) {
  switch (view) {
    case 'open':
      return sql`state in ('submitted', 'in-review', 'returned')`;
    case 'mine':
      return sql`state in ('submitted', 'in-review', 'returned') and officer_id = ${personId}`;
    case 'late':
      return sql`state in ('submitted', 'in-review', 'returned') and state <> 'returned' and due_on < ${today}`;
    case 'waiting':
      return sql`state in ('submitted', 'in-review', 'returned') and state = 'returned'`;
    case 'done':
      return sql`state in ('granted', 'refused')`;
  }
}

// A ticket is found whatever its state; a name among all cases, by the function that keeps to the reach itself.
function found(search: string) {
  return search.startsWith('LYN-') ? sql`ticket = ${search}` : sql`id = any(array(select f.id from services.find_applications(${search}, 200) f))`;
}

/** In order of arrival while open; the newest decision first once done. */
export async function queueList(tx: Tx, asked: Asked): Promise<readonly QueueRow[]> {
  const order = asked.view === 'done' ? sql.raw('decided_at desc, id desc') : sql.raw('submitted_at, id');
  const service = asked.serviceId ? sql`and service_id = ${asked.serviceId}` : sql``;
  const search = asked.search ? sql`and ${found(asked.search)}` : sql``;
  const { rows } = await sql<QueueRow>`select ${columns} from services.applications
    where ${within(asked.scope)} and ${inView(asked)} ${service} ${search} order by ${order} limit ${asked.limit} offset ${asked.offset}`.execute(tx);
  return rows;
}

export type QueueCounts = { readonly open: number; readonly mine: number; readonly late: number; readonly waiting: number; readonly today: number };

export async function queueCounts(tx: Tx, scope: Scope, personId: string, today: PlainDate): Promise<QueueCounts> {
  const { rows } = await sql<Record<keyof QueueCounts, bigint>>`
    select count(*) as open,
      count(*) filter (where officer_id = ${personId}) as mine,
      count(*) filter (where state <> 'returned' and due_on < ${today}) as late,
      count(*) filter (where state = 'returned') as waiting,
      count(*) filter (where state <> 'returned' and due_on = ${today}) as today
    from services.applications where state in ('submitted', 'in-review', 'returned') and ${within(scope)}`.execute(tx);
  const row = rows[0];
  return {
    open: Number(row?.open ?? 0),
    mine: Number(row?.mine ?? 0),
    late: Number(row?.late ?? 0),
    waiting: Number(row?.waiting ?? 0),
    today: Number(row?.today ?? 0),
  };
}

/** The case that came first of those nobody has taken, locked, so that two officers never get the same one; never the officer's own. */
export async function nextInLine(tx: Tx, scope: Scope, officer: Officer): Promise<ApplicationId | undefined> {
  const { rows } = await sql<{ id: ApplicationId }>`select id from services.applications where state = 'submitted' and ${within(scope)}
    and applicant_person_id is distinct from ${officer.personId}
    and lower(applicant_email) is distinct from lower(${officer.email}::text) and lower(account_email) is distinct from lower(${officer.email}::text)
    order by submitted_at, id limit 1 for update skip locked`.execute(tx);
  return rows[0]?.id;
}

type Earlier = Waiting & { readonly id: ApplicationId; readonly ticket: string };

/** Untaken cases of the same unit and service that came earlier. */
export async function passedOver(
  tx: Tx,
  row: { readonly agency_id: string; readonly unit_id: string; readonly service_id: string; readonly submitted_at: Instant | null; readonly id: string },
): Promise<readonly Earlier[]> {
  const { rows } = await sql<Earlier>`select id, ticket, applicant_email, account_email, applicant_person_id from services.applications
    where agency_id = ${row.agency_id} and unit_id = ${row.unit_id} and service_id = ${row.service_id} and state = 'submitted'
      and (submitted_at, id) < (${row.submitted_at}, ${row.id}) order by submitted_at, id limit 5`.execute(tx);
  return rows;
}

/** Open cases whose deadline waits for a calendar. */
export async function provisionalCases(tx: Tx): Promise<readonly ApplicationId[]> {
  const { rows } = await sql<{ id: ApplicationId }>`select id from services.applications
    where due_provisional and state in ('submitted', 'in-review', 'returned') order by id for update`.execute(tx);
  return rows.map((row) => row.id);
}

type Duration = { readonly agencyId: string; readonly serviceId: string; readonly month: PlainDate; readonly workingDays: number; readonly late: boolean };

export async function addDuration(tx: Tx, one: Duration): Promise<void> {
  await sql`insert into services.durations as d (agency_id, service_id, month_on, working_days, n, late_n)
    values (${one.agencyId}, ${one.serviceId}, ${one.month}, ${one.workingDays}, 1, ${one.late ? 1 : 0})
    on conflict (agency_id, service_id, month_on, working_days) do update set n = d.n + 1, late_n = d.late_n + excluded.late_n`.execute(tx);
}

export type DurationBin = { readonly serviceId: ServiceId; readonly month: string; readonly workingDays: number; readonly n: number; readonly late: number };

export async function durationBins(tx: Tx, agencyId: string, from: PlainDate, serviceId?: string): Promise<readonly DurationBin[]> {
  const { rows } = await sql<{ service_id: ServiceId; month_on: PlainDate; working_days: number; n: number; late_n: number }>`
    select service_id, month_on, working_days, n, late_n from services.durations
    where agency_id = ${agencyId} and month_on >= ${from} ${serviceId ? sql`and service_id = ${serviceId}` : sql``} order by service_id, month_on, working_days`.execute(
    tx,
  );
  return rows.map((row) => ({ serviceId: row.service_id, month: row.month_on.toString(), workingDays: row.working_days, n: row.n, late: row.late_n }));
}

/** By service, from the running totals. */
export async function processingTimes(tx: Tx, agencyId: string, from: PlainDate): Promise<ReadonlyMap<ServiceId, ProcessingTime>> {
  const bins = Map.groupBy(await durationBins(tx, agencyId, from), (bin) => bin.serviceId);
  return new Map(Array.from(bins, ([serviceId, own]) => [serviceId, timeOf(serviceId, own)]));
}

// What counts against the deadline: the applicant does not have to act.
const running = sql.raw(`state in ('submitted', 'in-review')`);

/** What an officer would do next: the cases they hold, then those nobody has taken, in order of arrival; never their own. */
export async function casesInHand(tx: Tx, scope: Scope, personId: string, most: number): Promise<readonly QueueRow[]> {
  const { rows } = await sql<QueueRow>`select ${columns} from services.applications
    where ${running} and ${within(scope)} and (officer_id = ${personId} or officer_id is null) and applicant_person_id is distinct from ${personId}
    order by officer_id is null, submitted_at, id limit ${most}`.execute(tx);
  return rows;
}

/** Those that are late or due by a day, the most pressing first. */
export async function casesDueBy(tx: Tx, scope: Scope, on: PlainDate, most: number): Promise<readonly QueueRow[]> {
  const { rows } = await sql<QueueRow>`select ${columns} from services.applications
    where ${running} and ${within(scope)} and due_on <= ${on} order by due_on, submitted_at, id limit ${most}`.execute(tx);
  return rows;
}

export type OutOfTurn = {
  readonly service_id: ServiceId;
  readonly reason: QueueReason;
  readonly n: number;
  readonly newest_at: Instant;
  readonly newest_leaf: bigint;
};

/** Cases taken before earlier ones, as the public log has them, by service and reason, the most frequent first. */
export async function takenOutOfTurn(tx: Tx, agencyId: string, since: Instant, most: number): Promise<readonly OutOfTurn[]> {
  const { rows } = await sql<OutOfTurn>`select payload->>'service' as service_id, payload->>'reason' as reason, count(*)::int as n,
      max(occurred_at) as newest_at, max(leaf_index) as newest_leaf from outbox.events
    where kind = 'services.queue-moved' and agency_id = ${agencyId} and occurred_at >= ${since} and payload->>'reason' is not null and leaf_index is not null
    group by 1, 2 order by n desc, newest_at desc limit ${most}`.execute(tx);
  return rows;
}
