import { calendarFor } from '#slices/standards';
import { type Ctx, together } from '#platform/context';
import { emit } from '#platform/outbox';
import { orRefuse, refuse } from '#platform/result';
import { factOf, writeStep } from '../applications/news.ts';
import { updateApplication } from '../applications/store.ts';
import { stepDone } from '../events.ts';
import type { ApplicationId } from '../model.ts';
import { asHolder, heldStep } from '../queue/locked.ts';
import { checksOf } from '../queue/store.ts';
import { courseOf } from './rules.ts';
import { cancelTasks, updateTask } from './store.ts';
import { beginSteps, isLive } from './tasks.ts';

type Passing = {
  readonly id: ApplicationId;
  readonly version: number;
  readonly step?: string | undefined;
  /** The earlier step to which it goes back; on to what follows without one. */
  readonly backTo?: string | undefined;
  /** For colleagues: what was found, or why it goes back. */
  readonly note: string;
};

/** A step is done and does not decide: what follows begins, or an earlier step begins again. */
export async function passOn(ctx: Ctx, { id, version, step, backTo, note }: Passing): Promise<void> {
  if (backTo !== undefined && note.trim() === '') orRefuse(refuse('why-back', { fields: { finding: 'why-back' } }));
  const outcome = backTo === undefined ? { kind: 'next' as const } : { kind: 'back' as const, to: backTo };
  await ctx.transact(async (tx) => {
    const { current, task, tasks, placed, workflow } = await heldStep(tx, ctx, { id, version, step, outcome: outcome.kind });
    if (outcome.kind === 'back' && !placed.step.outcomes.some((one) => one.kind === 'back' && one.to === outcome.to)) orRefuse(refuse('no-such-outcome'));
    const live = tasks.filter(isLive).map((one) => one.step);
    const course = courseOf(workflow, { answers: current.answers, key: task.step, outcome, live });
    if (course.kind !== 'on' && course.kind !== 'waits') return orRefuse(refuse('no-such-outcome'));
    const [checked, calendar] = await together([checksOf(tx, current), calendarFor(tx, current.agency_id)]);
    await together([
      updateTask(tx, task, { state: 'done', done_at: ctx.now, outcome: outcome.kind, note: note || null }),
      ...(course.kind === 'on'
        ? [cancelTasks(tx, current, ctx.now, course.cancels), beginSteps(tx, ctx, current, { workflow, steps: course.opens, calendar })]
        : []),
      updateApplication(tx, current, {}),
      writeStep(tx, ctx, current, { kind: outcome.kind === 'back' ? 'sent-back' : 'forwarded', note: note || null, step: task.step }),
      emit(
        tx,
        asHolder(ctx, task),
        stepDone,
        { ...factOf(current), step: task.step, outcome: outcome.kind },
        {
          agencyId: current.agency_id,
          record: {
            ticket: current.ticket,
            step: task.step,
            outcome: outcome.kind,
            to: backTo ?? null,
            note,
            checked: checked.filter((one) => one.step === task.step).map((one) => one.requirement),
            letter: placed.step.letter ?? null,
            at: ctx.now.toString(),
          },
        },
      ),
    ]);
  });
}
