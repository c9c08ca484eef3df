import { beforeAll, describe, expect, test } from 'vitest';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { routes as ledgerRoutes } from '#slices/ledger';
import { keyNumber, make as ledger } from '#slices/ledger/testing';
import { type Actor, anonymous } from '#platform/access';
import { type Ctx, ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { newId } from '#platform/ids';
import { testAgency, testDatabase, testNow } from '#test/db';
import { serve, type Served } from '#test/server';
import type { ApplicationId } from '../model.ts';
import { routes } from '../routes.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';
import { announceDraw, drawDue } from './draw-actions.ts';
import { abandonedDraws, drawsOf } from './draw-store.ts';
import { declareKin } from './kin-actions.ts';
import { type DrawAnnounced, type DrawDone, judgeDraw, recount, type RecountedDraw } from './recount.ts';

const database = testDatabase();
const key = keyNumber(7, 'localhost:3000/ledger');
const live = (minutes: number, actor: Actor = anonymous): Ctx =>
  ctxOn(database.app, 'all', { actor, now: testNow.add({ minutes }), lang: 'id', agency: testAgency, requestId: 'test' });
const nik = '5271015704890002';

const place: { served?: Served; service?: Service; officers?: readonly MadeStaff[] } = {};
const officer = (at: number) => place.officers![at]!;
const refused = (code: string) => ({ refusal: { code } });

beforeAll(async () => {
  place.served = await serve(() => database, [...ledgerRoutes, ...routes]);
  await directory.home(live(0));
  await ledger.log(live(0), key);
  const unit = await directory.unit(live(0));
  const officers: MadeStaff[] = [];
  for (let one = 0; one < 5; one += 1) officers.push(await directory.staff(live(0), { unitId: unit.id, roles: ['officer'] }));
  place.officers = officers;
  await database.owner.transact('all', async (tx) => {
    for (const { personId, actor } of officers)
      await sql`insert into directory.grants (agency_id, id, person_id, role, capacity, unit_id, starts_on, reason, granted_by, granted_at)
        values (${actor.agencyId}, ${newId()}, ${personId}, 'officer', 'definitif', ${unit.id}, '2026-01-02', 'uji', 'uji', ${testNow})`.execute(tx);
  });
  place.service = await make.service(live(0), { unitId: unit.id });
});

async function caseHeld(minutes: number): Promise<ApplicationId> {
  const { id } = await make.submitted(live(minutes), { service: place.service!, answers: { tujuan: nik } });
  await make.taken(live(minutes + 1), id, officer(0).actor);
  return id;
}

const announce = (id: ApplicationId, minutes: number, more: Partial<Parameters<typeof announceDraw>[1]> = {}) =>
  announceDraw(live(minutes, officer(0).actor), { id, examiners: 1, away: [], again: undefined, ...more });

async function stranger(minutes = 100): Promise<readonly RecountedDraw[]> {
  const visitor = place.served!.visitor();
  const found = await recount({
    get: async (path) => (await visitor.get(`/ledger/${path}`)).bytes,
    vkey: key.vkey,
    published: undefined,
    now: testNow.add({ minutes }).epochMilliseconds,
    progress: () => undefined,
  });
  if ('ok' in found) throw new Error(found.at);
  return found.draws;
}

const newest = async (minutes?: number) => (await stranger(minutes)).at(-1)!;

describe('a field examiner by lot', () => {
  test('is announced without a seed, drawn once a checkpoint covers it, and a stranger comes to the same', async () => {
    const id = await caseHeld(0);
    await announce(id, 5);
    expect(await drawDue(live(6))).toBe(0);
    await ledger.sequenced(live(7));
    expect(await newest()).toMatchObject({ verdict: 'open', done: undefined, earlier: 0 });
    expect(await drawDue(live(8))).toBe(1);
    expect(await drawDue(live(9))).toBe(0);
    await ledger.sequenced(live(10));
    const { announced, done, verdict } = await newest();
    expect(verdict).toBe('fits');
    expect(announced.labels).toHaveLength(4);
    expect(announced.labels).toContain(done!.result[0]);
    const [draw] = await database.app.transact('all', (tx) => drawsOf(tx, id));
    expect(draw?.drawn.map((one) => one.label)).toEqual(done!.result);
    expect(place.officers!.slice(1).map((one) => one.personId)).toContain(draw!.drawn[0]!.personId);
  });

  test('never who holds the case, who is away, or whose family it is; each stands in public with why, and without a name', async () => {
    await declareKin(live(0, officer(1).actor), { relation: 'anak', name: 'Nama Lain', nik });
    const id = await caseHeld(20);
    await announce(id, 25, { away: [officer(2).personId] });
    await ledger.sequenced(live(26));
    const { announced } = await newest();
    const { excluded } = announced as DrawAnnounced & { readonly excluded: readonly { readonly why: string }[] };
    expect(announced.labels).toHaveLength(2);
    expect(excluded.map((one) => one.why).toSorted((a, b) => a.localeCompare(b))).toEqual(['berhalangan', 'kasus', 'pemegang']);
    for (const one of place.officers!) expect(JSON.stringify(announced)).not.toContain(one.personId);
    await drawDue(live(27));
    const [draw] = await database.app.transact('all', (tx) => drawsOf(tx, id));
    expect([officer(3).personId, officer(4).personId]).toContain(draw!.drawn[0]!.personId);
  });

  test('a second lot for one case needs a reason, and anybody sees that it is the second', async () => {
    const id = await caseHeld(40);
    await announce(id, 45);
    await expect(announce(id, 46)).rejects.toMatchObject(refused('drawn-already'));
    await announce(id, 47, { again: 'berhalangan' });
    await ledger.sequenced(live(48));
    const mine = (await stranger()).slice(-2);
    expect(mine.map((one) => [one.earlier, one.announced.again])).toEqual([
      [0, null],
      [1, 'berhalangan'],
    ]);
    await drawDue(live(49));
  });

  test('is refused where all would be drawn, to who does not hold the case, and to who must not handle it', async () => {
    const id = await caseHeld(60);
    await expect(announce(id, 61, { examiners: 3 })).rejects.toMatchObject(refused('too-few-eligible'));
    const by = (one: MadeStaff) => announceDraw(live(61, one.actor), { id, examiners: 1, away: [], again: undefined });
    await expect(by(officer(3))).rejects.toMatchObject(refused('not-holder'));
    await expect(by(officer(1))).rejects.toMatchObject(refused('kin-case'));
    expect(await database.app.transact('all', (tx) => drawsOf(tx, id))).toEqual([]);
  });

  test('R14: two processes that draw at the same moment draw once', async () => {
    const id = await caseHeld(70);
    await announce(id, 71);
    await ledger.sequenced(live(72));
    const done = await Promise.all(Array.from({ length: 4 }, () => drawDue(live(73))));
    expect(done.reduce((sum, n) => sum + n, 0)).toBe(1);
    await ledger.sequenced(live(74));
    expect((await newest()).verdict).toBe('fits');
  });

  test('one that is announced and never drawn is public as abandoned, on the page and to who recounts', async () => {
    const id = await caseHeld(80);
    await announce(id, 81);
    await ledger.sequenced(live(82));
    expect((await newest(81 + 24 * 60 + 1)).verdict).toBe('abandoned');
    const late = testNow.add({ minutes: 81 + 24 * 60 + 1 });
    expect(await database.app.transact('all', (tx) => abandonedDraws(tx, late))).toBe(1);
    place.served!.clock.now = late;
    const page = (await place.served!.visitor().get('/transparansi/undian')).text;
    expect(page).toContain('1 undian diumumkan tetapi tidak diselesaikan');
    place.served!.clock.now = testNow;
    await drawDue(live(90));
  });

  test('the applicant and the officers read the label; only officers read the name; the receipt names the lot', async () => {
    const id = await caseHeld(100);
    await announce(id, 101);
    await ledger.sequenced(live(102));
    await drawDue(live(103));
    await ledger.sequenced(live(104));
    const [draw] = await database.app.transact('all', (tx) => drawsOf(tx, id));
    const { label, personId } = draw!.drawn[0]!;
    const name = place.officers!.find((one) => one.personId === personId)!.actor.name;
    const desk = await place.served!.visitor(officer(0).actor).get(`/kerja/${id}`);
    expect(desk.text).toContain(`${name}, label ${label}`);
    const receipt = JSON.parse((await place.served!.visitor(officer(0).actor).get(`/kerja/${id}/undian/${label}`)).text) as {
      kind: string;
      record: { draw: string };
    };
    expect(receipt).toMatchObject({ kind: 'services.examiner-drawn', record: { draw: draw!.draw, label } });
    const lot = await place.served!.visitor().get(`/transparansi/undian/${draw!.draw}`);
    expect(lot.text).toContain(label);
    expect(lot.text).not.toContain(name);
    // A2: a stranger reaches neither receipt, and no lot by a name that was guessed.
    expect((await place.served!.visitor().get(`/permohonan/${id}/undian/${label}`)).status).toBe(404);
    expect((await place.served!.visitor().get('/transparansi/undian/AAAA-AAAA-AAAA-AAAA')).status).toBe(404);
  });

  test('C10: who has lost the role between page and click announces nothing', async () => {
    const id = await caseHeld(120);
    const visitor = place.served!.visitor(officer(0).actor);
    expect((await visitor.get(`/kerja/${id}/undi`)).status).toBe(200);
    visitor.actor = { ...officer(0).actor, grants: [] };
    expect((await visitor.post(`/kerja/${id}/undi`, { examiners: '1' })).status).toBe(403);
    expect(await database.app.transact('all', (tx) => drawsOf(tx, id))).toEqual([]);
    const { rows } = await database.app.transact('all', (tx) => sql`select 1 from services.draws where application_id = ${id}`.execute(tx));
    expect(rows).toEqual([]);
  });
});

describe('a lot that was tampered with', () => {
  test.each([
    ['a checkpoint from before the announcement', (done: DrawDone & { leaf: number }, leaf: number) => ({ ...done, size: leaf }), 'wrong-size'],
    ['a checkpoint from after the result', (done: DrawDone & { leaf: number }) => ({ ...done, size: done.leaf + 1 }), 'wrong-size'],
    ['a root that is not the log’s', (done: DrawDone & { leaf: number }) => ({ ...done, root: Buffer.alloc(32).toString('base64') }), 'wrong-root'],
    ['another result', (done: DrawDone & { leaf: number }) => ({ ...done, result: ['ZZZZ'] }), 'wrong-result'],
  ] as const)('%s is seen', async (_what, change, verdict) => {
    const { announced, leaf, done } = (await stranger())[0]!;
    const rootAt = () => Buffer.from(done!.root, 'base64');
    expect(judgeDraw(announced, leaf, [done!], rootAt, 0)).toBe('fits');
    expect(judgeDraw(announced, leaf, [change(done!, leaf)], rootAt, 0)).toBe(verdict);
    expect(judgeDraw(announced, leaf, [done!, done!], rootAt, 0)).toBe('done-twice');
    expect(judgeDraw({ ...announced, algorithm: 'x' }, leaf, [done!], rootAt, 0)).toBe('wrong-algorithm');
  });
});
