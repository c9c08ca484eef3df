import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { type FileStore, keepFile, type StagedFile } from '#platform/files';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import type { AgencyId, ImportId, PersonId, UnitId } from '../model.ts';
import { addUnit } from '../structure/actions.ts';
import { unitsOf } from '../structure/store.ts';
import { refusalOf } from './open-sheet.ts';
import { unitCode, unitKey } from './rules.ts';
import { checking, writing } from './stages.ts';
import { forgetRows, importForUpdate, type ImportRow, insertImport, updateImport, waitingByUnit } from './store.ts';

function person(ctx: Ctx): PersonId {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return ctx.actor.personId as PersonId;
}

/** Takes a staff list; it is checked in the background, and nothing of it counts before somebody agrees. */
export async function sendStaffList(ctx: Ctx, agencyId: AgencyId, file: StagedFile, store: FileStore): Promise<ImportId> {
  const refusal = refusalOf(file.mediaType, file.fileName);
  if (refusal) orRefuse(refuse(refusal, { fields: { file: refusal } }));
  const id = newId<'import'>(ctx.now.epochMilliseconds);
  await keepFile(ctx, store, file);
  await ctx.transact(async (tx) => {
    await enqueue(tx, ctx, checking, { importId: id });
    await insertImport(tx, {
      agency_id: agencyId,
      id,
      file_name: file.fileName,
      sha256: file.sha256,
      media_type: file.mediaType,
      size_bytes: BigInt(file.size_bytes),
      made_by: person(ctx),
      made_at: ctx.now,
    });
  });
  return id;
}

async function inState(tx: Tx, agencyId: AgencyId, id: ImportId, states: readonly ImportRow['state'][]): Promise<ImportRow> {
  const found = await importForUpdate(tx, agencyId, id);
  if (!found) throw problems.notFound();
  if (!states.includes(found.state)) orRefuse(refuse('import-moved-on'));
  return found;
}

/** Somebody has read the report and agrees: the rows are brought in, in the background. */
export async function startImport(ctx: Ctx, agencyId: AgencyId, id: ImportId): Promise<void> {
  await ctx.transact(async (tx) => {
    const found = await importForUpdate(tx, agencyId, id);
    if (!found) throw problems.notFound();
    // Twice the same click is once the same wish.
    if (found.state === 'writing' || found.state === 'done') return;
    if (found.state !== 'checked') orRefuse(refuse('import-moved-on'));
    await updateImport(tx, found, { state: 'writing', rows_done: 0, added: 0, changed: 0, unchanged: 0, began_at: ctx.now });
    await enqueue(tx, ctx, writing, { importId: id });
  });
}

/** Stops it where it is: what has been brought in stays, the rest is dropped. */
export async function cancelImport(ctx: Ctx, agencyId: AgencyId, id: ImportId): Promise<void> {
  await ctx.transact(async (tx) => {
    const found = await inState(tx, agencyId, id, ['checking', 'checked', 'writing']);
    await updateImport(tx, found, { state: 'cancelled' });
    await forgetRows(tx, found);
  });
}

/** Makes the units that the list names and the agency does not have, all under one. */
export async function addMissingUnits(ctx: Ctx, agencyId: AgencyId, id: ImportId, parentId: UnitId | null): Promise<number> {
  const { names, codes } = await ctx.transact(async (tx) => {
    const found = await inState(tx, agencyId, id, ['checked']);
    const units = await unitsOf(tx, agencyId);
    const known = new Set(units.flatMap((unit) => [unit.name, unit.shortName, unit.code].map(unitKey)));
    const waiting = await waitingByUnit(tx, found);
    return {
      names: waiting.filter((one) => !known.has(one.unit_key)).map((one) => one.name.replace(/\s+/g, ' ')),
      codes: new Set(units.map((unit) => unit.code)),
    };
  });
  for (const name of names) {
    const code = unitCode(name, codes);
    codes.add(code);
    await addUnit(ctx, agencyId, { parentId, code, name, shortName: name.length <= 40 ? name : code, kind: 'opd' });
  }
  return names.length;
}
