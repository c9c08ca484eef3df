import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { testAgency, testDatabase } from '#test/db';
import { serve, type Served } from '#test/server';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import type { AgencyId } from '#slices/directory';
import { setCounter } from '../counter/number-actions.ts';
import { routes } from '../routes.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';

const database = testDatabase();
/** Nine on a Tuesday morning at the agency. */
const nine = Temporal.Instant.from('2026-11-24T01:00:00Z');
const live = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: nine, lang: 'id', agency: testAgency, requestId: 'test' });

const place: { served?: Served; service?: Service; staff: Record<string, MadeStaff> } = { staff: {} };
const visitor = (name?: string) => place.served!.visitor(name ? place.staff[name]!.actor : undefined);
const at = () => `/layanan/${place.service!.slug}/janji`;

beforeAll(async () => {
  place.served = await serve(() => database, routes);
  place.served.clock.now = nine;
  const ctx = live();
  await directory.home(ctx);
  const unit = await directory.unit(ctx);
  place.staff['clerk'] = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
  place.staff['manager'] = await directory.staff(ctx, { unitId: unit.id, roles: ['service-manager'] });
  place.service = await make.service(ctx, { unitId: unit.id });
  const agencyId = testAgency.id as AgencyId;
  await setCounter(ctx, agencyId, { unitId: unit.id, name: 'Loket 1', opens_minute: 480, closes_minute: 960, serviceIds: [place.service.id], inUse: true });
});

const plan = (more = {}) => ({ unit: place.service!.unitId, weekday: '3', service: '', starts: '09.00', ends: '11.00', minutes: '60', capacity: '1', ...more });
const slotsIn = (text: string) => Array.from(text.matchAll(/name="slot" value="([^"]+)"/g), ([, key]) => key ?? '');
const codeIn = (text: string) => /class="code">([^<]+)</.exec(text)?.[1] ?? '';

test('the schedule is written by the service manager; what does not fit comes back with its reason', async () => {
  const manager = visitor('manager');
  expect((await visitor().get(at())).text).toContain('Belum ada waktu yang dapat dipesan');
  const refused = await manager.post('/kelola/janji', plan({ ends: '09.30', capacity: '0' }));
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('href="#f-capacity"');
  expect((await manager.post('/kelola/janji', plan({ ends: '09.30' }))).text).toContain('Tidak ada janji yang muat');
  expect((await manager.post('/kelola/janji', plan())).status).toBe(303);
  expect((await manager.get(`/kelola/janji?unit=${place.service!.unitId}`)).text).toContain('09.00 – 11.00');
  expect((await visitor('clerk').get('/kelola/janji')).status).toBe(403);
});

describe('an appointment', () => {
  test('is booked without an account, opened by its code elsewhere, moved, saved to a calendar, and cancelled', async () => {
    const citizen = visitor();
    const missing = await citizen.post(at(), { name: '', email: 'bukan surel' });
    expect(missing.status).toBe(422);
    for (const field of ['slot', 'name', 'email']) expect(missing.text).toContain(`href="#f-${field}"`);
    const [first, second] = slotsIn((await citizen.get(at())).text);
    const booked = await citizen.post(at(), { slot: first!, name: 'Siti Rahma', email: 'siti@contoh.id' });
    const shown = await citizen.get(booked.location);
    expect(shown.text).toContain('Rabu, 25 November 2026 pukul 09.00 WITA');
    expect((await visitor().get(booked.location)).status).toBe(404);
    expect(slotsIn((await visitor().get(at())).text)).not.toContain(first);

    const elsewhere = visitor();
    expect((await elsewhere.post('/janji', { code: '0000-0000-0000-0000' })).status).toBe(422);
    expect((await elsewhere.post('/janji', { code: codeIn(shown.text).toLowerCase() })).location).toBe(booked.location);
    expect((await elsewhere.post(`${booked.location}/pindah`, { slot: second! })).status).toBe(303);
    expect((await elsewhere.get(booked.location)).text).toContain('pukul 10.00 WITA');
    const file = await elsewhere.get(`${booked.location}/kalender.ics`);
    expect(file.header('content-type')).toContain('text/calendar');
    expect(file.text).toContain('DTSTART;TZID=Asia/Makassar:20261125T100000');
    expect(file.text).toContain('SEQUENCE:1');
    expect((await visitor().post(`${booked.location}/batal`)).status).toBe(404);
    expect((await elsewhere.post(`${booked.location}/batal`)).status).toBe(303);
    expect((await elsewhere.post(`${booked.location}/batal`)).status).toBe(422);
    expect((await elsewhere.get(`${booked.location}/kalender.ics`)).text).toContain('STATUS:CANCELLED');
    const { rows } = await live().read((tx) =>
      sql<{ subject: string }>`select subject from mail.messages where recipient = 'siti@contoh.id' order by subject`.execute(tx),
    );
    expect(rows.map((row) => row.subject)).toEqual(['Janji temu Anda dibatalkan', 'Janji temu Anda dipindahkan', 'Janji temu Anda tercatat']);
  });

  test('about a case is known only of the own one', async () => {
    const known = await make.submitted(live(), { service: place.service! });
    expect((await visitor().get(`${at()}?permohonan=${known.id}`)).status).toBe(404);
    const owner = visitor();
    await owner.post('/lacak', { ticket: known.ticket, code: await make.code(live(), known.id) });
    expect((await owner.get(`${at()}?permohonan=${known.id}`)).text).toContain(known.ticket);
  });

  test('stands on the list of its day, and becomes a number when its owner has come; the look is recorded', async () => {
    const citizen = visitor();
    const slots = slotsIn((await citizen.get(`${at()}?hari=2026-12-02`)).text);
    await citizen.post(at(), { slot: slots[0]!, name: 'Amaq Sahdan', email: '' });
    const clerk = visitor('clerk');
    expect((await clerk.get('/kerja/janji')).text).toContain('Tidak ada janji temu');
    place.served!.clock.now = nine.add({ hours: 8 * 24 });
    const list = await clerk.get('/kerja/janji');
    expect(list.text).toContain('Amaq Sahdan');
    const id = /\/kerja\/janji\/([0-9a-f-]{36})\/datang/.exec(list.text)?.[1] ?? '';
    const arrived = await clerk.post(`/kerja/janji/${id}/datang`);
    expect((await visitor().get(arrived.location)).text).toContain('J-001');
    expect((await clerk.post(`/kerja/janji/${id}/datang`)).status).toBe(422);
    const { rows } = await live().read((tx) => sql<{ n: bigint }>`select count(*) as n from directory.looks where subject_id = ${id}`.execute(tx));
    expect(rows[0]?.n).toBeGreaterThan(0n);
    place.served!.clock.now = nine;
  });
});
