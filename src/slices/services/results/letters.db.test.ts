import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { testAgency, testDatabase, testNow } from '#test/db';
import { readPaper } from '#test/paper';
import { assignProductRoles } from '#test/roles';
import { serve, type Served, type Visitor } from '#test/server';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { findApplication, stepsOf } from '../applications/store.ts';
import { serviceInput, type ServiceInput } from '../model.ts';
import { routes } from '../routes.ts';
import { make } from '../testing.ts';
import { remindReturned } from './reminder-actions.ts';
import { resultsOf } from './store.ts';

const database = testDatabase();
const system = (now = testNow) =>
  ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now, lang: 'id', agency: testAgency, requestId: 'test' });
const place: { served?: Served; file?: ServiceInput; writer?: MadeStaff; officer?: MadeStaff; unitId?: Parameters<typeof make.service>[1]['unitId'] } = {};
const writer = (): Visitor => place.served!.visitor(place.writer!.actor);
const officer = (): Visitor => place.served!.visitor(place.officer!.actor);

beforeAll(async () => {
  assignProductRoles();
  place.served = await serve(() => database, routes);
  await directory.home(system());
  const unit = await directory.unit(system(), { code: 'DIKBUD', name: 'Dinas Pendidikan' });
  place.unitId = unit.id;
  place.writer = await directory.official(system(), { unitId: unit.id, roles: ['service-manager'] });
  place.officer = await directory.staff(system(), { unitId: unit.id, roles: ['officer'] });
  place.file = serviceInput.parse(JSON.parse(await readFile('database/seed/services/mutasi-siswa.json', 'utf8')));
});

async function imported(content: object): Promise<string> {
  const file = { field: 'file', name: 'layanan.json', type: 'application/json', bytes: Buffer.from(JSON.stringify(content)) };
  const answer = await writer().post('/kelola/layanan/impor', {}, [file]);
  expect(answer.status).toBe(303);
  return answer.location;
}

describe('letters of a draft', () => {
  test('are written in the browser, looked at with answers of nobody, and ready to publish', async () => {
    const address = await imported({ ...place.file, slug: 'surat-satu' });
    const { text } = await writer().get(`${address}/surat`);
    expect(text).toContain('{nama_siswa}');
    expect(text).toContain('{nomor_surat}');
    const typed = {
      version: '1',
      'letters-granted-title-id': 'Persetujuan {nama_siswa}',
      'letters-granted-text-id': 'Menyetujui {nama_siswa} dari {sekolah_asal}.\n\nDitetapkan {tanggal_surat}.',
      'letters-granted-number': '{urut}/{unit}/{bulan}/{tahun}',
      'letters-granted-signer-id': 'Kepala Dinas Pendidikan',
      'letters-refused-title-id': 'Penolakan',
      'letters-refused-text-id': 'Belum dapat: {alasan_keputusan}.',
    };
    expect((await writer().post(`${address}/surat`, typed)).status).toBe(303);
    const again = await writer().get(`${address}/surat`);
    expect(again.text).toContain('value="Persetujuan {nama_siswa}"');
    const preview = await writer().get(`${address}/surat/granted/pratinjau.pdf`);
    const paper = await readPaper(Buffer.from(preview.bytes));
    expect(paper.text).toContain('Persetujuan Baiq Rina Kusumawati');
    expect(paper.text).toContain('001/DIKBUD/XI/2026');
    expect(paper.text).toContain('pratinjau, belum ditandatangani');
    for (const key of ['refused', 'returned', 'reminder'])
      expect((await writer().get(`${address}/surat/${key}/pratinjau.pdf`)).header('content-type')).toBe('application/pdf');
    expect((await writer().get(`${address}/surat/lain/pratinjau.pdf`)).status).not.toBe(200);
    expect((await officer().get(`${address}/surat/granted/pratinjau.pdf`)).status).toBe(403);
    expect((await writer().get(address)).text).toContain('Kirim untuk diperiksa');
  });

  test('F17: with a place that nothing fills, or a number by what it does not know, cannot be published, and say where', async () => {
    const granted = { title: { id: 'Surat {judul}' }, text: { id: 'Untuk {{constructor}}' }, number: '{__proto__}' };
    const address = await imported({ ...place.file, slug: 'surat-dua', letters: { granted } });
    const { text } = await writer().get(address);
    expect(text).toContain('Judul naskah hasil: Surat menyebut tempat jawaban yang tidak ada di formulir');
    expect(text).toContain('Format nomor hanya mengenal');
    expect((await writer().post(`${address}/kirim`, { version: '1' })).status).toBe(422);
    expect((await writer().get(`${address}/surat/granted/pratinjau.pdf`)).status).toBe(200);
  });

  test('of a file written before there were several are read as the letter of a grant; without any, a preview has the house’s words', async () => {
    const { letters, ...rest } = place.file!;
    const address = await imported({ ...rest, slug: 'surat-tiga', resultTitle: letters.granted.title, resultText: letters.granted.text });
    expect((await writer().get(`${address}/surat`)).text).toContain(letters.granted.title.id);
    expect((await writer().get(address)).text).toContain('Kirim untuk diperiksa');
    const bare = (await writer().post('/kelola/layanan', { name: 'Baru' })).location;
    expect((await readPaper(Buffer.from((await writer().get(`${bare}/surat/granted/pratinjau.pdf`)).bytes))).text).toContain('Surat Keputusan');
  });
});

describe('letters of a case', () => {
  const number = '{urut}/{unit}/{tahun}';
  const letters = {
    granted: { title: { id: 'Surat Pindah' }, text: { id: 'Untuk {nama}.' }, number },
    refused: { title: { id: 'Penolakan' }, text: { id: 'Karena {alasan_keputusan}' }, number },
    returned: { title: { id: 'Mohon Diperbaiki' }, text: { id: 'Yth. {nama}, berkas {nama_layanan} perlu diperbaiki.' } },
  };
  const service = () => make.service(system(), { unitId: place.unitId!, letters });

  test('C8: grants and refusals of a unit share one row of numbers in a year, without gaps', async () => {
    const offered = await service();
    const numbers: string[] = [];
    for (const outcome of ['granted', 'refused', 'granted'] as const) {
      const { id } = await make.decided(system(), { service: offered, officer: place.officer!.actor, outcome });
      numbers.push(...(await database.owner.transact('all', async (tx) => resultsOf(tx, (await findApplication(tx, id))!))).map((one) => one.number));
    }
    expect(numbers).toEqual(['001/DIKBUD/2026', '002/DIKBUD/2026', '003/DIKBUD/2026']);
  });

  test('a refusal is a paper with its reason, which its holder downloads', async () => {
    const { id } = await make.decided(system(), {
      service: await service(),
      officer: place.officer!.actor,
      outcome: 'refused',
      reason: 'Ijazah tidak terbaca.',
    });
    const paper = await readPaper(Buffer.from((await officer().get(`/kerja/${id}/hasil.pdf`)).bytes));
    expect(paper.text).toContain('Karena Ijazah tidak terbaca.');
    expect(paper.text).toContain('keberatan tertulis');
  });

  test('a request for correction is written to, printed for who has no e-mail without the code, and reminded of once after a week', async () => {
    const { id, ticket } = await make.submitted(system(), { service: await service(), answers: { nama: 'Siti Rahma', email: 'siti@contoh.id' } });
    await make.taken(system(), id, place.officer!.actor);
    expect((await officer().get(`/kerja/${id}/perbaikan.pdf`)).status).toBe(404);
    await make.returned(system(), id, place.officer!.actor);
    const body = async (subject: string) =>
      (
        await database.owner.transact(
          'all',
          async (tx) => (await sql<{ body: string }>`select body from mail.messages where subject like ${subject}`.execute(tx)).rows,
        )
      ).map((row) => row.body);
    expect((await body(`%${ticket} perlu perbaikan`))[0]).toMatch(/^Yth\. Siti Rahma, berkas Surat Keterangan perlu diperbaiki\.\n\nMohon dilengkapi\./);
    const printed = await readPaper(Buffer.from((await officer().get(`/kerja/${id}/perbaikan.pdf`)).bytes));
    expect(printed.text).toContain('Mohon Diperbaiki');
    expect(printed.text).toContain('Tujuan');
    expect(printed.text).not.toContain(await make.code(system(), id));
    const days = (count: number) => system(testNow.add({ hours: 24 * count }));
    expect(await remindReturned(days(6))).toBe(0);
    expect(await remindReturned(days(7))).toBe(1);
    expect(await remindReturned(days(8))).toBe(0);
    expect((await body(`%${ticket} menunggu perbaikan%`))[0]).toContain('masih menunggu perbaikan dari Anda');
    expect((await database.owner.transact('all', async (tx) => stepsOf(tx, (await findApplication(tx, id))!))).at(-1)?.kind).toBe('reminded');
  });
});
