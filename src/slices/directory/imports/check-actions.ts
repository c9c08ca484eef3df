import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import type { AgencyId, ImportId } from '../model.ts';
import { unitsOf } from '../structure/store.ts';
import { openSheet } from './open-sheet.ts';
import { type Fault, type Header, type HeaderReading, moveFor, readHeader, readRow, unitKey } from './rules.ts';
import { type Line, type Sheet, UnreadableFile } from './sheet.ts';
import {
  findImport,
  forgetFaults,
  forgetRows,
  importForUpdate,
  type ImportRow,
  insertFaults,
  insertRows,
  isFileNeeded,
  type KnownPerson,
  knownPeople,
  sameNameAndBirth,
  updateImport,
  type WaitingRow,
} from './store.ts';
import { goOn, rowsAtOnce, type Work } from './work.ts';

const headerLines = 15;
/** More than anybody will mend by hand; all are counted. */
const mostFaults = 5000;

type Tally = { read: number; good: number; faulty: number; faults: number; added: number; changed: number; unchanged: number };
type Batch = { rows: WaitingRow[]; faults: Fault[]; faulty: number; read: number };
const emptyBatch = (): Batch => ({ rows: [], faults: [], faulty: 0, read: 0 });

/** Reads the whole list once and stores what can be brought in and what is wrong; stops when the import was cancelled. */
export async function checkImport(work: Work, id: ImportId): Promise<void> {
  const one = await work.ctx.read((tx) => findImport(tx, work.ctx.agency.id as AgencyId, id));
  if (one?.state !== 'checking') return;
  const path = join(tmpdir(), `staff-list-${newId()}`);
  try {
    await work.ctx.transact(async (tx) => {
      await forgetRows(tx, one);
      await forgetFaults(tx, one);
    });
    await download(work, one, path);
    const sheet = await openSheet(path, { mediaType: one.media_type, fileName: one.file_name });
    await readAll(work, one, sheet);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    await settle(work, one, { state: 'failed', failure: `${error.code}:${error.detail}` });
  } finally {
    await rm(path, { force: true });
  }
}

async function download(work: Work, one: ImportRow, path: string): Promise<void> {
  const stream = await work.store.read(one.sha256);
  if (!stream) throw new UnreadableFile('file-gone');
  await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
}

async function readAll(work: Work, one: ImportRow, sheet: Sheet): Promise<void> {
  const tally: Tally = { read: 0, good: 0, faulty: 0, faults: 0, added: 0, changed: 0, unchanged: 0 };
  const known = { today: work.ctx.today, seen: new Map<string, number>() };
  const people = new Map<string, string>();
  let header: Header | undefined;
  let tried = 0;
  let nearest: HeaderReading = { kind: 'none', missing: [] };
  let batch = emptyBatch();
  for await (const line of sheet.lines()) {
    if (line.cells.every((cell) => cell.trim() === '')) continue;
    if (!header) {
      const reading = readHeader(line.cells);
      if (reading.kind === 'header') header = reading.header;
      else nearest = closer(nearest, reading);
      if (reading.kind === 'header' && tried > 0) sheet.notes.push(`header-line:${line.number}`);
      tried += 1;
      if (!header && tried >= headerLines) break;
      continue;
    }
    take(batch, line, header, known);
    if (batch.read >= rowsAtOnce) {
      goOn(work);
      if (!(await flush(work, one, { batch, tally, sheet, people }))) return;
      batch = emptyBatch();
    }
  }
  if (!header) throw headerFault(tried, nearest);
  if (!(await flush(work, one, { batch, tally, sheet, people }))) return;
  if (tally.read === 0) throw new UnreadableFile('file-no-rows');
  await settle(work, one, { state: 'checked' });
}

function closer(a: HeaderReading, b: HeaderReading): HeaderReading {
  if (a.kind === 'twice') return a;
  if (b.kind === 'twice') return b;
  return a.kind === 'none' && b.kind === 'none' && a.missing.length > 0 && a.missing.length <= b.missing.length ? a : b;
}

function headerFault(tried: number, nearest: HeaderReading): UnreadableFile {
  if (tried === 0) return new UnreadableFile('file-empty');
  if (nearest.kind === 'twice') return new UnreadableFile('header-twice', nearest.name);
  return new UnreadableFile('header-missing', nearest.kind === 'none' ? nearest.missing.join(' ') : '');
}

function take(batch: Batch, line: Line, header: Header, known: Parameters<typeof readRow>[2]): void {
  batch.read += 1;
  const checked = readRow(line, header, known);
  if ('row' in checked) {
    const { row } = checked;
    batch.rows.push({ ...row, birthOn: row.birthOn.toString(), startedOn: row.startedOn.toString() });
  } else {
    batch.faults.push(...checked.faults);
    batch.faulty += 1;
  }
}

type Flush = { readonly batch: Batch; readonly tally: Tally; readonly sheet: Sheet; readonly people: Map<string, string> };

/** Stores a batch with the progress; false when somebody has cancelled meanwhile. */
async function flush(work: Work, one: ImportRow, { batch, tally, sheet, people }: Flush): Promise<boolean> {
  const ctx = work.ctx;
  return ctx.transact(async (tx) => {
    const current = await importForUpdate(tx, one.agency_id, one.id);
    if (current?.state !== 'checking') return false;
    const doubles = await doublesOf(tx, batch.rows, people);
    const rows = batch.rows.filter((row) => !doubles.has(row.nip));
    const faults = [...batch.faults, ...doubles.values()];
    await insertRows(
      tx,
      one,
      rows.map((row) => ({ unitKey: unitKey(row.unitName), row })),
    );
    await insertFaults(tx, one, faults.slice(0, Math.max(0, mostFaults - tally.faults)));
    tally.read += batch.read;
    tally.good += rows.length;
    tally.faults += faults.length;
    tally.faulty += batch.faulty + doubles.size;
    await foresee(tx, one.agency_id, { rows, tally, today: ctx.today });
    await updateImport(tx, one, {
      read_bytes: BigInt(Math.min(sheet.readBytes(), Number(one.size_bytes))),
      rows_read: tally.read,
      rows_good: tally.good,
      faulty_rows: tally.faulty,
      added: tally.added,
      changed: tally.changed,
      unchanged: tally.unchanged,
      notes: sheet.notes,
    });
    return true;
  });
}

// Two numbers for one name and one birthday are one person twice far more often than two people: held back and explained.
async function doublesOf(tx: Tx, rows: readonly WaitingRow[], people: Map<string, string>): Promise<ReadonlyMap<string, Fault>> {
  const onFile = new Map((await sameNameAndBirth(tx, rows)).map((alike) => [alike.nip, alike.known]));
  const doubles = new Map<string, Fault>();
  for (const row of rows) {
    const key = `${row.birthOn} ${row.name.toLowerCase()}`;
    const other = onFile.get(row.nip) ?? people.get(key);
    if (other !== undefined) doubles.set(row.nip, { line: row.line, column: 'nip', code: `same-person:${other}`, content: row.nip });
    else people.set(key, row.nip);
  }
  return doubles;
}

type Foresight = { readonly rows: readonly WaitingRow[]; readonly tally: Tally; readonly today: Temporal.PlainDate };

/** What would happen if somebody agreed now: how many are new, would change, or stay. */
async function foresee(tx: Tx, agencyId: AgencyId, { rows, tally, today }: Foresight): Promise<void> {
  const units = await unitsOf(tx, agencyId);
  const byKey = new Map<string, string>(units.flatMap((unit) => [unit.name, unit.shortName, unit.code].map((name) => [unitKey(name), unit.id] as const)));
  const people = await knownPeople(
    tx,
    agencyId,
    rows.map((row) => row.nip),
  );
  for (const row of rows) {
    const person = people.get(row.nip);
    if (!person) tally.added += 1;
    else if (isSame(person, row, byKey.get(unitKey(row.unitName)) ?? '', today)) tally.unchanged += 1;
    else tally.changed += 1;
  }
}

function isSame(person: KnownPerson, row: WaitingRow, unitId: string, today: Temporal.PlainDate): boolean {
  const wanted = { unitId, positionName: row.positionName, golongan: row.golongan, startedOn: Temporal.PlainDate.from(row.startedOn) };
  return !changesDetails(person, row) && moveFor(presentOf(person), wanted, today).kind === 'none';
}

export function presentOf(person: KnownPerson): Parameters<typeof moveFor>[0] {
  const { unit_id, position_name, golongan, started_on, ended_on } = person;
  return unit_id === null || position_name === null || started_on === null ? undefined : { unit_id, position_name, golongan, started_on, ended_on };
}

/** An empty column says nothing; an address that a person has set is theirs. */
export function changesDetails(person: KnownPerson, row: WaitingRow): boolean {
  return person.name !== row.name || (row.education !== null && person.education !== row.education) || (row.email !== null && person.email === null);
}

async function settle(work: Work, one: ImportRow, change: { readonly state: 'checked' | 'failed'; readonly failure?: string }): Promise<void> {
  const ctx = work.ctx;
  const isNeeded = await ctx.transact(async (tx) => {
    const current = await importForUpdate(tx, one.agency_id, one.id);
    if (current?.state === 'checking') await updateImport(tx, one, { ...change, read_bytes: one.size_bytes });
    return isFileNeeded(tx, one.sha256);
  });
  // The list has been read: what is personal in it is kept once, in the rows, and no longer in the file.
  if (!isNeeded) await work.store.remove(one.sha256);
}
