import { holdersOf } from '#slices/directory';
import { calendarFor, deadlineOf } from '#slices/standards';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { emit } from '#platform/outbox';
import { stepDue } from '../events.ts';
import { escalateBefore, type TaskRow, warnBy } from './store.ts';

/**
 * Before a step is late its holder is told, or all who could take it; once it is, the supervisors of its unit, who see it in their list
 * from then on. Each step once each, whatever process does it. Returns how many were told of.
 */
export async function escalateSteps(ctx: Ctx): Promise<number> {
  return ctx.transact(async (tx) => {
    const nextDay = deadlineOf({ submittedOn: ctx.today, workingDays: 1, pauses: [], calendar: await calendarFor(tx, ctx.agency.id) }).on;
    const late = await escalateBefore(tx, ctx.today, ctx.now);
    const soon = await warnBy(tx, nextDay, ctx.now);
    for (const task of late) await tell(tx, ctx, task, 'late');
    for (const task of soon) await tell(tx, ctx, task, 'soon');
    return late.length + soon.length;
  });
}

async function tell(tx: Tx, ctx: Ctx, task: TaskRow, when: 'soon' | 'late'): Promise<void> {
  const role = when === 'late' ? 'supervisor' : task.role;
  const to = when === 'soon' && task.officer_id ? [task.officer_id] : await holdersOf(tx, task.agency_id, role, ctx.today, task.unit_id);
  const fact = { applicationId: task.application_id, serviceId: task.service_id, unitId: task.unit_id };
  await emit(tx, ctx, stepDue, { ...fact, step: task.step, when, to: [...to] }, { agencyId: task.agency_id });
}
