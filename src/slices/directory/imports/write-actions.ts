import { type Ctx, ctxInside } from '#platform/context';
import { type Tx, violates } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { personAdded, personChanged, personPosted, staffImported } from '../events.ts';
import type { AgencyId, ImportId, PersonId, UnitId } from '../model.ts';
import { type NewPosting, post } from '../people/actions.ts';
import { belongsTo, endPosts, insertPerson, unitHasOtherHead, updatePerson } from '../people/store.ts';
import { positionFor } from '../structure/actions.ts';
import { headsByName, levelOf } from '../structure/rules.ts';
import { unitsOf } from '../structure/store.ts';
import { changesDetails, presentOf } from './check-actions.ts';
import { addNewcomers, type Newcomer } from './newcomers.ts';
import { type Fault, type Move, moveFor, unitKey } from './rules.ts';
import {
  correctPost,
  forgetRows,
  importForUpdate,
  type ImportRow,
  insertFaults,
  type Key,
  type KeyedRow,
  type KnownPerson,
  knownPeople,
  setGrade,
  takeRows,
  updateImport,
  type WaitingRow,
  waitingByUnit,
} from './store.ts';
import { goOn, rowsAtOnce, type Work } from './work.ts';

type Outcome = 'added' | 'changed' | 'unchanged';
type Units = ReadonlyMap<string, { readonly id: UnitId; readonly name: string }>;

/** Brings the rows in, some hundred a transaction: progress shows, a crash loses nothing, and running again goes on. */
export async function writeImport(work: Work, id: ImportId): Promise<void> {
  const one: Key = { agency_id: work.ctx.agency.id as AgencyId, id };
  for (;;) {
    goOn(work);
    // Of a chunk that was refused as a whole, row by row: the one that was to blame is named, the others come in.
    const left = await writeChunk(work, one, false).catch((error: unknown) => (isOfTheData(error) ? writeChunk(work, one, true) : Promise.reject(error)));
    if (left === 0) return;
  }
}

function isOfTheData(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && (code.startsWith('23') || code.startsWith('22'));
}

async function unitsByKey(tx: Tx, agencyId: AgencyId): Promise<Units> {
  const units = await unitsOf(tx, agencyId);
  return new Map(units.flatMap((unit) => [unit.code, unit.shortName, unit.name].map((name) => [unitKey(name), { id: unit.id, name: unit.name }] as const)));
}

async function writeChunk(work: Work, one: Key, carefully: boolean): Promise<number> {
  const ctx = work.ctx;
  return ctx.transact(async (tx) => {
    const current = await importForUpdate(tx, one.agency_id, one.id);
    if (current?.state !== 'writing') return 0;
    const units = await unitsByKey(tx, one.agency_id);
    const rows = await takeRows(tx, one, Array.from(units.keys()), rowsAtOnce);
    if (rows.length === 0) return finish(tx, ctx, current);
    const people = await knownPeople(
      tx,
      one.agency_id,
      rows.map(({ row }) => row.nip),
    );
    const counts = { added: current.added, changed: current.changed, unchanged: current.unchanged };
    const faults: Fault[] = [];
    const newcomers = carefully ? [] : rows.flatMap((keyed) => newcomerOf(keyed, units, people));
    await addNewcomers(tx, ctx, one.agency_id, newcomers);
    counts.added += newcomers.length;
    const done = new Set(newcomers.map(({ row }) => row.line));
    for (const keyed of rows) {
      if (done.has(keyed.row.line)) continue;
      const outcome = await writeOne(tx, ctx, { agencyId: one.agency_id, keyed, units, person: people.get(keyed.row.nip), carefully });
      if (typeof outcome === 'string') counts[outcome] += 1;
      else faults.push(outcome);
    }
    await insertFaults(tx, one, faults);
    await updateImport(tx, one, {
      ...counts,
      rows_done: current.rows_done + rows.length,
      faulty_rows: current.faulty_rows + faults.length,
    });
    return rows.length;
  });
}

/** Who is known, or may head a unit, is looked at one by one. */
function newcomerOf({ row, unitKey: key }: KeyedRow, units: Units, people: ReadonlyMap<string, KnownPerson>): readonly Newcomer[] {
  const unit = units.get(key);
  return !unit || people.has(row.nip) || headsByName(row.positionName, row.positionKind, unit.name) ? [] : [{ row, unitId: unit.id }];
}

/** What still waits for a unit that nobody made is named with the faults. */
async function finish(tx: Tx, ctx: Ctx, one: ImportRow): Promise<0> {
  const waiting = await waitingByUnit(tx, one);
  await insertFaults(
    tx,
    one,
    waiting.map(({ line, name, n }) => ({ line, column: 'unit', code: `unit-unknown:${n}`, content: name })),
  );
  const left = waiting.reduce((sum, unit) => sum + unit.n, 0);
  await forgetRows(tx, one);
  const faulty_rows = one.faulty_rows + left;
  await updateImport(tx, one, { state: 'done', faulty_rows });
  const fact = { importId: one.id, added: one.added, changed: one.changed, faults: faulty_rows };
  await emit(tx, ctx, staffImported, fact, { agencyId: one.agency_id });
  return 0;
}

type Writing = {
  readonly agencyId: AgencyId;
  readonly keyed: KeyedRow;
  readonly units: Units;
  readonly person: KnownPerson | undefined;
  readonly carefully: boolean;
};

async function writeOne(tx: Tx, ctx: Ctx, writing: Writing): Promise<Outcome | Fault> {
  if (!writing.carefully) return writeRow(tx, ctx, writing);
  const { row } = writing.keyed;
  try {
    return await ctxInside(tx, ctx).transact((inner) => writeRow(inner, ctx, writing));
  } catch (error) {
    if (!isOfTheData(error)) throw error;
    if (violates(error, 'people_email_key')) return { line: row.line, column: 'email', code: 'email-taken', content: row.email ?? '' };
    return { line: row.line, column: 'row', code: 'not-written', content: row.nip };
  }
}

async function writeRow(tx: Tx, ctx: Ctx, { agencyId, keyed, units, person }: Writing): Promise<Outcome> {
  const { row, unitKey: key } = keyed;
  const unit = units.get(key);
  if (!unit) throw new Error('a row was taken before its unit was there');
  const startedOn = Temporal.PlainDate.from(row.startedOn);
  const wanted = { unitId: unit.id, positionName: row.positionName, golongan: row.golongan, startedOn };
  const move = moveFor(person && presentOf(person), wanted, ctx.today);
  const personId = person?.id ?? (await addPerson(tx, ctx, agencyId, row));
  const isChanged = person !== undefined && changesDetails(person, row);
  await makeMove(tx, ctx, { agencyId, personId, postId: person?.post_id ?? null, move, row, unit });
  if (person && isChanged && (await belongsTo(tx, agencyId, personId, ctx.today))) {
    const set = { name: row.name, education: row.education ?? person.education, email: person.email ?? row.email };
    await updatePerson(tx, person.id, set);
    await emit(tx, ctx, personChanged, { personId: person.id }, { agencyId });
  }
  if (!person) return 'added';
  return isChanged || move.kind !== 'none' ? 'changed' : 'unchanged';
}

async function addPerson(tx: Tx, ctx: Ctx, agencyId: AgencyId, row: WaitingRow): Promise<PersonId> {
  const id = newId<'person'>(ctx.now.epochMilliseconds);
  const { nip, name, status, email, education } = row;
  await insertPerson(tx, { id, nip, name, status, email, education, birth_on: Temporal.PlainDate.from(row.birthOn) }, ctx.now);
  await emit(tx, ctx, personAdded, { personId: id }, { agencyId });
  return id;
}

type Moving = {
  readonly agencyId: AgencyId;
  readonly personId: PersonId;
  readonly postId: string | null;
  readonly move: Move;
  readonly row: WaitingRow;
  readonly unit: { readonly id: UnitId; readonly name: string };
};

async function makeMove(tx: Tx, ctx: Ctx, { agencyId, personId, postId, move, row, unit }: Moving): Promise<void> {
  if (move.kind === 'none') return;
  if (move.kind === 'grade') {
    if (postId) await setGrade(tx, agencyId, postId, row.golongan);
    return;
  }
  const mayHead = headsByName(row.positionName, row.positionKind, unit.name);
  const headsUnit = mayHead && !(await unitHasOtherHead(tx, agencyId, { unitId: unit.id, personId, from: move.startsOn }));
  const posting: NewPosting = {
    unitId: unit.id,
    positionName: row.positionName,
    positionKind: row.positionKind,
    positionLevel: levelOf(row.positionName, row.positionKind),
    levelIsConfirmed: false,
    golongan: row.golongan,
    headsUnit,
    startedOn: move.startsOn,
  };
  if (move.kind === 'open') {
    if (postId) await endPosts(tx, agencyId, personId, move.startsOn.subtract({ days: 1 }));
    await post(tx, ctx, agencyId, personId, posting);
    return;
  }
  const position = { name: posting.positionName, kind: posting.positionKind, level: posting.positionLevel, isConfirmed: false };
  const set = { unit_id: unit.id, position_id: await positionFor(tx, ctx, agencyId, position), golongan: row.golongan, heads_unit: headsUnit };
  if (postId) await correctPost(tx, agencyId, postId, { ...set, started_on: move.startsOn });
  await emit(tx, ctx, personPosted, { personId, unitId: unit.id }, { agencyId });
}
