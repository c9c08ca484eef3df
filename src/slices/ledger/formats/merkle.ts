import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';

/*
 * Merkle trees of RFC 6962: leaf = H(0x00 ‖ entry), node = H(0x01 ‖ left ‖ right), a tree of n leaves splits at the largest
 * power of two below n. Runs in the browser too. Sizes are numbers: 2^53 entries are out of reach.
 */

export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(0), entry));
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(1), left, right));
}

export const emptyRoot: Uint8Array = sha256(new Uint8Array(0));

/** A complete subtree: 2^level leaves from index × 2^level on. */
export type Subtree = { readonly level: number; readonly index: number };
export type HashOf = (subtree: Subtree) => Uint8Array;

function splitOf(width: number): number {
  let split = 1;
  while (split * 2 < width) split *= 2;
  return split;
}

/** The complete subtrees that make up leaves [from, until), left to right; `from` is where a subtree of that width may begin. */
export function subtreesOf(from: number, until: number): readonly Subtree[] {
  const parts: Subtree[] = [];
  let at = from;
  while (at < until) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= until) level += 1;
    parts.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return parts;
}

/** The hash of leaves [from, until) from its complete subtrees. */
export function hashOfRange(from: number, until: number, hashOf: HashOf): Uint8Array {
  const hashes = subtreesOf(from, until).map(hashOf);
  const last = hashes.pop();
  return last === undefined ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right), last);
}

export type Node = Subtree & { readonly hash: Uint8Array };

/** The root over the complete subtrees of a tree, left to right. */
export function rootOfEdge(edge: readonly Node[]): Uint8Array {
  const last = edge.at(-1);
  return last === undefined ? emptyRoot : edge.slice(0, -1).reduceRight((right, left) => nodeHash(left.hash, right), last.hash);
}

/** Adds leaves to a tree: the right edge grows like a binary counter, two subtrees of one size become one of the next. */
export function appendLeaves(
  before: readonly Node[],
  size: number,
  leaves: readonly Uint8Array[],
): { readonly edge: readonly Node[]; readonly nodes: readonly Node[] } {
  const edge = [...before];
  const nodes: Node[] = [];
  leaves.forEach((hash, at) => {
    let node: Node = { level: 0, index: size + at, hash };
    nodes.push(node);
    for (let left = edge.at(-1); left?.level === node.level; left = edge.at(-1)) {
      edge.pop();
      node = { level: node.level + 1, index: left.index / 2, hash: nodeHash(left.hash, node.hash) };
      nodes.push(node);
    }
    edge.push(node);
  });
  return { edge, nodes };
}

type Range = { readonly from: number; readonly until: number };

/** The ranges whose hashes prove that leaf `index` stands in a tree of `size` (RFC 6962, 2.1.1). */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  const ranges: Range[] = [];
  let from = 0;
  let until = size;
  while (until - from > 1) {
    const middle = from + splitOf(until - from);
    if (index < middle) {
      ranges.push({ from: middle, until });
      until = middle;
    } else {
      ranges.push({ from, until: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

/** The ranges whose hashes prove that a tree of `size` only added to that of `old` (RFC 6962, 2.1.2). */
export function consistencyRanges(old: number, size: number): readonly Range[] {
  const proof = (from: number, until: number, upTo: number, whole: boolean): Range[] => {
    if (upTo === until) return whole ? [] : [{ from, until }];
    const middle = from + splitOf(until - from);
    return upTo <= middle ? [...proof(from, middle, upTo, whole), { from: middle, until }] : [...proof(middle, until, upTo, false), { from, until: middle }];
  };
  return old === 0 || old === size ? [] : proof(0, size, old, true);
}

type Inclusion = { readonly leaf: Uint8Array; readonly index: number; readonly size: number; readonly proof: readonly Uint8Array[]; readonly root: Uint8Array };

export function isIncluded({ leaf, index, size, proof, root }: Inclusion): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let hash = leaf;
  let at = index;
  let last = size - 1;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) {
        at /= 2;
        last = Math.floor(last / 2);
      }
    } else hash = nodeHash(hash, sibling);
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && isSame(hash, root);
}

type Consistency = {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

export function isConsistent({ oldSize, oldRoot, size, root, proof }: Consistency): boolean {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(size) || oldSize > size || oldSize < 0) return false;
  if (oldSize === size) return proof.length === 0 && isSame(oldRoot, root);
  if (oldSize === 0) return proof.length === 0 && isSame(oldRoot, emptyRoot);
  const isPower = 2 ** Math.round(Math.log2(oldSize)) === oldSize;
  const hashes = isPower ? [oldRoot, ...proof] : [...proof];
  const first = hashes.shift();
  if (!first) return false;
  let at = oldSize - 1;
  let last = size - 1;
  while (at % 2 === 1) {
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  let before = first;
  let now = first;
  for (const sibling of hashes) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      before = nodeHash(sibling, before);
      now = nodeHash(sibling, now);
      while (at % 2 === 0 && at !== 0) {
        at /= 2;
        last = Math.floor(last / 2);
      }
    } else now = nodeHash(now, sibling);
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && isSame(before, oldRoot) && isSame(now, root);
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
