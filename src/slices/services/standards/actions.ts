import type { AgencyId, UnitId } from '#slices/directory';
import type { Ctx } from '#platform/context';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { servicePublished } from '../events.ts';
import type { ServiceId, ServiceInput } from '../model.ts';
import { publishedVersion, savePublished } from './store.ts';

/** Publishes a service, or its next version; cases that run stay on theirs. */
export async function publishService(ctx: Ctx, agencyId: AgencyId, unitId: UnitId, input: ServiceInput): Promise<ServiceId> {
  return ctx.transact(async (tx) => {
    const before = await publishedVersion(tx, agencyId, input.slug);
    const id = before?.id ?? newId<'service'>(ctx.now.epochMilliseconds);
    const version = (before?.version ?? 0) + 1;
    await savePublished(tx, { agencyId, id, unitId, version, input, now: ctx.now });
    await emit(tx, ctx, servicePublished, { serviceId: id, slug: input.slug, version, workingDays: input.workingDays }, { agencyId });
    return id;
  });
}
