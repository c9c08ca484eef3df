import { type Scope, scopeFor } from '#platform/access';
import { type Ctx, ctxInside } from '#platform/context';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { startDraft } from '../applications/actions.ts';
import type { ApplicationId, IdentityKind, NumberId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { officerOf } from '../queue/locked.ts';
import { findService } from '../standards/store.ts';
import { insertWalkIn, numberOf } from './store.ts';

/** Whether somebody's permission reaches what a unit does. */
export function reaches(scope: Scope, unitId: string): boolean {
  return scope.reach === 'unit' ? scope.unitIds.includes(unitId) : scope.reach !== 'own';
}

type Beginning = {
  readonly slug: string;
  readonly identity: IdentityKind;
  /** Who came with a power of attorney. */
  readonly attorney: string;
  /** The number under which they were called. */
  readonly numberId: NumberId | undefined;
};

/** A clerk begins to type for who stands at the counter. The draft, and the case that it becomes, say so. */
export async function beginAtCounter(ctx: Ctx, { slug, identity, attorney, numberId }: Beginning): Promise<ApplicationId> {
  const scope = scopeFor(ctx.actor, permissions['services.work']);
  if (identity === 'kuasa' && attorney === '') orRefuse(refuse('attorney-required', { fields: { attorney: 'attorney-required' } }));
  return ctx.transact(async (tx) => {
    const service = await findService(tx, ctx.agency.id, slug);
    if (!service || !reaches(scope, service.unitId)) throw problems.notFound();
    const { personId } = await officerOf(tx, ctx);
    const id = await startDraft(ctxInside(tx, ctx), service, personId);
    await insertWalkIn(tx, {
      agency_id: service.agencyId,
      application_id: id,
      unit_id: service.unitId,
      identity,
      attorney_name: identity === 'kuasa' ? attorney : null,
      number_id: (numberId && (await numberOf(tx, { agency_id: service.agencyId, unit_id: service.unitId, day_on: ctx.today }, numberId))?.id) || null,
      begun_at: ctx.now,
    });
    return id;
  });
}
