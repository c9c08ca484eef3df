import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#platform/db';
import { testDatabase } from '#test/db';
import { openSite, type Site } from '#test/site';
import { directoryRoutes } from '../routes.ts';

const database = testDatabase();
let site: Site;
beforeAll(async () => {
  site = await openSite(database.app, ({ known }) => directoryRoutes({ provider: undefined, isEmpty: () => known.isEmpty(), onSetUp: () => known.reload() }));
});

const fields = {
  agencyName: 'Pemerintah Kabupaten Lombok Timur',
  agencyShort: 'Kab. Lombok Timur',
  agencyCode: '5203',
  zone: 'Asia/Makassar',
  adminName: 'Lalu Ahmad Wirawan',
  adminNip: '198003122005011002',
  adminEmail: '',
  password: 'gunung tambora 1815',
};

describe('the set-up page of an empty house', () => {
  test('names each thing that is missing', async () => {
    const answer = await site.visitor().post('/siapkan', {});
    for (const sentence of ['Tulis nama instansi.', 'Tulis kode wilayah.', 'Pilih zona waktu instansi.', 'Tulis NIP administrator.'])
      expect(answer.text).toContain(sentence);
  });

  test('says what is missing or wrong, and keeps what was typed but the password', async () => {
    const answer = await site.visitor().post('/siapkan', { ...fields, agencyCode: 'x', adminNip: '123', password: 'pendek' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Pemerintah Kabupaten Lombok Timur');
    expect(answer.text).toContain('NIP terdiri dari 18 angka');
    for (const field of ['agencyCode', 'adminNip', 'password']) expect(answer.text).toContain(`href="#f-${field}"`);
    expect(answer.text).not.toContain('pendek"');
    const common = await site.visitor().post('/siapkan', { ...fields, password: 'lalu ahmad wirawan' });
    expect(common.text).toContain('terlalu mudah ditebak');
  });

  test('makes agency, top unit and administrator in one act, once however many send it at the same moment, and is gone', async () => {
    const answers = await Promise.all([1, 2, 3].map((n) => site.visitor(`192.0.2.${n}`).post('/siapkan', fields)));
    expect(answers.map((answer) => String(answer.status)).toSorted()).toEqual(['303', '404', '404']);
    const { rows } = await database.owner.transact('all', (tx) =>
      sql`select a.code, a.kind, a.zone, p.nip, g.role from directory.agencies a, directory.people p, directory.grants g where a.is_home`.execute(tx),
    );
    expect(rows).toEqual([{ code: '52.03', kind: 'kabupaten', zone: 'Asia/Makassar', nip: '198003122005011002', role: 'admin' }]);
    expect((await site.visitor().get('/siapkan')).status).toBe(404);
  });

  test('leaves an administrator who can sign in, add units and people, and grant, without any demo data', async () => {
    const admin = site.visitor();
    expect((await admin.post('/masuk', { username: fields.adminNip, password: fields.password })).location).toBe('/beranda');
    const unit = await admin.post('/kelola/unit-kerja/baru', { name: 'Dinas Kesehatan', short: 'Dinkes', code: 'DINKES', kind: 'opd', parent: '' });
    const unitId = unit.location.split('/').at(-1) ?? '';
    const person = await admin.post('/kelola/pegawai/baru', {
      nip: '199001152015011003',
      name: 'Siti Aminah',
      unit: unitId,
      position: 'Kepala Dinas Kesehatan',
      kind: 'struktural',
      level: 'JPT Pratama',
      golongan: 'IV/c',
      starts: '2026-01-02',
      heads: 'ya',
    });
    const at = person.location;
    expect(at).toMatch(/^\/kelola\/pegawai\/[0-9a-f-]{36}$/);
    expect(
      (await admin.post(`${at}/kewenangan`, { role: 'unit-head', capacity: 'definitif', unit: unitId, starts: '2026-11-23', reason: 'SK 821/1/2026' }))
        .location,
    ).toBe(at);
    const code = /<p class="code">([^<]+)/.exec((await admin.post(`${at}/atur-ulang`)).text)?.[1] ?? '';
    const siti = site.visitor('192.0.2.44');
    expect((await siti.post('/masuk/pulihkan/kode', { code, password: 'rinjani di pagi hari' })).location).toBe('/masuk');
    expect((await siti.post('/masuk', { username: '199001152015011003', password: 'rinjani di pagi hari' })).location).toBe('/beranda');
    expect((await siti.get('/akun')).text).toContain('Kepala unit');
    const page = await admin.get(at);
    expect(page.text).toContain('Kepala Dinas Kesehatan');
    expect(page.text).toContain('IV/c');
  });

  test('A1, H18: who may not is not let in, and no page about people may be kept', async () => {
    const [nobody, siti, admin] = [site.visitor(), site.visitor('192.0.2.45'), site.visitor()];
    expect((await nobody.get('/kelola/pegawai')).location).toMatch(/^\/masuk\?lanjut=/);
    await siti.post('/masuk', { username: '199001152015011003', password: 'rinjani di pagi hari' });
    for (const path of ['/kelola/pegawai', '/kelola/impor', '/kelola/unit-kerja', '/kelola/instansi', '/kelola/jabatan'])
      expect([path, (await siti.get(path)).status]).toEqual([path, 403]);
    await admin.post('/masuk', { username: fields.adminNip, password: fields.password });
    for (const path of ['/akun', '/kelola/pegawai', '/kelola/impor']) expect((await admin.get(path)).headers['cache-control']).toMatch(/no-store/);
    for (const path of [
      '/kelola/pegawai/01900000-0000-7000-8000-00000000dead',
      '/kelola/pegawai/1',
      '/kelola/impor/x',
      '/kelola/unit-kerja/01900000-0000-7000-8000-00000000dead',
      '/kelola/jabatan/x',
    ])
      expect([path, (await admin.get(path)).status]).toEqual([path, 404]);
  });

  test('A3: what a form was not asked for is not taken from it', async () => {
    const admin = site.visitor();
    await admin.post('/masuk', { username: fields.adminNip, password: fields.password });
    await admin.post('/kelola/unit-kerja/baru', {
      name: 'Dinas Sosial',
      short: 'Dinsos',
      code: 'DINSOS',
      kind: 'opd',
      parent: '',
      id: '01900000-0000-7000-8000-00000000beef',
      agency_id: '01900000-0000-7000-8000-00000000beef',
    });
    const { rows } = await database.owner.transact('all', (tx) =>
      sql`select 1 from directory.units where id = '01900000-0000-7000-8000-00000000beef'`.execute(tx),
    );
    expect(rows).toHaveLength(0);
  });

  test('A4: cookies of a sign-in are of this host, not for scripts, and over TLS only with it', async () => {
    const answer = await site.server.inject({
      method: 'POST',
      url: '/masuk',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      payload: new URLSearchParams({ username: fields.adminNip, password: fields.password }).toString(),
    });
    const cookies = [answer.headers['set-cookie']].flat().map(String);
    expect(cookies.find((line) => line.startsWith('sesi='))).toMatch(/Path=\/; HttpOnly; SameSite=Lax/);
    expect(cookies.find((line) => line.startsWith('perangkat='))).toMatch(/HttpOnly; SameSite=Lax/);
    const secure = await openSite(
      database.app,
      () => directoryRoutes({ provider: undefined, isEmpty: () => false, onSetUp: async () => undefined }),
      'https://asn.contoh.id',
    );
    const visitor = secure.visitor();
    await visitor.post('/masuk', { username: fields.adminNip, password: fields.password });
    expect(Array.from(visitor.cookies.keys())).toEqual(expect.arrayContaining(['__Host-sesi', '__Host-perangkat']));
  });

  test('H22: a form that another site sends in somebody’s name is refused', async () => {
    const admin = site.visitor();
    await admin.post('/masuk', { username: fields.adminNip, password: fields.password });
    const answer = await site.server.inject({
      method: 'POST',
      url: '/kelola/instansi/wilayah',
      headers: { cookie: `sesi=${admin.cookies.get('sesi')}`, 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' },
      payload: '',
    });
    expect(answer.statusCode).toBe(403);
  });
});
