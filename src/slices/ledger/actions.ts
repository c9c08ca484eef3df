import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import { hashOfRange, inclusionRanges, leafHash, nodeHash, subtreesOf } from './merkle.ts';
import { type LogKey, mergeWithin_s } from './model.ts';
import { formatCheckpoint, signNote, toBase64 } from './note.ts';
import { makePromise, type PromiseNote, type Receipt } from './receipt.ts';
import {
  findOpened,
  hashesOf,
  insertCheckpoint,
  insertEntries,
  insertIdentity,
  insertNodes,
  identityOf,
  isLeader,
  newestCheckpoint,
  type NewNode,
  rangeHashes,
  waitingEvents,
} from './store.ts';

const held: { key?: LogKey } = {};

/** The key of this process, set once at the start. */
export function holdKey(key: LogKey): void {
  held.key = key;
}

function keyOf(): LogKey {
  if (!held.key) throw new Error('the log has no key yet');
  return held.key;
}

/** Origin and key of the first start hold for ever. Gives what stands in the database. */
export async function settleIdentity(ctx: Ctx, key: LogKey): Promise<{ readonly origin: string; readonly vkey: string }> {
  return ctx.transact(async (tx) => {
    const before = await identityOf(tx);
    if (before) return before;
    await insertIdentity(tx, key.origin, key.vkey);
    return { origin: key.origin, vkey: key.vkey };
  });
}

/**
 * Gives waiting events their places and publishes a checkpoint over them, in one transaction: entries and hashes are durable
 * exactly if the checkpoint is. Returns how many were placed.
 */
export async function sequence(ctx: Ctx, most = 2000): Promise<number> {
  const key = keyOf();
  return ctx.transact(async (tx) => {
    if (!(await isLeader(tx))) return 0;
    const events = await waitingEvents(tx, most);
    if (events.length === 0) return 0;
    const size = (await newestCheckpoint(tx))?.size ?? 0;
    await insertEntries(tx, size, events);
    const { nodes, root } = await grow(
      tx,
      size,
      events.map((event) => leafHash(event.entry)),
    );
    await insertNodes(tx, nodes);
    const newSize = size + events.length;
    const note = signNote(formatCheckpoint({ origin: key.origin, size: newSize, root }), key.origin, key.seed);
    await insertCheckpoint(tx, { size: newSize, root, note }, ctx.now);
    return events.length;
  });
}

// The right edge of the tree grows like a binary counter: two subtrees of one size become one of the next.
async function grow(tx: Tx, size: number, leaves: readonly Uint8Array[]): Promise<{ readonly nodes: readonly NewNode[]; readonly root: Uint8Array }> {
  const edgeParts = subtreesOf(0, size);
  const hashOf = await hashesOf(tx, edgeParts);
  const edge: NewNode[] = edgeParts.map((part) => ({ ...part, hash: hashOf(part) }));
  const nodes: NewNode[] = [];
  leaves.forEach((hash, at) => {
    let node: NewNode = { level: 0, index: size + at, hash };
    nodes.push(node);
    for (let left = edge.at(-1); left?.level === node.level; left = edge.at(-1)) {
      edge.pop();
      node = { level: node.level + 1, index: left.index / 2, hash: nodeHash(left.hash, node.hash) };
      nodes.push(node);
    }
    edge.push(node);
  });
  const known = new Map(edge.map((node) => [`${node.level} ${node.index}`, node.hash]));
  const root = hashOfRange(0, size + leaves.length, ({ level, index }) => known.get(`${level} ${index}`) ?? new Uint8Array(32));
  return { nodes, root };
}

/**
 * What its holder can verify of an event: the promise until the sequencer has run, then the receipt with its proof. Undefined
 * when the event is not in the log's care, or its opening was erased.
 */
export async function receiptOf(tx: Tx, eventId: string, now: Instant): Promise<PromiseNote | Receipt | undefined> {
  const event = await findOpened(tx, eventId);
  if (!event || (event.ledger === 'commitment' && !event.salt)) return undefined;
  const { origin, vkey, seed } = keyOf();
  const opened = {
    kind: event.kind,
    version: event.version,
    record: event.ledger === 'public' ? event.payload : event.record,
    ...(event.salt ? { salt: toBase64(event.salt) } : {}),
    log: { origin, vkey },
  };
  const checkpoint = await newestCheckpoint(tx);
  if (event.leaf_index === null || !checkpoint || Number(event.leaf_index) >= checkpoint.size) {
    return makePromise({ format: 'smart-asn/promise/v1', ...opened, merge_by: now.add({ seconds: mergeWithin_s }).toString(), event_id: event.id }, seed);
  }
  const proof = await rangeHashes(tx, inclusionRanges(Number(event.leaf_index), checkpoint.size));
  return { format: 'smart-asn/receipt/v1', ...opened, leaf_index: Number(event.leaf_index), proof: proof.map(toBase64), checkpoint: checkpoint.note };
}

export function verifierKeyText(): string {
  return keyOf().vkey;
}
