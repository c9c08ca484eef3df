import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { serve, type Served, type Visitor } from '#test/server';
import { testAgency, testDatabase, testNow } from '#test/db';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { resultCodeOf } from '../applications/case-code.ts';
import { findApplication } from '../applications/store.ts';
import type { ApplicationId } from '../model.ts';
import { routes } from '../routes.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';

const database = testDatabase();
const system = (now = testNow) =>
  ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now, lang: 'id', agency: testAgency, requestId: 'test' });
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

const place: { served?: Served; service?: Service; other?: Service; unit?: Awaited<ReturnType<typeof directory.unit>>; staff: Record<string, MadeStaff> } = {
  staff: {},
};
const visitor = (name: 'officer' | 'colleague' | 'outsider' | 'manager' | 'plain'): Visitor => place.served!.visitor(place.staff[name]!.actor);
const staffName = (name: string) => place.staff[name]!.name;

beforeAll(async () => {
  place.served = await serve(() => database, routes);
  const ctx = system();
  await directory.home(ctx);
  const unit = await directory.unit(ctx);
  const far = await directory.unit(ctx);
  place.unit = unit;
  place.staff['officer'] = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'], name: 'Baiq Rina' });
  place.staff['colleague'] = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'], name: 'Wirawan Jaya' });
  place.staff['outsider'] = await directory.staff(ctx, { unitId: far.id, roles: ['officer'] });
  place.staff['manager'] = await directory.staff(ctx, { unitId: far.id, roles: ['service-manager'] });
  place.staff['plain'] = await directory.staff(ctx, { unitId: unit.id });
  place.service = await make.service(ctx, { unitId: unit.id, name: { id: 'Surat Satu' } });
  place.other = await make.service(ctx, { unitId: unit.id, name: { id: 'Surat Dua' } });
});

let minutes = 0;
const arrived = (name = 'Lalu Hamdan', service = place.service!) =>
  make.submitted(system(testNow.add({ minutes: (minutes += 1) })), { service, answers: { nama: name } });
const versionOf = async (id: ApplicationId) => String((await database.owner.transact('all', (tx) => findApplication(tx, id)))!.version);

async function held(by: 'officer' | 'colleague' = 'officer', name?: string) {
  const made = await arrived(name);
  await make.taken(system(), made.id, place.staff[by]!.actor);
  return made;
}

describe('the worklist', () => {
  test('is in order of arrival, with the filter in the address and kept from link to link', async () => {
    const first = await arrived('Pertama Datang');
    const second = await arrived('Kedua Datang', place.other);
    const { text } = await visitor('officer').get('/kerja');
    expect(text.indexOf(first.ticket)).toBeLessThan(text.indexOf(second.ticket));
    const filtered = await visitor('officer').get(`/kerja?layanan=${place.other!.id}&cari=datang`);
    expect(filtered.text).toContain('Kedua Datang');
    expect(filtered.text).not.toContain('Pertama Datang');
    expect(filtered.text).toContain(`href="/kerja/${second.id}?layanan=${place.other!.id}&amp;cari=datang"`);
    expect(filtered.text).toContain(`href="/kerja?tampilan=late&amp;layanan=${place.other!.id}&amp;cari=datang"`);
    expect((await visitor('officer').get(`/kerja?cari=${first.ticket.toLowerCase()}`)).text).toContain('Pertama Datang');
  });

  test('F20, A11: forgives an address that makes no sense', async () => {
    for (const query of ['tampilan=semua&hal=-1&layanan=x', 'hal=1e9', "cari='%3B drop table", 'tampilan[]=open', 'cari=%25%25', 'hal=NaN'])
      expect((await visitor('officer').get(`/kerja?${query}`)).status, query).toBe(200);
  });

  test('of five hundred cases shows pages of fifty', async () => {
    await database.owner.transact('all', (tx) =>
      sql`insert into services.applications (agency_id, id, service_id, service_version, unit_id, state, answers, ticket, applicant_name, begun_at, saved_at, submitted_at, due_on)
        select ${testAgency.id}, gen_random_uuid(), ${place.other!.id}, 1, ${place.unit!.id}, 'submitted', '{}', 'BANYAK-' || n, 'Orang ke-' || n, ${testNow}, ${testNow},
          ${testNow}::timestamptz + n * interval '1 second', '2026-12-01' from generate_series(1, 500) n`.execute(tx),
    );
    const pageOf = async (page: number) => (await visitor('officer').get(`/kerja?layanan=${place.other!.id}&hal=${page}`)).text;
    const seen = new Set<string>();
    for (let page = 1; page <= 11; page += 1) for (const [ticket] of (await pageOf(page)).matchAll(/BANYAK-\d+/g)) seen.add(ticket);
    expect(seen.size).toBe(500);
    expect((await pageOf(1)).match(/BANYAK-\d+/g)!.length).toBeLessThanOrEqual(50);
    expect((await pageOf(1)).length).toBeLessThan(120_000);
    await database.owner.transact('all', (tx) => sql`delete from services.applications where ticket like 'BANYAK-%'`.execute(tx));
  });

  test('A1: shows nothing of another unit to an officer, everything of the agency to the manager, and is forbidden to others', async () => {
    const { ticket, id } = await arrived();
    expect((await visitor('outsider').get('/kerja')).text).not.toContain('LYN-');
    expect((await visitor('outsider').get(`/kerja/${id}`)).status).toBe(404);
    expect((await visitor('outsider').get(`/kerja?cari=${ticket}`)).text).not.toContain(`/kerja/${id}`);
    expect((await visitor('manager').get(`/kerja?cari=${ticket}`)).text).toContain(`/kerja/${id}`);
    for (const path of ['/kerja', `/kerja/${id}`]) {
      expect((await visitor('plain').get(path)).status).toBe(403);
      expect((await place.served!.visitor().get(path)).location).toContain('/masuk');
    }
    for (const act of ['ambil', 'alihkan', 'perbaikan', 'putuskan', 'naskah']) {
      const fields = { version: '2', outcome: 'granted', because: 'hukum', fields: 'tujuan', note: 'x' };
      const files = act === 'putuskan' || act === 'naskah' ? [{ field: 'signed', name: 'a.pdf', type: 'application/pdf', bytes: pdf }] : undefined;
      expect((await visitor('outsider').post(`/kerja/${id}/${act}`, fields, files)).status, act).toBe(404);
    }
  });
});

describe('an open case', () => {
  test('out of turn says who came earlier, and asks for the reason at its field', async () => {
    const earlier = await arrived('Lebih Dulu');
    const later = await arrived('Belakangan');
    const officer = visitor('officer');
    expect((await officer.get(`/kerja/${later.id}`)).text).toContain(`href="/kerja/${earlier.id}"`);
    const refused = await officer.post(`/kerja/${later.id}/ambil`, { because: '' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('href="#f-because"');
    expect((await officer.post(`/kerja/${later.id}/ambil?tampilan=late`, { because: 'pengadilan' })).location).toBe(`/kerja/${later.id}?tampilan=late`);
    expect((await officer.get(`/kerja/${later.id}`)).text).toContain(`Dipegang ${staffName('officer')}`);
  });

  test('C6: the second of two who decide gets 409 with both versions, and nothing typed is lost', async () => {
    const { id } = await held('officer');
    const seen = await versionOf(id);
    const officer = visitor('officer');
    await officer.post(`/kerja/${id}/perbaikan`, { version: seen, fields: 'tujuan', note: 'Tujuan belum jelas.' });
    const late = await officer.post(`/kerja/${id}/putuskan`, { version: seen, outcome: 'refused', reason: 'Alasan panjang yang sudah diketik.' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Yang tersimpan sekarang');
    expect(late.text).toContain('Tujuan belum jelas.');
    expect(late.text).toContain('Yang Anda kirim');
    expect(late.text).toContain('Alasan panjang yang sudah diketik.');
    expect((await database.owner.transact('all', (tx) => findApplication(tx, id)))?.state).toBe('returned');
  });

  test('a decision without its parts comes back with them named, and the draft of the reason kept', async () => {
    const { id } = await held();
    const version = await versionOf(id);
    const officer = visitor('officer');
    const none = await officer.post(`/kerja/${id}/putuskan`, { version, reason: 'Sudah diperiksa' });
    expect(none.status).toBe(422);
    expect(none.text).toContain('href="#f-outcome"');
    expect(none.text).toContain('Sudah diperiksa');
    expect((await officer.post(`/kerja/${id}/putuskan`, { version, outcome: 'refused', reason: '' })).text).toContain('Tulis alasan penolakan.');
    const nothing = await officer.post(`/kerja/${id}/perbaikan`, { version, note: '' });
    expect(nothing.text).toContain('href="#f-fields"');
    expect(nothing.text).toContain('href="#f-note"');
  });

  test('a colleague’s case is read, not decided, until it is taken over with a reason', async () => {
    const { id } = await held('colleague');
    const officer = visitor('officer');
    const { text } = await officer.get(`/kerja/${id}`);
    expect(text).toContain(`Dipegang ${staffName('colleague')}`);
    expect(text).not.toContain('/putuskan');
    expect((await officer.post(`/kerja/${id}/alihkan`, { note: '' })).status).toBe(422);
    expect((await officer.post(`/kerja/${id}/alihkan`, { note: 'Cuti sakit' })).status).toBe(303);
    expect((await officer.get(`/kerja/${id}`)).text).toContain('/putuskan');
  });

  test('an own case is shown without any way to handle it', async () => {
    const made = await make.submitted(
      { ...system(testNow.add({ minutes: (minutes += 1) })), actor: place.staff['officer']!.actor },
      { service: place.service! },
    );
    const { text } = await visitor('officer').get(`/kerja/${made.id}`);
    expect(text).toContain('Permohonan Anda sendiri');
    expect(text).not.toContain(`action="/kerja/${made.id}`);
  });
});

describe('the result', () => {
  async function granted(files: Parameters<Visitor['post']>[2] = []) {
    const { id, ticket } = await held('officer', 'Siti Rahma');
    const answer = await visitor('officer').post(`/kerja/${id}/putuskan`, { version: await versionOf(id), outcome: 'granted', reason: '' }, files);
    return { id, ticket, answer };
  }

  test('is a PDF that says what it is not, the same bytes each time', async () => {
    const { id, answer } = await granted();
    expect(answer.location).toBe('/kerja');
    const one = await visitor('officer').get(`/kerja/${id}/hasil.pdf`);
    expect(one.header('content-type')).toBe('application/pdf');
    expect(one.header('cache-control')).toMatch(/no-store/);
    expect(Buffer.from(one.bytes).equals(Buffer.from((await visitor('manager').get(`/kerja/${id}/hasil.pdf`)).bytes))).toBe(true);
    expect((await visitor('outsider').get(`/kerja/${id}/hasil.pdf`)).status).toBe(404);
  });

  test('its code verifies for anyone, and tells initials, never the name; any other code tells nothing', async () => {
    const { id, ticket } = await granted();
    const code = await database.app.transact('all', (tx) => resultCodeOf(tx, id));
    const anyone = place.served!.visitor();
    const good = await anyone.get(`/verifikasi/hasil/${code.toLowerCase()}`);
    expect(good.status).toBe(200);
    expect(good.text).toContain('Hasil ini asli');
    expect(good.text).toContain(`${ticket}/H`);
    expect(good.text).toContain('S••• R••••');
    expect(good.text).not.toContain('Siti Rahma');
    for (const wrong of ['AAAA-AAAA-AAAA-AAAA', code.slice(0, -1), ticket, '%00', "'"]) {
      const answer = await anyone.get(`/verifikasi/hasil/${encodeURIComponent(wrong)}`);
      expect([400, 404], wrong).toContain(answer.status);
      expect(answer.text).not.toContain('LYN-');
    }
    expect((await anyone.get(`/verifikasi/hasil?kode=${code}`)).location).toBe(`/verifikasi/hasil/${code}`);
  });

  test('is the scan of the signed act once there is one, byte for byte, with its fingerprint on the verification page', async () => {
    const scan = [{ field: 'signed', name: 'naskah.pdf', type: 'application/pdf', bytes: pdf }];
    const { id } = await granted(scan);
    const got = await visitor('officer').get(`/kerja/${id}/hasil.pdf`);
    expect(Buffer.from(got.bytes)).toEqual(pdf);
    expect(got.header('content-disposition')).toMatch(/^attachment/);
    expect((await visitor('officer').post(`/kerja/${id}/naskah`, {}, scan)).text).toContain('tidak dapat diganti');
  });

  test('a scan that is no PDF is refused at its field, and nothing is decided', async () => {
    const { id, answer } = await granted([{ field: 'signed', name: 'naskah.pdf', type: 'application/pdf', bytes: Buffer.from('<html>') }]);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#f-signed"');
    expect((await database.owner.transact('all', (tx) => findApplication(tx, id)))?.state).toBe('in-review');
  });

  test('without a grant there is no result', async () => {
    const { id } = await held();
    expect((await visitor('officer').get(`/kerja/${id}/hasil.pdf`)).status).toBe(404);
  });
});
