import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory } from '#slices/directory/testing';
import type { Actor } from '#platform/access';
import { ctxOn } from '#platform/context';
import { assignProductRoles } from '#test/roles';
import { serve, type Served } from '#test/server';
import { testAgency, testDatabase, testNow } from '#test/db';
import { routes } from './index.ts';
import { make } from './testing.ts';

const database = testDatabase();
const ctx = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const made: { served?: Served; head?: Actor; officer?: Actor } = {};
const visitor = (actor?: Actor) => {
  if (!made.served) throw new Error('served before the first test');
  return made.served.visitor(actor);
};

beforeAll(async () => {
  assignProductRoles();
  await directory.home(ctx());
  const unit = await directory.unit(ctx());
  made.head = (await directory.staff(ctx(), { unitId: unit.id, roles: ['head'] })).actor;
  made.officer = (await directory.staff(ctx(), { unitId: unit.id, roles: ['officer'] })).actor;
  made.served = await serve(() => database, routes);
});

describe('who may see and enter', () => {
  test('everybody sees the public pages and files, only who may sees the agency’s', async () => {
    for (const path of [
      '/kinerja',
      '/kinerja/indeks',
      '/kinerja/negara?tahun=2018',
      '/en/performance',
      '/data/skm.csv',
      '/data/waktu-layanan.csv',
      '/data/egdi.csv',
      '/data/gci-2018.csv',
    ])
      expect([path, (await visitor().get(path)).status]).toEqual([path, 200]);
    for (const path of ['/kinerja/instansi', '/kinerja/jp.csv', '/kelola/indeks/pemdi-2026']) {
      expect([path, (await visitor(made.officer).get(path)).status]).toEqual([path, 403]);
      expect([path, (await visitor(made.head).get(path)).status]).toEqual([path, 200]);
    }
    expect((await visitor(made.head).get('/kelola/indeks/iid-2023')).status).toBeGreaterThanOrEqual(400);
  });
});

describe('entering levels', () => {
  test('what is typed wrong comes back with a summary and nothing lost; what is right is kept, gaps too', async () => {
    const head = visitor(made.head);
    const wrong = await head.post('/kelola/indeks/pemdi-2026', { i1: '3,5', i2: 'tiga', i3: '7' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('href="#f-i2"');
    expect(wrong.text).toContain('value="3,5"');
    expect(wrong.text).toContain('value="tiga"');
    expect((await head.post('/kelola/indeks/pemdi-2026', { i1: '3,5', i2: '3' })).status).toBe(303);
    expect((await head.get('/kelola/indeks/pemdi-2026')).text).toContain('value="3,5"');
    expect((await visitor().get('/kinerja/indeks')).text).toContain('18 dari 20 indikator belum diisi');
    await make.levels(ctx(), 'pemdi-2026', 2026, 4);
    expect((await visitor().get('/kinerja/indeks')).text).toContain('4,00 (Memuaskan)');
  });

  test('A3: another agency or year in the form is not read', async () => {
    await visitor(made.head).post('/kelola/indeks/spbe-2020', { i1: '2', year: '1999', agency_id: '01900000-0000-7000-8000-000000000099' });
    expect((await visitor(made.head).get('/kelola/indeks/spbe-2020')).text).toContain('value="2"');
  });
});

describe('files', () => {
  test('of EGDI hold every year and country of ASEAN, empty where unknown', async () => {
    const lines = (await visitor().get('/data/egdi.csv')).text.trim().split('\r\n');
    expect(lines).toHaveLength(1 + 8 * 11);
    expect(lines).toContain('2018,IDN,Indonesia,107,0.5258,0.5694,0.3222,0.6857,0.618,true');
    expect(lines.some((line) => line.startsWith('2020,THA,Thailand,57,,,,,'))).toBe(true);
  });
});
