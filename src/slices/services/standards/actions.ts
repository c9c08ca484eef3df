import { type AgencyId, type UnitId, unitsOf } from '#slices/directory';
import { type Ctx, ctxInside } from '#platform/context';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { orRefuse, refuse } from '#platform/result';
import { servicePublished } from '../events.ts';
import type { ServiceId, ServiceInput } from '../model.ts';
import { serviceFaults } from './rules.ts';
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

/** Publishes what a file describes, in the unit that it names by its code. */
export async function publishFromFile(ctx: Ctx, agencyId: AgencyId, input: ServiceInput): Promise<ServiceId> {
  return ctx.transact(async (tx) => {
    const units = new Map((await unitsOf(tx, agencyId)).map((unit) => [unit.code, unit.id]));
    const faults = serviceFaults(input, new Set(units.keys()));
    const unitId = units.get(input.unit);
    if (!unitId || Object.keys(faults).length > 0) return orRefuse(refuse('service-format', { fields: { file: 'service-format', ...faults } }));
    return publishService(ctxInside(tx, ctx), agencyId, unitId, input);
  });
}
