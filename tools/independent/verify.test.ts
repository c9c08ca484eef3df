import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveFiles } from '#test/public-log';
import { keyNumber, type MemoryLog, memoryLog, tellEntries, witnessNumber } from '#slices/ledger/testing';
import { formatCheckpoint, signNote } from '../../src/slices/ledger/formats/note.ts';
import { replay, type Seen } from '../../src/slices/ledger/formats/replay.ts';
import { independentVerifier } from './program.ts';

/*
 * How the log is judged: what must be rejected, each by our own verifier and by one on other people's code in another language.
 * 66,000 entries: the fewest thousands that have a tile of level 2.
 */

const size = 66_000;
const early = 300;
const key = keyNumber(7);
const log = memoryLog(key, tellEntries(0, size));
const scratch = mkdtempSync(join(tmpdir(), 'judged-'));
let served: { get: (path: string) => Uint8Array | undefined } = { get: (path) => log.get(path) };
const open: { url: string; close(): void; go: ReturnType<typeof independentVerifier> } = { url: '', close: () => undefined, go: independentVerifier() };

beforeAll(async () => {
  Object.assign(open, await serveFiles((path) => served.get(path)));
});
afterAll(() => {
  open.close();
  rmSync(scratch, { recursive: true, force: true });
});

type Judged = { readonly ours: string; readonly go: string };
type Asked = {
  readonly get: (path: string) => Uint8Array | undefined;
  readonly vkey?: string;
  readonly old?: string;
  readonly witnesses?: readonly string[];
  readonly k?: number;
};

/** What each of the two says: `ok`, or the place where it does not fit. */
async function judge({ get, vkey = key.vkey, old, witnesses = [], k = 0 }: Asked): Promise<Judged> {
  served = { get };
  const file = join(scratch, 'old');
  if (old !== undefined) writeFileSync(file, old);
  const args = [
    '-url',
    open.url,
    '-vkey',
    vkey,
    '-k',
    String(k),
    ...(old === undefined ? [] : ['-old', file]),
    ...witnesses.flatMap((one) => ['-witness', one]),
  ];
  const since: Seen | undefined = old === undefined ? undefined : { checkpoint: old };
  const read = async (path: string) => {
    const bytes = get(path);
    if (!bytes) throw new Error(`${path} is not served`);
    return bytes;
  };
  const [found, { code, said }] = await Promise.all([
    replay({ get: read, keys: [vkey], policy: { k, witnesses }, since }).catch((error: unknown) => ({ ok: false as const, at: (error as Error).message })),
    open.go(...args),
  ]);
  return { ours: found.ok ? 'ok' : found.at, go: code === 0 ? 'ok' : said };
}

const flip = (bytes: Uint8Array | undefined, at = -1) => bytes?.map((byte, place) => (place === (at + bytes.length) % bytes.length ? byte ^ 1 : byte));
const changed = (match: string, change: (bytes: Uint8Array | undefined) => Uint8Array | undefined) => (path: string) =>
  path === match ? change(log.get(path)) : log.get(path);
const asCheckpoint = (note: string) => changed('checkpoint', () => new TextEncoder().encode(note));
const swapped = (one: string, other: string) => (path: string) => log.get(path === one ? other : path === other ? one : path);

test('a sound log is accepted by both, from an older checkpoint on too', async () => {
  expect(await judge({ get: (path) => log.get(path) })).toEqual({ ours: 'ok', go: 'ok' });
  expect(await judge({ get: (path) => log.get(path), old: log.checkpoint(early) })).toEqual({ ours: 'ok', go: 'ok' });
});

describe('X15: rejected by both', () => {
  test.each<readonly [string, Asked, string, string]>([
    ['a changed byte of an entry', { get: changed('tile/entries/100', (bytes) => flip(bytes)) }, 'tile/0/100', 'tile/0/100'],
    ['a changed length of an entry', { get: changed('tile/entries/100', (bytes) => flip(bytes, 1)) }, 'tile/entries/100', 'tile/entries/100'],
    ['a changed tile of level 0', { get: changed('tile/0/040', (bytes) => flip(bytes)) }, 'tile/0/040', 'tile/0/040'],
    ['a changed partial tile of level 0', { get: changed('tile/0/257.p/208', (bytes) => flip(bytes)) }, 'tile/0/257.p/208', 'tile/0/257.p/208'],
    ['a changed tile of level 1', { get: changed('tile/1/000', (bytes) => flip(bytes)) }, 'tile/1/000', 'tile/1/000'],
    ['a changed partial tile of level 1', { get: changed('tile/1/001.p/1', (bytes) => flip(bytes)) }, 'tile/1/001.p/1', 'tile/1/001.p/1'],
    ['a changed tile of level 2', { get: changed('tile/2/000.p/1', (bytes) => flip(bytes)) }, 'tile/2/000.p/1', 'tile/2/000.p/1'],
    ['swapped bundles', { get: swapped('tile/entries/004', 'tile/entries/005') }, 'tile/0/004', 'tile/0/004'],
    ['swapped tiles', { get: swapped('tile/0/004', 'tile/0/005') }, 'tile/0/004', 'tile/0/004'],
    ['size + 1 under the same signature', { get: asCheckpoint(log.checkpoint().replace(`\n${size}\n`, `\n${size + 1}\n`)) }, 'checkpoint', 'checkpoint'],
    [
      'size + 1, signed, with nothing behind it',
      { get: asCheckpoint(signNote(formatCheckpoint({ origin: key.origin, size: size + 1, root: log.root() }), key.origin, key.seed)) },
      'tile/entries/257.p/209',
      'tile/entries/257.p/209',
    ],
    [
      'a root that is not that of the entries',
      { get: asCheckpoint(signNote(formatCheckpoint({ origin: key.origin, size, root: log.root(size - 1) }), key.origin, key.seed)) },
      'root',
      'root',
    ],
    ['a foreign key', { get: (path: string) => log.get(path), vkey: keyNumber(8).vkey }, 'checkpoint', 'checkpoint'],
    ['a signature by a foreign key', { get: asCheckpoint(memoryLog(keyNumber(8), tellEntries(0, 10)).checkpoint()) }, 'checkpoint', 'checkpoint'],
    ['a rollback', { get: asCheckpoint(log.checkpoint(size - 1)), old: log.checkpoint() }, 'rollback', 'rollback'],
    [
      'a forged old root',
      {
        get: (path: string) => log.get(path),
        old: signNote(formatCheckpoint({ origin: key.origin, size: early, root: log.root(early + 1) }), key.origin, key.seed),
      },
      'history',
      'consistency',
    ],
    [
      'an old checkpoint that the log has not signed',
      { get: (path: string) => log.get(path), old: memoryLog(keyNumber(8), tellEntries(0, 10)).checkpoint() },
      'checkpoint',
      'checkpoint',
    ],
  ])('%s', async (_what, asked, ours, go) => {
    const judged = await judge(asked);
    expect(judged.ours).toContain(ours);
    expect(judged.go).toContain(go);
  });

  test('every byte of a checkpoint', async () => {
    const note = new TextEncoder().encode(log.checkpoint(3));
    const small = memoryLog(key, tellEntries(0, 3));
    // Not the last letter: two of its bits say nothing, and sumdb does not mind them.
    for (let at = 0; at < note.length - 3; at += 7)
      expect(Object.values(await judge({ get: (path) => (path === 'checkpoint' ? flip(note, at) : small.get(path)) })), `byte ${at}`).not.toContain('ok');
  });

  test('a split view: two trees of one size, and k of n witnesses that have not signed this one', async () => {
    const fork: MemoryLog = memoryLog(key, [...tellEntries(0, 40), ...tellEntries(40, 60, 'b')]);
    const honest = memoryLog(key, tellEntries(0, 100));
    const asFork = (path: string) => fork.get(path);
    expect(await judge({ get: asFork })).toEqual({ ours: 'ok', go: 'ok' });
    expect(await judge({ get: asFork, old: honest.checkpoint() })).toMatchObject({ ours: 'split-view', go: expect.stringContaining('split view') as string });
    expect(await judge({ get: asFork, old: honest.checkpoint(60) })).toMatchObject({ ours: 'history', go: expect.stringContaining('consistency') as string });

    const witnesses = [21, 22, 23, 24].map((number) => witnessNumber(number));
    const stamped = (tree: MemoryLog, by: readonly number[]) => {
      const note = tree.checkpoint() + by.map((at) => witnesses[at]?.cosign(tree.checkpoint(), 1_780_000_000)).join('');
      return (path: string) => (path === 'checkpoint' ? new TextEncoder().encode(note) : tree.get(path));
    };
    const policy = { k: 3, witnesses: witnesses.map(({ vkey }) => vkey) };
    expect(await judge({ get: stamped(honest, [0, 1, 2]), ...policy })).toEqual({ ours: 'ok', go: 'ok' });
    for (const half of [stamped(honest, [0, 1]), stamped(fork, [2, 3])])
      expect(await judge({ get: half, ...policy })).toEqual({ ours: 'witnesses', go: 'witnesses: 2 of the 3 that are needed' });
    // The stamp of another tree is none.
    const borrowed = fork.checkpoint() + witnesses.map((one) => one.cosign(honest.checkpoint(), 1)).join('');
    expect(
      Object.values(await judge({ get: (path) => (path === 'checkpoint' ? new TextEncoder().encode(borrowed) : fork.get(path)), ...policy })),
    ).not.toContain('ok');
  });
});
