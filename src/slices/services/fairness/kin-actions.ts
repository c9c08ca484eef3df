import { scopeFor, type Staff } from '#platform/access';
import type { Ctx } from '#platform/context';
import { secretOf } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { factOf } from '../applications/news.ts';
import { initials } from '../applications/rules.ts';
import { applicationWithin } from '../applications/store.ts';
import { kinAnswered, kinDeclared, kinEnded } from '../events.ts';
import type { ApplicationId, KinRelation } from '../model.ts';
import { permissions } from '../permissions.ts';
import { nameParty, nikParty, normalName } from './kin.ts';
import { endKinOf, insertKin, recusalOf, saveKinAnswer } from './kin-store.ts';

function staffOf(ctx: Ctx): Staff {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return ctx.actor;
}

type Declaring = { readonly relation: KinRelation; readonly name: string; readonly nik: string };

/** An officer says who belongs to their family: from now on cases of theirs are for others. Only hashes and initials are kept. */
export async function declareKin(ctx: Ctx, { relation, name, nik }: Declaring): Promise<void> {
  const { personId, agencyId } = staffOf(ctx);
  if (normalName(name) === '') orRefuse(refuse('name-required', { fields: { name: 'required' } }));
  await ctx.transact(async (tx) => {
    const secret = await secretOf(tx, 'kin');
    const told = { relation, initials: initials(name) };
    await insertKin(tx, {
      agencyId,
      id: newId(ctx.now.epochMilliseconds),
      personId,
      ...told,
      name: nameParty(secret, name),
      nik: nik === '' ? undefined : nikParty(secret, nik),
      now: ctx.now,
    });
    await emit(tx, ctx, kinDeclared, { personId }, { agencyId, record: { ...told, withNik: nik !== '', at: ctx.now.toString() } });
  });
}

export async function endKin(ctx: Ctx, id: string): Promise<void> {
  const { personId, agencyId } = staffOf(ctx);
  await ctx.transact(async (tx) => {
    if (!(await endKinOf(tx, agencyId, personId, id, ctx.now))) throw problems.notFound();
    await emit(tx, ctx, kinEnded, { personId }, { agencyId, record: { at: ctx.now.toString() } });
  });
}

/** Whether somebody with the name of a declared relative is that relative: the officer answers before anything else is done. */
export async function answerKin(ctx: Ctx, { id, isKin }: { readonly id: ApplicationId; readonly isKin: boolean }): Promise<void> {
  const { personId } = staffOf(ctx);
  await ctx.transact(async (tx) => {
    const current = await applicationWithin(tx, id, scopeFor(ctx.actor, permissions['services.work']), true);
    if (!current) throw problems.notFound();
    if ((await recusalOf(tx, id, personId)) !== 'kin-name') orRefuse(refuse('application-state'));
    await saveKinAnswer(tx, { agency_id: current.agency_id, id, personId, isKin, now: ctx.now });
    await emit(tx, ctx, kinAnswered, factOf(current), { agencyId: current.agency_id, record: { ticket: current.ticket, isKin, at: ctx.now.toString() } });
  });
}
