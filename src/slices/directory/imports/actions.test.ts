import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#platform/access';
import { type Ctx, ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { openFileStore, type StagedFile } from '#platform/files';
import { csvReply } from '#platform/http';
import { Refused } from '#platform/result';
import { todayIn } from '#platform/time';
import { testAgency, testDatabase, testNow } from '#test/db';
import type { AgencyId, ImportId, PersonId } from '../model.ts';
import { staffListHeader, staffListRow } from '../people/staff-list.ts';
import { findPersonByNip, findPostOf, listedStaff, postLinesOf, supervisorOf } from '../people/store.ts';
import { positionsOf, unitsOf } from '../structure/store.ts';
import { make } from '../testing.ts';
import { addMissingUnits, cancelImport, sendStaffList, startImport } from './actions.ts';
import { checkImport } from './check-actions.ts';
import { faultsOf, findImport } from './store.ts';
import { writeImport } from './write-actions.ts';

const database = testDatabase();
const agencyId = testAgency.id as AgencyId;
const today = todayIn(testNow, testAgency.zone);
const folder = mkdtempSync(join(tmpdir(), 'imports-'));
const store = openFileStore('', folder);
const stop = new AbortController().signal;

let actor: Actor;
const ctx = (now = testNow): Ctx => ctxOn(database.app, [agencyId], { actor, now, lang: 'id', agency: testAgency, requestId: 'test' });

beforeAll(async () => {
  actor = { kind: 'system', name: 'test' };
  await make.home(ctxOn(database.app, 'all', { actor, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' }));
  const unit = await make.unit(ctx(), { code: 'DINKES', name: 'Dinas Kesehatan', shortName: 'Dinkes' });
  await make.unit(ctx(), { code: 'BKD', name: 'Badan Kepegawaian Daerah', shortName: 'BKD' });
  actor = (await make.staff(ctx(), { unitId: unit.id, roles: ['admin'] })).actor;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const header = ['NIP', 'Nama', 'Tanggal Lahir', 'Golongan', 'TMT', 'Jabatan', 'Jenis Jabatan', 'Unit', 'Pendidikan'];
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let serial = 0;
/** A line of somebody whom no other line is. */
function line(changes: Readonly<Record<number, string>> = {}): string[] {
  serial += 1;
  const birth = Temporal.PlainDate.from('1970-01-01').add({ days: serial % 9000 });
  const nip = `${birth.toString().replaceAll('-', '')}201501${serial % 2 ? 1 : 2}${String((serial % 999) + 1).padStart(3, '0')}`;
  const cells = [nip, `Pegawai Impor ${serial}`, '', 'III/a', '01-02-2024', 'Pengelola Layanan Operasional', 'Pelaksana', 'Dinas Kesehatan', 'S-1'];
  return cells.map((cell, at) => changes[at] ?? cell);
}
const csvOf = (lines: readonly (readonly string[])[]) => Buffer.from([header, ...lines].map((cells) => cells.join(',')).join('\r\n'));

function xlsxOf(lines: readonly (readonly string[])[]): Uint8Array {
  const rows = [header, ...lines].map(
    (cells, at) => `<row r="${at + 1}">${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`,
  );
  return zipSync({
    'xl/workbook.xml': strToU8('<workbook xmlns:r="r"><sheets><sheet name="Pegawai" r:id="rId1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`),
  });
}

async function staged(bytes: Uint8Array, mediaType: string): Promise<StagedFile> {
  const path = join(folder, `staged-${(serial += 1)}`);
  await writeFile(path, bytes);
  const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest());
  return { path, fileName: 'daftar.csv', size_bytes: bytes.length, sha256, mediaType, tooLarge: false };
}

async function check(bytes: Uint8Array, mediaType = 'text/csv'): Promise<ImportId> {
  const id = await sendStaffList(ctx(), agencyId, await staged(bytes, mediaType), store);
  await checkImport({ ctx: ctx(), store, stop }, id);
  return id;
}

const report = (id: ImportId) =>
  ctx().read(async (tx) => ({ ...(await findImport(tx, agencyId, id))!, faults: await faultsOf(tx, { agency_id: agencyId, id }, 100) }));

async function write(id: ImportId, now = testNow): Promise<void> {
  await startImport(ctx(now), agencyId, id);
  await writeImport({ ctx: ctx(now), store, stop }, id);
}

const people = async () =>
  Number((await database.owner.transact('all', (tx) => sql<{ n: bigint }>`select count(*) as n from directory.people`.execute(tx))).rows[0]?.n);
const postOf = (nip: string, on = today) =>
  ctx().read(async (tx) => {
    const person = await findPersonByNip(tx, nip);
    return person && findPostOf(tx, person.id, on);
  });

describe.each([
  ['CSV', csvOf, 'text/csv'],
  ['XLSX', xlsxOf, xlsx],
] as const)('F6: of 5,000 rows with three bad ones, sent as %s,', (_kind, fileOf, mediaType) => {
  test('the dry run names the three and stores nobody; agreed to, the 4,997 come in, and again nothing changes', async () => {
    const lines = Array.from({ length: 5000 }, () => line());
    lines[5]![0] = '1.98501E+17';
    lines[2499]![4] = '31-31-2024';
    lines[4997]![0] = lines[4000]![0]!;
    const before = await people();
    const id = await check(fileOf(lines), mediaType);
    const checked = await report(id);
    expect(checked).toMatchObject({ state: 'checked', rows_read: 5000, rows_good: 4997, faulty_rows: 3, added: 4997, changed: 0, unchanged: 0 });
    expect(checked.faults.map((fault) => `${fault.line} ${fault.column} ${fault.code}`)).toEqual([
      '7 nip nip-scientific',
      '2501 started not-a-date',
      '4999 nip nip-twice:4002',
    ]);
    expect(await people()).toBe(before);
    await write(id);
    expect(await report(id)).toMatchObject({ state: 'done', rows_done: 4997, added: 4997, changed: 0, unchanged: 0, faulty_rows: 3 });
    expect(await people()).toBe(before + 4997);
    const again = await check(fileOf(lines), mediaType);
    expect(await report(again)).toMatchObject({ added: 0, changed: 0, unchanged: 4997 });
    await write(again);
    expect(await report(again)).toMatchObject({ state: 'done', added: 0, changed: 0, unchanged: 4997 });
    expect(await people()).toBe(before + 4997);
  }, 120_000);
});

describe('a list', () => {
  test('keeps the file no longer than the check, and the rows no longer than the import', async () => {
    const id = await check(csvOf([line(), line()]));
    const { sha256 } = await report(id);
    expect(await store.read(sha256)).toBeUndefined();
    await write(id);
    const { rows } = await database.owner.transact('all', (tx) => sql`select 1 from directory.import_rows where import_id = ${id}`.execute(tx));
    expect(rows).toHaveLength(0);
  });

  test('that cannot be read says why, with what it was about', async () => {
    const failures = await Promise.all(
      [
        Buffer.from('Nama,Alamat\nSiti,Mataram'),
        Buffer.from(`${header.join(',')}\n`),
        Buffer.from(`NIP,${header.join(',')}\nx`),
        Buffer.from('a,b\n"1,2\n3,4\n'),
      ].map(async (bytes) => (await report(await check(bytes))).failure),
    );
    expect(failures).toEqual(['header-missing:nip position unit', 'file-no-rows:', 'header-twice:NIP', expect.stringMatching(/^file-quotes:/)]);
  });

  test('with a title above its headings is read, and says from where', async () => {
    const bytes = Buffer.concat([Buffer.from('DAFTAR PEGAWAI,,,,,,,,\n,,,,,,,,\n'), csvOf([line()])]);
    expect(await report(await check(bytes))).toMatchObject({ state: 'checked', rows_good: 1, notes: ['header-line:3'] });
  });

  test('holds back a second number for one name and birthday, on file or in the list itself', async () => {
    const known = line({ 1: 'Lalu Wirawan Kusuma' });
    await write(await check(csvOf([known])));
    const other = `${known[0]!.slice(0, 8)}202421${'1'}777`;
    const twin = line({ 1: 'Baiq Dua Nomor' });
    const id = await check(
      csvOf([line({ 0: other, 1: 'LALU WIRAWAN KUSUMA', 3: 'IX' }), twin, line({ 0: `${twin[0]!.slice(0, 8)}2024211888`, 1: 'Baiq Dua Nomor', 3: 'IX' })]),
    );
    expect((await report(id)).faults.map((fault) => `${fault.line} ${fault.code}`)).toEqual([`2 same-person:${known[0]}`, `4 same-person:${twin[0]}`]);
  });

  test('waits for units that do not exist; made from the report, their rows come in', async () => {
    const id = await check(csvOf([line(), line({ 7: 'Dinas Baru Sekali' }), line({ 7: 'DINAS  BARU SEKALI' })]));
    expect(await report(id)).toMatchObject({ state: 'checked', rows_good: 3, faulty_rows: 0 });
    const [top] = await ctx().read((tx) => unitsOf(tx, agencyId));
    expect(await addMissingUnits(ctx(), agencyId, id, top!.id)).toBe(1);
    const made = (await ctx().read((tx) => unitsOf(tx, agencyId))).find((unit) => unit.name.toLowerCase() === 'dinas baru sekali');
    expect(made).toMatchObject({ parentId: top!.id, code: 'DBS' });
    await write(id);
    expect(await report(id)).toMatchObject({ state: 'done', added: 3, faulty_rows: 0 });
  });

  test('agreed to without a unit brings in the others and names what was left', async () => {
    const id = await check(csvOf([line(), line({ 7: 'Dinas yang Tidak Ada' })]));
    await write(id);
    const done = await report(id);
    expect(done).toMatchObject({ state: 'done', added: 1, faulty_rows: 1 });
    expect(done.faults).toEqual([{ line: 3, column: 'unit', code: 'unit-unknown:1', content: 'Dinas yang Tidak Ada' }]);
  });

  test('C1: agreed to twice at the same moment comes in once', async () => {
    const id = await check(csvOf([line(), line(), line()]));
    await Promise.all([startImport(ctx(), agencyId, id), startImport(ctx(), agencyId, id)]);
    await Promise.all([writeImport({ ctx: ctx(), store, stop }, id), writeImport({ ctx: ctx(), store, stop }, id)]);
    expect(await report(id)).toMatchObject({ state: 'done', added: 3, unchanged: 0, rows_done: 3 });
  });

  test('R1: interrupted between two steps goes on where it was, each row once', async () => {
    const id = await check(csvOf(Array.from({ length: 1200 }, () => line())));
    await startImport(ctx(), agencyId, id);
    let steps = 0;
    const broken: AbortSignal = {
      get aborted() {
        steps += 1;
        return steps > 1;
      },
    } as AbortSignal;
    await expect(writeImport({ ctx: ctx(), store, stop: broken }, id)).rejects.toThrow('the process ends');
    const half = await report(id);
    expect(half).toMatchObject({ state: 'writing', rows_done: 500, added: 500 });
    await writeImport({ ctx: ctx(), store, stop }, id);
    expect(await report(id)).toMatchObject({ state: 'done', rows_done: 1200, added: 1200, unchanged: 0 });
  });

  test('cancelled stops where it is: what has come in stays, the rest is dropped, and it cannot be taken up again', async () => {
    const id = await check(csvOf(Array.from({ length: 1200 }, () => line())));
    await startImport(ctx(), agencyId, id);
    let steps = 0;
    const after = {
      get aborted() {
        steps += 1;
        return steps > 1;
      },
    } as AbortSignal;
    await writeImport({ ctx: ctx(), store, stop: after }, id).catch(() => undefined);
    await cancelImport(ctx(), agencyId, id);
    await writeImport({ ctx: ctx(), store, stop }, id);
    expect(await report(id)).toMatchObject({ state: 'cancelled', added: 500, rows_done: 500 });
    await expect(startImport(ctx(), agencyId, id)).rejects.toBeInstanceOf(Refused);
  });

  test('names the one row that the database refuses, and brings in the others of its batch', async () => {
    const bytes = Buffer.from(
      `NIP,Nama,Jabatan,Unit,Email\n${[line(), line(), line()].map((cells) => `${cells[0]},${cells[1]},Arsiparis,Dinkes,sama@contoh.id`).join('\n')}`,
    );
    const id = await check(bytes);
    await write(id);
    const done = await report(id);
    expect(done).toMatchObject({ state: 'done', added: 1, faulty_rows: 2 });
    expect(done.faults.map((fault) => `${fault.line} ${fault.column} ${fault.code}`)).toEqual(['3 email email-taken', '4 email email-taken']);
  });

  test('A1: of another agency is not found', async () => {
    const id = await check(csvOf([line()]));
    const other = '01900000-0000-7000-8000-000000005271' as AgencyId;
    expect(await ctx().read((tx) => findImport(tx, other, id))).toBeUndefined();
    await expect(cancelImport(ctx(), other, id)).rejects.toThrow('platform.notFound');
  });
});

test('F5: what was exported comes back as it was, formulas and all, and changes nothing', async () => {
  await write(await check(csvOf([line({ 1: '=HYPERLINK(1)' }), line({ 1: '@Siti' }), line({ 5: '+Arsiparis' })])));
  const people = await ctx().read((tx) => listedStaff(tx, agencyId, today));
  const reply = csvReply('x.csv', staffListHeader, people.map(staffListRow));
  const bytes = reply.type === 'bytes' && reply.bytes instanceof Uint8Array ? reply.bytes : new Uint8Array();
  const text = new TextDecoder().decode(bytes);
  expect(text).toContain("'=HYPERLINK(1)");
  expect(text).toContain("'@Siti");
  const id = await check(bytes);
  expect(await report(id)).toMatchObject({ state: 'checked', rows_read: people.length, faulty_rows: 0, added: 0, changed: 0, unchanged: people.length });
});

describe('people that a list brings', () => {
  test('have posts since their TMT, positions whose level waits for confirmation, and heads by name', async () => {
    const head = line({ 5: 'Kepala Badan Kepegawaian Daerah', 6: 'Struktural', 7: 'BKD', 3: 'IV/c', 4: '01-03-2022' });
    const member = line({ 5: 'Analis Kepegawaian Ahli Madya', 6: 'Fungsional', 7: 'Badan Kepegawaian Daerah' });
    const second = line({ 5: 'Kepala Badan Kepegawaian Daerah', 6: 'Struktural', 7: 'BKD' });
    await write(await check(csvOf([head, member, second])));
    expect(await postOf(head[0]!, Temporal.PlainDate.from('2022-03-01'))).toMatchObject({ headsUnit: true, positionLevel: 'JPT Pratama' });
    expect(await postOf(second[0]!)).toMatchObject({ headsUnit: false });
    const chief = await ctx().read(async (tx) => supervisorOf(tx, (await findPersonByNip(tx, member[0]!))!.id, today));
    expect(chief).toBe((await ctx().read((tx) => findPersonByNip(tx, head[0]!)))?.id);
    const positions = await ctx().read((tx) => positionsOf(tx, agencyId, today));
    expect(positions.find((one) => one.name === 'Analis Kepegawaian Ahli Madya')).toMatchObject({ level: 'JF Ahli Madya', isConfirmed: false });
  });

  test('who moved get a new post and keep the old one; who were promoted keep theirs', async () => {
    const [mover, promoted] = [line(), line()];
    await write(await check(csvOf([mover, promoted])));
    const next = testNow.add({ hours: 24 * 30 });
    const id = await check(
      csvOf([
        line({ ...Object.fromEntries(mover.entries()), 4: '01-12-2026', 5: 'Arsiparis Terampil', 6: 'Fungsional', 7: 'BKD' }),
        line({ ...Object.fromEntries(promoted.entries()), 3: 'III/b' }),
      ]),
    );
    await write(id, next);
    expect(await report(id)).toMatchObject({ changed: 2, added: 0 });
    const lines = async (nip: string) => ctx().read(async (tx) => postLinesOf(tx, agencyId, (await findPersonByNip(tx, nip))!.id as PersonId));
    expect((await lines(mover[0]!)).map((post) => [post.position_name, post.started_on.toString(), post.ended_on?.toString() ?? null])).toEqual([
      ['Arsiparis Terampil', '2026-12-01', null],
      ['Pengelola Layanan Operasional', '2024-02-01', '2026-11-30'],
    ]);
    expect((await lines(promoted[0]!)).map((post) => post.golongan)).toEqual(['III/b']);
  });
});
