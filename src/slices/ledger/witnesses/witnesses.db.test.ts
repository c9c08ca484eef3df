import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ctxOn } from '#platform/context';
import { testAgency, testDatabase, testNow } from '#test/db';
import { startWitness, type Witness } from '#test/public-log';
import { receiptOf } from '../actions.ts';
import { stampsOf } from '../formats/cosignature.ts';
import { isWitnessed, verifyReceipt } from '../formats/receipt.ts';
import { holdWitnesses, policy } from '../held.ts';
import type { WitnessAddress } from '../model.ts';
import { newestCheckpoint } from '../store.ts';
import { keyNumber, make, memoryLog, tellEntries } from '../testing.ts';
import { askWitness } from './actions.ts';
import { standing } from './standing.ts';
import { newestCosigned, newestWitnessed } from './store.ts';

const database = testDatabase();
const clock = { now: testNow };
const ctx = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: clock.now, lang: 'id', agency: testAgency, requestId: 'test' });
const later = (seconds: number) => (clock.now = clock.now.add({ seconds }));

const scratch = mkdtempSync(join(tmpdir(), 'witnesses-'));
const key = keyNumber(7);
const real: Witness[] = [];
const strangers: Server[] = [];

beforeAll(async () => {
  await make.log(ctx(), key);
  for (const name of ['ombudsman', 'kampus', 'pers']) real.push(await startWitness({ folder: join(scratch, name), name: `${name}.example`, logs: [key.vkey] }));
}, 60_000);
afterAll(async () => {
  await Promise.all(real.map((one) => one.stop('SIGKILL')));
  for (const server of strangers) server.close().closeAllConnections();
  rmSync(scratch, { recursive: true, force: true });
  holdWitnesses({ k: 0, witnesses: [] });
});

const address = ({ url, vkey }: Witness): WitnessAddress => ({ url, vkey });
const [ombudsman, campus, press] = [0, 1, 2].map((at) => () => real[at] as Witness) as [() => Witness, () => Witness, () => Witness];

/** A program that calls itself a witness, with the key of a real one. */
async function stranger(answer: Parameters<typeof createServer>[1], vkey: string): Promise<WitnessAddress> {
  const server = createServer({}, answer).listen(0, '127.0.0.1');
  strangers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, vkey };
}

const faultOf = async (witness: WitnessAddress) => {
  later(120);
  const { signed, fault } = await askWitness(ctx(), witness);
  return signed ? 'signed' : fault;
};

describe('a checkpoint that witnesses sign', () => {
  test('goes into the receipt with the policy of the log, and the receipt says so once enough have signed', async () => {
    holdWitnesses({ k: 2, witnesses: real.map(address) });
    const eventId = await make.event(ctx(), 'disaksikan');
    await make.sequenced(ctx());
    const verdict = async () => verifyReceipt(await ctx().read((tx) => receiptOf(tx, eventId)));
    const early = await verdict();
    expect(early).toMatchObject({ ok: true, what: 'receipt', witnessed: { k: 2, n: 3, by: [] } });
    expect(early.ok && isWitnessed(early)).toBe(false);
    expect(await askWitness(ctx(), address(ombudsman()))).toEqual({ signed: true });
    const one = await verdict();
    expect(one.ok && isWitnessed(one)).toBe(false);
    expect(await askWitness(ctx(), address(campus()))).toEqual({ signed: true });
    const enough = await verdict();
    expect(enough).toMatchObject({ witnessed: { by: [{ name: 'ombudsman.example' }, { name: 'kampus.example' }] } });
    expect(enough.ok && isWitnessed(enough)).toBe(true);
    // What has been signed is not asked for again.
    expect(await askWitness(ctx(), address(campus()))).toEqual({ signed: false });
  });

  test('stays the proof of what it holds while the log has grown beyond the witnesses', async () => {
    const before = await ctx().read((tx) => newestWitnessed(tx, policy()));
    const late = await make.event(ctx(), 'sesudahnya');
    await make.sequenced(ctx());
    const newest = await ctx().read(newestCheckpoint);
    expect(newest?.size).toBeGreaterThan(before?.size ?? 0);
    expect((await ctx().read((tx) => newestWitnessed(tx, policy())))?.note).toBe(before?.note);
    expect(verifyReceipt(await ctx().read((tx) => receiptOf(tx, late)))).toMatchObject({ ok: true, tree: { size: newest?.size }, witnessed: { by: [] } });
    expect(await ctx().read(standing)).toMatchObject({ size: newest?.size, witnessedSize: before?.size, k: 2 });
    for (const witness of real) expect(await askWitness(ctx(), address(witness))).toEqual({ signed: true });
    const served = await ctx().read(newestCosigned);
    expect(stampsOf(served?.note ?? '', policy().witnesses)?.length).toBe(3);
  });

  test('is asked for by one of several processes at a time', async () => {
    await make.event(ctx(), 'serentak');
    await make.sequenced(ctx());
    const asked = await Promise.all(Array.from({ length: 5 }, () => askWitness(ctx(), address(press()))));
    expect(asked.filter(({ signed }) => signed)).toHaveLength(1);
  });
});

describe('X14: a witness that does not do its part', () => {
  test('is told by its fault, asked again after a pause, and holds nobody up', async () => {
    await make.event(ctx(), 'saksi bermasalah');
    await make.sequenced(ctx());
    const { vkey } = ombudsman();
    const cases = [
      ['unreachable', { url: 'http://127.0.0.1:1', vkey }],
      ['unreachable', await stranger((_request, response) => response.writeHead(503).end(), vkey)],
      ['refused', await stranger((_request, response) => response.writeHead(404).end(), vkey)],
      ['refused', await stranger((_request, response) => response.writeHead(302, { location: '/lain' }).end(), vkey)],
      ['garbage', await stranger((_request, response) => response.end('<html>masuk dahulu</html>'), vkey)],
      ['garbage', await stranger((_request, response) => response.end(`\u2014 ombudsman.example ${'A'.repeat(104)}\n`), vkey)],
      ['garbage', await stranger((_request, response) => response.end('\u2014 a b\n'.repeat(100_000)), vkey)],
      ['garbage', await stranger((_request, response) => response.writeHead(409).end('delapan'), vkey)],
    ] as const;
    for (const [fault, witness] of cases) {
      const said = await faultOf(witness);
      // A redirect is not followed, and counts as no answer.
      expect(said ?? 'the same as before', `${fault} ${witness.url}`).toMatch(new RegExp(`^(${fault}|unreachable|the same as before)$`));
      expect((await ctx().read(standing)).witnesses[0]?.state?.fault).toBeDefined();
    }
    const { failingSince } = (await ctx().read(standing)).witnesses[0]?.state ?? {};
    expect(failingSince).toBeDefined();
    // Not its turn yet.
    expect(await askWitness(ctx(), address(ombudsman()))).toEqual({ signed: false });
    expect(await faultOf(address(ombudsman()))).toBe('signed');
    expect((await ctx().read(standing)).witnesses[0]?.state).toMatchObject({ fault: undefined, failingSince: undefined });
  });

  test('one that never answers costs its own time only', async () => {
    await make.event(ctx(), 'saksi diam');
    await make.sequenced(ctx());
    const silent = await stranger(() => undefined, campus().vkey);
    later(120);
    const began = performance.now();
    const asking = askWitness(ctx(), silent);
    const eventId = await make.event(ctx(), 'sementara itu');
    await make.sequenced(ctx());
    expect(verifyReceipt(await ctx().read((tx) => receiptOf(tx, eventId)))).toMatchObject({ ok: true, what: 'receipt' });
    expect(performance.now() - began).toBeLessThan(4000);
    expect(await asking).toEqual({ signed: false, fault: 'unreachable' });
  });

  test('one that stands elsewhere than we thought is asked again from there', async () => {
    const newest = await ctx().read(newestCheckpoint);
    const empty = await startWitness({ folder: join(scratch, 'baru'), name: 'baru.example', logs: [key.vkey] });
    real.push(empty);
    holdWitnesses({ k: 2, witnesses: real.map(address) });
    expect(await faultOf(address(empty))).toBe('signed');
    await empty.stop('SIGKILL');
    rmSync(join(scratch, 'baru', 'state'), { recursive: true });
    real[3] = await startWitness({ folder: join(scratch, 'baru'), logs: [key.vkey] });
    await make.event(ctx(), 'saksi lupa');
    await make.sequenced(ctx());
    expect(await faultOf(address(real[3]))).toBe('signed');
    expect(newest?.size).toBeGreaterThan(0);
  });

  test('X15: one that has seen another history, or a longer one under our key, is an alarm', async () => {
    const { size } = (await ctx().read(newestCheckpoint)) ?? { size: 0 };
    const other = memoryLog(key, tellEntries(0, size + 50, 'lain'));
    const seen = await startWitness({ folder: join(scratch, 'lain'), name: 'lain.example', logs: [key.vkey] });
    real.push(seen);
    holdWitnesses({ k: 3, witnesses: real.map(address) });
    await seen.add(0, [], other.checkpoint(size));
    expect(await faultOf(address(seen))).toBe('other-history');
    await seen.add(size, other.consistency(size), other.checkpoint());
    expect(await faultOf(address(seen))).toBe('ahead');
    expect((await ctx().read(standing)).witnesses.find((one) => one.name === 'lain.example')?.state).toMatchObject({ fault: 'ahead', size: 0 });
  });
});
