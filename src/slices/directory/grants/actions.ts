import { actorReference, findScope } from '#platform/access';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import type { PlainDate } from '#platform/time';
import { endSessionsOf } from '../accounts/store.ts';
import { grantEnded, roleGranted } from '../events.ts';
import type { AgencyId, Capacity, GrantableRole, GrantId, PersonId, UnitId } from '../model.ts';
import { belongsTo } from '../people/store.ts';
import { permissions } from '../permissions.ts';
import { mayGrant } from './rules.ts';
import { grantForUpdate, heldForShare, holdersOf, insertGrant, setGrantEnd } from './store.ts';

type Granting = {
  readonly agencyId: AgencyId;
  readonly personId: PersonId;
  readonly role: GrantableRole;
  readonly capacity?: Capacity;
  readonly unitId: UnitId | undefined;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | undefined;
  readonly reason: string;
};

function granterOf(ctx: Ctx): PersonId | undefined {
  return ctx.actor.kind === 'staff' ? (ctx.actor.personId as PersonId) : undefined;
}

/** The roles with which the page was opened may be gone by now: what counts is what is held when this commits. */
export async function stillMay(tx: Tx, ctx: Ctx, permission: string): Promise<void> {
  const { actor } = ctx;
  if (actor.kind === 'system') return;
  if (actor.kind !== 'staff') throw problems.forbidden();
  const held = await heldForShare(tx, actor.personId as PersonId, ctx.today);
  const grants = held.map((grant) => ({ role: grant.role, agencyId: grant.agency_id, unitId: grant.unit_id ?? undefined }));
  if (!findScope({ ...actor, grants }, permission)) throw problems.forbidden();
}

/** An agency that nobody administers any more can only be mended by hand. */
export async function keepAnAdmin(tx: Tx, ctx: Ctx, agencyId: AgencyId, without: PersonId): Promise<void> {
  const admins = await holdersOf(tx, agencyId, 'admin', ctx.today);
  if (admins.includes(without) && admins.length === 1) orRefuse(refuse('last-admin'));
}

/** Gives a role for a time. Nobody gives one to themselves (segregation of duties). Who gets it signs in anew. */
export async function grantRole(ctx: Ctx, input: Granting): Promise<GrantId> {
  const capacity = input.capacity ?? 'definitif';
  orRefuse(mayGrant({ ...input, granter: granterOf(ctx), capacity }));
  return ctx.transact(async (tx) => {
    await stillMay(tx, ctx, permissions['directory.grant']);
    if (!(await belongsTo(tx, input.agencyId, input.personId, input.startsOn))) orRefuse(refuse('not-posted'));
    const id = newId<'grant'>(ctx.now.epochMilliseconds);
    await insertGrant(tx, {
      agency_id: input.agencyId,
      id,
      person_id: input.personId,
      role: input.role,
      capacity,
      unit_id: input.unitId ?? null,
      starts_on: input.startsOn,
      ends_on: input.endsOn ?? null,
      reason: input.reason,
      granted_by: actorReference(ctx.actor),
      granted_at: ctx.now,
    });
    await endSessionsOf(tx, { personId: input.personId });
    const fact = { grantId: id, personId: input.personId, role: input.role };
    await emit(tx, ctx, roleGranted, fact, {
      agencyId: input.agencyId,
      record: { ...fact, capacity, unitId: input.unitId ?? null, startsOn: input.startsOn.toString(), endsOn: input.endsOn?.toString() ?? null },
    });
    return id;
  });
}

/** Ends a grant; it holds to the end of the day before, and the sessions that were opened with it end, so that it is gone at once. */
export async function endGrant(ctx: Ctx, agencyId: AgencyId, id: GrantId): Promise<void> {
  await ctx.transact(async (tx) => {
    await stillMay(tx, ctx, permissions['directory.grant']);
    const grant = await grantForUpdate(tx, agencyId, id);
    if (!grant) throw problems.notFound();
    if (grant.role === 'admin') await keepAnAdmin(tx, ctx, agencyId, grant.person_id);
    await setGrantEnd(tx, grant, ctx.today.subtract({ days: 1 }));
    await endSessionsOf(tx, { personId: grant.person_id });
    await emit(tx, ctx, grantEnded, { grantId: id, personId: grant.person_id, role: grant.role }, { agencyId });
  });
}
