import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AgencyId } from '#slices/directory';
import { type MadeStaff, make as directory } from '#slices/directory/testing';
import { testAgency, testDatabase, testNow } from '#test/db';
import { assignProductRoles } from '#test/roles';
import { serve, type Served, type Visitor } from '#test/server';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { type DraftId, serviceInput, type ServiceInput } from '../model.ts';
import { routes } from '../routes.ts';
import { make } from '../testing.ts';
import { startDraft } from '../applications/actions.ts';
import { draftOf, findService } from './store.ts';

const database = testDatabase();
const agencyId = testAgency.id as AgencyId;
const system = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const place: { served?: Served; file?: ServiceInput; staff: Record<string, MadeStaff> } = { staff: {} };
const visitor = (name: 'writer' | 'colleague' | 'reviewer' | 'plain'): Visitor => place.served!.visitor(place.staff[name]!.actor);

beforeAll(async () => {
  assignProductRoles();
  place.served = await serve(() => database, routes);
  await directory.home(system());
  const unit = await directory.unit(system(), { code: 'DIKBUD' });
  place.staff['writer'] = await directory.official(system(), { unitId: unit.id, roles: ['service-manager'] });
  place.staff['colleague'] = await directory.official(system(), { unitId: unit.id, roles: ['service-manager'] });
  place.staff['reviewer'] = await directory.official(system(), { unitId: unit.id, roles: ['admin'] });
  place.staff['plain'] = await directory.staff(system(), { unitId: unit.id });
  place.file = serviceInput.parse(JSON.parse(await readFile('database/seed/services/mutasi-siswa.json', 'utf8')));
  await make.published(system(), { ...place.file, slug: 'mutasi-siswa' });
});

let serial = 0;
/** A draft of a new service that lacks nothing, and its address. */
async function whole(change: Partial<ServiceInput> = {}): Promise<string> {
  serial += 1;
  return imported({ ...place.file, slug: `layanan-${serial}`, ...change });
}

const sendFile = (text: string) =>
  visitor('writer').post('/kelola/layanan/impor', {}, [{ field: 'file', name: 'layanan.json', type: 'application/json', bytes: Buffer.from(text) }]);

async function imported(content: object): Promise<string> {
  const answer = await sendFile(JSON.stringify(content));
  expect(answer.status).toBe(303);
  return answer.location;
}

const contentOf = async (address: string) => {
  const id = address.split('/').at(-1) as DraftId;
  return (await database.owner.transact('all', (tx) => draftOf(tx, agencyId, id)))!;
};
const basicsOf = (version: string, change: Record<string, string> = {}) => ({
  version,
  'name-id': 'Surat Pindah',
  'summary-id': 'Untuk yang pindah.',
  slug: 'surat-pindah',
  unit: 'DIKBUD',
  lifeEvent: 'pendidikan',
  synonyms: 'pindah\nhijrah',
  workingDays: '4',
  accountNeeded: 'tidak',
  ...change,
});

describe('the editor', () => {
  test('begins with a name and proposes an address; each part is saved, incomplete as it is', async () => {
    const writer = visitor('writer');
    const { location } = await writer.post('/kelola/layanan', { name: 'Surat Pindah' });
    expect((await writer.get(`${location}/dasar`)).text).toContain('value="surat-pindah"');
    expect((await writer.post(`${location}/dasar`, basicsOf('1'))).location).toBe(location);
    await writer.post(`${location}/biaya`, { version: '2', 'fee-rupiah': '25000' });
    expect((await contentOf(location)).content).toMatchObject({
      slug: 'surat-pindah',
      synonyms: ['pindah', 'hijrah'],
      workingDays: 4,
      accountNeeded: false,
      fee: { rupiah: 25_000 },
    });
    expect((await writer.get(location)).text).toContain('Dasar hukum biaya: ');
  });

  test('what is wrong comes back beside its field with all that was typed, and nothing is changed', async () => {
    const writer = visitor('writer');
    const { location } = await writer.post('/kelola/layanan', { name: 'Surat Pindah' });
    const answer = await writer.post(`${location}/dasar`, basicsOf('1', { slug: 'Surat Pindah', workingDays: 'empat' }));
    expect(answer.status).toBe(422);
    for (const said of ['href="#f-slug"', 'href="#f-workingDays"', 'value="Surat Pindah"', 'value="empat"', 'hijrah']) expect(answer.text).toContain(said);
    expect((await contentOf(location)).version).toBe(1);
  });

  test('C6: the second of two who write gets 409 with both versions, and nothing typed is lost', async () => {
    const address = await whole();
    await visitor('writer').post(`${address}/standar/4`, { version: '1', 'components-cost-id': 'Gratis, seterusnya.' });
    const late = await visitor('colleague').post(`${address}/standar/4`, { version: '1', 'components-cost-id': 'Sepuluh ribu rupiah.' });
    expect(late.status).toBe(409);
    for (const said of ['Yang tersimpan sekarang', 'Gratis, seterusnya.', 'Sepuluh ribu rupiah.', 'name="version" value="2"'])
      expect(late.text).toContain(said);
    expect((await contentOf(address)).content.components?.cost).toEqual({ id: 'Gratis, seterusnya.' });
    await visitor('colleague').post(`${address}/standar/4`, { version: '2', 'components-cost-id': 'Sepuluh ribu rupiah.' });
    expect((await contentOf(address)).content.components?.cost).toEqual({ id: 'Sepuluh ribu rupiah.' });
  });

  test('lists have rows: emptied ones go, one can be moved up, and others are added', async () => {
    const writer = visitor('writer');
    const address = await whole({ components: { ...place.file!.components, requirements: [{ id: 'A' }, { id: 'B' }] } });
    const rows = {
      'components-requirements-0-id': 'A',
      'components-requirements-1-id': 'B',
      'components-requirements-3-id': 'C',
      'components-requirements-9-id': 'X',
    };
    expect((await writer.post(`${address}/standar/1`, { version: '1', lalu: 'naik-1', ...rows })).location).toBe(`${address}/standar/1`);
    expect((await contentOf(address)).content.components?.requirements).toEqual([{ id: 'B' }, { id: 'A' }, { id: 'C' }]);
    expect((await writer.post(`${address}/standar/1`, { version: '3', lalu: 'lanjut', 'components-requirements-0-id': 'B' })).location).toBe(
      `${address}/standar/2`,
    );
    expect((await contentOf(address)).content.components?.requirements).toEqual([{ id: 'B' }]);
  });

  test('A3: nothing gets into a draft that the page does not ask for', async () => {
    const address = await whole();
    const before = await contentOf(address);
    const extra = { state: 'published', agency_id: 'x', slug: 'lain', 'components-cost-id': 'Lain', 'fee-rupiah': '0', 'fee-basis': 'Gratis', person_id: 'x' };
    await visitor('writer').post(`${address}/biaya`, { version: '1', ...extra });
    expect(await contentOf(address)).toMatchObject({ state: 'draft', content: { ...before.content, fee: { rupiah: 0, basis: 'Gratis' } } });
  });

  test('H12, H13: a name is counted as people count it, is stored without marks of direction, and is not nothing', async () => {
    const writer = visitor('writer');
    const { location } = await writer.post('/kelola/layanan', { name: 'Surat' });
    const name = (text: string, version: string) => writer.post(`${location}/dasar`, basicsOf(version, { 'name-id': text }));
    expect((await name(`a${'\u0301'.repeat(10_000)}`, '1')).status).toBe(422);
    await name('👍🏽'.repeat(150), '1');
    expect((await contentOf(location)).content.name?.id).toBe('👍🏽'.repeat(150));
    await name('Surat \u202Etanipuk', '2');
    expect((await contentOf(location)).content.name?.id).toBe('Surat tanipuk');
    await name('\u200b\u00a0', '3');
    expect((await contentOf(location)).content.name).toBeUndefined();
    expect((await writer.get(location)).text).toContain('Layanan tanpa nama');
  });

  test('questions of the pre-check are written one by one, and removed', async () => {
    const writer = visitor('writer');
    const address = await whole({ preCheck: undefined });
    const at = 'preCheck-questions-0';
    const typed = {
      [`${at}-question-id`]: 'Apakah Anda orang tua atau wali?',
      [`${at}-answers-0-label-id`]: 'Ya',
      [`${at}-answers-0-leads`]: 'yes',
      [`${at}-answers-1-label-id`]: 'Bukan',
      [`${at}-answers-1-leads`]: 'no',
      [`${at}-answers-1-href`]: 'javascript:alert(1)',
    };
    expect((await writer.post(`${address}/cek/1`, { version: '1', ...typed })).status).toBe(422);
    await writer.post(`${address}/cek/1`, { version: '1', ...typed, [`${at}-answers-1-href`]: '/layanan' });
    expect((await contentOf(address)).content.preCheck?.questions).toEqual([
      {
        question: { id: 'Apakah Anda orang tua atau wali?' },
        answers: [
          { label: { id: 'Ya' }, leads: 'yes' },
          { label: { id: 'Bukan' }, leads: 'no', href: '/layanan' },
        ],
      },
    ]);
    expect((await writer.get(`${address}/cek/3`)).status).toBe(404);
    await writer.post(`${address}/cek/1/hapus`, { version: '2' });
    expect((await contentOf(address)).content.preCheck).toBeUndefined();
  });

  test('is for who writes services only', async () => {
    const address = await whole();
    for (const path of ['', '/dasar', '/biaya', '/standar', '/standar/1', '/cek', '/cek/1']) {
      expect((await visitor('plain').get(`${address}${path}`)).status).toBe(403);
      expect((await visitor('colleague').get(`${address}${path}`)).status).toBe(200);
    }
    expect((await visitor('writer').get('/kelola/layanan/01900000-0000-7000-8000-000000000001/dasar')).status).toBe(404);
    expect((await visitor('writer').get(`${address}/standar/15`)).status).toBe(404);
  });
});

describe('a file', () => {
  test.each([
    ['H7: with a key twice', '{"slug":"a","slug":"b"}'],
    ['H8: with a key that reaches a prototype', '{"__proto__":{"x":1}}'],
    ['H5: very deep', '['.repeat(400_000)],
    ['H11: with a NUL', '{"slug":"a","name":{"id":"a\\u0000b"}}'],
    ['that is no JSON', 'slug: a'],
  ])('%s becomes no draft', async (_what, text) => {
    const answer = await sendFile(text);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('bukan JSON yang utuh');
  });

  test('with parts that do not fit names them', async () => {
    const answer = await sendFile(JSON.stringify({ ...place.file, workingDays: 'tiga', components: { cost: 'gratis' } }));
    expect(answer.status).toBe(422);
    for (const said of ['workingDays', 'components.cost']) expect(answer.text).toContain(said);
  });
});

describe('review', () => {
  test('C10: who wrote it is not offered to publish it, and cannot; the second person can', async () => {
    const address = await whole();
    await visitor('writer').post(`${address}/kirim`, { version: '1' });
    expect((await visitor('writer').get(address)).text).not.toContain('terbitkan"');
    const own = await visitor('writer').post(`${address}/terbitkan`, { version: '2' });
    expect(own.status).toBe(422);
    expect(own.text).toContain('Anda ikut menulis draf ini');
    expect((await visitor('reviewer').post(`${address}/terbitkan`, { version: '2' })).location).toBe('/kelola/layanan');
    expect((await contentOf(address)).state).toBe('published');
  });

  test('a draft that was sent opens no form of the editor', async () => {
    const address = await whole();
    await visitor('writer').post(`${address}/kirim`, { version: '1' });
    expect((await visitor('writer').get(`${address}/dasar`)).location).toBe(address);
  });

  test('sends back with a note, which is required', async () => {
    const address = await whole();
    await visitor('writer').post(`${address}/kirim`, { version: '1' });
    expect((await visitor('reviewer').post(`${address}/kembalikan`, { version: '2', note: ' ' })).status).toBe(422);
    await visitor('reviewer').post(`${address}/kembalikan`, { version: '2', note: 'Biaya belum jelas.' });
    expect((await visitor('writer').get(address)).text).toContain('Biaya belum jelas.');
    expect((await visitor('reviewer').post(`${address}/terbitkan`, { version: '2' })).status).toBe(409);
  });
});

describe('a published service', () => {
  const at = '/kelola/layanan/terbit/mutasi-siswa';
  const next = async (change: Record<string, string>) => {
    const { location } = await visitor('writer').post(`${at}/ubah`);
    await visitor('writer').post(`${location}/standar/4`, { version: '1', ...change });
    await visitor('writer').post(`${location}/kirim`, { version: '2' });
    return location;
  };

  test('is shown to its reviewer by what changes from the version that is published', async () => {
    const draft = await next({ 'components-cost-id': 'Gratis, tanpa kecuali.', 'components-cost-en': 'Free.' });
    const shown = (await visitor('reviewer').get(draft)).text;
    for (const said of ['Yang berubah dari versi 1', 'Gratis, tanpa kecuali.', '<del>', '<ins>']) expect(shown).toContain(said);
    expect(shown).not.toContain('Kepala bidang memberi persetujuan');
    await visitor('reviewer').post(`${draft}/terbitkan`, { version: '3' });
    const compared = (await visitor('reviewer').get(`${at}/banding?dari=1&ke=2`)).text;
    for (const said of ['Perbedaan versi 1 dan versi 2', 'Gratis, tanpa kecuali.', 'Gratis. Sekolah asal']) expect(compared).toContain(said);
    const history = (await visitor('writer').get(at)).text;
    for (const name of ['writer', 'reviewer']) expect(history).toContain(place.staff[name]!.name);
  });

  test('goes out in one file and comes in as it went out, every version of it', async () => {
    const first = await visitor('writer').get(`${at}/unduh?versi=1`);
    expect(JSON.parse(first.text)).toEqual(place.file);
    const file = (await visitor('writer').get(`${at}/unduh`)).text;
    const draft = await imported(JSON.parse(file) as object);
    expect((await visitor('writer').get(`${draft}/unduh`)).text.trim()).toBe(JSON.stringify((await contentOf(draft)).content, undefined, 2));
    expect((await contentOf(draft)).content).toEqual(JSON.parse(file));
    await visitor('writer').post(`${draft}/kirim`, { version: '1' });
    await visitor('reviewer').post(`${draft}/terbitkan`, { version: '2' });
    expect((await visitor('writer').get(`${at}/unduh`)).text).toBe(file);
    expect((await visitor('writer').get(`${at}/unduh?versi=99`)).status).toBe(404);
  });

  test('F5: goes out as a file to be kept, never shown, with cells that a spreadsheet would run left as the data that they are', async () => {
    const name = '=cmd|"/C calc"!A0';
    const draft = await whole({ name: { id: name } });
    const answer = await visitor('writer').get(`${draft}/unduh`);
    expect(answer.header('content-disposition')).toContain('attachment');
    expect(answer.header('content-type')).toBe('application/json; charset=utf-8');
    expect((JSON.parse(answer.text) as ServiceInput).name.id).toBe(name);
  });

  test('retired takes no applications and leaves the catalogue; again, it does and stands there; the log says both', async () => {
    const citizen = place.served!.visitor();
    const link = 'href="/layanan/mutasi-siswa"';
    expect((await visitor('writer').post(`${at}/hentikan`, { reason: '' })).status).toBe(422);
    await visitor('writer').post(`${at}/hentikan`, { reason: 'Digabung dengan layanan lain.' });
    expect((await visitor('colleague').post(`${at}/hentikan`, { reason: 'Lagi.' })).status).toBe(422);
    expect((await citizen.get('/layanan')).text).not.toContain(link);
    expect((await citizen.get('/layanan?cari=mutasi')).text).not.toContain(link);
    expect((await citizen.get('/layanan/mutasi-siswa')).text).toContain('tidak lagi menerima permohonan baru');
    const service = (await database.owner.transact('all', (tx) => findService(tx, agencyId, 'mutasi-siswa')))!;
    await expect(startDraft(system(), service)).rejects.toMatchObject({ refusal: { code: 'service-retired' } });
    await visitor('writer').post(`${at}/buka`);
    expect((await visitor('writer').post(`${at}/buka`)).status).toBe(422);
    expect((await citizen.get('/layanan?menurut=abjad')).text).toContain(link);
    const { rows } = await database.owner.transact('all', (tx) =>
      sql<{
        kind: string;
        ledger: string;
      }>`select kind, ledger from outbox.events where kind in ('services.service-retired', 'services.service-reopened') order by kind desc`.execute(tx),
    );
    expect(rows).toEqual([
      { kind: 'services.service-retired', ledger: 'public' },
      { kind: 'services.service-reopened', ledger: 'public' },
    ]);
  });

  test('answers "may I apply?" to anybody, one question at a time', async () => {
    const citizen = place.served!.visitor();
    const questions = [
      {
        question: { id: 'Wali?' },
        answers: [
          { label: { id: 'Ya' }, leads: 'yes' as const },
          { label: { id: 'Bukan' }, leads: 'no' as const, reason: { id: 'Hanya wali.' } },
        ],
      },
    ];
    await make.published(system(), { ...place.file!, slug: 'bertanya', preCheck: { questions } });
    expect((await citizen.get('/layanan/bertanya')).text).toContain('/layanan/bertanya/cek');
    expect((await citizen.get('/layanan/bertanya/cek')).text).toContain('Wali?');
    expect((await citizen.get('/layanan/bertanya/cek?jawab=1')).text).toContain('Hanya wali.');
    expect((await citizen.get('/en/services/bertanya/pre-check?jawab=0')).text).toContain('Yes, you may apply');
    expect((await citizen.get('/layanan/mutasi-siswa/cek')).status).toBe(place.file!.preCheck ? 200 : 404);
    // The one that says whose browser it is in this test; the product sets none.
    expect(Array.from(citizen.cookies.keys())).toEqual(['sesi']);
  });

  test('stands in the charters of the agency and of its unit', async () => {
    const citizen = place.served!.visitor();
    for (const path of ['/maklumat', '/maklumat/DIKBUD', '/en/charter/DIKBUD']) expect((await citizen.get(path)).text).toContain('/mutasi-siswa');
    expect((await citizen.get('/maklumat/TIDAK-ADA')).status).toBe(404);
  });
});
