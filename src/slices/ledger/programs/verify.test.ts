import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { publicEntry } from '#platform/commitment';
import { leafHash, nodeHash } from '../formats/merkle.ts';
import { formatCheckpoint, publicKeyOf, signNote, toBase64, verifierKey } from '../formats/note.ts';
import type { Receipt } from '../formats/receipt.ts';

const origin = 'contoh.go.id/ledger';
const seed = new Uint8Array(32).fill(7);
const vkey = verifierKey(origin, publicKeyOf(seed));
const record = { service: 'Legalisasi ijazah' };
const sibling = leafHash(new Uint8Array([1]));
const root = nodeHash(sibling, leafHash(publicEntry('test.announced', 1, record)));
const receipt: Receipt = {
  format: 'smart-asn/receipt/v1',
  kind: 'test.announced',
  version: 1,
  record,
  leaf_index: 1,
  proof: [toBase64(sibling)],
  checkpoint: signNote(formatCheckpoint({ origin, size: 2, root }), origin, seed),
  log: { origin, vkey },
};

const folder = mkdtempSync(join(tmpdir(), 'verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const text = `${JSON.stringify(receipt, null, 2)}\n`;
const good = write('tanda-terima.json', text);

/** As somebody runs it, with nothing of the house around: no database, no settings. */
function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/slices/ledger/programs/verify.ts', ...args], { encoding: 'utf8', env: { PATH: '' } });
  return { status, said: stdout + stderr };
}

describe('bin/verify', () => {
  it('accepts a good receipt, and says what it proves and by which key', () => {
    const { status, said } = run(good);
    expect(status).toBe(0);
    expect(said).toContain('SAH\n');
    expect(said).toContain('nomor 1, dari 2 catatan');
    expect(said).toContain('Legalisasi ijazah');
    expect(said).toContain('Bandingkan dengan kunci yang diumumkan instansi');
    expect(run(good, '--vkey', vkey).said).not.toContain('Bandingkan');
  });

  it('fails on one changed byte, wherever', () => {
    for (const [at, other] of [
      [3, '\t'],
      [text.indexOf('Legalisasi') + 2, 'k'],
      [text.indexOf('proof') + 20, 'A'],
      [text.length - 1, ' '],
    ] as const) {
      const { status, said } = run(write('diubah.json', text.slice(0, at) + other + text.slice(at + 1)));
      expect([status, said.startsWith('TIDAK SAH: ')], `byte ${at}`).toEqual([1, true]);
    }
    const bytes = Buffer.from(text);
    bytes[text.indexOf('Legalisasi')] = 0xff;
    expect(run(write('bita.json', bytes)).status).toBe(1);
  });

  it('fails under the key of another ledger', () => {
    const { status, said } = run(good, '--vkey', verifierKey(origin, publicKeyOf(new Uint8Array(32).fill(8))));
    expect([status, said]).toEqual([1, 'TIDAK SAH: ditandatangani kunci buku besar lain.\n']);
  });

  it('tells what cannot be checked from what is not good', () => {
    expect(run(join(folder, 'tidak-ada.json'))).toMatchObject({ status: 2, said: expect.stringContaining('tidak dapat dibaca') as string });
    expect(run(write('kosong.json', '')).status).toBe(1);
    expect(run()).toMatchObject({ status: 2, said: expect.stringContaining('Pemakaian') as string });
    expect(run(good, '--apa').status).toBe(2);
  });

  it('explains itself in both languages', () => {
    expect(run('--help')).toMatchObject({ status: 0, said: expect.stringContaining('tanpa jaringan') as string });
    expect(run('--help', '--en')).toMatchObject({ status: 0, said: expect.stringContaining('without a network') as string });
    expect(run(good, '--en').said).toContain('number 1, of 2 entries');
  });
});
