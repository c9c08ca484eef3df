import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawn, seedOf } from './lots.ts';

const root = new Uint8Array(32).fill(7);

test('a worked example, for whoever writes their own: the seed and who is drawn', () => {
  const seed = seedOf(root, 'UNDIAN-1');
  expect(bytesToHex(seed)).toBe('bd58e9da7e0adf923dca50e1aa506b6a136018e9587113e0b5abe18ad1c64db5');
  expect(drawn(['E', 'D', 'C', 'B', 'A'], 3, seed)).toEqual(['D', 'E', 'B']);
});

test('in whatever order the list was written, the same are drawn, each once', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 }),
      fc.nat(12),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      (labels, count, bytes) => {
        const seed = new Uint8Array(bytes);
        const once = drawn(labels, count, seed);
        expect(drawn(labels.toReversed(), count, seed)).toEqual(once);
        expect(once).toHaveLength(Math.min(count, labels.length));
        expect(new Set(once).size).toBe(once.length);
        expect(once.every((label) => labels.includes(label))).toBe(true);
      },
    ),
  );
});

test('every one of six is as likely as the others to be the one, and every pair of four to be the two (chi-square, 6,000 and 12,000 draws)', () => {
  const chi = (counts: readonly number[]) => {
    const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
    return counts.reduce((sum, n) => sum + (n - mean) ** 2 / mean, 0);
  };
  const singles = new Map<string, number>();
  for (let at = 0; at < 6000; at += 1) {
    const [one = ''] = drawn(['a', 'b', 'c', 'd', 'e', 'f'], 1, seedOf(root, `s${at}`));
    singles.set(one, (singles.get(one) ?? 0) + 1);
  }
  const pairs = new Map<string, number>();
  for (let at = 0; at < 12_000; at += 1) {
    const two = drawn(['a', 'b', 'c', 'd'], 2, seedOf(root, `p${at}`)).join('');
    pairs.set(two, (pairs.get(two) ?? 0) + 1);
  }
  // 99.9 % of such counts lie below: 20.5 with 5 degrees of freedom, 31.3 with 11.
  expect([singles.size, pairs.size]).toEqual([6, 12]);
  expect(chi([...singles.values()])).toBeLessThan(20.5);
  expect(chi([...pairs.values()])).toBeLessThan(31.3);
});
