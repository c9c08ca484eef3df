import type { PersonId } from '#slices/directory';
import type { Ctx } from '#platform/context';
import { problems } from '#platform/problem';

/** The person who acts: courses, seats and certificates are theirs. */
export function learner(ctx: Ctx): PersonId {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return ctx.actor.personId as PersonId;
}
