import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { defineEvent, emit } from '#platform/outbox';
import { sequence, settleIdentity } from './actions.ts';
import { holdKey } from './held.ts';
import type { LogKey } from './model.ts';
import { appendLeaves, consistencyRanges, hashOfRange, inclusionRanges, leafHash, type Node } from './formats/merkle.ts';
import { formatCheckpoint, keyTypes, publicKeyOf, signBytes, signNote, toBase64, verifierKey } from './formats/note.ts';
import { encodeEntries, hashesAt, readTilePath, tileExists, tileWidth } from './formats/tiles.ts';

const noted = defineEvent({ kind: 'test.noted', says: { id: 'Uji', en: 'Test' }, version: 1, ledger: 'commitment', payload: z.object({ note: z.string() }) });
const announced = defineEvent({
  kind: 'test.announced',
  says: { id: 'Uji', en: 'Test' },
  version: 1,
  ledger: 'public',
  payload: z.object({ note: z.string() }),
});

/** A key by its number: the same number is the same key. */
export function keyNumber(number: number, origin = 'contoh.go.id/ledger'): LogKey {
  const seed = new Uint8Array(32).fill(number);
  return { origin, seed, vkey: verifierKey(origin, publicKeyOf(seed)) };
}

/** Makers for tests of receipts: a log with a key, events in it. */
export const make = {
  /** A log that this process signs for. */
  async log(ctx: Ctx, key: LogKey = keyNumber(7)): Promise<LogKey> {
    holdKey(key);
    await settleIdentity(ctx, key);
    return key;
  },

  /** An event that waits for the sequencer; gives its id. */
  async event(ctx: Ctx, note: string, ledger: 'commitment' | 'public' = 'commitment'): Promise<string> {
    const { eventId } = await ctx.transact((tx) => emit(tx, ctx, ledger === 'public' ? announced : noted, { note }, { agencyId: ctx.agency.id }));
    return eventId;
  },

  /** Places all that waits. */
  async sequenced(ctx: Ctx): Promise<void> {
    while ((await sequence(ctx)) > 0) continue;
  },
};

/** A witness without a process: its verifier key, and the line that it adds to a checkpoint. */
export function witnessNumber(number: number, name = `saksi-${number}.example`): { readonly vkey: string; cosign(note: string, at_s: number): string } {
  const seed = new Uint8Array(32).fill(number);
  const vkey = verifierKey(name, publicKeyOf(seed), keyTypes.witness);
  return {
    vkey,
    cosign(note, at_s) {
      const stamp = new Uint8Array(8);
      new DataView(stamp.buffer).setBigUint64(0, BigInt(at_s));
      const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
      const signature = signBytes(utf8ToBytes(`cosignature/v1\ntime ${at_s}\n${text}`), seed);
      return `\u2014 ${name} ${toBase64(concatBytes(hexToBytes(vkey.split('+')[1] ?? ''), stamp, signature))}\n`;
    },
  };
}

export type MemoryLog = {
  readonly key: LogKey;
  append(entries: readonly Uint8Array[]): void;
  size(): number;
  root(size?: number): Uint8Array;
  /** Signed, of its first `size` entries. */
  checkpoint(size?: number): string;
  consistency(old: number, size?: number): readonly Uint8Array[];
  inclusion(index: number, size?: number): readonly Uint8Array[];
  /** As it is served: `checkpoint`, `tile/…`; undefined for what is not there. */
  get(path: string): Uint8Array | undefined;
};

/** A log that stands in memory and is served as ours is. */
export function memoryLog(key: LogKey, first: readonly Uint8Array[] = []): MemoryLog {
  const entries: Uint8Array[] = [];
  const levels: Uint8Array[][] = [];
  const state: { edge: readonly Node[] } = { edge: [] };
  const hashOf = ({ level, index }: { readonly level: number; readonly index: number }) => levels[level]?.[index] ?? new Uint8Array(32);
  const rangesOf = (ranges: ReturnType<typeof consistencyRanges>) => ranges.map(({ from, until }) => hashOfRange(from, until, hashOf));
  const log: MemoryLog = {
    key,
    append(more) {
      const { edge, nodes } = appendLeaves(state.edge, entries.length, more.map(leafHash));
      state.edge = edge;
      for (const { level, index, hash } of nodes) (levels[level] ??= [])[index] = hash;
      for (const entry of more) entries.push(entry);
    },
    size: () => entries.length,
    root: (size = entries.length) => hashOfRange(0, size, hashOf),
    checkpoint: (size = entries.length) => signNote(formatCheckpoint({ origin: key.origin, size, root: log.root(size) }), key.origin, key.seed),
    consistency: (old, size = entries.length) => rangesOf(consistencyRanges(old, size)),
    inclusion: (index, size = entries.length) => rangesOf(inclusionRanges(index, size)),
    get(path) {
      if (path === 'checkpoint') return utf8ToBytes(log.checkpoint());
      const tile = readTilePath(path);
      if (!tile || !tileExists(tile, entries.length)) return undefined;
      const from = tile.n * tileWidth;
      if (tile.level === 'entries') return encodeEntries(entries.slice(from, from + tile.width));
      return concatBytes(...(levels[tile.level * 8] ?? []).slice(from, Math.min(from + tile.width, hashesAt(entries.length, tile.level))));
    },
  };
  log.append(first);
  return log;
}

/** Entries that differ from each other, and by `tale` from those of another history. */
export function tellEntries(from: number, count: number, tale = 'a'): readonly Uint8Array[] {
  return Array.from({ length: count }, (_none, at) => utf8ToBytes(`{"kind":"test.announced","record":{"n":${from + at},"tale":"${tale}"},"version":1}`));
}
