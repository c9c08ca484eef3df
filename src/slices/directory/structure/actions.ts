import type { Ctx } from '#platform/context';
import { type Tx, violates } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import type { Zone } from '#platform/time';
import { agencyAdded, positionConfirmed, unitAdded, unitChanged, unitRemoved } from '../events.ts';
import type { Agency, AgencyId, PositionId, PositionKind, PositionLevel, Unit, UnitId } from '../model.ts';
import { missingRegencies } from './regencies.ts';
import { levelsOf, moveUnder } from './rules.ts';
import {
  agencies,
  confirmLevel,
  deleteUnit,
  findOrInsertPosition,
  insertAgency,
  insertUnit,
  positionForUpdate,
  unitForUpdate,
  unitsOf,
  updateUnit,
} from './store.ts';

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
  try {
    return await ctx.transact(async (tx) => {
      const agency: Agency = { isHome: false, isDemo: false, ...input, id: newId(ctx.now.epochMilliseconds) };
      await insertAgency(tx, agency, ctx.now);
      await emit(tx, ctx, agencyAdded, { agencyId: agency.id, code: agency.code, name: agency.name }, { agencyId: agency.id });
      return agency;
    });
  } catch (error) {
    if (violates(error, 'agencies_code_key')) return orRefuse(refuse('agency-known', { fields: { code: 'agency-known' } }));
    throw error;
  }
}

/** The kabupaten and kota of the own province that are not listed yet, from the reference of regions. */
export async function addRegencies(ctx: Ctx): Promise<number> {
  const known = await ctx.read((tx) => agencies(tx));
  const missing = missingRegencies(ctx.agency.code, known);
  for (const one of missing) await addAgency(ctx, { ...one, zone: ctx.agency.zone });
  return missing.length;
}

function refuseTaken(error: unknown): never {
  if (violates(error, 'units_agency_id_code_key')) orRefuse(refuse('unit-code-taken', { fields: { code: 'unit-code-taken' } }));
  throw error;
}

export async function addUnit(ctx: Ctx, agencyId: AgencyId, input: Omit<Unit, 'id'>): Promise<Unit> {
  try {
    return await ctx.transact(async (tx) => {
      const unit: Unit = { ...input, id: newId(ctx.now.epochMilliseconds) };
      await insertUnit(tx, agencyId, unit, ctx.now);
      await emit(tx, ctx, unitAdded, { unitId: unit.id, code: unit.code, name: unit.name }, { agencyId });
      return unit;
    });
  } catch (error) {
    return refuseTaken(error);
  }
}

/** Names, place in the tree and kind; who is posted there stays posted there. */
export async function changeUnit(ctx: Ctx, agencyId: AgencyId, unit: Unit): Promise<void> {
  try {
    await ctx.transact(async (tx) => {
      if (!(await unitForUpdate(tx, agencyId, unit.id))) throw problems.notFound();
      orRefuse(moveUnder(await unitsOf(tx, agencyId), unit.id, unit.parentId));
      await updateUnit(tx, agencyId, unit);
      await emit(tx, ctx, unitChanged, { unitId: unit.id, code: unit.code, name: unit.name }, { agencyId });
    });
  } catch (error) {
    refuseTaken(error);
  }
}

/** Only one that nothing refers to: a unit with a past stays, so that the past can be read. */
export async function removeUnit(ctx: Ctx, agencyId: AgencyId, id: UnitId): Promise<void> {
  try {
    await ctx.transact(async (tx) => {
      const unit = await unitForUpdate(tx, agencyId, id);
      if (!unit) throw problems.notFound();
      await deleteUnit(tx, agencyId, id);
      await emit(tx, ctx, unitRemoved, { unitId: id, code: unit.code, name: unit.name }, { agencyId });
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === '23503') orRefuse(refuse('unit-in-use'));
    throw error;
  }
}

export type PositionWanted = { readonly name: string; readonly kind: PositionKind; readonly level: PositionLevel; readonly isConfirmed: boolean };

/** The position of this name; a new one is added as wanted, a known one stays as it was confirmed. */
export async function positionFor(tx: Tx, ctx: Ctx, agencyId: AgencyId, wanted: PositionWanted): Promise<PositionId> {
  const position = { id: newId<'position'>(ctx.now.epochMilliseconds), ...wanted, confirmedAt: wanted.isConfirmed ? ctx.now : null };
  const { id } = await findOrInsertPosition(tx, agencyId, position, ctx.now);
  return id;
}

/** An administrator says what level a position has; it counts for everybody who holds it. */
export async function confirmPosition(
  ctx: Ctx,
  agencyId: AgencyId,
  input: { readonly id: PositionId; readonly kind: PositionKind; readonly level: PositionLevel },
): Promise<void> {
  if (!levelsOf[input.kind].includes(input.level)) orRefuse(refuse('level-of-kind', { fields: { level: 'level-of-kind' } }));
  await ctx.transact(async (tx) => {
    if (!(await positionForUpdate(tx, agencyId, input.id))) throw problems.notFound();
    await confirmLevel(tx, agencyId, input.id, { kind: input.kind, level: input.level, at: ctx.now });
    await emit(tx, ctx, positionConfirmed, { positionId: input.id, level: input.level }, { agencyId });
  });
}
