import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ctxOn } from '#platform/context';
import { testAgency, testDatabase, testNow } from '#test/db';
import { receiptOf } from '../actions.ts';
import { checkLog } from '../audit/actions.ts';
import { followKeys, makeKeyStatement } from '../formats/key-statement.ts';
import { readVerifierKey, signNote, verifyNote } from '../formats/note.ts';
import { verifyReceipt } from '../formats/receipt.ts';
import { replay } from '../formats/replay.ts';
import { readTilePath } from '../formats/tiles.ts';
import { newestCheckpoint, tileBytes } from '../store.ts';
import { keyNumber, make } from '../testing.ts';
import { turnKeys } from './actions.ts';
import { allKeys, laterKeys } from './store.ts';

const database = testDatabase();
const ctx = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const [old, next, foreign] = [keyNumber(7), keyNumber(8), keyNumber(9)] as const;
const scratch = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const note = async () => (await ctx().read(newestCheckpoint))?.note ?? '';
const verdictBy = async ({ vkey }: typeof old) => {
  const key = readVerifierKey(vkey);
  return key && verifyNote(await note(), key);
};
const get = async (path: string) => {
  const tile = readTilePath(path);
  return path === 'checkpoint' ? new TextEncoder().encode(await note()) : ((tile && (await ctx().read((tx) => tileBytes(tx, tile)))) ?? new Uint8Array(0));
};
async function recorded(text: string): Promise<unknown> {
  const eventId = await make.event(ctx(), text);
  await make.sequenced(ctx());
  return ctx().read((tx) => receiptOf(tx, eventId));
}
const turned = (own: typeof old, following?: typeof old) => turnKeys(ctx(), old.vkey, own, following);
const kept: { before?: unknown; between?: unknown; after?: unknown } = {};

beforeAll(async () => {
  await make.log(ctx(), old);
  kept.before = await recorded('sebelum');
});

describe('X14: the log goes over to another key', () => {
  test('the old key announces the new one in the log, and both sign', async () => {
    expect(await turned(old, next)).toBe('ok');
    kept.between = await recorded('di antara');
    expect([await verdictBy(old), await verdictBy(next)]).toEqual(['ok', 'ok']);
    const found = await replay({ get, keys: [old.vkey] });
    expect(found.ok && found.kinds.get('ledger.key-announced')).toBe(1);
    expect(await replay({ get, keys: [next.vkey] })).toMatchObject({ ok: true });
    // A second start says nothing twice.
    expect(await turned(old, next)).toBe('ok');
    expect(await ctx().read(laterKeys)).toMatchObject([{ vkey: next.vkey, replaces: old.vkey, alone_from: null }]);
  });

  test('a start with a key that nobody announced, or without the one that was, refuses', async () => {
    expect(await turned(foreign)).toBe('foreign-key');
    expect(await turned(old)).toBe('next-missing');
    expect(await turned(old, foreign)).toBe('other-next');
  });

  test('once the new key has taken its place the old one is retired in the log, and signs no more', async () => {
    expect(await turned(next)).toBe('ok');
    kept.after = await recorded('sesudah');
    expect([await verdictBy(old), await verdictBy(next)]).toEqual(['unknown-key', 'ok']);
    const found = await replay({ get, keys: [next.vkey] });
    expect(found.ok && found.kinds.get('ledger.key-retired')).toBe(1);
    expect(await turned(old, next)).toBe('foreign-key');
    expect(await turned(next)).toBe('ok');
    expect((await checkLog(ctx())).faults).toEqual([]);
  });

  test('receipts of before, between and after stay valid for who trusts either key and follows', async () => {
    const statements = (await ctx().read(laterKeys)).map((key) => key.statement);
    expect(await ctx().read(allKeys)).toEqual([old.vkey, next.vkey]);
    for (const trusted of [old, next]) {
      const keys = followKeys([trusted.vkey], statements);
      for (const receipt of [kept.before, kept.between, kept.after]) expect(verifyReceipt(receipt, { keys })).toMatchObject({ ok: true, what: 'receipt' });
    }
    expect(verifyReceipt(kept.before, { keys: [next.vkey] })).toEqual({ ok: false, why: 'foreign-key' });
    expect(verifyReceipt(kept.after, { keys: [old.vkey] })).toEqual({ ok: false, why: 'foreign-key' });
    const file = (name: string, value: unknown) => {
      writeFileSync(join(scratch, name), `${JSON.stringify(value, null, 2)}\n`);
      return join(scratch, name);
    };
    const args = [file('after.json', kept.after), '--vkey', old.vkey];
    const verify = (...more: readonly string[]) =>
      spawnSync(process.execPath, ['src/slices/ledger/programs/verify.ts', ...args, ...more], { env: { PATH: '' } }).status;
    expect([verify(), verify('--keys', file('keys.json', statements)), verify('--keys', args[0] ?? '')]).toEqual([1, 0, 2]);
  });

  test('a statement that not both keys have signed leads nowhere', () => {
    const to = { origin: old.origin, from: old.vkey, to: foreign.vkey };
    const text = `smart-asn/key/v1\n${old.origin}\n${old.vkey}\n${foreign.vkey}\n`;
    for (const statement of [
      signNote(text, old.origin, foreign.seed),
      signNote(text, old.origin, old.seed),
      makeKeyStatement(to, { from: next.seed, to: foreign.seed }),
      makeKeyStatement({ ...to, origin: 'lain.go.id/ledger' }, { from: old.seed, to: foreign.seed }),
      '',
    ])
      expect(followKeys([old.vkey], [statement])).toEqual([old.vkey]);
  });
});
