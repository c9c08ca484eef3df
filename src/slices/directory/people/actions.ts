import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import type { PlainDate, Zone } from '#platform/time';
import { agencyAdded, citizenAdded, personAdded, personLeft, personPosted, unitAdded } from '../events.ts';
import type { Agency, AgencyId, AsnStatus, CitizenId, PersonId, PositionKind, PositionLevel, Unit, UnitId } from '../model.ts';
import { endCredentials, endSessionsOf } from '../accounts/store.ts';
import { endGrantsOf } from '../grants/store.ts';
import { endPosts, findCitizenByEmail, insertAgency, insertCitizen, insertLooks, insertPerson, insertPost, insertUnit } from './store.ts';

type NewAgency = {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: Agency['kind'];
  readonly zone: Zone;
  readonly isHome?: boolean;
  readonly isDemo?: boolean;
};

export async function addAgency(ctx: Ctx, input: NewAgency): Promise<Agency> {
  return ctx.transact(async (tx) => {
    const agency: Agency = { isHome: false, isDemo: false, ...input, id: newId(ctx.now.epochMilliseconds) };
    await insertAgency(tx, agency, ctx.now);
    await emit(tx, ctx, agencyAdded, { agencyId: agency.id, code: agency.code, name: agency.name }, { agencyId: agency.id });
    return agency;
  });
}

export async function addUnit(ctx: Ctx, agencyId: AgencyId, input: Omit<Unit, 'id'>): Promise<Unit> {
  return ctx.transact(async (tx) => {
    const unit: Unit = { ...input, id: newId(ctx.now.epochMilliseconds) };
    await insertUnit(tx, agencyId, unit, ctx.now);
    await emit(tx, ctx, unitAdded, { unitId: unit.id, code: unit.code, name: unit.name }, { agencyId });
    return unit;
  });
}

export type NewStaff = {
  readonly nip: string;
  readonly name: string;
  readonly status: AsnStatus;
  readonly birthOn: PlainDate;
  readonly email: string | null;
  readonly education: string | null;
  readonly unitId: UnitId;
  readonly positionName: string;
  readonly positionKind: PositionKind;
  readonly positionLevel: PositionLevel;
  readonly golongan: string | null;
  readonly headsUnit: boolean;
  readonly startedOn: PlainDate;
};

/** A person comes into the agency, with a first post. */
export async function addStaff(ctx: Ctx, agencyId: AgencyId, staff: NewStaff): Promise<PersonId> {
  return ctx.transact(async (tx) => {
    const id = newId<'person'>(ctx.now.epochMilliseconds);
    await insertPerson(
      tx,
      { id, nip: staff.nip, name: staff.name, status: staff.status, email: staff.email, birth_on: staff.birthOn, education: staff.education },
      ctx.now,
    );
    await emit(tx, ctx, personAdded, { personId: id }, { agencyId });
    await post(tx, ctx, agencyId, id, staff);
    return id;
  });
}

type NewPosting = Pick<NewStaff, 'unitId' | 'positionName' | 'positionKind' | 'positionLevel' | 'golongan' | 'headsUnit' | 'startedOn'>;

export async function post(tx: Tx, ctx: Ctx, agencyId: AgencyId, personId: PersonId, posting: NewPosting): Promise<void> {
  await insertPost(tx, {
    agency_id: agencyId,
    id: newId(ctx.now.epochMilliseconds),
    person_id: personId,
    unit_id: posting.unitId,
    position_name: posting.positionName,
    position_kind: posting.positionKind,
    position_level: posting.positionLevel,
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

/** Off-boarding: the posts end, all grants with them, and every session at once. */
export async function endService(ctx: Ctx, agencyId: AgencyId, personId: PersonId, on: PlainDate): Promise<void> {
  await ctx.transact(async (tx) => {
    await endPosts(tx, personId, on);
    await endGrantsOf(tx, personId, on.subtract({ days: 1 }));
    await endSessionsOf(tx, personId);
    await endCredentials(tx, personId, ctx.now);
    await emit(tx, ctx, personLeft, { personId }, { agencyId, record: { personId, on: on.toString() } });
  });
}

type Named = { readonly name: string; readonly email: string; readonly phone?: string | undefined };

/** The citizen with this e-mail address, or a new one. */
export async function findOrAddCitizen(tx: Tx, ctx: Ctx, { name, email, phone }: Named): Promise<CitizenId> {
  const found = await findCitizenByEmail(tx, email);
  if (found) return found.id;
  const id = newId<'citizen'>(ctx.now.epochMilliseconds);
  if (!(await insertCitizen(tx, { id, name, email, phone: phone ?? null }, ctx.now))) {
    const other = await findCitizenByEmail(tx, email);
    if (other) return other.id;
  }
  await emit(tx, ctx, citizenAdded, { citizenId: id }, { agencyId: ctx.agency.id });
  return id;
}

type Look = { readonly subjectKind: string; readonly subjectId: string; readonly agencyId: string };

/** Records who saw whose data; before the page is sent. */
export async function recordLooks(ctx: Ctx, looks: readonly Look[], route: string): Promise<void> {
  const { actor } = ctx;
  await ctx.transact((tx) =>
    insertLooks(
      tx,
      looks.map((look) => ({
        agency_id: look.agencyId,
        id: newId(ctx.now.epochMilliseconds),
        subject_kind: look.subjectKind,
        subject_id: look.subjectId,
        person_id: actor.kind === 'staff' ? actor.personId : null,
        actor: actor.kind,
        route,
        looked_at: ctx.now,
      })),
    ),
  );
}
