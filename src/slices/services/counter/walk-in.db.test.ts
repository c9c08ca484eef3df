import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { testAgency, testDatabase, testNow } from '#test/db';
import { serve, type Served } from '#test/server';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { findApplicationByTicket } from '../applications/store.ts';
import type { ApplicationId, FormDefinition } from '../model.ts';
import { decideApplication, takeApplication, takeNext } from '../queue/actions.ts';
import { routes } from '../routes.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';

const database = testDatabase();
const system = (minutes = 0) =>
  ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow.add({ minutes }), lang: 'id', agency: testAgency, requestId: 'test' });

const form: FormDefinition = {
  steps: [
    {
      key: 'pemohon',
      title: { id: 'Pemohon' },
      fields: [
        { key: 'nama', type: 'text', label: { id: 'Nama' }, required: true },
        { key: 'surel', type: 'email', label: { id: 'Surel' }, required: true },
      ],
    },
  ],
};

const place: { served?: Served; service?: Service; staff: Record<string, MadeStaff> } = { staff: {} };
const visitor = (name: 'clerk' | 'colleague' | 'outsider') => place.served!.visitor(place.staff[name]!.actor);
const as = (name: 'clerk' | 'colleague', minutes = 0) => ({ ...system(minutes), actor: place.staff[name]!.actor });

beforeAll(async () => {
  place.served = await serve(() => database, routes);
  const ctx = system();
  await directory.home(ctx);
  const [unit, far] = [await directory.unit(ctx), await directory.unit(ctx)];
  place.staff['clerk'] = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'], name: 'Baiq Rina' });
  place.staff['colleague'] = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
  place.staff['outsider'] = await directory.staff(ctx, { unitId: far.id, roles: ['officer'] });
  place.service = await make.service(ctx, { unitId: unit.id, form, accountNeeded: true });
});

/** The clerk asks, types and sends; the case, and where its paper is. */
async function typed(fields: Readonly<Record<string, string>> = { identity: 'ktp' }) {
  const clerk = visitor('clerk');
  const begun = await clerk.post('/kerja/loket/permohonan', { service: place.service!.slug, ...fields });
  const step = begun.location;
  await clerk.post(step, { nama: 'Amaq Sahdan', surel: '' });
  const at = step.replace('/langkah/1', '');
  const sent = await clerk.post(`${at}/kirim`);
  const paper = await clerk.get(sent.location);
  const ticket = /LYN-52-2026-\d{7}-\d/.exec(paper.text)?.[0] ?? '';
  const row = (await system().read((tx) => findApplicationByTicket(tx, ticket)))!;
  return { clerk, at, step, paper, address: sent.location, row };
}

const recordOf = async (kind: string, id: ApplicationId) =>
  system().read(async (tx) => {
    const { rows } = await sql<{ record: Record<string, unknown> }>`select o.record from outbox.openings o join outbox.events e on e.id = o.event_id
      where e.kind = ${kind} and e.payload->>'applicationId' = ${id}`.execute(tx);
    return rows[0]?.record ?? {};
  });

describe('a clerk who applies for somebody at the counter', () => {
  test('asks for no e-mail and no account, and the case says who typed and whom they saw', async () => {
    const { row, paper } = await typed();
    expect(row).toMatchObject({ state: 'submitted', applicant_name: 'Amaq Sahdan', clerk_id: place.staff['clerk']!.personId, applicant_person_id: null });
    expect(await recordOf('services.application-submitted', row.id)).toMatchObject({
      atCounter: { clerk: place.staff['clerk']!.personId, applicantPresent: true, identity: 'ktp' },
    });
    expect(paper.text).toContain('Saya, Amaq Sahdan, datang ke loket');
    expect(paper.text).toContain('Baiq Rina');
    expect(paper.text).toMatch(/([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}/);
  });

  test('for who holds a power of attorney writes that name on the statement, and is asked for it', async () => {
    const clerk = visitor('clerk');
    const refused = await clerk.post('/kerja/loket/permohonan', { service: place.service!.slug, identity: 'kuasa', attorney: ' ' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('href="#f-attorney"');
    const { row, paper } = await typed({ identity: 'kuasa', attorney: 'Inaq Murni' });
    expect(paper.text).toContain('Saya, Inaq Murni, datang ke loket');
    expect(await recordOf('services.application-submitted', row.id)).toMatchObject({ atCounter: { applicantPresent: false, identity: 'kuasa' } });
  });

  test('stands in the same queue as who applied online, by arrival, under a fact that tells nothing apart', async () => {
    const online = await make.submitted(system(-60), { service: place.service!, answers: { surel: 'warga@contoh.id' } });
    const { row } = await typed();
    const { rows } = await system().read((tx) =>
      sql<{ payload: Record<string, unknown> }>`select payload from outbox.events where kind = 'services.queue-moved'
        and payload->>'token' in (select queue_token from services.applications where id in (${online.id}, ${row.id})) order by payload->>'at'`.execute(tx),
    );
    const [first, second] = rows.map(({ payload }) => payload);
    expect(Object.keys(second!)).toEqual(Object.keys(first!));
    expect(second).toMatchObject({ fact: 'arrived', lane: 'regular', service: place.service!.id, reason: null });
    expect(await takeNext(as('colleague'))).toBe(online.id);
  });

  test('C10: may neither take nor decide what they typed; the next to take passes it by and says why; a colleague decides', async () => {
    const { row } = await typed();
    await expect(takeApplication(as('clerk'), { id: row.id, because: 'hukum' })).rejects.toMatchObject({ refusal: { code: 'own-case' } });
    const after = await make.submitted(system(30), { service: place.service!, answers: { surel: 'warga@contoh.id' } });
    expect(await takeNext(as('clerk', 31))).toBe(after.id);
    await takeApplication(as('colleague', 32), { id: row.id, because: 'hukum' });
    await expect(decideApplication(as('clerk', 33), { id: row.id, version: 3, outcome: 'granted', reason: '' })).rejects.toMatchObject({
      refusal: { code: 'own-case' },
    });
    await decideApplication(as('colleague', 34), { id: row.id, version: 3, outcome: 'granted', reason: '' });
    const page = await visitor('colleague').get(`/kerja/${row.id}`);
    expect(page.text).toContain('Diketik di loket oleh Baiq Rina. Identitas: KTP pemohon.');
  });

  test('A1: a draft opens for nobody but its clerk, the paper with the code neither, and after the day for nobody', async () => {
    const { step, address, clerk, row } = await typed();
    const begun = (await clerk.post('/kerja/loket/permohonan', { service: place.service!.slug, identity: 'ktp' })).location;
    for (const who of ['colleague', 'outsider'] as const) {
      expect((await visitor(who).get(begun)).status).toBe(404);
      expect((await visitor(who).get(address)).status).toBe(404);
    }
    expect((await visitor('outsider').post('/kerja/loket/permohonan', { service: place.service!.slug, identity: 'ktp' })).status).toBe(404);
    expect((await clerk.get(`/permohonan/${row.id}`)).status).toBe(404);
    expect((await clerk.get(step)).location).toBe(address);
    place.served!.clock.now = testNow.add({ hours: 24 });
    expect((await clerk.get(address)).status).toBe(404);
    place.served!.clock.now = testNow;
  });

  test('is told the same case by a second press, and their looks can be read by the applicant', async () => {
    const { clerk, at, address, row } = await typed();
    expect((await clerk.post(`${at}/kirim`)).location).toBe(address);
    const { rows } = await system().read((tx) =>
      sql<{ n: bigint }>`select count(*) as n from directory.looks where subject_id = ${row.id} and person_id = ${place.staff['clerk']!.personId}`.execute(tx),
    );
    expect(rows[0]?.n).toBeGreaterThan(0n);
  });
});
