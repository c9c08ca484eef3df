import type { AgencyId, PersonId } from '#slices/directory';
import type { Ctx } from '#platform/context';
import { problems } from '#platform/problem';

/** The person who acts, as a member of their agency. */
export function taker(ctx: Ctx): { readonly personId: PersonId; readonly agencyId: AgencyId } {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return { personId: ctx.actor.personId as PersonId, agencyId: ctx.actor.agencyId as AgencyId };
}
