import type { Ctx } from '#platform/context';
import { type Tx, violates } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import type { PlainDate } from '#platform/time';
import { endCredentials, endSessionsOf } from '../accounts/store.ts';
import { personAdded, personChanged, personLeft, personPosted } from '../events.ts';
import { keepAnAdmin } from '../grants/actions.ts';
import { endGrantsOf, endUnitGrants } from '../grants/store.ts';
import type { AgencyId, AsnStatus, PersonId, PositionKind, PositionLevel, UnitId } from '../model.ts';
import { positionFor } from '../structure/actions.ts';
import { leaveOn, succeed } from './rules.ts';
import {
  belongsTo,
  endPosts,
  findPersonByNip,
  findPostOf,
  insertLooks,
  insertPerson,
  insertPost,
  isPostedAfter,
  lockPerson,
  postLinesOf,
  unitHasOtherHead,
  updatePerson,
} from './store.ts';

export type NewPosting = {
  readonly unitId: UnitId;
  readonly positionName: string;
  readonly positionKind: PositionKind;
  readonly positionLevel: PositionLevel;
  /** False when the level is only read from the name. */
  readonly levelIsConfirmed?: boolean;
  readonly golongan: string | null;
  readonly headsUnit: boolean;
  readonly startedOn: PlainDate;
};

export type NewStaff = NewPosting & {
  readonly nip: string;
  readonly name: string;
  readonly status: AsnStatus;
  readonly birthOn: PlainDate;
  readonly email: string | null;
  readonly education: string | null;
};

/** A person comes into the agency, with a first post; one who was here before, or elsewhere, is known by NIP. */
export async function addStaff(ctx: Ctx, agencyId: AgencyId, staff: NewStaff): Promise<PersonId> {
  try {
    return await ctx.transact(async (tx) => {
      const known = await findPersonByNip(tx, staff.nip);
      if (known && (await isPostedAfter(tx, known.id, staff.startedOn))) return orRefuse(refuse('nip-known', { fields: { nip: 'nip-known' } }));
      const id = known?.id ?? newId<'person'>(ctx.now.epochMilliseconds);
      if (!known) {
        const { nip, name, status, email, education, birthOn: birth_on } = staff;
        await insertPerson(tx, { id, nip, name, status, email, birth_on, education }, ctx.now);
        await emit(tx, ctx, personAdded, { personId: id }, { agencyId });
      }
      await post(tx, ctx, agencyId, id, staff);
      return id;
    });
  } catch (error) {
    return refuseTaken(error);
  }
}

function refuseTaken(error: unknown): never {
  if (violates(error, 'people_email_key')) orRefuse(refuse('email-taken', { fields: { email: 'email-taken' } }));
  if (violates(error, 'people_nip_key')) orRefuse(refuse('nip-known', { fields: { nip: 'nip-known' } }));
  if (violates(error, 'posts_one_head')) orRefuse(refuse('unit-has-head', { fields: { heads: 'unit-has-head' } }));
  if (violates(error, 'posts_one_at_a_time')) orRefuse(refuse('starts-too-early', { fields: { starts: 'starts-too-early' } }));
  throw error;
}

/** Puts a person into a post; what went before must have been ended. */
export async function post(tx: Tx, ctx: Ctx, agencyId: AgencyId, personId: PersonId, posting: NewPosting): Promise<void> {
  const position = { name: posting.positionName, kind: posting.positionKind, level: posting.positionLevel, isConfirmed: posting.levelIsConfirmed ?? true };
  await insertPost(tx, {
    agency_id: agencyId,
    id: newId(ctx.now.epochMilliseconds),
    person_id: personId,
    unit_id: posting.unitId,
    position_id: await positionFor(tx, ctx, agencyId, position),
    golongan: posting.golongan,
    heads_unit: posting.headsUnit,
    started_on: posting.startedOn,
  });
  await emit(
    tx,
    ctx,
    personPosted,
    { personId, unitId: posting.unitId },
    { agencyId, record: { personId, unitId: posting.unitId, positionName: posting.positionName, startedOn: posting.startedOn.toString() } },
  );
}

/**
 * A new post ends the old one the day before. What the person was granted for the old unit ends with it: rights follow the
 * post of the day.
 */
export async function transfer(ctx: Ctx, agencyId: AgencyId, personId: PersonId, posting: NewPosting): Promise<void> {
  try {
    await ctx.transact(async (tx) => {
      if (!(await lockPerson(tx, personId))) throw problems.notFound();
      const held = await postLinesOf(tx, agencyId, personId);
      const lastDay = orRefuse(succeed(held, posting.startedOn));
      if (posting.headsUnit && (await unitHasOtherHead(tx, agencyId, { unitId: posting.unitId, personId, from: posting.startedOn })))
        orRefuse(refuse('unit-has-head', { fields: { heads: 'unit-has-head' } }));
      const before = await findPostOf(tx, personId, lastDay);
      await endPosts(tx, agencyId, personId, lastDay);
      if (before && before.unitId !== posting.unitId) await endUnitGrants(tx, { agencyId, personId, unitId: before.unitId, on: lastDay });
      await post(tx, ctx, agencyId, personId, posting);
      if (Temporal.PlainDate.compare(posting.startedOn, ctx.today) <= 0) await endSessionsOf(tx, { personId });
    });
  } catch (error) {
    refuseTaken(error);
  }
}

/** Off-boarding, with the last day of service: posts and grants end with it; once it is past, sessions and credentials at once. */
export async function endService(ctx: Ctx, agencyId: AgencyId, personId: PersonId, on: PlainDate): Promise<void> {
  await ctx.transact(async (tx) => {
    if (!(await lockPerson(tx, personId))) throw problems.notFound();
    await keepAnAdmin(tx, ctx, agencyId, personId);
    orRefuse(leaveOn(await postLinesOf(tx, agencyId, personId), on));
    await endPosts(tx, agencyId, personId, on);
    await endGrantsOf(tx, agencyId, personId, on);
    if (Temporal.PlainDate.compare(on, ctx.today) < 0 && !(await isPostedAfter(tx, personId, on))) {
      await endSessionsOf(tx, { personId });
      await endCredentials(tx, personId, ctx.now);
    }
    await emit(tx, ctx, personLeft, { personId }, { agencyId, record: { personId, on: on.toString() } });
  });
}

type Details = { readonly name: string; readonly email: string | null; readonly education: string | null };

export async function changeDetails(ctx: Ctx, agencyId: AgencyId, personId: PersonId, details: Details): Promise<void> {
  try {
    await ctx.transact(async (tx) => {
      // Who sets the address can have a new password sent to it.
      if (!(await belongsTo(tx, agencyId, personId, ctx.today))) orRefuse(refuse('not-posted'));
      await updatePerson(tx, personId, details);
      await emit(tx, ctx, personChanged, { personId }, { agencyId });
    });
  } catch (error) {
    refuseTaken(error);
  }
}

type LookedPage = { readonly route: string /** The permission that opened it. */; readonly purpose: string };
type Look = { readonly subjectKind: string; readonly subjectId: string; readonly agencyId: string; readonly ownerId?: string | null | undefined };

const oneLook_min = 10;

/** Records who saw whose data; before the page is sent. */
export async function recordLooks(ctx: Ctx, looks: readonly Look[], { route, purpose }: LookedPage): Promise<void> {
  const { actor, now } = ctx;
  const rows = looks.map((look) => ({
    agency_id: look.agencyId,
    id: newId(now.epochMilliseconds),
    subject_kind: look.subjectKind,
    subject_id: look.subjectId,
    owner_id: look.ownerId ?? null,
  }));
  const by = { person_id: actor.kind === 'staff' ? actor.personId : null, actor: actor.kind, route, purpose, looked_at: now };
  await ctx.transact((tx) => insertLooks(tx, rows, by, oneLook_min));
}
