import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFiles } from '#test/public-log';
import { formatPolicy } from '../formats/cosignature.ts';
import { keyNumber, type MemoryLog, memoryLog, tellEntries, witnessNumber } from '../testing.ts';

const scratch = mkdtempSync(join(tmpdir(), 'monitor-'));
const key = keyNumber(7);
const served: { get: (path: string) => Uint8Array | undefined; asked: string[] } = { get: () => undefined, asked: [] };
const open = { url: '', close: () => undefined as void };
const bytes = (text: string) => new TextEncoder().encode(text);

beforeAll(async () => {
  Object.assign(
    open,
    await serveFiles((path) => {
      served.asked.push(path);
      return path === 'vkey' ? bytes(`${key.vkey}\n`) : served.get(path);
    }),
  );
});
afterAll(() => {
  open.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** As somebody runs it, with nothing of the house around. */
function monitor(folder: string, ...args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['src/slices/ledger/programs/monitor.ts', open.url, '--data', join(scratch, folder), ...args], { env: { PATH: '' } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('close', (code) => resolve({ code, said }));
  });
}

const show = (log: MemoryLog, more: Readonly<Record<string, string>> = {}) => {
  served.get = (path) => (more[path] === undefined ? log.get(path) : bytes(more[path]));
};

describe('bin/monitor', () => {
  it('reads all the first time, and then only what came since', async () => {
    const log = memoryLog(key, tellEntries(0, 700));
    show(log);
    expect(await monitor('follows')).toMatchObject({ code: 0, said: expect.stringMatching(/^COCOK: 700 catatan, 700 di antaranya baru/) as string });
    log.append(tellEntries(700, 100));
    served.asked.length = 0;
    expect(await monitor('follows', '--en')).toMatchObject({ code: 0, said: expect.stringMatching(/^FITS: 800 entries, 100 of them new/) as string });
    expect(served.asked.filter((path) => path.startsWith('tile/entries/'))).toEqual(['tile/entries/002', 'tile/entries/003.p/32']);
    expect((await monitor('follows')).said).toContain('800 catatan, 0 di antaranya baru');
  });

  it.each([
    ['a rollback', (log: MemoryLog) => memoryLog(key, tellEntries(0, log.size() - 1)), 'lebih pendek'],
    ['a second tree of one size', () => memoryLog(key, [...tellEntries(0, 299), ...tellEntries(299, 1, 'b')]), 'dua pohon'],
    ['another history', () => memoryLog(key, [...tellEntries(0, 299), ...tellEntries(299, 60, 'b')]), 'bukan lagi awal'],
    ['a foreign key', () => memoryLog(keyNumber(8), tellEntries(0, 301)), 'tidak ditandatangani'],
  ])('X15: tells %s, ends with 1, and keeps both checkpoints as proof', async (name, next, said) => {
    const before = memoryLog(key, tellEntries(0, 300));
    show(before);
    expect((await monitor(name)).code).toBe(0);
    const after = next(before);
    show(after);
    const told = await monitor(name, '--every', '1');
    expect(told).toMatchObject({ code: 1, said: expect.stringContaining(said) as string });
    const [evidence = ''] = readdirSync(join(scratch, name)).filter((file) => file.startsWith('evidence'));
    const kept = readFileSync(join(scratch, name, evidence), 'utf8');
    expect(kept).toContain(before.checkpoint());
    expect(kept).toContain(after.checkpoint());
    // What it has seen stays what it was: it says so again the next time.
    expect((await monitor(name)).code).toBe(1);
    show(before);
    expect((await monitor(name)).code).toBe(0);
  });

  it('names a tile or a bundle that is not as it was computed', async () => {
    const log = memoryLog(key, tellEntries(0, 600));
    for (const path of ['tile/0/001', 'tile/1/000.p/2', 'tile/entries/001']) {
      served.get = (asked) => (asked === path ? log.get(asked)?.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) : log.get(asked));
      expect(await monitor(path.replaceAll('/', '-')), path).toMatchObject({ code: 1, said: expect.stringMatching(/bagian tile|akar/) as string });
    }
  });

  it('tells what is odd among the entries', async () => {
    const odd = [
      'bukan json',
      '{"kind": "test.a","record":{},"version":1}',
      '{"kind":"test.a","version":1}',
      '{"commitment":"00","kind":"test.a","version":1}',
    ];
    show(memoryLog(key, [...tellEntries(0, 5), ...odd.map(bytes)]));
    const { code, said } = await monitor('odd');
    expect(code).toBe(3);
    for (const part of ['nomor 5 bukan JSON', 'nomor 6 bukan JSON kanonik', 'nomor 7 bukan sidik', 'nomor 8 bukan sidik']) expect(said).toContain(part);
  });

  it('holds the log to a policy of witnesses', async () => {
    const log = memoryLog(key, tellEntries(0, 90));
    const fork = memoryLog(key, tellEntries(0, 80, 'b'));
    const witnesses = [31, 32, 33].map((number) => witnessNumber(number));
    const file = join(scratch, 'policy');
    writeFileSync(file, formatPolicy({ logs: [key.vkey], policy: { k: 2, witnesses: witnesses.map(({ vkey }) => vkey) } }));
    const signedBy = (tree: MemoryLog, size: number, count: number) =>
      tree.checkpoint(size) +
      witnesses
        .slice(0, count)
        .map((one) => one.cosign(tree.checkpoint(size), 1))
        .join('');
    show(log, { witnessed: signedBy(log, 80, 2) });
    expect(await monitor('witnessed', '--policy', file)).toMatchObject({ code: 0, said: expect.stringContaining('pohon 80 catatan') as string });
    show(log, { witnessed: signedBy(log, 80, 1) });
    expect(await monitor('witnessed', '--policy', file)).toMatchObject({ code: 3, said: expect.stringContaining('SAKSI KURANG') as string });
    show(log, { witnessed: signedBy(fork, 80, 3) });
    expect(await monitor('witnessed', '--policy', file)).toMatchObject({ code: 1, said: expect.stringContaining('dua pohon') as string });
  });

  it('tells what cannot be read from what does not fit, and explains itself', async () => {
    served.get = () => undefined;
    expect(await monitor('nothing')).toMatchObject({ code: 2, said: expect.stringContaining('Tidak dapat dibaca') as string });
    expect(await monitor('nothing', '--policy', '/nowhere')).toMatchObject({ code: 2 });
    expect(await monitor('nothing', '--help')).toMatchObject({ code: 0, said: expect.stringContaining('sebagai pengamat') as string });
    expect(await monitor('nothing', '--help', '--en')).toMatchObject({ code: 0, said: expect.stringContaining('as an observer') as string });
    expect(await monitor('nothing', '--apa')).toMatchObject({ code: 2, said: expect.stringContaining('Pemakaian') as string });
  });
});
