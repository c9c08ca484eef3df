import type { AgencyId, PersonId, UnitId } from '#slices/directory';
import { json, over, sql, type Tx } from '#platform/db';
import type { Id } from '#platform/ids';
import type { Instant, PlainDate } from '#platform/time';
import type { Text } from '#platform/words';
import type { ApplicationId, ServiceId } from '../model.ts';
import type { ServicesTables } from '../schema.ts';
import type { Acting, OutcomeKind, StepRole, TaskState } from './model.ts';

export type TaskId = Id<'task'>;

export type TaskRow = {
  readonly agency_id: AgencyId;
  readonly id: TaskId;
  readonly application_id: ApplicationId;
  readonly step: string;
  readonly name: Text;
  readonly service_id: ServiceId;
  readonly submitted_at: Instant;
  readonly unit_id: UnitId;
  readonly role: StepRole;
  readonly not_by: readonly string[];
  readonly state: TaskState;
  readonly stopped: boolean;
  readonly opened_at: Instant;
  readonly due_on: PlainDate;
  readonly officer_id: PersonId | null;
  readonly acting: Acting | null;
  readonly taken_at: Instant | null;
  readonly done_at: Instant | null;
  readonly outcome: Exclude<OutcomeKind, 'applicant'> | null;
  readonly note: string | null;
  readonly warned_at: Instant | null;
  readonly escalated_at: Instant | null;
};

export const taskColumns =
  sql.raw(`agency_id, id, application_id, step, name, service_id, submitted_at, unit_id, role, not_by, state, stopped, opened_at, due_on,
  officer_id, acting, taken_at, done_at, outcome, note, warned_at, escalated_at`);

const tables = (tx: Tx) => over<ServicesTables>(tx);
type Case = { readonly agency_id: string; readonly id: string };

export type NewTask = Pick<
  TaskRow,
  'agency_id' | 'id' | 'application_id' | 'step' | 'name' | 'service_id' | 'submitted_at' | 'unit_id' | 'role' | 'not_by' | 'opened_at' | 'due_on'
>;

export async function insertTasks(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await tables(tx)
    .insertInto('services.tasks')
    .values(tasks.map((task) => ({ ...task, name: json(task.name), state: 'open' })))
    .execute();
}

/** Every time that a step of the case began, in that order. */
export async function tasksOf(tx: Tx, row: Case): Promise<readonly TaskRow[]> {
  const { rows } = await sql<TaskRow>`select ${taskColumns} from services.tasks
    where agency_id = ${row.agency_id} and application_id = ${row.id} order by opened_at, id`.execute(tx);
  return rows;
}

/** Of which case each of these steps is. */
export async function casesByTasks(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ApplicationId>> {
  const { rows } = await sql<{
    id: string;
    application_id: ApplicationId;
  }>`select id, application_id from services.tasks where id = any(${ids as string[]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.application_id]));
}

type Change = Partial<Pick<TaskRow, 'state' | 'officer_id' | 'acting' | 'taken_at' | 'done_at' | 'outcome' | 'note' | 'due_on'>>;

export async function updateTask(tx: Tx, task: Pick<TaskRow, 'agency_id' | 'id'>, change: Change): Promise<void> {
  await tables(tx)
    .updateTable('services.tasks')
    .set({ ...change })
    .where('agency_id', '=', task.agency_id)
    .where('id', '=', task.id)
    .execute();
}

/** Called off, all that is begun, or of these steps. */
export async function cancelTasks(tx: Tx, row: Case, now: Instant, steps?: readonly string[]): Promise<void> {
  await sql`update services.tasks set state = 'cancelled', done_at = ${now} where agency_id = ${row.agency_id} and application_id = ${row.id}
    and state in ('open', 'taken') ${steps ? sql`and step = any(${steps as string[]}::text[])` : sql``}`.execute(tx);
}

/** While the applicant must act the clock of every step that is begun stands still. */
export async function stopClocks(tx: Tx, row: Case): Promise<void> {
  await setStopped(tx, row, true);
}

export async function startClocks(tx: Tx, row: Case): Promise<void> {
  await setStopped(tx, row, false);
}

async function setStopped(tx: Tx, row: Case, stopped: boolean): Promise<void> {
  await sql`update services.tasks set stopped = ${stopped} where agency_id = ${row.agency_id} and application_id = ${row.id} and state in ('open', 'taken')`.execute(
    tx,
  );
}

// Locked without waiting, so that of two processes that come at once each step is told of by one.
const untold = (mark: 'warned_at' | 'escalated_at', due: ReturnType<typeof sql>) => sql`id in (select id from services.tasks
  where state in ('open', 'taken') and not stopped and escalated_at is null and ${sql.raw(mark)} is null and ${due} order by due_on, id limit 2000 for update skip locked)`;

/** Steps that are due by a day, each once. */
export async function warnBy(tx: Tx, on: PlainDate, now: Instant): Promise<readonly TaskRow[]> {
  const { rows } =
    await sql<TaskRow>`update services.tasks set warned_at = ${now} where ${untold('warned_at', sql`due_on <= ${on}`)} returning ${taskColumns}`.execute(tx);
  return rows;
}

/** Steps that have passed their deadline, each once. */
export async function escalateBefore(tx: Tx, on: PlainDate, now: Instant): Promise<readonly TaskRow[]> {
  const { rows } =
    await sql<TaskRow>`update services.tasks set escalated_at = ${now} where ${untold('escalated_at', sql`due_on < ${on}`)} returning ${taskColumns}`.execute(
      tx,
    );
  return rows;
}
