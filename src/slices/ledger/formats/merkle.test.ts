import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  appendLeaves,
  consistencyRanges,
  emptyRoot,
  type HashOf,
  hashOfRange,
  inclusionRanges,
  isConsistent,
  isIncluded,
  leafHash,
  nodeHash,
  rootOfEdge,
} from './merkle.ts';

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

  it('are those of the Certificate Transparency test data, for its first 1 to 8 entries', () => {
    const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(hexToBytes);
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    expect(roots.map((_root, at) => bytesToHex(rootOfEdge(appendLeaves([], 0, entries.slice(0, at + 1).map(leafHash)).edge)))).toEqual(roots);
  });

  it('never take a node for a leaf', () => {
    const [left, right] = [hexToBytes('00'.repeat(32)), hexToBytes('11'.repeat(32))];
    expect(bytesToHex(nodeHash(left, right))).not.toBe(bytesToHex(leafHash(new Uint8Array([...left, ...right]))));
  });
});

describe('growing', () => {
  it(`comes to the same tree whatever the steps (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 6 }), (steps) => {
        let size = 0;
        let edge: ReturnType<typeof appendLeaves>['edge'] = [];
        for (const step of steps) {
          const until = Math.min(leaves.length, size + step);
          const grown = appendLeaves(edge, size, leaves.slice(size, until));
          for (const node of grown.nodes) expect(bytesToHex(node.hash)).toBe(bytesToHex(hashOf(node)));
          edge = grown.edge;
          size = until;
        }
        expect(bytesToHex(rootOfEdge(edge))).toBe(bytesToHex(rootOf(size)));
      }),
      { seed },
    );
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
