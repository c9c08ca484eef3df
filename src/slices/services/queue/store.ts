import type { CitizenId, PersonId, UnitId } from '#slices/directory';
import type { Scope } from '#platform/access';
import { sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { Text } from '#platform/words';
import type { ApplicationId, ApplicationState, Pause, ProcessingTime, Recusal, ServiceId } from '../model.ts';
import { applicationColumns, type ApplicationRow, within } from '../applications/store.ts';
import { type Desk, doableAt, listedAt } from '../workflow/desks.ts';
import { taskColumns, type TaskId, type TaskRow } from '../workflow/store.ts';
import { type Officer, timeOf, type Waiting } from './rules.ts';

/** A step that somebody has to do, or a case that is decided. */
export type QueueRow = {
  readonly id: ApplicationId;
  readonly task_id: TaskId | null;
  readonly step: string | null;
  readonly step_name: Text | null;
  readonly escalated: boolean;
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

const decidedColumns =
  sql.raw(`id, null::uuid as task_id, null as step, null::jsonb as step_name, false as escalated, ticket, service_id, unit_id, citizen_id, state, applicant_name,
  submitted_at, due_on, officer_id, decided_at`);
const listColumns = sql.raw('agency_id, id, application_id, step, name, service_id, unit_id, state, stopped, submitted_at, due_on, officer_id, escalated_at');
/** The stage of a step as people know it from cases: nobody has it, somebody works on it, the applicant must act. */
const stage = sql.raw(`case when stopped then 'returned' when state = 'open' then 'submitted' else 'in-review' end`);
const live = sql.raw(`state in ('open', 'taken')`);

export type QueueView = 'open' | 'mine' | 'late' | 'waiting' | 'done';

export type Asked = {
  readonly scope: Scope;
  readonly desks: readonly Desk[];
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
      return sql`${live}`;
    case 'mine':
      return sql`${live} and officer_id = ${personId}`;
    case 'late':
      return sql`${live} and not stopped and due_on < ${today}`;
    case 'waiting':
      return sql`${live} and stopped`;
    case 'done':
      return sql`state in ('granted', 'refused')`;
  }
}

// A ticket is found whatever its state; a name among all cases, by the function that keeps to the reach itself.
function found(search: string) {
  return search.startsWith('LYN-')
    ? sql`array(select f.id from services.applications f where f.ticket = ${search})`
    : sql`array(select f.id from services.find_applications(${search}, 200) f)`;
}

function asks(asked: Asked) {
  const { view, serviceId, holder, search } = asked;
  const isDone = view === 'done';
  const held = holder === 'nobody' ? sql`and officer_id is null` : holder ? sql`and officer_id = ${holder}` : sql``;
  return sql`${isDone ? within(asked.scope) : listedAt(asked.desks)} and ${inView(asked)}
    ${serviceId ? sql`and service_id = ${serviceId}` : sql``} ${asked.stage ? sql`and ${isDone ? sql.raw('state') : stage} = ${asked.stage}` : sql``}
    ${held} ${search ? sql`and ${sql.raw(isDone ? 'id' : 'application_id')} = any(${found(search)})` : sql``}`;
}

/** Steps with what a list shows of their cases. */
async function withCases(tx: Tx, tasks: ReturnType<typeof sql>, order: ReturnType<typeof sql>): Promise<readonly QueueRow[]> {
  const { rows } =
    await sql<QueueRow>`select a.id, t.id as task_id, t.step, t.name as step_name, t.escalated_at is not null as escalated, a.ticket, t.service_id, t.unit_id,
      a.citizen_id, ${stage} as state, a.applicant_name, t.submitted_at, t.due_on, t.officer_id, a.decided_at
    from (${tasks}) t join (select agency_id, id, ticket, citizen_id, applicant_name, decided_at from services.applications) a
      on a.agency_id = t.agency_id and a.id = t.application_id order by ${order}`.execute(tx);
  return rows;
}

/** Steps in the order in which their cases arrived; of those that are done the newest decision first. */
export async function queueList(tx: Tx, asked: Asked): Promise<readonly QueueRow[]> {
  if (asked.view !== 'done') {
    const order = sql`submitted_at, application_id`;
    const tasks = sql`select ${listColumns} from services.tasks where ${asks(asked)} order by ${order} limit ${asked.limit} offset ${asked.offset}`;
    return withCases(tx, tasks, sql`t.submitted_at, t.application_id`);
  }
  const { rows } = await sql<QueueRow>`select ${decidedColumns} from services.applications
    where ${asks(asked)} order by decided_at desc, id desc limit ${asked.limit} offset ${asked.offset}`.execute(tx);
  return rows;
}

const mostCounted = 2000;

/** How many a filtered list has; undefined where they are too many to be counted for one page. */
export async function queueTotal(tx: Tx, asked: Asked): Promise<number | undefined> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from (
    select from ${sql.raw(asked.view === 'done' ? 'services.applications' : 'services.tasks')} where ${asks(asked)} limit ${mostCounted + 1}) counted`.execute(
    tx,
  );
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

export async function queueCounts(tx: Tx, desks: readonly Desk[], personId: string, today: PlainDate): Promise<QueueCounts> {
  const { rows } = await sql<{ officer_id: PersonId | null } & Readonly<Record<'open' | 'late' | 'waiting' | 'today', bigint>>>`
    select officer_id, count(*) as open,
      count(*) filter (where not stopped and due_on < ${today}) as late,
      count(*) filter (where stopped) as waiting,
      count(*) filter (where not stopped and due_on = ${today}) as today
    from services.tasks where ${live} and ${listedAt(desks)} group by officer_id`.execute(tx);
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
    select ${decidedColumns}, (select json_agg(json_build_object('from', p.from_on, 'until', p.until_on)) from services.pauses p
      where p.agency_id = a.agency_id and p.application_id = a.id) as paused
    from (select * from services.applications where ${within(scope)} and state in ('granted', 'refused')
      order by decided_at desc, id desc limit ${sql.lit(most)}) a
    where decided_at >= ${since} order by decided_at desc, id desc`.execute(tx);
  const day = (text: string) => Temporal.PlainDate.from(text);
  return rows.map(({ paused, ...row }) => ({
    ...row,
    pauses: (paused ?? []).map(({ from, until }) => ({ from: day(from), until: until === null ? undefined : day(until) })),
  }));
}

/** The cases of these steps that lie within the reach, locked in order of arrival: whoever locks several waits in the same order. */
export async function casesForUpdate(tx: Tx, ids: readonly TaskId[], scope: Scope): Promise<readonly ApplicationRow[]> {
  const { rows } = await sql<ApplicationRow>`select ${applicationColumns} from services.applications
    where id in (select application_id from services.tasks where id = any(${ids as TaskId[]}::uuid[]) and ${within(scope)}) order by submitted_at, id for update`.execute(
    tx,
  );
  return rows;
}

/** Every step of these cases, as they are once the cases are locked. */
export async function tasksByCases(tx: Tx, cases: readonly Pick<ApplicationRow, 'id'>[]): Promise<readonly TaskRow[]> {
  const { rows } = await sql<TaskRow>`select ${taskColumns} from services.tasks
    where application_id = any(${cases.map((row) => row.id)}::uuid[]) order by opened_at, id`.execute(tx);
  return rows;
}

/** Whether anything that concerns this step has happened since: what colleagues do at steps beside it does not. */
export async function isChangedSince(tx: Tx, row: ApplicationRow, version: number, step: string | undefined): Promise<boolean> {
  const { rows } = await sql`select 1 as changed from services.application_steps where agency_id = ${row.agency_id} and application_id = ${row.id}
    and version >= ${version} and not (step <> ${step ?? ''} and kind in ('taken', 'forwarded')) limit 1`.execute(tx);
  return rows.length > 0 || step === undefined;
}

const barred = (personId: string) => sql`exists (select from services.tasks d
  where d.application_id = t.application_id and d.step = any(t.not_by) and d.state in ('taken', 'done') and d.officer_id = ${personId})`;
const busy = (personId: string) => sql`exists (select from services.tasks d
  where d.application_id = t.application_id and d.state in ('taken', 'done') and d.officer_id = ${personId})`;

type Next = { readonly application_id: ApplicationId; readonly id: TaskId };

/**
 * The step whose case came first of those nobody has taken, locked with its case, so that two officers never get the same one; never one
 * of the officer's own case, nor one that four eyes keep from them, nor in another's stead where they worked before.
 */
export async function nextInLine(tx: Tx, desks: readonly Desk[], officer: Officer): Promise<Next | undefined> {
  const acting = desks.filter((desk) => desk.grant.acting);
  const own = desks.filter((desk) => !desk.grant.acting);
  const inStead = acting.length === 0 ? sql`` : sql`and (${doableAt(own)} or not ${busy(officer.personId)})`;
  const { rows } = await sql<Next>`select t.application_id, t.id from
    (select agency_id as of_agency, id as of_case, applicant_person_id, clerk_id, applicant_email, account_email from services.applications) a
    join services.tasks t on a.of_agency = t.agency_id and a.of_case = t.application_id
    where state = 'open' and not stopped and ${doableAt(desks)} and applicant_person_id is distinct from ${officer.personId}
      and clerk_id is distinct from ${officer.personId}
      and lower(applicant_email) is distinct from lower(${officer.email}::text) and lower(account_email) is distinct from lower(${officer.email}::text)
      and services.recusal_of(t.agency_id, t.application_id, ${officer.personId}::uuid) is null and not ${barred(officer.personId)} ${inStead}
    order by submitted_at, application_id limit 1 for update skip locked`.execute(tx);
  return rows[0];
}

type Earlier = Waiting & { readonly id: ApplicationId; readonly ticket: string; readonly recusal: Recusal | 'four-eyes' | null };

/** The same step of cases of the same unit and service that came earlier, that nobody has taken, and whether this officer must keep away from them. */
export async function passedOver(
  tx: Tx,
  task: Pick<TaskRow, 'agency_id' | 'unit_id' | 'role' | 'service_id' | 'step' | 'submitted_at' | 'application_id'>,
  personId: PersonId,
): Promise<readonly Earlier[]> {
  const { rows } = await sql<Earlier>`select a.id, a.ticket, a.applicant_email, a.account_email, a.applicant_person_id, a.clerk_id, t.recusal from (
      select agency_id, application_id, submitted_at, case when ${barred(personId)} then 'four-eyes' else services.recusal_of(agency_id, application_id, ${personId}::uuid) end as recusal from services.tasks t
      where agency_id = ${task.agency_id} and unit_id = ${task.unit_id} and role = ${task.role} and service_id = ${task.service_id} and step = ${task.step}
        and state = 'open' and not stopped and (submitted_at, application_id) < (${task.submitted_at}, ${task.application_id})
      order by submitted_at, application_id limit 5) t
    join services.applications a on a.agency_id = t.agency_id and a.id = t.application_id order by t.submitted_at, t.application_id`.execute(tx);
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
const running = sql`${live} and not stopped`;

/** What an officer would do next: the steps they hold, then those nobody has taken, in order of arrival; never of their own case. */
export async function stepsInHand(tx: Tx, desks: readonly Desk[], personId: string, most: number): Promise<readonly QueueRow[]> {
  const isOwn = sql`exists (select from services.applications a where a.agency_id = t.agency_id and a.id = t.application_id and ${personId} in (a.applicant_person_id, a.clerk_id))`;
  const order = sql`officer_id is null, submitted_at, application_id`;
  const tasks = sql`select ${listColumns} from services.tasks t
    where ${running} and ${doableAt(desks)} and (officer_id = ${personId} or officer_id is null and not ${barred(personId)}) and not ${isOwn}
    order by ${order} limit ${most}`;
  return withCases(tx, tasks, sql`t.officer_id is null, t.submitted_at, t.application_id`);
}

/** Those that are late or due by a day, the most pressing first. */
export async function stepsDueBy(tx: Tx, desks: readonly Desk[], on: PlainDate, most: number): Promise<readonly QueueRow[]> {
  const tasks = sql`select ${listColumns} from services.tasks where ${running} and ${listedAt(desks)} and due_on <= ${on}
    order by due_on, submitted_at, application_id limit ${most}`;
  return withCases(tx, tasks, sql`t.due_on, t.submitted_at, t.application_id`);
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

/** What was ticked off, by step and place in its list. */
export async function checksOf(tx: Tx, row: Pick<ApplicationRow, 'agency_id' | 'id'>): Promise<readonly Check[]> {
  const { rows } = await sql<Check>`select step, requirement from services.checks
    where agency_id = ${row.agency_id} and application_id = ${row.id} order by step, requirement`.execute(tx);
  return rows;
}

export type Check = { readonly step: string; readonly requirement: number };
type Checking = { readonly step: string; readonly requirements: readonly number[]; readonly by: PersonId; readonly at: Instant };

/** What was checked before keeps who checked it. */
export async function replaceChecks(tx: Tx, row: Pick<ApplicationRow, 'agency_id' | 'id'>, { step, requirements, by, at }: Checking): Promise<void> {
  await sql`delete from services.checks where agency_id = ${row.agency_id} and application_id = ${row.id} and step = ${step}
    and not requirement = any(${requirements as number[]}::smallint[])`.execute(tx);
  await sql`insert into services.checks (agency_id, application_id, step, requirement, person_id, checked_at)
    select ${row.agency_id}, ${row.id}, ${step}, requirement, ${by}, ${at} from unnest(${requirements as number[]}::smallint[]) requirement
    on conflict do nothing`.execute(tx);
}
