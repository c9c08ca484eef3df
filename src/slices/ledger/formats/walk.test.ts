import { describe, expect, it } from 'vitest';
import { keyNumber, memoryLog, tellEntries } from '../testing.ts';
import { inclusionRanges, isSame, leafHash, nodeHash } from './merkle.ts';
import { childrenOf, pathTo, type Range } from './walk.ts';

describe('a walk from the root down', () => {
  it('reaches each leaf of each tree, over the siblings that its proof is made of', () => {
    for (let size = 1; size <= 40; size += 1)
      for (let index = 0; index < size; index += 1) {
        const path = pathTo({ from: index, until: index + 1 }, size) ?? [];
        const siblings = path.slice(0, -1).flatMap((node, at) => childrenOf(node)?.filter((child) => child.from !== path[at + 1]?.from) ?? []);
        expect(siblings.toReversed(), `${index} of ${size}`).toEqual(inclusionRanges(index, size));
      }
  });

  it('goes over hashes that each follow from the two below', () => {
    const entries = tellEntries(0, 37);
    const log = memoryLog(keyNumber(7), entries);
    const hashOf = ({ from, until }: Range): Uint8Array => {
      const children = childrenOf({ from, until });
      return children ? nodeHash(hashOf(children[0]), hashOf(children[1])) : leafHash(entries[from] ?? new Uint8Array(0));
    };
    expect(isSame(hashOf({ from: 0, until: 37 }), log.root())).toBe(true);
  });

  it.each([
    [1, 3],
    [0, 3],
    [4, 4],
    [-1, 1],
    [0, 11],
    [6, 9],
  ])('there is no node of leaves %i to %i in a tree of ten', (from, until) => {
    expect(pathTo({ from, until }, 10)).toBeUndefined();
  });

  it('an empty tree has no nodes', () => {
    expect(pathTo({ from: 0, until: 0 }, 0)).toBeUndefined();
  });
});
