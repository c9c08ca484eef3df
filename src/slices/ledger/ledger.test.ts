import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { commitmentEntry, commitmentOf } from '#platform/commitment';
import { consistencyRanges, emptyRoot, type HashOf, hashOfRange, inclusionRanges, isConsistent, isIncluded, leafHash, nodeHash } from './merkle.ts';
import { formatCheckpoint, publicKeyOf, readCheckpoint, readVerifierKey, signNote, toBase64, verifierKey, verifyNote } from './note.ts';
import { makePromise, type Receipt, verifyReceipt } from './receipt.ts';
import { decodeEntries, encodeEntries, hashesAt, readTilePath, tileExists, tilePath } from './tiles.ts';

const seed = new Uint8Array(32).fill(7);
const publicKey = publicKeyOf(seed);
const vkey = verifierKey('contoh.go.id/log', publicKey);

function hashesOver(leaves: readonly Uint8Array[]): HashOf {
  const of: HashOf = ({ level, index }) =>
    level === 0 ? (leaves[index] ?? new Uint8Array()) : nodeHash(of({ level: level - 1, index: index * 2 }), of({ level: level - 1, index: index * 2 + 1 }));
  return of;
}

/** Straight from the definition, slow and plain. */
function plainRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(plainRoot(leaves.slice(0, split)), plainRoot(leaves.slice(split)));
}

// The eight entries of the Certificate Transparency test data, and the roots of their first 1 to 8.
const ctEntries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(hexToBytes);
const ctRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('trees', () => {
  it('have the roots of the CT test data', () => {
    const leaves = ctEntries.map(leafHash);
    expect(ctRoots.map((_root, at) => bytesToHex(hashOfRange(0, at + 1, hashesOver(leaves))))).toEqual(ctRoots);
  });

  it('prove every leaf and every older tree, and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }), fc.nat(), fc.nat(), (size, a, b) => {
        const leaves = Array.from({ length: size }, (_none, at) => leafHash(utf8ToBytes(`entry ${at}`)));
        const hashOf = hashesOver(leaves);
        const root = hashOfRange(0, size, hashOf);
        expect(bytesToHex(root)).toBe(bytesToHex(plainRoot(leaves)));
        const index = a % size;
        const proof = inclusionRanges(index, size).map(({ from, until }) => hashOfRange(from, until, hashOf));
        const leaf = leaves[index] as Uint8Array;
        expect(isIncluded({ leaf, index, size, proof, root })).toBe(true);
        expect(isIncluded({ leaf: leafHash(utf8ToBytes('another')), index, size, proof, root })).toBe(false);
        if (proof.length > 0) expect(isIncluded({ leaf, index, size, proof: proof.slice(1), root })).toBe(false);
        const old = b % (size + 1);
        const oldRoot = hashOfRange(0, old, hashOf);
        const between = consistencyRanges(old, size).map(({ from, until }) => hashOfRange(from, until, hashOf));
        expect(isConsistent({ oldSize: old, oldRoot, size, root, proof: between })).toBe(true);
        if (old > 0) expect(isConsistent({ oldSize: old, oldRoot: leafHash(utf8ToBytes('forged')), size, root, proof: between })).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

describe('tiles', () => {
  it('have one address each', () => {
    expect(tilePath({ level: 0, n: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 'entries', n: 5, width: 112 })).toBe('tile/entries/005.p/112');
    expect(readTilePath('tile/0/x001/x234/067')).toEqual({ level: 0, n: 1_234_067, width: 256 });
    for (const wrong of ['tile/00/000', 'tile/0/0', 'tile/0/000.p/0', 'tile/0/000.p/256', 'tile/0/x000/001', 'tile/64/000', 'tile/0/../000'])
      expect(readTilePath(wrong), wrong).toBeUndefined();
  });

  it('exist as the specification counts them for 70,000 and 256', () => {
    expect([0, 1, 2].map((level) => [Math.floor(hashesAt(70_000, level) / 256), hashesAt(70_000, level) % 256])).toEqual([
      [273, 112],
      [1, 17],
      [0, 1],
    ]);
    expect([hashesAt(256, 0), hashesAt(256, 1)]).toEqual([256, 1]);
    expect(tileExists({ level: 0, n: 273, width: 112 }, 70_000)).toBe(true);
    expect(tileExists({ level: 0, n: 273, width: 113 }, 70_000)).toBe(false);
  });

  it('bundle entries and refuse a cut bundle', () => {
    const bundle = encodeEntries(ctEntries);
    expect(decodeEntries(bundle)?.map(bytesToHex)).toEqual(ctEntries.map(bytesToHex));
    expect(decodeEntries(bundle.slice(0, -1))).toBeUndefined();
  });
});

describe('checkpoints', () => {
  const note = signNote(formatCheckpoint({ origin: 'contoh.go.id/log', size: 8, root: hexToBytes(ctRoots[7] ?? '') }), 'contoh.go.id/log', seed);
  const key = readVerifierKey(vkey);

  it('verify with their key', () => {
    expect(key && verifyNote(note, key)).toBe('ok');
    expect(readCheckpoint(note)).toMatchObject({ origin: 'contoh.go.id/log', size: 8 });
    const stranger = `${note}${note.split('\n\n')[1]?.replace('contoh.go.id/log', 'lain.go.id/log')}`;
    expect(key && verifyNote(stranger, key)).toBe('ok');
  });

  it('do not verify once a byte has changed, or with another key', () => {
    expect(key && verifyNote(note.replace('\n8\n', '\n9\n'), key)).toBe('bad-signature');
    const other = readVerifierKey(verifierKey('contoh.go.id/log', publicKeyOf(new Uint8Array(32).fill(9))));
    expect(other && verifyNote(note, other)).toBe('unknown-key');
    expect(readVerifierKey(vkey.replace('contoh', 'cantoh'))).toBeUndefined();
  });
});

describe('receipts', () => {
  const record = { ticket: 'LYN-52-2026-0000001-1', fee: 10n };
  const salt = new Uint8Array(32).fill(3);
  const entry = commitmentEntry('services.application-submitted', 1, commitmentOf(record, salt));
  const leaves = [...ctEntries, entry].map(leafHash);
  const root = hashOfRange(0, 9, hashesOver(leaves));
  const log = { origin: 'contoh.go.id/log', vkey };
  const receipt: Receipt = {
    format: 'smart-asn/receipt/v1',
    kind: 'services.application-submitted',
    version: 1,
    record: { ticket: record.ticket, fee: '10' },
    salt: toBase64(salt),
    leaf_index: 8,
    proof: inclusionRanges(8, 9).map(({ from, until }) => toBase64(hashOfRange(from, until, hashesOver(leaves)))),
    checkpoint: signNote(formatCheckpoint({ origin: log.origin, size: 9, root }), log.origin, seed),
    log,
  };

  it('verify, also after a round trip through JSON', () => {
    expect(verifyReceipt(JSON.parse(JSON.stringify(receipt)))).toMatchObject({ ok: true, what: 'receipt', index: 8 });
    expect(verifyReceipt(receipt, vkey)).toMatchObject({ ok: true });
  });

  it('fail when anything in them has changed', () => {
    const changed: readonly unknown[] = [
      { ...receipt, record: { ticket: 'LYN-52-2026-0000002-1', fee: '10' } },
      { ...receipt, salt: toBase64(new Uint8Array(32).fill(4)) },
      { ...receipt, leaf_index: 7 },
      { ...receipt, kind: 'services.application-decided' },
      { ...receipt, proof: [toBase64(new Uint8Array(32))] },
      { ...receipt, checkpoint: receipt.checkpoint.replace('\n9\n', '\n8\n') },
      { ...receipt, log: { ...log, origin: 'lain' } },
      {},
      null,
      'text',
    ];
    for (const one of changed) expect(verifyReceipt(one).ok, JSON.stringify(one)).toBe(false);
    expect(verifyReceipt(receipt, verifierKey('lain', publicKey))).toEqual({ ok: false, why: 'foreign-key' });
  });

  it('are promised first, and the promise holds only unchanged', () => {
    const promise = makePromise(
      {
        format: 'smart-asn/promise/v1',
        kind: receipt.kind,
        version: 1,
        record: receipt.record,
        salt: toBase64(salt),
        merge_by: '2026-11-23T01:00:10Z',
        event_id: 'e',
        log,
      },
      seed,
    );
    expect(verifyReceipt(JSON.parse(JSON.stringify(promise)))).toMatchObject({ ok: true, what: 'promise' });
    expect(verifyReceipt({ ...promise, merge_by: '2026-11-23T02:00:10Z' })).toEqual({ ok: false, why: 'bad-signature' });
  });

  it('fail on any one changed byte of the file', () => {
    const text = JSON.stringify(receipt);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = utf8ToBytes(text);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        let value: unknown;
        try {
          value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
        } catch {
          return true;
        }
        return !verifyReceipt(value).ok;
      }),
      { numRuns: 500 },
    );
  });
});
