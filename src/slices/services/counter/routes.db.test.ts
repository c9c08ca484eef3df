import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { testAgency, testDatabase } from '#test/db';
import { serve, type Served } from '#test/server';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import type { Actor } from '#platform/access';
import { routes } from '../routes.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';

const database = testDatabase();
/** Nine in the morning at the agency. */
const nine = Temporal.Instant.from('2026-11-24T01:00:00Z');
const live = (actor: Actor = { kind: 'system', name: 'test' }) =>
  ctxOn(database.app, 'all', { actor, now: nine, lang: 'id', agency: testAgency, requestId: 'test' });

const place: { served?: Served; service?: Service; staff: Record<string, MadeStaff> } = { staff: {} };
const visitor = (name?: string) => place.served!.visitor(name ? place.staff[name]!.actor : undefined);

beforeAll(async () => {
  place.served = await serve(() => database, routes);
  place.served.clock.now = nine;
  const ctx = live();
  await directory.home(ctx);
  const unit = await directory.unit(ctx, { code: 'DLHK' });
  place.staff['clerk'] = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
  place.staff['manager'] = await directory.staff(ctx, { unitId: unit.id, roles: ['service-manager'] });
  place.service = await make.service(ctx, { unitId: unit.id, name: { id: 'Uji Air' } });
});

const hrefIn = (text: string, pattern: RegExp) => pattern.exec(text)?.[1] ?? '';
const keyIn = (text: string) => hrefIn(text, /name="key" value="([^"]+)"/);

async function managed() {
  const { text } = await visitor('manager').get('/kelola/loket');
  return { kiosk: hrefIn(text, /href="(\/loket\/dlhk\/kios\/[^"]+)"/), counter: hrefIn(text, /href="(\/kelola\/loket\/[0-9a-f-]{36})"/) };
}

describe('counters', () => {
  test('are set up by the service manager; what does not fit comes back with its reason', async () => {
    const manager = visitor('manager');
    const unit = place.service!.unitId;
    const refused = await manager.post('/kelola/loket/baru', { unit, name: 'Loket 1', opens: '8', closes: '07.00', inUse: 'ya' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('href="#f-opens"');
    expect(refused.text).toContain('href="#f-services"');
    const early = await manager.post('/kelola/loket/baru', { unit, name: 'Loket 1', opens: '08.00', closes: '07.00', services: place.service!.id });
    expect(early.text).toContain('Jam tutup harus sesudah jam buka.');
    expect(
      (await manager.post('/kelola/loket/baru', { unit, name: 'Loket 1', opens: '08.00', closes: '15.00', services: place.service!.id, inUse: 'ya' })).status,
    ).toBe(303);
    expect(
      (await manager.post('/kelola/loket/baru', { unit, name: 'Loket 2', opens: '08.00', closes: '15.00', services: place.service!.id, inUse: 'ya' })).status,
    ).toBe(303);
    const { counter } = await managed();
    expect((await manager.get(counter)).text).toContain('value="08.00"');
    expect((await visitor().get('/loket/dlhk')).text).toContain('08.00 sampai 15.00');
    expect((await visitor('clerk').get('/kelola/loket')).status).toBe(403);
  });

  test('give numbers only from a device that has opened the kiosk', async () => {
    const stranger = visitor();
    expect((await stranger.get('/loket/dlhk/kios')).status).toBe(404);
    expect((await stranger.get('/loket/dlhk/kios/0000-0000-0000-0000')).status).toBe(404);
    expect((await stranger.post('/loket/dlhk/kios', { service: 'informasi', ground: '', key: 'x'.repeat(19) })).status).toBe(404);
    expect((await stranger.get('/loket/dlhk')).text).toContain('Nomor diambil di kios');
    const { kiosk } = await managed();
    expect((await stranger.get(kiosk)).location).toBe('/loket/dlhk/kios');
    expect((await stranger.get('/loket/dlhk/kios')).text).toContain('Uji Air');
  });
});

describe('a day at a counter', () => {
  test('from the kiosk over the screen to the desk, with the case that the number was taken for', async () => {
    const known = await make.submitted(live(), { service: place.service!, answers: { nama: 'Siti Rahma' } });
    const kiosk = visitor();
    await kiosk.get((await managed()).kiosk);
    const form = await kiosk.get('/loket/dlhk/kios');
    const missing = await kiosk.post('/loket/dlhk/kios', { ground: 'lansia', key: keyIn(form.text) });
    expect(missing.status).toBe(422);
    expect(missing.text).toContain('href="#f-service"');
    const taken = await kiosk.post('/loket/dlhk/kios', { service: place.service!.id, ground: 'lansia', ticket: known.ticket, key: keyIn(form.text) });
    const again = await kiosk.post('/loket/dlhk/kios', { service: place.service!.id, ground: 'lansia', ticket: known.ticket, key: keyIn(form.text) });
    expect(again.location).toBe(taken.location);
    const phone = await visitor().get(taken.location);
    expect(phone.text).toContain('P-001');
    expect(phone.text).toContain('Anda berikutnya');
    expect(phone.text).toContain('Belum cukup pelayanan hari ini');
    expect(phone.text).not.toContain('Siti Rahma');
    expect(phone.text).not.toContain(known.ticket);

    const clerk = visitor('clerk');
    const desk = hrefIn((await clerk.get('/kerja/loket')).text, /href="(\/kerja\/loket\/[0-9a-f-]{36})"/);
    expect((await clerk.get(desk)).text).toContain('P-001');
    await clerk.post(`${desk}/panggil`);
    const called = await clerk.get(desk);
    expect(called.text).toContain(`href="/kerja/${known.id}"`);
    expect((await visitor().get('/loket/dlhk/layar')).text).toMatch(/P-001<\/strong> <span>Loket 1/);
    expect((await visitor().get(taken.location)).text).toContain('Silakan ke Loket 1');
    const { rows } = await live().read((tx) => sql<{ n: bigint }>`select count(*) as n from directory.looks where subject_id = ${known.id}`.execute(tx));
    expect(rows[0]?.n).toBeGreaterThan(0n);

    const number = hrefIn(called.text, /name="number" value="([^"]+)"/);
    const early = await clerk.post(`${desk}/tidak-hadir`, { number });
    expect(early.status).toBe(422);
    expect(early.text).toContain('Panggil ulang dulu');
    const begun = await clerk.post('/kerja/loket/permohonan', { service: place.service!.slug, identity: 'ktp', number });
    expect(begun.status).toBe(303);
    await clerk.post(`${desk}/selesai`, { number, next: 'ya' });
    expect((await clerk.get(desk)).text).toContain('Belum ada yang dipanggil');
    expect((await visitor().get(taken.location)).text).toContain('Selesai');
  });

  test('A1: another unit’s clerk finds no such desk, and a wrong token no number', async () => {
    const far = await directory.staff(live(), { unitId: (await directory.unit(live())).id, roles: ['officer'] });
    const desk = hrefIn((await visitor('clerk').get('/kerja/loket')).text, /href="(\/kerja\/loket\/[0-9a-f-]{36})"/);
    expect((await place.served!.visitor(far.actor).get(desk)).status).toBe(404);
    expect((await place.served!.visitor(far.actor).post(`${desk}/panggil`)).status).toBe(404);
    expect((await visitor().get('/loket/nomor/0000-0000')).status).toBe(404);
    expect((await visitor().get('/loket/tidak-ada')).status).toBe(404);
  });
});

describe('labels for paper files', () => {
  test('stand on one sheet for the cases that were ticked, without a name; a case of another unit is not found', async () => {
    const first = await make.submitted(live(), { service: place.service!, answers: { nama: 'Siti Rahma' } });
    const second = await make.submitted(live(), { service: place.service! });
    const sheet = await visitor('clerk').get(`/kerja/etiket?cases=${first.id}&cases=${await make.stepOf(live(), second.id)}`);
    expect(sheet.text).toContain(first.ticket);
    expect(sheet.text).toContain(second.ticket);
    expect(sheet.text).not.toContain('Siti Rahma');
    expect((await visitor('clerk').get('/kerja/etiket')).location).toBe('/kerja');
    const far = await directory.staff(live(), { unitId: (await directory.unit(live())).id, roles: ['officer'] });
    expect((await place.served!.visitor(far.actor).get(`/kerja/etiket?cases=${first.id}`)).status).toBe(404);
  });
});
