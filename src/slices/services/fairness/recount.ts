import { appendLeaves, fromBase64, hashOfRange, isSame, type Node, replay, type Replayed, rootOfEdge } from '#slices/ledger/offline';
import { drawAlgorithm, drawn, seedOf } from './lots.ts';
import { overtakingOf, type OvertakingRow, type PublicFact, type QueueCase, withFact } from './rules.ts';

/*
 * What a stranger recomputes from the published log alone: who was served in turn, and every lot. Runs in commands and browsers;
 * the server is not asked whether it is right.
 */

/** What the page publishes at /transparansi/antrean.json; `size`: from how many entries of the log. */
export type PublishedQueues = { readonly format: typeof queuesFormat; readonly size: number; readonly rows: readonly OvertakingRow[] };
export const queuesFormat = 'smart-asn/queues/v1';

/** A lot as its two public records tell it. */
export type DrawAnnounced = {
  readonly draw: string;
  /** The random name of the case in the queue: a second lot for one case is seen. */
  readonly token: string;
  readonly algorithm: string;
  readonly count: number;
  readonly labels: readonly string[];
  readonly again: string | null;
  readonly by: string;
};
export type DrawDone = { readonly draw: string; readonly size: number; readonly root: string; readonly result: readonly string[] };

export type DrawVerdict = 'fits' | 'open' | 'abandoned' | 'wrong-algorithm' | 'wrong-size' | 'wrong-root' | 'wrong-result' | 'done-twice';

export type RecountedDraw = {
  readonly announced: DrawAnnounced;
  readonly leaf: number;
  readonly done: (DrawDone & { readonly leaf: number }) | undefined;
  /** How many lots for the same case came before. */
  readonly earlier: number;
  readonly verdict: DrawVerdict;
};

export type Difference = { readonly row: string; readonly field: string; readonly published: string; readonly recounted: string };

export type Recounted = {
  readonly replayed: Extract<Replayed, { ok: true }>;
  readonly rows: readonly OvertakingRow[];
  readonly differences: readonly Difference[];
  readonly draws: readonly RecountedDraw[];
};

type Asked = {
  /** Fetches a path below /ledger/. */
  readonly get: (path: string) => Promise<Uint8Array>;
  readonly vkey: string;
  readonly published: PublishedQueues | undefined;
  /** Milliseconds since 1970: what was to be done by now. */
  readonly now: number;
  readonly progress: (done: number, size: number) => void;
};

const text = new TextDecoder();

/** Hashes of a tree from which the root of each earlier size can be had: all leaves, and the nodes from level 8 on. */
class Grown {
  readonly #leaves: Uint8Array[] = [];
  readonly #nodes = new Map<number, Uint8Array[]>();
  add(nodes: readonly Node[]): void {
    for (const { level, hash } of nodes) {
      if (level === 0) this.#leaves.push(hash);
      if (level < 8) continue;
      const kept = this.#nodes.get(level) ?? [];
      kept.push(hash);
      this.#nodes.set(level, kept);
    }
  }
  rootAt(size: number): Uint8Array | undefined {
    if (size > this.#leaves.length) return undefined;
    return hashOfRange(0, size, ({ level, index }) => {
      const kept = this.#nodes.get(level)?.[index];
      return kept ?? rootOfEdge(appendLeaves([], 0, this.#leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)).edge);
    });
  }
}

type Read = {
  readonly cases: Map<string, QueueCase>;
  readonly announced: { readonly leaf: number; readonly record: DrawAnnounced }[];
  readonly done: Map<string, (DrawDone & { readonly leaf: number })[]>;
};

function readEntry(read: Read, entry: Uint8Array, leaf: number, countedUpTo: number): void {
  const line = text.decode(entry);
  if (!line.includes('"services.queue-moved"') && !line.includes('"services.draw-')) return;
  const { kind, record } = JSON.parse(line) as { readonly kind: string; readonly record: unknown };
  if (kind === 'services.queue-moved' && leaf < countedUpTo) {
    const fact = record as PublicFact;
    const next = withFact(read.cases.get(fact.token), fact);
    if (next) read.cases.set(fact.token, next);
  } else if (kind === 'services.draw-announced') read.announced.push({ leaf, record: record as DrawAnnounced });
  else if (kind === 'services.draw-done') {
    const one = { ...(record as DrawDone), leaf };
    read.done.set(one.draw, [...(read.done.get(one.draw) ?? []), one]);
  }
}

/** One lot judged by what stands in the log. */
export function judgeDraw(
  announced: DrawAnnounced,
  leaf: number,
  done: readonly (DrawDone & { readonly leaf: number })[],
  rootAt: (size: number) => Uint8Array | undefined,
  now: number,
): DrawVerdict {
  const [one, second] = done;
  if (!one) return now > Date.parse(announced.by) ? 'abandoned' : 'open';
  if (second) return 'done-twice';
  if (announced.algorithm !== drawAlgorithm) return 'wrong-algorithm';
  // The checkpoint is one over the announcement, and was there before its result.
  if (one.size <= leaf || one.size > one.leaf) return 'wrong-size';
  const root = rootAt(one.size);
  const told = fromBase64(one.root);
  if (!root || !told || !isSame(root, told)) return 'wrong-root';
  const result = drawn(announced.labels, announced.count, seedOf(root, announced.draw));
  return result.length === one.result.length && result.every((label, at) => label === one.result[at]) ? 'fits' : 'wrong-result';
}

const rowName = (row: OvertakingRow) => `${row.unit ?? '?'} ${row.service} ${row.month}`;

/** Where two tables of the same figures are not the same. */
export function differencesOf(published: readonly OvertakingRow[], recounted: readonly OvertakingRow[]): readonly Difference[] {
  const theirs = new Map(published.map((row) => [rowName(row), row]));
  const ours = new Map(recounted.map((row) => [rowName(row), row]));
  const found: Difference[] = [];
  for (const name of new Set([...theirs.keys(), ...ours.keys()])) {
    const [a, b] = [theirs.get(name), ours.get(name)];
    for (const field of ['taken', 'outOfTurn', 'reasons', 'passed'] as const) {
      const [x, y] = [saidOf(a?.[field]), saidOf(b?.[field])];
      if (x !== y) found.push({ row: name, field, published: x, recounted: y });
    }
  }
  return found;
}

function saidOf(value: number | Readonly<Record<string, number>> | undefined): string {
  if (value === undefined) return '–';
  if (typeof value === 'number') return String(value);
  const parts = Object.entries(value).filter(([, n]) => n !== 0);
  return (
    parts
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, n]) => `${name} ${n}`)
      .join(', ') || '0'
  );
}

/** Fetches, verifies and recomputes; the path at which the log does not fit, if it does not. */
export async function recount({ get, vkey, published, now, progress }: Asked): Promise<Recounted | Extract<Replayed, { ok: false }>> {
  const grown = new Grown();
  const read: Read = { cases: new Map(), announced: [], done: new Map() };
  const countedUpTo = published?.size ?? Number.POSITIVE_INFINITY;
  const replayed = await replay({
    get,
    keys: [vkey],
    progress,
    each: (entry, leaf) => readEntry(read, entry, leaf, countedUpTo),
    grown: (nodes) => grown.add(nodes),
  });
  if (!replayed.ok) return replayed;
  if (published && published.size > replayed.size) return { ok: false, at: `size ${published.size}` };
  const rows = overtakingOf(read.cases.values());
  const before = new Map<string, number>();
  const draws = read.announced.map(({ record, leaf }): RecountedDraw => {
    const earlier = before.get(record.token) ?? 0;
    before.set(record.token, earlier + 1);
    const done = read.done.get(record.draw) ?? [];
    return { announced: record, leaf, done: done[0], earlier, verdict: judgeDraw(record, leaf, done, (size) => grown.rootAt(size), now) };
  });
  return { replayed, rows, differences: published ? differencesOf(published.rows, rows) : [], draws };
}
