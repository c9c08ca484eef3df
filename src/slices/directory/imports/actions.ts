import { type Ctx, ctxInside } from '#platform/context';
import type { Tx } from '#platform/db';
import type { StagedFile } from '#platform/files';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { staffImported } from '../events.ts';
import type { AgencyId, ImportId, PersonId, UnitId } from '../model.ts';
import { addStaff, post } from '../people/actions.ts';
import { endPosts, unitsOf } from '../people/store.ts';
import { readStaffSheet } from './read-sheet.ts';
import { readHeader, readStaffList, unitKey } from './rules.ts';
import { findImport, forgetRows, insertImport, type KnownPerson, knownPeople, renamePerson, saveProgress, type WaitingRow, waitingRows } from './store.ts';

function person(ctx: Ctx): PersonId {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return ctx.actor.personId as PersonId;
}

/** Reads and checks a list; nothing of it is stored but the report and the rows that wait for agreement. */
export async function checkStaffList(ctx: Ctx, agencyId: AgencyId, file: StagedFile): Promise<ImportId> {
  const sheet = orRefuse(await readStaffSheet(file.path, file.mediaType));
  const columns = readHeader(sheet.rows[0] ?? []);
  if (!columns) return orRefuse(refuse('header-missing', { fields: { file: 'header-missing' } }));
  const units = await ctx.read((tx) => unitsOf(tx, agencyId));
  const known = { units: new Set(units.flatMap((unit) => [unitKey(unit.name), unitKey(unit.shortName)])), today: ctx.today };
  const { rows, faults } = readStaffList(sheet.rows, columns, known);
  const id = newId<'import'>(ctx.now.epochMilliseconds);
  const waiting = rows.map((row): WaitingRow => ({ ...row, birthOn: row.birthOn.toString(), startedOn: row.startedOn.toString() }));
  const advice = sheet.delimiter === ';' ? 'delimiter' : sheet.encoding !== 'UTF-8' && sheet.encoding !== 'XLSX' ? `encoding:${sheet.encoding}` : null;
  await ctx.transact((tx) => insertImport(tx, { agencyId, id, fileName: file.fileName, rows: waiting, faults, advice, by: person(ctx), now: ctx.now }));
  return id;
}

const chunk = 500;

type Counts = { added: number; changed: number; unchanged: number };

/** Brings the rows in, some hundred a transaction, so that progress shows and a crash loses nothing: running again goes on. */
export async function importStaff(ctx: Ctx, agencyId: AgencyId, id: ImportId): Promise<void> {
  const begun = await ctx.transact(async (tx) => {
    const found = await waitingRows(tx, agencyId, id);
    const before = await findImport(tx, agencyId, id);
    if (!found || !before) throw problems.notFound();
    if (found.state === 'done') return undefined;
    await saveProgress(tx, agencyId, id, {
      state: 'writing',
      rows_done: before.rows_done,
      added: before.added,
      changed: before.changed,
      unchanged: before.unchanged,
    });
    return { rows: found.rows, before };
  });
  if (!begun) return;
  const counts: Counts = { added: begun.before.added, changed: begun.before.changed, unchanged: begun.before.unchanged };
  for (let at = begun.before.rows_done; at < begun.rows.length; at += chunk) {
    const part = begun.rows.slice(at, at + chunk);
    await ctx.transact(async (tx) => {
      await writeRows(tx, ctx, agencyId, part, counts);
      await saveProgress(tx, agencyId, id, { state: 'writing', rows_done: at + part.length, ...counts });
    });
  }
  await ctx.transact(async (tx) => {
    await saveProgress(tx, agencyId, id, { state: 'done', rows_done: begun.rows.length, ...counts, finished_at: ctx.now });
    await forgetRows(tx, agencyId, id);
    await emit(tx, ctx, staffImported, { importId: id, added: counts.added, changed: counts.changed, faults: begun.before.faults.length }, { agencyId });
  });
}

async function writeRows(tx: Tx, ctx: Ctx, agencyId: AgencyId, rows: readonly WaitingRow[], counts: Counts): Promise<void> {
  const units = await unitsOf(tx, agencyId);
  const byName = new Map(units.flatMap((unit) => [[unitKey(unit.name), unit.id] as const, [unitKey(unit.shortName), unit.id] as const]));
  const known = await knownPeople(
    tx,
    agencyId,
    rows.map((row) => row.nip),
  );
  for (const row of rows) {
    const unitId = byName.get(row.unitName);
    if (!unitId) continue;
    counts[await writeRow(tx, ctx, agencyId, row, unitId, known.get(row.nip))] += 1;
  }
}

async function writeRow(tx: Tx, ctx: Ctx, agencyId: AgencyId, row: WaitingRow, unitId: UnitId, known: KnownPerson | undefined): Promise<keyof Counts> {
  const startedOn = Temporal.PlainDate.from(row.startedOn);
  const posting = {
    unitId,
    positionName: row.positionName,
    positionKind: row.positionKind,
    positionLevel: row.positionLevel,
    golongan: row.golongan,
    headsUnit: false,
    startedOn,
  };
  if (!known) {
    await addStaff(ctxInside(tx, ctx), agencyId, {
      ...posting,
      nip: row.nip,
      name: row.name,
      status: row.status,
      birthOn: Temporal.PlainDate.from(row.birthOn),
      email: null,
      education: row.education,
    });
    return 'added';
  }
  const samePost = known.unit_id === unitId && known.position_name === row.positionName && known.golongan === row.golongan;
  const samePerson = known.name === row.name && (row.education === null || known.education === row.education);
  if (samePost && samePerson) return 'unchanged';
  if (!samePerson) await renamePerson(tx, known.id, row.name, row.education);
  if (!samePost) {
    await endPosts(tx, known.id, ctx.today.subtract({ days: 1 }));
    await post(tx, ctx, agencyId, known.id, { ...posting, startedOn: ctx.today });
  }
  return 'changed';
}
