import { type Policy, stampsOf } from './cosignature.ts';
import { appendLeaves, isSame, leafHash, type Node, rootOfEdge, subtreesOf } from './merkle.ts';
import { type Checkpoint, fromBase64, isSignedByAny, readCheckpoint, readVerifierKey, toBase64 } from './note.ts';
import { type Oddity, oddityOf } from './oddity.ts';
import { decodeEntries, hashesAt, type Tile, tilePath, tileWidth } from './tiles.ts';

/*
 * The log recomputed from what is published: every entry hashed, every tile compared byte for byte, the root and its signature
 * checked; all of it, or what came since a checkpoint that was seen before. Runs in anybody's browser, and in bin/monitor.
 */

type Get = (path: string) => Promise<Uint8Array>;

/** A checkpoint seen before; with the hashes of its right edge only what came since has to be read. */
export type Seen = { readonly checkpoint: string; readonly edge?: readonly string[] };
export type Odd = { readonly index: number; readonly why: Oddity };

export type Replayed =
  | {
      readonly ok: true;
      readonly size: number;
      readonly root: string;
      readonly tiles: number;
      readonly kinds: ReadonlyMap<string, number>;
      readonly odd: readonly Odd[];
      readonly seen: Required<Seen>;
    }
  /** `at` is a tile, a bundle, `root`, or what the checkpoint itself is not: `checkpoint`, `witnesses`, `rollback`, `split-view`, `history`. */
  | { readonly ok: false; readonly at: string };

type Asked = {
  readonly get: Get;
  /** The log's own, one of which must have signed. */
  readonly keys: readonly string[];
  readonly policy?: Policy | undefined;
  readonly since?: Seen | undefined;
  readonly progress?: (done: number, size: number) => void;
  /** Is given each entry with its place and the hashes that it completes, before it is known whether the whole is right. */
  readonly each?: (entry: Uint8Array, index: number) => void;
  readonly grown?: (nodes: readonly Node[]) => void;
};

/** What the hashes of one tile level are, from `from` on. */
type Level = { readonly from: number; readonly hashes: Uint8Array[] };

type Work = {
  readonly get: Get;
  readonly start: number;
  readonly levels: Map<number, Level>;
  readonly kinds: Map<string, number>;
  readonly odd: Odd[];
  edge: readonly Node[];
};

class Doubt extends Error {
  readonly at: string;
  constructor(at: string) {
    super(at);
    this.at = at;
  }
}

function tilesOf(from: number, until: number): readonly Omit<Tile, 'level'>[] {
  const first = Math.floor(from / tileWidth);
  const count = Math.ceil(until / tileWidth) - first;
  return Array.from({ length: Math.max(0, count) }, (_none, at) => ({ n: first + at, width: Math.min(tileWidth, until - (first + at) * tileWidth) }));
}

function keep({ levels, start }: Work, nodes: readonly Node[]): void {
  for (const { level, hash } of nodes) {
    if (level % 8 !== 0) continue;
    const held = levels.get(level / 8) ?? { from: hashesAt(start, level / 8), hashes: [] };
    held.hashes.push(hash);
    levels.set(level / 8, held);
  }
}

/** By its text alone: whether the entry is the one that was signed is for the hashes to say. */
function note({ kinds, odd }: Work, entry: Uint8Array, index: number): void {
  const text = new TextDecoder().decode(entry);
  const name = /"kind":"([a-z.-]+)"/.exec(text)?.[1] ?? '?';
  kinds.set(name, (kinds.get(name) ?? 0) + 1);
  const why = oddityOf(text);
  if (why) odd.push({ index, why });
}

function opened(text: string, keys: readonly string[]): Checkpoint {
  const checkpoint = readCheckpoint(text);
  const isOurs = checkpoint && isSignedByAny(text, keys) && keys.every((vkey) => readVerifierKey(vkey)?.name === checkpoint.origin);
  if (!isOurs) throw new Doubt('checkpoint');
  return checkpoint;
}

function edgeOf(size: number, hashes: readonly string[]): readonly Node[] {
  return subtreesOf(0, size).map((subtree, at) => ({ ...subtree, hash: fromBase64(hashes[at] ?? '') ?? new Uint8Array(0) }));
}

function compareWithSeen(checkpoint: Checkpoint, before: Checkpoint | undefined): void {
  if (!before) return;
  if (checkpoint.size < before.size) throw new Doubt('rollback');
  if (checkpoint.size === before.size && !isSame(checkpoint.root, before.root)) throw new Doubt('split-view');
}

export async function replay(asked: Asked): Promise<Replayed> {
  const { get, keys, policy, since } = asked;
  try {
    const text = new TextDecoder().decode(await get('checkpoint'));
    const checkpoint = opened(text, keys);
    const before = since && opened(since.checkpoint, keys);
    compareWithSeen(checkpoint, before);
    if (policy && (stampsOf(text, policy.witnesses)?.length ?? -1) < policy.k) throw new Doubt('witnesses');
    const edge = before && since.edge ? edgeOf(before.size, since.edge) : [];
    const start = before && since.edge ? before.size : 0;
    const work: Work = { get, start, levels: new Map(), kinds: new Map(), odd: [], edge };
    if (start > 0 && before && !isSame(rootOfEdge(edge), before.root)) throw new Doubt('history');
    await hashEntries(work, checkpoint.size, before, asked);
    const tiles = await compareTiles(work, checkpoint.size);
    if (!isSame(rootOfEdge(work.edge), checkpoint.root)) throw new Doubt(start > 0 ? 'history' : 'root');
    const { kinds, odd } = work;
    const seen = { checkpoint: text, edge: work.edge.map(({ hash }) => toBase64(hash)) };
    return { ok: true, size: checkpoint.size, root: toBase64(checkpoint.root), tiles, kinds, odd, seen };
  } catch (error) {
    if (error instanceof Doubt) return { ok: false, at: error.at };
    throw error;
  }
}

async function hashEntries(work: Work, size: number, before: Checkpoint | undefined, told: Asked): Promise<void> {
  let done = work.start;
  for (const { n, width } of tilesOf(work.start, size)) {
    const path = tilePath({ level: 'entries', n, width });
    const all = decodeEntries(await work.get(path));
    if (all?.length !== width) throw new Doubt(path);
    const entries = all.slice(done - n * tileWidth);
    for (const [at, entry] of entries.entries()) {
      note(work, entry, done + at);
      told.each?.(entry, done + at);
    }
    const leaves = entries.map(leafHash);
    if (before && before.size > done && before.size <= done + leaves.length) {
      const { edge } = appendLeaves(work.edge, done, leaves.slice(0, before.size - done));
      if (!isSame(rootOfEdge(edge), before.root)) throw new Doubt('history');
    }
    const grown = appendLeaves(work.edge, done, leaves);
    work.edge = grown.edge;
    keep(work, grown.nodes);
    told.grown?.(grown.nodes);
    done += leaves.length;
    told.progress?.(done, size);
  }
}

/** How many tiles hold what was computed. */
async function compareTiles({ get, levels }: Work, size: number): Promise<number> {
  let compared = 0;
  for (const [level, { from, hashes }] of levels) {
    for (const { n, width } of tilesOf(from, hashesAt(size, level))) {
      const path = tilePath({ level, n, width });
      const bytes = await get(path);
      const first = Math.max(from, n * tileWidth);
      const wanted = hashes.slice(first - from, n * tileWidth + width - from);
      const skipped = (first - n * tileWidth) * 32;
      const fits = bytes.length === width * 32 && wanted.every((hash, at) => isSame(hash, bytes.subarray(skipped + at * 32, skipped + at * 32 + 32)));
      if (!fits) throw new Doubt(path);
      compared += 1;
    }
  }
  return compared;
}
