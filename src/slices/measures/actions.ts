import { actorReference } from '#platform/access';
import type { Ctx } from '#platform/context';
import { emit } from '#platform/outbox';
import { levelsEntered } from './events.ts';
import type { EnteredLevel } from './rules.ts';
import { saveLevels } from './store.ts';

type Entering = { readonly agencyId: string; readonly instrument: string; readonly year: number; readonly levels: readonly EnteredLevel[] };

/** The agency's own assessment of its levels. */
export async function enterLevels(ctx: Ctx, input: Entering): Promise<void> {
  await ctx.transact(async (tx) => {
    await saveLevels(tx, { ...input, by: actorReference(ctx.actor), now: ctx.now });
    await emit(tx, ctx, levelsEntered, { instrument: input.instrument, year: input.year, indicators: input.levels.length }, { agencyId: input.agencyId });
  });
}
