import type { CitizenId, PersonId, UnitId } from '#slices/directory';
import type { Scope } from '#platform/access';
import { sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { ApplicationId, ApplicationState, Pause, ProcessingTime, Recusal, ServiceId } from '../model.ts';
import { applicationColumns, type ApplicationRow, within } from '../applications/store.ts';
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
  readonly stage?: ApplicationState | undefined;
  readonly holder?: 'nobody' | PersonId | undefined;
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

function asks(asked: Asked) {
  const { serviceId, stage, holder, search } = asked;
  return sql`${within(asked.scope)} and ${inView(asked)}
    ${serviceId ? sql`and service_id = ${serviceId}` : sql``} ${stage ? sql`and state = ${stage}` : sql``}
    ${holder === 'nobody' ? sql`and officer_id is null` : holder ? sql`and officer_id = ${holder}` : sql``} ${search ? sql`and ${found(search)}` : sql``}`;
}

/** In order of arrival while open; the newest decision first once done. */
export async function queueList(tx: Tx, asked: Asked): Promise<readonly QueueRow[]> {
  const order = asked.view === 'done' ? sql.raw('decided_at desc, id desc') : sql.raw('submitted_at, id');
  const { rows } = await sql<QueueRow>`select ${columns} from services.applications
    where ${asks(asked)} order by ${order} limit ${asked.limit} offset ${asked.offset}`.execute(tx);
  return rows;
}

const mostCounted = 2000;

/** How many a filtered list has; undefined where they are too many to be counted for one page. */
export async function queueTotal(tx: Tx, asked: Asked): Promise<number | undefined> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from (
    select from services.applications where ${asks(asked)} limit ${mostCounted + 1}) counted`.execute(tx);
  const n = Number(rows[0]?.n ?? 0n);
  return n > mostCounted ? undefined : n;
}

export type QueueCounts = {
  readonly open: number;
  readonly mine: number;
  readonly late: number;
  readonly waiting: number;
  readonly today: number;
  /** Who holds open cases now. */
  readonly holders: readonly PersonId[];
};

export async function queueCounts(tx: Tx, scope: Scope, personId: string, today: PlainDate): Promise<QueueCounts> {
  const { rows } = await sql<{ officer_id: PersonId | null } & Readonly<Record<'open' | 'late' | 'waiting' | 'today', bigint>>>`
    select officer_id, count(*) as open,
      count(*) filter (where state <> 'returned' and due_on < ${today}) as late,
      count(*) filter (where state = 'returned') as waiting,
      count(*) filter (where state <> 'returned' and due_on = ${today}) as today
    from services.applications where state in ('submitted', 'in-review', 'returned') and ${within(scope)} group by officer_id`.execute(tx);
  const sum = (of: 'open' | 'late' | 'waiting' | 'today', some = rows) => some.reduce((total, row) => total + Number(row[of]), 0);
  return {
    open: sum('open'),
    mine: sum(
      'open',
      rows.filter((row) => row.officer_id === personId),
    ),
    late: sum('late'),
    waiting: sum('waiting'),
    today: sum('today'),
    holders: rows.flatMap((row) => row.officer_id ?? []),
  };
}

/** How many were ever decided, from the running totals. */
export async function doneCount(tx: Tx, scope: Scope): Promise<number> {
  const { rows } = await sql<{ n: bigint | null }>`select sum(n) as n from services.durations where ${within(scope)}`.execute(tx);
  return Number(rows[0]?.n ?? 0n);
}

export type DecidedRow = QueueRow & { readonly pauses: readonly Pause[] };

/** The newest decisions since a moment, with the days on which the applicant had to act. */
export async function decidedSince(tx: Tx, scope: Scope, since: Instant, most: number): Promise<readonly DecidedRow[]> {
  // The number stands in the statement: as a parameter it would hide how few are asked for, and be planned at every call.
  const { rows } = await sql<QueueRow & { paused: readonly { readonly from: string; readonly until: string | null }[] | null }>`
    select ${columns}, (select json_agg(json_build_object('from', p.from_on, 'until', p.until_on)) from services.pauses p
      where p.agency_id = a.agency_id and p.application_id = a.id) as paused
    from (select agency_id, ${columns} from services.applications where ${within(scope)} and state in ('granted', 'refused')
      order by decided_at desc, id desc limit ${sql.lit(most)}) a
    where decided_at >= ${since} order by decided_at desc, id desc`.execute(tx);
  const day = (text: string) => Temporal.PlainDate.from(text);
  return rows.map(({ paused, ...row }) => ({
    ...row,
    pauses: (paused ?? []).map(({ from, until }) => ({ from: day(from), until: until === null ? undefined : day(until) })),
  }));
}

/** Those of these cases that lie within the reach, locked in order of arrival: whoever locks several waits in the same order. */
export async function casesForUpdate(tx: Tx, ids: readonly ApplicationId[], scope: Scope): Promise<readonly ApplicationRow[]> {
  const { rows } = await sql<ApplicationRow>`select ${applicationColumns} from services.applications
    where id = any(${ids as ApplicationId[]}::uuid[]) and state <> 'draft' and ${within(scope)} order by submitted_at, id for update`.execute(tx);
  return rows;
}

/** The case that came first of those nobody has taken, locked, so that two officers never get the same one; never the officer's own. */
export async function nextInLine(tx: Tx, scope: Scope, officer: Officer): Promise<ApplicationId | undefined> {
  const { rows } = await sql<{ id: ApplicationId }>`select id from services.applications where state = 'submitted' and ${within(scope)}
    and applicant_person_id is distinct from ${officer.personId} and clerk_id is distinct from ${officer.personId}
    and lower(applicant_email) is distinct from lower(${officer.email}::text) and lower(account_email) is distinct from lower(${officer.email}::text)
    and services.recusal_of(agency_id, id, ${officer.personId}::uuid) is null
    order by submitted_at, id limit 1 for update skip locked`.execute(tx);
  return rows[0]?.id;
}

type Earlier = Waiting & { readonly id: ApplicationId; readonly ticket: string; readonly recusal: Recusal | null };

/** Untaken cases of the same unit and service that came earlier, and whether this officer must keep away from them. */
export async function passedOver(
  tx: Tx,
  row: { readonly agency_id: string; readonly unit_id: string; readonly service_id: string; readonly submitted_at: Instant | null; readonly id: string },
  personId: string,
): Promise<readonly Earlier[]> {
  const { rows } =
    await sql<Earlier>`select id, ticket, applicant_email, account_email, applicant_person_id, clerk_id, services.recusal_of(agency_id, id, ${personId}::uuid) as recusal
    from services.applications where agency_id = ${row.agency_id} and unit_id = ${row.unit_id} and service_id = ${row.service_id} and state = 'submitted'
      and (submitted_at, id) < (${row.submitted_at}, ${row.id}) order by submitted_at, id limit 5`.execute(tx);
  return rows;
}

type Duration = {
  readonly agencyId: string;
  readonly serviceId: string;
  readonly unitId: string;
  readonly month: PlainDate;
  readonly workingDays: number;
  readonly late: boolean;
};

export async function addDuration(tx: Tx, one: Duration): Promise<void> {
  await sql`insert into services.durations as d (agency_id, service_id, unit_id, month_on, working_days, n, late_n)
    values (${one.agencyId}, ${one.serviceId}, ${one.unitId}, ${one.month}, ${one.workingDays}, 1, ${one.late ? 1 : 0})
    on conflict (agency_id, service_id, month_on, working_days, unit_id) do update set n = d.n + 1, late_n = d.late_n + excluded.late_n`.execute(tx);
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
      and clerk_id is distinct from ${personId}
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
  readonly reason: string;
  readonly n: number;
  readonly newest_at: Instant;
  readonly newest_leaf: bigint;
};

/** Cases taken before earlier ones, as the public log has them, by service and reason, the most frequent first. */
export async function takenOutOfTurn(tx: Tx, agencyId: string, since: Instant, most: number): Promise<readonly OutOfTurn[]> {
  const { rows } = await sql<OutOfTurn>`select payload->>'service' as service_id, payload->>'reason' as reason, count(*)::int as n,
      max(occurred_at) as newest_at, max(leaf_index) as newest_leaf from outbox.events
    where kind = 'services.queue-moved' and agency_id = ${agencyId} and occurred_at >= ${since} and payload->>'reason' is not null and payload->>'fact' = 'taken' and leaf_index is not null
    group by 1, 2 order by n desc, newest_at desc limit ${most}`.execute(tx);
  return rows;
}

/** Which requirements were found fulfilled, by their place in the standard. */
export async function checksOf(tx: Tx, row: Pick<ApplicationRow, 'agency_id' | 'id'>): Promise<readonly number[]> {
  const { rows } = await sql<{ requirement: number }>`select requirement from services.checks
    where agency_id = ${row.agency_id} and application_id = ${row.id} order by requirement`.execute(tx);
  return rows.map((check) => check.requirement);
}

type Checking = { readonly requirements: readonly number[]; readonly by: PersonId; readonly at: Instant };

/** What was checked before keeps who checked it. */
export async function replaceChecks(tx: Tx, row: Pick<ApplicationRow, 'agency_id' | 'id'>, { requirements, by, at }: Checking): Promise<void> {
  await sql`delete from services.checks where agency_id = ${row.agency_id} and application_id = ${row.id}
    and not requirement = any(${requirements as number[]}::smallint[])`.execute(tx);
  await sql`insert into services.checks (agency_id, application_id, requirement, person_id, checked_at)
    select ${row.agency_id}, ${row.id}, requirement, ${by}, ${at} from unnest(${requirements as number[]}::smallint[]) requirement
    on conflict do nothing`.execute(tx);
}
