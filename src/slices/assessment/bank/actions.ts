import type { AgencyId } from '#slices/directory';
import type { Ctx } from '#platform/context';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { itemsAdded, testClosed, testOpened } from '../events.ts';
import type { ItemInput, TestId, TestInput } from '../model.ts';
import { isSound, mayOpen } from './rules.ts';
import { bankItems, closeTest, insertItem, insertTest } from './store.ts';

/** Adds items to an agency's bank; an item whose code is there already is left as it is. Says how many are new. */
export async function addItems(ctx: Ctx, agencyId: AgencyId, items: readonly ItemInput[]): Promise<number> {
  if (!items.every(isSound)) orRefuse(refuse('item-format', { fields: { options: 'item-format' } }));
  return ctx.transact(async (tx) => {
    const codes: string[] = [];
    for (const item of items) if (await insertItem(tx, agencyId, newId<'item'>(ctx.now.epochMilliseconds), item, ctx.now)) codes.push(item.code);
    if (codes.length > 0) await emit(tx, ctx, itemsAdded, { codes }, { agencyId });
    return codes.length;
  });
}

/** Opens a test over the bank: from now on people can take it. */
export async function openTest(ctx: Ctx, agencyId: AgencyId, input: TestInput): Promise<TestId> {
  return ctx.transact(async (tx) => {
    orRefuse(mayOpen(await bankItems(tx, agencyId, input.competencies), input.competencies, input.itemsPerLevel));
    const id = newId<'test'>(ctx.now.epochMilliseconds);
    if (!(await insertTest(tx, agencyId, id, input, ctx.now))) orRefuse(refuse('slug-taken', { fields: { slug: 'slug-taken' } }));
    const fact = { testId: id, slug: input.slug, competencies: [...input.competencies], itemsPerLevel: input.itemsPerLevel };
    await emit(tx, ctx, testOpened, fact, { agencyId });
    return id;
  });
}

/** Nobody can begin it any more; who is in the middle of it goes on to the end. */
export async function endTest(ctx: Ctx, agencyId: AgencyId, slug: string): Promise<void> {
  await ctx.transact(async (tx) => {
    const testId = await closeTest(tx, agencyId, slug);
    if (!testId) throw problems.notFound();
    await emit(tx, ctx, testClosed, { testId, slug }, { agencyId });
  });
}
