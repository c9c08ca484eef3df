import { consistencyRanges, hashOfRange, isConsistent, nodeHash, type Subtree, subtreesOf } from './merkle.ts';
import { type Checkpoint, isSignedByAny, readCheckpoint, toBase64 } from './note.ts';
import { hashesAt, tilePath, tileWidth } from './tiles.ts';

/*
 * That one tree is the beginning of another, proved from the tiles that everybody can fetch: nobody has to be asked for a proof, and
 * a tile that was altered proves nothing. Runs in the browser too.
 */

type Get = (path: string) => Promise<Uint8Array>;

export type Proved = {
  readonly ok: boolean;
  /** Hashes of the ranges of RFC 6962, 2.1.2. */
  readonly proof: readonly Uint8Array[];
  /** The tiles that it was read from. */
  readonly tiles: readonly string[];
};

type Tiles = Map<string, Uint8Array>;

/** The tile that holds a subtree's hashes, eight levels at a time. */
function placeOf({ level, index }: Subtree, size: number): { readonly path: string; readonly from: number; readonly count: number } {
  const tileLevel = Math.floor(level / 8);
  const count = 2 ** (level % 8);
  const n = Math.floor((index * count) / tileWidth);
  const width = Math.min(tileWidth, hashesAt(size, tileLevel) - n * tileWidth);
  return { path: tilePath({ level: tileLevel, n, width }), from: index * count - n * tileWidth, count };
}

function fold(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) row = row.flatMap((hash, at) => (at % 2 === 0 ? [nodeHash(hash, row[at + 1] ?? new Uint8Array(0))] : []));
  return row[0] ?? new Uint8Array(0);
}

function hashIn(tiles: Tiles, size: number, subtree: Subtree): Uint8Array {
  const { path, from, count } = placeOf(subtree, size);
  const tile = tiles.get(path) ?? new Uint8Array(0);
  return fold(Array.from({ length: count }, (_none, at) => tile.slice((from + at) * 32, (from + at + 1) * 32)));
}

/** Whether `older` is the beginning of `newer`. */
export async function provePrefix(get: Get, older: Checkpoint, newer: Checkpoint): Promise<Proved> {
  if (older.size > newer.size) return { ok: false, proof: [], tiles: [] };
  const ranges = consistencyRanges(older.size, newer.size);
  const paths = ranges.flatMap(({ from, until }) => subtreesOf(from, until).map((subtree) => placeOf(subtree, newer.size).path));
  const tiles: Tiles = new Map(await Promise.all([...new Set(paths)].map(async (path) => [path, await get(path)] as const)));
  const proof = ranges.map(({ from, until }) => hashOfRange(from, until, (subtree) => hashIn(tiles, newer.size, subtree)));
  const ok = isConsistent({ oldSize: older.size, oldRoot: older.root, size: newer.size, root: newer.root, proof });
  return { ok, proof, tiles: [...tiles.keys()] };
}

type Tree = { readonly size: number; readonly root: string };
/** What an old paper says beside the newest checkpoint. */
export type Compared =
  | { readonly ok: true; readonly older: Tree; readonly newer: Tree; readonly proof: readonly string[]; readonly tiles: readonly string[] }
  /** `rollback` and `history`: the log has signed what it no longer shows. */
  | { readonly ok: false; readonly why: 'unreadable' | 'foreign-key' | 'rollback' | 'history'; readonly older?: Tree };

/** The checkpoint of a receipt, or one that stands alone. */
function checkpointIn(paper: string): string | undefined {
  if (!paper.startsWith('{')) return `${paper.trimEnd()}\n`;
  try {
    const { checkpoint } = JSON.parse(paper) as { readonly checkpoint?: unknown };
    return typeof checkpoint === 'string' ? checkpoint : undefined;
  } catch {
    return undefined;
  }
}

type Asked = { readonly paper: string; readonly newest: string; readonly keys: readonly string[]; readonly get: Get };

/** Whether the tree that somebody was shown once is the beginning of the one that is shown now. */
export async function comparePaper({ paper, newest, keys, get }: Asked): Promise<Compared> {
  const note = checkpointIn(paper.trimStart());
  const older = note === undefined ? undefined : readCheckpoint(note);
  const newer = readCheckpoint(newest);
  if (note === undefined || !older || !newer) return { ok: false, why: 'unreadable' };
  if (!isSignedByAny(note, keys) || !isSignedByAny(newest, keys) || older.origin !== newer.origin) return { ok: false, why: 'foreign-key' };
  const treeOf = ({ size, root }: Checkpoint): Tree => ({ size, root: toBase64(root) });
  if (older.size > newer.size) return { ok: false, why: 'rollback', older: treeOf(older) };
  const { ok, proof, tiles } = await provePrefix(get, older, newer);
  if (!ok) return { ok: false, why: 'history', older: treeOf(older) };
  return { ok: true, older: treeOf(older), newer: treeOf(newer), proof: proof.map(toBase64), tiles };
}
