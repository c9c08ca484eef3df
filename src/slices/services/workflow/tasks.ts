import { type AgencyId, unitsOf, type UnitId } from '#slices/directory';
import { type calendarFor, deadlineOf } from '#slices/standards';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { ok, type Outcome, refuse } from '#platform/result';
import { todayIn } from '#platform/time';
import type { Text } from '#platform/words';
import type { ApplicationId, Pause, ServiceId } from '../model.ts';
import { type StepMark, type Workflow, workflowOf, type WorkStep } from './model.ts';
import { findStep, mustDiffer } from './rules.ts';
import { insertTasks, startClocks, tasksOf, type TaskRow, updateTask } from './store.ts';

export type Calendar = Awaited<ReturnType<typeof calendarFor>>;

/** What a case needs to know of itself for its steps to begin. */
type Case = {
  readonly agency_id: AgencyId;
  readonly id: ApplicationId;
  readonly service_id: ServiceId;
  readonly unit_id: UnitId;
  readonly submitted_at: Ctx['now'] | null;
};

type Beginning = { readonly workflow: Workflow; readonly steps: readonly WorkStep[]; readonly calendar: Calendar };

/** Steps of a case begin today: each has its own deadline, in its own number of working days. */
export async function beginSteps(tx: Tx, ctx: Ctx, row: Case, { workflow, steps, calendar }: Beginning): Promise<void> {
  const units = steps.some((step) => step.unit) ? new Map((await unitsOf(tx, row.agency_id)).map((unit) => [unit.code, unit.id])) : undefined;
  await insertTasks(
    tx,
    steps.map((step) => {
      const due = deadlineOf({ submittedOn: ctx.today, workingDays: step.days, pauses: [], calendar });
      return {
        agency_id: row.agency_id,
        id: newId<'task'>(ctx.now.epochMilliseconds),
        application_id: row.id,
        step: step.key,
        name: step.name,
        service_id: row.service_id,
        submitted_at: row.submitted_at ?? ctx.now,
        unit_id: (step.unit && units?.get(step.unit)) || row.unit_id,
        role: step.role,
        not_by: mustDiffer(workflow, step.key),
        opened_at: ctx.now,
        due_on: due.on,
      };
    }),
  );
}

export function isLive(task: TaskRow): boolean {
  return task.state === 'open' || task.state === 'taken';
}

/** Where a case is in its workflow: what is done and was not begun again, what is under way. */
export function marksOf(tasks: readonly TaskRow[]): ReadonlyMap<string, StepMark> {
  const newest = new Map(tasks.filter((task) => task.state !== 'cancelled').map((task) => [task.step, task]));
  return new Map(Array.from(newest, ([key, task]) => [key, task.state === 'done' ? 'done' : task.stopped ? 'waiting' : 'now']));
}

type Counting = { readonly workflow: Workflow; readonly pauses: readonly Pause[]; readonly calendar: Calendar };

/** The deadlines of the steps that are begun, counted again: after a pause, or by another calendar. */
export async function recountSteps(tx: Tx, ctx: Ctx, row: Case, { workflow, pauses, calendar }: Counting): Promise<void> {
  for (const task of (await tasksOf(tx, row)).filter(isLive)) {
    const days = findStep(workflow, task.step)?.step.days;
    if (days === undefined) continue;
    const due = deadlineOf({ submittedOn: todayIn(task.opened_at, ctx.zone), workingDays: days, pauses, calendar });
    if (!due.on.equals(task.due_on)) await updateTask(tx, task, { due_on: due.on });
  }
}

/** The applicant has mended what was asked: all clocks run again. */
export async function goOn(tx: Tx, ctx: Ctx, row: Case, counting: Counting): Promise<void> {
  await startClocks(tx, row);
  await recountSteps(tx, ctx, row, counting);
}

/**
 * Four eyes: nobody does a step from which an earlier one of theirs keeps them. And who stands in for another does not approve, in that
 * one's name, a case on which they have worked in their own.
 */
export function mayDo(task: TaskRow, tasks: readonly TaskRow[], personId: string, isInStead: boolean, field?: string): Outcome<true> {
  const theirs = tasks.filter((one) => one.id !== task.id && one.officer_id === personId && (one.state === 'taken' || one.state === 'done'));
  const fault = theirs.some((one) => task.not_by.includes(one.step)) ? 'four-eyes' : isInStead && theirs.length > 0 ? 'own-work' : undefined;
  return fault ? refuse(fault, field ? { fields: { [field]: fault } } : {}) : ok(true);
}

type Standard = Parameters<typeof workflowOf>[0] & { readonly definition: { readonly components: { readonly requirements: readonly Text[] } } };

/** What is ticked off at a step: the requirements of the standard where it checks them, then its own list. */
export function checklistOf(standard: Standard, key: string): readonly Text[] {
  const step = findStep(workflowOf(standard), key)?.step;
  return step ? [...(step.checksRequirements ? standard.definition.components.requirements : []), ...step.checklist] : [];
}
