import { calendarLoaded } from '#slices/standards';
import type { Ctx } from '#platform/context';
import type { FileStore } from '#platform/files';
import { on } from '#platform/outbox';
import { clearOldDrafts } from './applications/actions.ts';
import { countQueues } from './fairness/actions.ts';
import { draftLife_days } from './model.ts';
import { checkResults, issueDue } from './results/actions.ts';
import { settleDeadlines } from './queue/actions.ts';

const kept: { files?: FileStore } = {};

/** Reactions to the slices on the left. */
export function registerJobs(files: FileStore): void {
  kept.files = files;
  on(calendarLoaded, 'services.settle-deadlines', async (ctx) => {
    await settleDeadlines(ctx);
  });
}

/** Once a day. */
export async function daily(ctx: Ctx): Promise<void> {
  await clearOldDrafts(ctx, draftLife_days);
  // A paper that does not fit its hash fails the day's work, so that somebody is told which.
  const wrong = kept.files && (await checkResults(ctx, kept.files));
  if (wrong !== undefined) throw Object.assign(new Error(`the paper ${wrong} is not the one that was issued`), { name: 'ResultFault', code: wrong });
}

/** Every minute, in one process. */
export async function everyMinute(ctx: Ctx): Promise<void> {
  await countQueues(ctx);
  await issueDue(ctx);
}
