import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { testAgency, testDatabase, testNow } from '#test/db';
import { serve, type Served, type Visitor } from '#test/server';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { codeOf } from '../applications/case-code.ts';
import { findApplication, stepsOf } from '../applications/store.ts';
import type { ApplicationId } from '../model.ts';
import { resultsOf } from '../results/store.ts';
import { routes } from '../routes.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';

const database = testDatabase();
const system = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const place: { served?: Served; service?: Service; staff: Record<string, MadeStaff> } = { staff: {} };
const as = (name: 'officer' | 'head' | 'governor' | 'stranger'): Visitor => place.served!.visitor(place.staff[name]!.actor);
const rowOf = (id: ApplicationId) => database.owner.transact('all', async (tx) => (await findApplication(tx, id))!);

beforeAll(async () => {
  place.served = await serve(() => database, routes);
  await directory.home(system());
  const [unit, far] = [await directory.unit(system()), await directory.unit(system())];
  place.staff['officer'] = await directory.staff(system(), { unitId: unit.id, roles: ['officer'] });
  place.staff['head'] = await directory.staff(system(), { unitId: unit.id, roles: ['unit-head'] });
  place.staff['governor'] = await directory.staff(system(), { unitId: far.id, roles: ['head'] });
  place.staff['stranger'] = await directory.staff(system(), { unitId: far.id, roles: ['unit-head'] });
  place.service = await make.service(system(), { unitId: unit.id });
});

async function refused(email = 'siti@contoh.id') {
  const { id, ticket } = await make.decided(system(), {
    service: place.service!,
    officer: place.staff['officer']!.actor,
    outcome: 'refused',
    answers: { email },
  });
  const holder = place.served!.visitor();
  const code = await database.owner.transact('all', (tx) => codeOf(tx, id));
  await holder.post('/lacak', { ticket, code });
  return { id, ticket, holder, address: `/permohonan/${id}` };
}

async function openOf(id: ApplicationId): Promise<string> {
  const { rows } = await database.owner.transact('all', (tx) =>
    sql<{ id: string }>`select id from services.objections where application_id = ${id} and decided_at is null`.execute(tx),
  );
  return `/kerja/keberatan/${rows[0]?.id}`;
}

async function letters(to: string): Promise<readonly string[]> {
  const { rows } = await database.owner.transact('all', (tx) =>
    sql<{ subject: string }>`select subject from mail.messages where recipient = ${to} order by made_at, id`.execute(tx),
  );
  return rows.map((row) => row.subject);
}

describe('an objection', () => {
  test('is filed with the case’s code, answered by another than who decided, then by the superior, and ends at the Ombudsman', async () => {
    const { id, ticket, holder, address } = await refused();
    expect((await holder.get(address)).text).toContain(`href="${address}/keberatan"`);
    expect((await holder.get(`${address}/keberatan`)).text).toContain('paling lama 10 hari kerja (UU 30/2014 pasal 77)');
    expect((await holder.post(`${address}/keberatan`, { grounds: '  ' })).status).toBe(422);
    expect((await holder.post(`${address}/keberatan`, { grounds: 'Berkas saya lengkap.' })).status).toBe(303);
    expect((await holder.post(`${address}/keberatan`, { grounds: 'Lagi.' })).status).not.toBe(200);
    expect(await letters('siti@contoh.id')).toContain(`Keberatan atas ${ticket} diterima`);
    const objection = await openOf(id);
    expect((await as('head').get('/kerja/keberatan')).text).toContain(ticket);
    expect((await as('stranger').get('/kerja/keberatan')).text).not.toContain(ticket);
    expect((await as('stranger').get(objection)).status).toBe(404);
    expect((await as('officer').get(objection)).status).toBe(403);
    expect((await as('head').post(objection, { outcome: 'dismissed', reason: '' })).status).toBe(422);
    expect((await as('head').post(objection, { outcome: 'dismissed', reason: 'Ijazah tidak sah.' })).status).toBe(303);
    expect((await as('head').post(objection, { outcome: 'upheld', reason: 'x' })).status).toBe(422);
    expect((await holder.get(address)).text).toContain('Ijazah tidak sah.');

    expect((await holder.post(`${address}/keberatan`, { grounds: 'Tetap tidak setuju.' })).status).toBe(303);
    const appeal = await openOf(id);
    expect((await as('head').get(appeal)).text).toContain('orang lain yang harus menjawab');
    expect((await as('head').post(appeal, { outcome: 'upheld', reason: 'x' })).status).toBe(422);
    expect((await as('governor').post(appeal, { outcome: 'dismissed', reason: 'Putusan dikuatkan.' })).status).toBe(303);
    const ended = await holder.get(address);
    expect(ended.text).toContain('Ombudsman');
    expect(ended.text).not.toContain(`href="${address}/keberatan"`);
    const steps = await database.owner.transact('all', async (tx) => stepsOf(tx, (await findApplication(tx, id))!));
    expect(steps.map((step) => step.kind).slice(-4)).toEqual(['objected', 'objection-dismissed', 'appealed', 'objection-dismissed']);
  });

  test('upheld, it orders a new decision: a grant whose paper replaces the refusal’s', async () => {
    const { id, ticket, holder, address } = await refused();
    await holder.post(`${address}/keberatan`, { grounds: 'Berkas saya lengkap.' });
    expect((await as('head').post(await openOf(id), { outcome: 'upheld', reason: 'Berkas memang lengkap.' })).status).toBe(303);
    expect((await rowOf(id)).state).toBe('granted');
    const results = await database.owner.transact('all', async (tx) => resultsOf(tx, (await findApplication(tx, id))!));
    expect(results.map((one) => [one.outcome, one.reason])).toEqual([
      ['granted', null],
      ['refused', 'diganti'],
    ]);
    const page = await holder.get(address);
    expect(page.text).toContain('Dikabulkan');
    expect((await holder.get(`${address}/hasil.pdf`)).header('content-type')).toBe('application/pdf');
    expect((await place.served!.visitor().get('/verifikasi/dicabut')).text).toContain(`${ticket}/T`);
  });

  test('A2: is nobody’s but the holder’s: without the code, or for another’s case, there is nothing', async () => {
    const { address } = await refused();
    const other = await refused('lain@contoh.id');
    for (const visitor of [place.served!.visitor(), other.holder]) {
      expect((await visitor.get(`${address}/keberatan`)).status).toBe(404);
      expect((await visitor.post(`${address}/keberatan`, { grounds: 'x' })).status).toBe(404);
      expect((await visitor.post(`${address}/kontak`, { email: 'pencuri@contoh.id' })).status).toBe(404);
    }
  });
});

describe('the address for news', () => {
  test('is changed by who holds the code; the old one is told, the new one gets the code, and it can be given up', async () => {
    const { id, ticket, holder, address } = await refused('lama@contoh.id');
    expect((await holder.post(`${address}/kontak`, { email: 'bukan surel' })).status).toBe(303);
    expect((await rowOf(id)).applicant_email).toBe('lama@contoh.id');
    expect((await holder.post(`${address}/kontak`, { email: 'baru@contoh.id' })).status).toBe(303);
    expect((await rowOf(id)).applicant_email).toBe('baru@contoh.id');
    expect(await letters('lama@contoh.id')).toContain(`Alamat kabar permohonan ${ticket} diubah`);
    expect(await letters('baru@contoh.id')).toEqual([`Kabar permohonan ${ticket} kini dikirim ke sini`]);
    expect((await holder.post(`${address}/kontak`, { email: '' })).status).toBe(303);
    expect((await rowOf(id)).applicant_email).toBeNull();
  });
});
