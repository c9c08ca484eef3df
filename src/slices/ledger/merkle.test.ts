import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consistencyRanges, emptyRoot, type HashOf, hashOfRange, inclusionRanges, isConsistent, isIncluded, leafHash, nodeHash } from './merkle.ts';

const seed = Math.floor(Math.random() * 2 ** 31);
const leaves = Array.from({ length: 70 }, (_none, at) => leafHash(utf8ToBytes(`entry ${at}`)));
const hashOf: HashOf = ({ level, index }) =>
  level === 0 ? (leaves[index] ?? emptyRoot) : nodeHash(hashOf({ level: level - 1, index: index * 2 }), hashOf({ level: level - 1, index: index * 2 + 1 }));
const rootOf = (size: number) => hashOfRange(0, size, hashOf);
const inclusionOf = (index: number, size: number) => ({
  leaf: leaves[index] ?? emptyRoot,
  index,
  size,
  proof: inclusionRanges(index, size).map(({ from, until }) => hashOfRange(from, until, hashOf)),
  root: rootOf(size),
});
const consistencyOf = (oldSize: number, size: number) => ({
  oldSize,
  oldRoot: rootOf(oldSize),
  size,
  root: rootOf(size),
  proof: consistencyRanges(oldSize, size).map(({ from, until }) => hashOfRange(from, until, hashOf)),
});

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, place) => (place === at % bytes.length ? byte ^ 1 : byte));
}

describe('known hashes', () => {
  it('are those of RFC 6962 for the empty tree and the empty entry', () => {
    expect(bytesToHex(emptyRoot)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(bytesToHex(leafHash(new Uint8Array(0)))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });

  it('never take a node for a leaf', () => {
    const [left, right] = [hexToBytes('00'.repeat(32)), hexToBytes('11'.repeat(32))];
    expect(bytesToHex(nodeHash(left, right))).not.toBe(bytesToHex(leafHash(new Uint8Array([...left, ...right]))));
  });
});

describe('inclusion', () => {
  it('holds for every leaf of every tree up to 40, at its own place only', () => {
    for (let size = 1; size <= 40; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const claim = inclusionOf(index, size);
        expect(isIncluded(claim), `${index} of ${size}`).toBe(true);
        for (let other = 0; other <= size; other += 1) if (other !== index) expect(isIncluded({ ...claim, index: other }), `${index} as ${other}`).toBe(false);
      }
    }
  });

  it(`fails with one changed byte, one hash less or one more (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 70 }), fc.nat(), fc.nat(), (size, a, at) => {
        const claim = inclusionOf(a % size, size);
        const place = at % claim.proof.length;
        const proof = claim.proof.map((hash, here) => (here === place ? flipped(hash, at) : hash));
        expect(isIncluded({ ...claim, proof })).toBe(false);
        expect(isIncluded({ ...claim, leaf: flipped(claim.leaf, at) })).toBe(false);
        expect(isIncluded({ ...claim, root: flipped(claim.root, at) })).toBe(false);
        expect(isIncluded({ ...claim, proof: claim.proof.toSpliced(place, 1) })).toBe(false);
        expect(isIncluded({ ...claim, proof: [...claim.proof, claim.leaf] })).toBe(false);
      }),
      { seed },
    );
  });
});

describe('consistency', () => {
  it('holds between all trees up to 40, and not backwards', () => {
    for (let size = 0; size <= 40; size += 1) {
      for (let old = 0; old <= size; old += 1) expect(isConsistent(consistencyOf(old, size)), `${old} to ${size}`).toBe(true);
      if (size > 0) expect(isConsistent({ ...consistencyOf(size, size), size: size - 1 })).toBe(false);
    }
  });

  it(`fails with a forged root or one changed byte (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 70 }), fc.nat(), fc.nat(), (size, b, at) => {
        const claim = consistencyOf(1 + (b % (size - 1)), size);
        const place = at % claim.proof.length;
        const proof = claim.proof.map((hash, here) => (here === place ? flipped(hash, at) : hash));
        expect(isConsistent({ ...claim, proof })).toBe(false);
        expect(isConsistent({ ...claim, oldRoot: flipped(claim.oldRoot, at) })).toBe(false);
        expect(isConsistent({ ...claim, root: flipped(claim.root, at) })).toBe(false);
        expect(isConsistent({ ...claim, proof: claim.proof.toSpliced(place, 1) })).toBe(false);
        expect(isConsistent({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false);
      }),
      { seed },
    );
  });
});
