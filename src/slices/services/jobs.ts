import { agencyDaysSet, calendarLoaded } from '#slices/standards';
import type { Ctx } from '#platform/context';
import type { FileStore } from '#platform/files';
import { on } from '#platform/outbox';
import { closePast, remindOfTomorrow } from './appointments/actions.ts';
import { clearOldDrafts } from './applications/actions.ts';
import { escalateSteps } from './workflow/escalation-actions.ts';
import { learnDates } from './dates/actions.ts';
import { proposeDeadlines } from './deadlines/actions.ts';
import { countQueues, watchQueues } from './fairness/actions.ts';
import { draftLife_days } from './model.ts';
import { checkResults, issueDue } from './results/actions.ts';
import { remindReturned } from './results/reminder-actions.ts';

const kept: { files?: FileStore } = {};

/** Reactions to the slices on the left. */
export function registerJobs(files: FileStore): void {
  kept.files = files;
  on(calendarLoaded, 'services.propose-deadlines', async (ctx, event) => {
    await proposeDeadlines(ctx, { eventId: event.id, cause: event.payload.decree });
  });
  on(agencyDaysSet, 'services.propose-own-deadlines', async (ctx, event) => {
    await proposeDeadlines(ctx, { eventId: event.id, cause: event.payload.basis, only: event.agencyId });
  });
}

/** Once a day. */
export async function daily(ctx: Ctx): Promise<void> {
  await clearOldDrafts(ctx, draftLife_days);
  await escalateSteps(ctx);
  await learnDates(ctx);
  await remindReturned(ctx);
  await closePast(ctx);
  await remindOfTomorrow(ctx);
  await watchQueues(ctx);
  // A paper that does not fit its hash fails the day's work, so that somebody is told which.
  const wrong = kept.files && (await checkResults(ctx, kept.files));
  if (wrong !== undefined) throw Object.assign(new Error(`the paper ${wrong} is not the one that was issued`), { name: 'ResultFault', code: wrong });
}

/** Every minute, in one process. */
export async function everyMinute(ctx: Ctx): Promise<void> {
  await countQueues(ctx);
  await issueDue(ctx);
}
