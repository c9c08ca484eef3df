import { appendLeaves, isSame, leafHash, type Node, rootOfEdge } from './merkle.ts';
import { readCheckpoint, readVerifierKey, toBase64, verifyNote } from './note.ts';
import { decodeEntries, hashesAt, type Tile, tilePath, tileWidth } from './tiles.ts';

/*
 * The whole log recomputed from what is published: every entry hashed, every tile compared byte for byte, the root and its
 * signature checked. Runs in anybody's browser.
 */

type Get = (path: string) => Promise<Uint8Array>;

export type Replayed =
  | { readonly ok: true; readonly size: number; readonly root: string; readonly tiles: number; readonly kinds: ReadonlyMap<string, number> }
  | { readonly ok: false; readonly at: string };

type Asked = {
  readonly get: Get;
  readonly vkey: string;
  readonly progress: (done: number, size: number) => void;
  /** Is given each entry with its place and the hashes that it completes, before it is known whether the whole is right. */
  readonly each?: (entry: Uint8Array, index: number) => void;
  readonly grown?: (nodes: readonly Node[]) => void;
};

function tilesOf(size: number, level: number): readonly Omit<Tile, 'level'>[] {
  const hashes = hashesAt(size, level);
  const full = Math.floor(hashes / tileWidth);
  const tiles = Array.from({ length: full }, (_none, n) => ({ n, width: tileWidth }));
  return hashes % tileWidth === 0 ? tiles : [...tiles, { n: full, width: hashes % tileWidth }];
}

/** Hashes of the tree that stand in tiles: those of every eighth level. */
type Levels = Map<number, Uint8Array[]>;

function keep(levels: Levels, nodes: readonly Node[]): void {
  for (const { level, hash } of nodes) {
    if (level % 8 !== 0) continue;
    const held = levels.get(level / 8) ?? [];
    held.push(hash);
    levels.set(level / 8, held);
  }
}

/** By its text alone: whether the entry is the one that was signed is for the hashes to say. */
function countKind(kinds: Map<string, number>, entry: Uint8Array): void {
  const name = /"kind":"([a-z.-]+)"/.exec(new TextDecoder().decode(entry))?.[1] ?? '?';
  kinds.set(name, (kinds.get(name) ?? 0) + 1);
}

export async function replay({ get, vkey, progress, each, grown: told }: Asked): Promise<Replayed> {
  const note = new TextDecoder().decode(await get('checkpoint'));
  const key = readVerifierKey(vkey);
  const checkpoint = readCheckpoint(note);
  if (!key || !checkpoint || verifyNote(note, key) !== 'ok' || checkpoint.origin !== key.name) return { ok: false, at: 'checkpoint' };
  const kinds = new Map<string, number>();
  const levels: Levels = new Map();
  let edge: readonly Node[] = [];
  let size = 0;
  for (const { n, width } of tilesOf(checkpoint.size, 0)) {
    const path = tilePath({ level: 'entries', n, width });
    const entries = decodeEntries(await get(path));
    if (entries?.length !== width) return { ok: false, at: path };
    const before = size;
    entries.forEach((entry, at) => {
      countKind(kinds, entry);
      each?.(entry, before + at);
    });
    const grown = appendLeaves(edge, size, entries.map(leafHash));
    told?.(grown.nodes);
    edge = grown.edge;
    keep(levels, grown.nodes);
    size += width;
    progress(size, checkpoint.size);
  }
  const tiles = await compareTiles(get, checkpoint.size, levels);
  if (typeof tiles === 'string') return { ok: false, at: tiles };
  return isSame(rootOfEdge(edge), checkpoint.root) ? { ok: true, size, root: toBase64(checkpoint.root), tiles, kinds } : { ok: false, at: 'root' };
}

/** How many tiles there are, all as computed; or the path of the first that is not. */
async function compareTiles(get: Get, size: number, levels: Levels): Promise<number | string> {
  let compared = 0;
  for (const [level, hashes] of levels) {
    for (const { n, width } of tilesOf(size, level)) {
      const path = tilePath({ level, n, width });
      const bytes = await get(path);
      const wanted = hashes.slice(n * tileWidth, n * tileWidth + width);
      if (bytes.length !== wanted.length * 32 || !wanted.every((hash, at) => isSame(hash, bytes.subarray(at * 32, at * 32 + 32)))) return path;
      compared += 1;
    }
  }
  return compared;
}
