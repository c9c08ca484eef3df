import type { Ctx } from '#platform/context';
import { clearOldDrafts } from './applications/actions.ts';
import { draftLife_days } from './model.ts';

/** Once a day. */
export async function daily(ctx: Ctx): Promise<void> {
  await clearOldDrafts(ctx, draftLife_days);
}
