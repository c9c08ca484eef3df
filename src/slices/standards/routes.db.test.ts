import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory } from '#slices/directory/testing';
import { ctxOn } from '#platform/context';
import { assignProductRoles } from '#test/roles';
import { serve, type Served, type Visitor } from '#test/server';
import { testAgency, testDatabase, testNow } from '#test/db';
import { routes } from './routes.tsx';
import { loadedYears, ownDays } from './store.ts';

const database = testDatabase();
const decree = 'SKB Tiga Menteri Nomor 1/2026, 15 Desember 2026';
const place: { served?: Served; admin?: Visitor } = {};
const ctx = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const years = () => ctx().read(loadedYears);

beforeAll(async () => {
  assignProductRoles();
  place.served = await serve(() => database, routes);
  await directory.home(ctx());
  const unit = await directory.unit(ctx());
  const { actor } = await directory.staff(ctx(), { unitId: unit.id, roles: ['admin'] });
  place.admin = place.served.visitor(actor);
});

describe('a decree loaded in the browser', () => {
  test('from a file is shown first, and counts only once somebody is sure', async () => {
    const csv = Buffer.from('\uFEFFtanggal,nama\r\n01/01/2027,Tahun Baru\r\n"5 Februari 2027",Isra Mikraj\r\n');
    const files = [{ field: 'file', name: 'libur.csv', type: 'text/csv', bytes: csv }];
    const shown = await place.admin!.post('/kelola/kalender', { year: '2027', decree, days: '' }, files);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('Belum ada yang berubah');
    expect(shown.text).toContain('5 Feb 2027');
    expect(await years()).toEqual([]);
    const sent = await place.admin!.post('/kelola/kalender', { year: '2027', decree, days: '2027-01-01\n2027-02-05', sure: 'ya' });
    expect(sent.location).toBe('/kelola/kalender');
    expect(await years()).toMatchObject([{ year: 2027, days: ['2027-01-01', '2027-02-05'] }]);
  });

  test('with a date of another year comes back with what was typed, and changes nothing', async () => {
    const before = await years();
    const answer = await place.admin!.post('/kelola/kalender', { year: '2028', decree, days: '2027-01-01', sure: 'ya' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#f-days"');
    expect(answer.text).toContain('2027-01-01');
    expect(await years()).toEqual(before);
  });
});

test('an own day is shown first, then kept with its basis; a day that is over is refused at the field', async () => {
  const day = { on: '2026-12-17', treatment: 'off', basis: 'Hari jadi provinsi, SE 1/2026' };
  expect((await place.admin!.post('/kelola/kalender/hari', day)).text).toContain('Kamis, 17 Desember 2026');
  expect(await ctx().read((tx) => ownDays(tx, testAgency.id))).toEqual([]);
  await place.admin!.post('/kelola/kalender/hari', { ...day, sure: 'ya' });
  expect(await ctx().read((tx) => ownDays(tx, testAgency.id))).toMatchObject([{ works: false, basis: day.basis }]);
  expect((await place.admin!.get('/kelola/kalender')).text).toContain(day.basis);
  const late = await place.admin!.post('/kelola/kalender/hari', { ...day, on: '2026-11-02', sure: 'ya' });
  expect([late.status, late.text.includes('href="#f-on"')]).toEqual([422, true]);
});
