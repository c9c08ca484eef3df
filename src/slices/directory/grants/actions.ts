import { actorReference } from '#platform/access';
import type { Ctx } from '#platform/context';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import type { PlainDate } from '#platform/time';
import { grantEnded, roleGranted } from '../events.ts';
import type { AgencyId, GrantableRole, GrantId, PersonId, UnitId } from '../model.ts';
import { grantForUpdate, insertGrant, setGrantEnd } from './store.ts';

type Granting = {
  readonly agencyId: AgencyId;
  readonly personId: PersonId;
  readonly role: GrantableRole;
  readonly unitId: UnitId | undefined;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | undefined;
  readonly reason: string;
};

/** Gives a role for a time. Nobody gives one to themselves (segregation of duties). */
export async function grantRole(ctx: Ctx, input: Granting): Promise<GrantId> {
  if (ctx.actor.kind === 'staff' && ctx.actor.personId === input.personId) orRefuse(refuse('own-grant'));
  if (input.endsOn && Temporal.PlainDate.compare(input.endsOn, input.startsOn) < 0) orRefuse(refuse('ends-before', { fields: { ends: 'ends-before' } }));
  return ctx.transact(async (tx) => {
    const id = newId<'grant'>(ctx.now.epochMilliseconds);
    await insertGrant(tx, {
      agency_id: input.agencyId,
      id,
      person_id: input.personId,
      role: input.role,
      unit_id: input.unitId ?? null,
      starts_on: input.startsOn,
      ends_on: input.endsOn ?? null,
      reason: input.reason,
      granted_by: actorReference(ctx.actor),
      granted_at: ctx.now,
    });
    const fact = { grantId: id, personId: input.personId, role: input.role };
    await emit(tx, ctx, roleGranted, fact, {
      agencyId: input.agencyId,
      record: { ...fact, unitId: input.unitId ?? null, startsOn: input.startsOn.toString(), endsOn: input.endsOn?.toString() ?? null },
    });
    return id;
  });
}

/** Ends a grant; it holds to the end of the day before, so that it is gone at once. */
export async function endGrant(ctx: Ctx, agencyId: AgencyId, id: GrantId): Promise<void> {
  await ctx.transact(async (tx) => {
    const grant = await grantForUpdate(tx, agencyId, id);
    if (!grant) throw problems.notFound();
    await setGrantEnd(tx, grant, ctx.today.subtract({ days: 1 }));
    await emit(tx, ctx, grantEnded, { grantId: id, personId: grant.person_id, role: grant.role }, { agencyId });
  });
}
