import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { serve, type Served, type Visitor } from '#test/server';
import { testAgency, testDatabase, testNow } from '#test/db';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import type { AgencyId } from '#slices/directory';
import { resultCodeOf } from '../applications/case-code.ts';
import { findApplication, insertFile } from '../applications/store.ts';
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

async function addFile(id: ApplicationId): Promise<string> {
  const fileId = newId<'file'>();
  const sha256 = new Uint8Array(32).fill(fileId.charCodeAt(35));
  await database.owner.transact('all', async (tx) => {
    await sql`insert into files.contents (sha256, size_bytes, media_type, stored_at) values (${sha256}, 9, 'application/pdf', ${testNow}) on conflict do nothing`.execute(
      tx,
    );
    await insertFile(tx, {
      agency_id: testAgency.id as AgencyId,
      id: fileId,
      application_id: id,
      field: 'surat',
      sha256,
      file_name: 'surat.pdf',
      media_type: 'application/pdf',
      size_bytes: 9n,
      added_at: testNow,
    });
  });
  return fileId;
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
    await database.owner.transact('all', (tx) =>
      sql`insert into services.tasks (agency_id, id, application_id, step, name, service_id, submitted_at, unit_id, role, state, opened_at, due_on)
        select agency_id, gen_random_uuid(), id, 'periksa', '{"id": "Periksa"}', service_id, submitted_at, unit_id, 'officer', 'open', submitted_at, due_on
        from services.applications where ticket like 'BANYAK-%'`.execute(tx),
    );
    const pageOf = async (page: number) => (await visitor('officer').get(`/kerja?layanan=${place.other!.id}&hal=${page}`)).text;
    const seen = new Set<string>();
    for (let page = 1; page <= 11; page += 1) for (const [ticket] of (await pageOf(page)).matchAll(/BANYAK-\d+/g)) seen.add(ticket);
    expect(seen.size).toBe(500);
    expect(new Set((await pageOf(1)).match(/BANYAK-\d+/g)).size).toBe(50);
    expect((await pageOf(1)).length).toBeLessThan(120_000);
    await database.owner.transact('all', async (tx) => {
      await sql`delete from services.tasks where application_id in (select id from services.applications where ticket like 'BANYAK-%')`.execute(tx);
      await sql`delete from services.applications where ticket like 'BANYAK-%'`.execute(tx);
    });
  });

  test('is narrowed by stage and holder, together with the number found', async () => {
    const free = await arrived('Saring Bebas');
    const mine = await held('officer', 'Saring Dipegang');
    const officer = visitor('officer');
    const found = async (query: string) => (await officer.get(`/kerja?cari=saring&${query}`)).text;
    const whole = await found('');
    expect(whole).toContain('1 sampai 2 dari 2');
    for (const query of ['tahap=submitted', 'pemegang=bebas']) {
      expect(await found(query), query).toContain(free.ticket);
      expect(await found(query), query).not.toContain(mine.ticket);
    }
    for (const query of ['tahap=in-review', `pemegang=${place.staff['officer']!.personId}`]) {
      expect(await found(query), query).toContain(mine.ticket);
      expect(await found(query), query).not.toContain(free.ticket);
    }
    expect((await officer.get('/kerja?tahap=draft&pemegang=x')).status).toBe(200);
  });

  test('counts what was decided from the totals, by the unit that decided, and shows the newest of the week', async () => {
    const { id, ticket } = await held('officer', 'Baru Selesai');
    const officer = visitor('officer');
    const count = async (by = officer) => Number(/tampilan=done[^>]*>Selesai<span class="count">(\d+)/.exec((await by.get('/kerja')).text)?.[1]);
    const [before, elsewhere] = [await count(), await count(visitor('outsider'))];
    await officer.post(`/kerja/${id}/putuskan`, { version: await versionOf(id), outcome: 'granted', reason: '' });
    expect(await count()).toBe(before + 1);
    expect(await count(visitor('outsider'))).toBe(elsewhere);
    const { text } = await officer.get('/kerja');
    expect(text.slice(text.indexOf('Selesai sepekan terakhir'))).toContain(ticket);
  });

  test('A1, B9: as a sheet holds the same cases within the same reach, each look stored, and no cell is a formula', async () => {
    const { ticket, id } = await arrived('=HYPERLINK("http://x")');
    const sheet = await visitor('officer').get('/kerja/daftar.csv?tahap=submitted');
    expect(sheet.header('content-type')).toContain('text/csv');
    expect(sheet.text).toContain(ticket);
    expect(sheet.text).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect((await visitor('outsider').get('/kerja/daftar.csv')).text).not.toContain('LYN-');
    expect((await visitor('plain').get('/kerja/daftar.csv')).status).toBe(403);
    const { rows } = await database.owner.transact('all', (tx) =>
      sql`select 1 from directory.looks where subject_id = ${id} and person_id = ${place.staff['officer']!.personId} and route like '%daftar.csv%'`.execute(tx),
    );
    expect(rows).toHaveLength(1);
  });

  test('gives several at once; what is missing comes back at its field with the choice kept', async () => {
    const [first, second] = [await arrived('Lebih Awal'), await arrived('Lebih Akhir')];
    const officer = visitor('officer');
    expect((await officer.post('/kerja/tugaskan', {})).text).toContain('Pilih paling sedikit satu permohonan.');
    const [earlier, later] = [await make.stepOf(system(), first.id), await make.stepOf(system(), second.id)];
    const refused = await officer.post('/kerja/tugaskan', { cases: later });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('href="#f-because"');
    expect(refused.text).toMatch(new RegExp(`value="${later}" checked`));
    expect((await officer.post('/kerja/tugaskan', { cases: [earlier, later], to: place.staff['colleague']!.personId })).status).toBe(403);
    const all = await database.owner.transact('all', (tx) =>
      sql<{
        id: string;
      }>`select id from services.tasks where state = 'open' and service_id = ${place.service!.id}`.execute(tx),
    );
    const taken = await officer.post('/kerja/tugaskan?layanan=', { cases: all.rows.map((row) => row.id) });
    expect(taken.location).toBe('/kerja');
    expect((await officer.get(`/kerja/${second.id}`)).text).toContain(`Dipegang ${staffName('officer')}`);
    expect((await visitor('outsider').post('/kerja/tugaskan', { cases: earlier })).status).toBe(404);
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

  test('a file opens through the case, on the second origin, and is then known to have been seen by this officer', async () => {
    const { id } = await held('officer', 'Dengan Berkas');
    const fileId = await addFile(id);
    const officer = visitor('officer');
    const marked = async (by: typeof officer) => /<span class="tag [a-z]+">((?:belum )?dilihat)</.exec((await by.get(`/kerja/${id}`)).text)?.[1];
    expect(await marked(officer)).toBe('belum dilihat');
    const opened = await officer.get(`/kerja/${id}/berkas/${fileId}`);
    expect(opened.status).toBe(303);
    expect(opened.location).toContain(`/berkas/permohonan/${fileId}`);
    expect(await marked(officer)).toBe('dilihat');
    expect(await marked(visitor('colleague'))).toBe('belum dilihat');
    expect((await visitor('outsider').get(`/kerja/${id}/berkas/${fileId}`)).status).toBe(404);
    const other = await held();
    expect((await officer.get(`/kerja/${other.id}/berkas/${fileId}`)).status).toBe(404);
  });

  test('the checklist keeps its ticks until the next look', async () => {
    const { id } = await held();
    const officer = visitor('officer');
    expect((await officer.get(`/kerja/${id}`)).text).not.toMatch(/name="requirements"[^>]*checked/);
    expect((await officer.post(`/kerja/${id}/centang`, { requirements: ['1'] })).status).toBe(303);
    expect((await officer.get(`/kerja/${id}`)).text).toMatch(/name="requirements" value="1" checked/);
    expect((await officer.post(`/kerja/${id}/centang`, {})).status).toBe(303);
    expect((await officer.get(`/kerja/${id}`)).text).not.toMatch(/name="requirements"[^>]*checked/);
    expect((await visitor('colleague').post(`/kerja/${id}/centang`, { requirements: '1' })).status).toBe(422);
    expect((await visitor('outsider').post(`/kerja/${id}/centang`, { requirements: '1' })).status).toBe(404);
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
    expect(text).toContain('Milik Anda, atau Anda yang mengetiknya');
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
    const code = await database.app.transact('all', (tx) => resultCodeOf(tx, id, 1));
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
