import { createHash, createPublicKey, verify } from 'node:crypto';
import type { VNode } from 'preact';
import { beforeAll, describe, expect, test } from 'vitest';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import type { Reply, Route, WebCtx } from '#platform/http';
import { testAgency, testDatabase, testNow } from '#test/db';
import { show } from '#test/page';
import { sequence } from './actions.ts';
import { formatCheckpoint, signNote } from './formats/note.ts';
import { replay } from './formats/replay.ts';
import { routes } from './routes.tsx';
import { keyNumber, make } from './testing.ts';

/*
 * A small verifier of its own, written from RFC 6962 and C2SP tlog-tiles, tlog-checkpoint and signed-note with Node's crypto
 * alone: it shares no line with the slice, and reads only what the routes serve.
 */

type Get = (path: string) => Promise<Buffer>;
const sha = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafOf = (entry: Buffer) => sha(Buffer.of(0), entry);
const nodeOf = (left: Buffer, right: Buffer) => sha(Buffer.of(1), left, right);
const fail = (why: string): never => {
  throw new Error(why);
};

function mth(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 0) return sha();
  if (hashes.length === 1) return hashes[0] as Buffer;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeOf(mth(hashes.slice(0, k)), mth(hashes.slice(k)));
}

type Head = { readonly origin: string; readonly size: number; readonly root: Buffer };

function openCheckpoint(note: string, vkey: string): Head {
  const [, name = '', id = '', key = ''] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(vkey) ?? [];
  const typed = Buffer.from(key, 'base64');
  if (
    sha(Buffer.from(`${name}\n`), typed)
      .subarray(0, 4)
      .toString('hex') !== id ||
    typed[0] !== 1
  )
    fail('verifier key');
  const end = note.indexOf('\n\n') + 1;
  const text = note.slice(0, end);
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: typed.subarray(1).toString('base64url') } });
  const ours = note
    .slice(end + 1)
    .split('\n')
    .filter((line) => line.startsWith(`\u2014 ${name} `))
    .map((line) => Buffer.from(line.split(' ')[2] ?? '', 'base64'))
    .filter((bytes) => bytes.subarray(0, 4).toString('hex') === id);
  if (ours.length === 0 || !ours.every((bytes) => verify(null, Buffer.from(text), publicKey, bytes.subarray(4)))) fail('signature');
  const [origin = '', size = '', root = ''] = text.split('\n');
  if (origin !== name || !/^(0|[1-9]\d*)$/.test(size)) fail('checkpoint');
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') };
}

function pathOf(level: number | 'entries', n: number, width: number): string {
  const groups =
    String(n)
      .padStart(Math.ceil(String(n).length / 3) * 3, '0')
      .match(/.../g) ?? [];
  return `tile/${level}/${groups.map((group, at) => (at + 1 < groups.length ? `x${group}` : group)).join('/')}${width < 256 ? `.p/${width}` : ''}`;
}

function bundle(bytes: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt16BE(at);
    if (at + 2 + length > bytes.length) fail('bundle');
    entries.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}

/** All of the log: every entry against its leaf, every tile against its parent, the whole against the signed root. */
async function audit(get: Get, vkey: string, known?: Head): Promise<Head> {
  const head = openCheckpoint((await get('checkpoint')).toString(), vkey);
  if (known && head.size < known.size) fail('rollback');
  const levels: Buffer[][] = [];
  for (let level = 0; Math.floor(head.size / 256 ** level) > 0; level += 1) {
    const count = Math.floor(head.size / 256 ** level);
    const hashes: Buffer[] = [];
    for (let n = 0; n * 256 < count; n += 1) {
      const width = Math.min(256, count - n * 256);
      const tile = await get(pathOf(level, n, width));
      if (tile.length !== width * 32) fail(`length of ${pathOf(level, n, width)}`);
      for (let at = 0; at < width; at += 1) hashes.push(tile.subarray(at * 32, at * 32 + 32));
    }
    levels.push(hashes);
    const below = levels[level - 1];
    if (below) hashes.forEach((hash, n) => mth(below.slice(n * 256, n * 256 + 256)).equals(hash) || fail(`tile below ${level}/${n}`));
  }
  const leaves = levels[0] ?? [];
  for (let n = 0; n * 256 < head.size; n += 1) {
    const width = Math.min(256, head.size - n * 256);
    const entries = bundle(await get(pathOf('entries', n, width)));
    if (entries.length !== width) fail(`entries of bundle ${n}`);
    entries.forEach((entry, at) => leafOf(entry).equals(leaves[n * 256 + at] as Buffer) || fail(`entry ${n * 256 + at}`));
  }
  if (!mth(leaves).equals(head.root)) fail('root');
  if (known && !mth(leaves.slice(0, known.size)).equals(known.root)) fail('another history');
  return head;
}

const database = testDatabase();
const ctx = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const key = keyNumber(7);

function routeFor(path: string): Route {
  const found = routes.find((one) => one.method === 'GET' && (one.path === path || (one.path.endsWith('/*') && path.startsWith(one.path.slice(0, -1)))));
  return found ?? fail(`no route for ${path}`);
}

async function answer(path: string): Promise<Extract<Reply, { type: 'bytes' }>> {
  const reply = await routeFor(path).handle({ ...ctx(), path } as unknown as WebCtx, undefined);
  return reply.type === 'bytes' ? reply : fail('no bytes');
}

const kept = new Map<string, Buffer>();

/** What may be kept for ever is asked for once, as any reader does. */
const get: Get = async (path) => {
  const bytes = kept.get(path) ?? Buffer.from((await answer(`/ledger/${path}`)).bytes as Uint8Array);
  if (path !== 'checkpoint') kept.set(path, bytes);
  return bytes;
};

/** The log as somebody else would serve it. */
const altered =
  (match: string, change: (bytes: Buffer) => Buffer): Get =>
  async (path) =>
    path.startsWith(match) ? change(Buffer.from(await get(path))) : get(path);
const flip = (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)));

const early: { head?: Head; notes: string[] } = { notes: [] };
const size = 70_000;

async function announce(count: number): Promise<void> {
  await database.owner.transact('all', (tx) =>
    sql`insert into outbox.events (id, kind, version, agency_id, actor, payload, ledger, entry, occurred_at)
      select gen_random_uuid(), 'test.announced', 1, ${testAgency.id}, 'system:test', '{}', 'public',
        convert_to('{"kind":"test.announced","record":{"n":' || n || '},"version":1}', 'utf8'), ${testNow}
      from generate_series(1, ${count}::int) n`.execute(tx),
  );
}

beforeAll(async () => {
  await make.log(ctx(), key);
  await announce(300);
  await sequence(ctx(), 300);
  early.head = await audit(get, key.vkey);
  early.notes.push((await get('checkpoint')).toString());
  await announce(size - 300);
  while ((await sequence(ctx(), 8000)) > 0) early.notes.push((await get('checkpoint')).toString());
}, 180_000);

describe('the served log', () => {
  test('an independent verifier finds every entry, tile, root and signature right, and nothing but additions', async () => {
    expect(await audit(get, key.vkey, early.head)).toMatchObject({ size, origin: key.origin });
    const sizes = early.notes.map((note) => openCheckpoint(note, key.vkey).size);
    expect(new Set(sizes).size).toBe(sizes.length);
  });

  test('has the tiles that the specification counts for 70,000, and none beyond', async () => {
    for (const [level, n, width] of [
      [0, 272, 256],
      [0, 273, 112],
      [1, 0, 256],
      [1, 1, 17],
      [2, 0, 1],
      ['entries', 273, 112],
    ] as const)
      expect((await get(pathOf(level, n, width))).length, pathOf(level, n, width)).toBeGreaterThan(0);
    for (const path of [
      pathOf(0, 273, 113),
      pathOf(0, 274, 1),
      pathOf(1, 1, 18),
      pathOf(2, 0, 2),
      pathOf(3, 0, 1),
      'tile/0/0',
      'tile/0/273',
      'tile/0/../checkpoint',
    ])
      await expect(get(path), path).rejects.toMatchObject({ status: 404 });
  });

  test('keeps every partial tile that an older checkpoint published', async () => {
    expect((await get(pathOf(0, 1, 44))).equals((await get(pathOf(0, 1, 256))).subarray(0, 44 * 32))).toBe(true);
    expect(bundle(await get(pathOf('entries', 1, 44)))).toHaveLength(44);
  });

  test('says for how long each may be kept, and lets any page read it', async () => {
    expect(await answer('/ledger/checkpoint')).toMatchObject({ mediaType: 'text/plain; charset=utf-8', cacheControl: 'public, max-age=2' });
    expect(await answer('/ledger/tile/0/000')).toMatchObject({
      mediaType: 'application/octet-stream',
      cacheControl: 'public, max-age=31536000, immutable',
      headers: { 'access-control-allow-origin': '*' },
    });
    expect(Buffer.from((await answer('/ledger/vkey')).bytes as Uint8Array).toString()).toBe(`${key.vkey}\n`);
  });
});

describe('X15: a log that was tampered with is rejected', () => {
  const swap: Get = (path) =>
    get(path === pathOf('entries', 4, 256) ? pathOf('entries', 5, 256) : path === pathOf('entries', 5, 256) ? pathOf('entries', 4, 256) : path);
  const swappedEntries = altered(pathOf('entries', 9, 256), (bytes) => {
    const [first, second, ...rest] = bundle(bytes);
    return Buffer.concat([second, first, ...rest].flatMap((entry) => (entry ? [Buffer.of(entry.length >> 8, entry.length & 255), entry] : [])));
  });
  test.each([
    ['a changed byte of an entry', altered(pathOf('entries', 100, 256), flip), 'entry 25855'],
    ['a changed tile of level 0', altered(pathOf(0, 40, 256), flip), 'tile below 1/40'],
    ['a changed partial tile of level 0', altered(pathOf(0, 273, 112), flip), 'entry 69999'],
    ['a changed tile of level 1', altered(pathOf(1, 0, 256), flip), 'tile below 1/255'],
    ['a changed partial tile of level 1', altered(pathOf(1, 1, 17), flip), 'tile below 1/272'],
    ['a changed tile of level 2', altered(pathOf(2, 0, 1), flip), 'tile below 2/0'],
    ['swapped bundles', swap, 'entry 1024'],
    ['swapped entries', swappedEntries, 'entry 2304'],
    ['another size under the same signature', altered('checkpoint', (note) => Buffer.from(note.toString().replace('\n70000\n', '\n70001\n'))), 'signature'],
  ])('%s', async (_what, tampered, why) => {
    await expect(audit(tampered, key.vkey, early.head)).rejects.toThrow(why);
    expect(await replay({ get: tampered, keys: [key.vkey] })).toMatchObject({ ok: false });
  });

  test('a foreign key', async () => {
    await expect(audit(get, keyNumber(8).vkey)).rejects.toThrow('signature');
    expect(await replay({ get, keys: [keyNumber(8).vkey] })).toEqual({ ok: false, at: 'checkpoint' });
  });

  test('a rollback to an older checkpoint', async () => {
    const newest = await audit(get, key.vkey);
    await expect(
      audit(
        altered('checkpoint', () => Buffer.from(early.notes[0] ?? '')),
        key.vkey,
        newest,
      ),
    ).rejects.toThrow('rollback');
  });

  test('another history than the one seen before', async () => {
    const forged = { ...(early.head as Head), root: sha(Buffer.from('another')) };
    await expect(audit(get, key.vkey, forged)).rejects.toThrow('another history');
  });
});

test('the browser’s own recomputation comes to the same root', async () => {
  const found = await replay({ get, keys: [key.vkey] });
  expect(found).toMatchObject({ ok: true, size, root: (await audit(get, key.vkey)).root.toString('base64') });
  expect(found.ok && found.kinds.get('test.announced')).toBe(size);
});

test('an old checkpoint is compared on the server for who has no script', async () => {
  const compare = async (paper: string) => {
    const route = routes.find((one) => one.method === 'POST' && one.path === '/transparansi/riwayat');
    const reply = await route?.handle({ ...ctx(), path: route.path } as unknown as WebCtx, { paper });
    return reply?.type === 'page' ? show(reply.body as VNode).text : '';
  };
  expect(await compare((early.notes[0] ?? '').replaceAll('\n', '\r\n'))).toContain('300 catatan pada tanda terima lama adalah awal dari 70.000');
  const forged = signNote(formatCheckpoint({ origin: key.origin, size: 300, root: sha(Buffer.from('another')) }), key.origin, key.seed);
  expect(await compare(forged)).toContain('Buku besar ini sudah berubah');
});
