import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { make as directory } from '#slices/directory/testing';
import { routes as ledgerRoutes } from '#slices/ledger';
import { keyNumber, make as ledger } from '#slices/ledger/testing';
import type { Actor } from '#platform/access';
import { anonymous } from '#platform/access';
import { type Ctx, ctxOn } from '#platform/context';
import { testAgency, testDatabase, testNow } from '#test/db';
import { serve, type Served } from '#test/server';
import { takeApplication } from '../queue/actions.ts';
import { routes } from '../routes.ts';
import { make } from '../testing.ts';
import { countQueues } from './actions.ts';
import type { PublishedQueues } from './recount.ts';

const database = testDatabase();
const key = keyNumber(7, 'localhost:3000/ledger');
const live = (minutes: number, actor: Actor = anonymous): Ctx =>
  ctxOn(database.app, 'all', { actor, now: testNow.add({ minutes }), lang: 'id', agency: testAgency, requestId: 'test' });

const place: { served?: Served; service?: string } = {};
const folder = mkdtempSync(join(tmpdir(), 'recount-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = async (path: string) => {
  const answer = await place.served!.visitor().get(path);
  expect(answer.status, path).toBe(200);
  return answer.bytes;
};

/** All that is published, laid into a folder as somebody would mirror it; the figures may be changed on the way. */
async function mirror(name: string, change: (published: PublishedQueues) => PublishedQueues = (published) => published): Promise<string> {
  const at = join(folder, name);
  const keep = (path: string, bytes: Uint8Array) => {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), bytes);
  };
  const file = new TextDecoder().decode(await get('/transparansi/antrean.json'));
  keep('transparansi/antrean.json', Buffer.from(JSON.stringify(change(JSON.parse(file) as PublishedQueues))));
  const note = await get('/ledger/checkpoint');
  const size = Number(new TextDecoder().decode(note).split('\n')[1]);
  for (const path of ['ledger/checkpoint', 'ledger/vkey', `ledger/tile/0/000.p/${size}`, `ledger/tile/entries/000.p/${size}`])
    keep(path, await get(`/${path}`));
  return at;
}

/** As a stranger runs it: no database, no settings, nothing of the house but the program. */
function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/slices/services/fairness/recount-cli.ts', ...args], {
    encoding: 'utf8',
    env: { PATH: '' },
  });
  return { status, said: stdout + stderr };
}

beforeAll(async () => {
  place.served = await serve(() => database, [...ledgerRoutes, ...routes]);
  await directory.home(live(0));
  await ledger.log(live(0), key);
  const unit = await directory.unit(live(0));
  const officer = await directory.staff(live(0), { unitId: unit.id, roles: ['officer'] });
  const service = await make.service(live(0), { unitId: unit.id, slug: 'dihitung-ulang' });
  place.service = service.id;
  const first = await make.submitted(live(1), { service });
  const second = await make.submitted(live(2), { service });
  await takeApplication(live(3, officer.actor), { id: second.id, because: 'pengadilan' });
  await takeApplication(live(60 * 24 * 2, officer.actor), { id: first.id, because: undefined });
  await ledger.sequenced(live(60 * 24 * 2 + 1));
  await countQueues(live(60 * 24 * 2 + 2));
});

describe('a stranger who recounts the queues', () => {
  test('from what is published alone comes to the published figures, and is told so by exit code 0', async () => {
    const { status, said } = run(await mirror('good'), '--vkey', key.vkey);
    expect(said).toContain('2 permohonan diambil, 1 di luar giliran, 0 tanpa alasan');
    expect(said).toContain('SAMA');
    expect(status).toBe(0);
    expect(run(await mirror('good'), '--en').said).toContain('EQUAL');
  });

  test('finds a changed figure, a row that was left out and one that was made up, each by its place', async () => {
    const changed = await mirror('changed', (all) => ({ ...all, rows: all.rows.map((row) => ({ ...row, outOfTurn: 0, reasons: {} })) }));
    expect(run(changed)).toMatchObject({ status: 1, said: expect.stringMatching(/BERBEDA[^]*outOfTurn: diumumkan 0, dihitung 1/) as string });
    expect(run(await mirror('left-out', (all) => ({ ...all, rows: [] })))).toMatchObject({
      status: 1,
      said: expect.stringContaining(`${place.service}`) as string,
    });
    const madeUp = await mirror('made-up', (all) => ({ ...all, rows: [...all.rows, { ...all.rows[0]!, month: '2020-01' }] }));
    expect(run(madeUp)).toMatchObject({ status: 1, said: expect.stringContaining('2020-01') as string });
  });

  test('finds figures that claim more of the log than there is, and a changed entry', async () => {
    expect(run(await mirror('more', (all) => ({ ...all, size: 10_000 })))).toMatchObject({ status: 1, said: expect.stringContaining('size 10000') as string });
    const at = await mirror('entry');
    const size = Number(new TextDecoder().decode(await get('/ledger/checkpoint')).split('\n')[1]);
    const bundle = await get(`/ledger/tile/entries/000.p/${size}`);
    const altered = Buffer.from(bundle);
    const where = altered.indexOf('pengadilan');
    expect(where).toBeGreaterThan(0);
    altered.write('pengadilam', where);
    writeFileSync(join(at, `ledger/tile/entries/000.p/${size}`), altered);
    expect(run(at)).toMatchObject({ status: 1, said: expect.stringContaining('tidak cocok pada tile/0/000') as string });
  });

  test('accepts no other key, and tells what cannot be checked from what differs', async () => {
    expect(run(await mirror('good'), '--vkey', keyNumber(8, 'localhost:3000/ledger').vkey)).toMatchObject({ status: 1 });
    expect(run(join(folder, 'nowhere'))).toMatchObject({ status: 2, said: expect.stringContaining('tidak dapat dibaca') as string });
    expect(run()).toMatchObject({ status: 2, said: expect.stringContaining('Pemakaian') as string });
    expect(run('--help', '--en')).toMatchObject({ status: 0, said: expect.stringContaining('Recomputes') as string });
    expect(run(await mirror('good'), '--draw', 'TIDAK-ADA')).toMatchObject({ status: 1, said: expect.stringContaining('Tidak ada undian') as string });
  });
});

describe('the page', () => {
  test('says who was taken out of turn and why, in both languages, and how to count for oneself', async () => {
    const visitor = place.served!.visitor();
    const page = await visitor.get('/transparansi/antrean');
    expect(page.status).toBe(200);
    for (const said of ['Perintah pengadilan: 1', 'bin/recount http://localhost:3000', 'tidak disembunyikan']) expect(page.text).toContain(said);
    expect((await visitor.get('/en/transparency/queues?bulan=2026-13')).text).toContain('Court order: 1');
    expect((await visitor.get('/transparansi/antrean?bulan=%27')).status).toBe(200);
  });
});
