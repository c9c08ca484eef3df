import { calendarLoaded } from '#slices/standards';
import type { Ctx } from '#platform/context';
import { on } from '#platform/outbox';
import { clearOldDrafts } from './applications/actions.ts';
import { draftLife_days } from './model.ts';
import { settleDeadlines } from './queue/actions.ts';

/** Reactions to the slices on the left. */
export function registerJobs(): void {
  on(calendarLoaded, 'services.settle-deadlines', async (ctx) => {
    await settleDeadlines(ctx);
  });
}

/** Once a day. */
export async function daily(ctx: Ctx): Promise<void> {
  await clearOldDrafts(ctx, draftLife_days);
}
