import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import { appendLeaves, emptyRoot, inclusionRanges, isSame, leafHash, rootOfEdge } from './formats/merkle.ts';
import { keyOf, nextKey, policy, signedPolicy } from './held.ts';
import { type LogKey, mergeWithin_s } from './model.ts';
import { formatCheckpoint, onlySignedBy, signatureLine, signNote, toBase64 } from './formats/note.ts';
import { makePromise, type PromiseNote, type Receipt } from './formats/receipt.ts';
import {
  edgeOf,
  findOpened,
  identityOf,
  insertCheckpoint,
  insertEntries,
  insertIdentity,
  insertNodes,
  isLeader,
  newestCheckpoint,
  rangeHashes,
  waitingEvents,
} from './store.ts';
import { checkpointOver } from './witnesses/store.ts';

/**
 * Origin and key of the first start hold for ever; the empty log is signed with them. Gives what stands in the database, also
 * to a second process that starts at the same moment.
 */
export async function settleIdentity(ctx: Ctx, key: LogKey): Promise<{ readonly origin: string; readonly vkey: string }> {
  return ctx.transact(async (tx) => {
    const before = await identityOf(tx);
    if (before) return before;
    if (await insertIdentity(tx, key.origin, key.vkey)) await publish(tx, key, { size: 0, root: emptyRoot, now: ctx.now });
    return (await identityOf(tx)) ?? key;
  });
}

/**
 * Gives waiting events their places and publishes a checkpoint over them, in one transaction: entries and hashes are durable
 * exactly if the checkpoint is. Returns how many were placed. Signs nothing on top of a tree that no longer hashes to what
 * was signed last.
 */
export async function sequence(ctx: Ctx, most = 2000): Promise<number> {
  const key = keyOf();
  return ctx.transact(async (tx) => {
    if (!(await isLeader(tx))) return 0;
    const events = await waitingEvents(tx, most);
    if (events.length === 0) return 0;
    const last = await newestCheckpoint(tx);
    const size = last?.size ?? 0;
    const before = await edgeOf(tx, size);
    if (last && !isSame(rootOfEdge(before), last.root)) throw new Error('the log no longer hashes to its last checkpoint: nothing more is signed');
    await insertEntries(tx, size, events);
    const leaves = events.map((event) => leafHash(event.entry));
    const { edge, nodes } = appendLeaves(before, size, leaves);
    await insertNodes(tx, nodes);
    // A clock that was put back does not put the log back.
    const now = last && Temporal.Instant.compare(last.publishedAt, ctx.now) > 0 ? last.publishedAt : ctx.now;
    await publish(tx, key, { size: size + events.length, root: rootOfEdge(edge), now });
    return events.length;
  });
}

async function publish(tx: Tx, key: LogKey, tree: { readonly size: number; readonly root: Uint8Array; readonly now: Instant }): Promise<void> {
  const text = formatCheckpoint({ origin: key.origin, ...tree });
  const next = nextKey();
  const note = signNote(text, key.origin, key.seed) + (next ? signatureLine(text, next.origin, next.seed) : '');
  await insertCheckpoint(tx, { size: tree.size, root: tree.root, note, publishedAt: tree.now });
}

/**
 * What its holder can verify of an event: the promise until the sequencer has run, then the receipt with its proof. Undefined
 * when the event is not in the log's care, or its opening was erased.
 */
export async function receiptOf(tx: Tx, eventId: string): Promise<PromiseNote | Receipt | undefined> {
  const event = await findOpened(tx, eventId);
  if (!event || (event.ledger === 'commitment' && !event.salt)) return undefined;
  const { origin, vkey, seed } = keyOf();
  const opened = {
    kind: event.kind,
    version: event.version,
    record: event.ledger === 'public' ? publicRecordOf(event.entry) : event.record,
    ...(event.salt ? { salt: toBase64(event.salt) } : {}),
    log: { origin, vkey },
  };
  const checkpoint = await checkpointOver(tx, Number(event.leaf_index ?? -1), policy());
  if (event.leaf_index === null || !checkpoint || Number(event.leaf_index) >= checkpoint.size) {
    return makePromise(
      { format: 'smart-asn/promise/v1', ...opened, merge_by: event.occurred_at.add({ seconds: mergeWithin_s }).toString(), event_id: event.id },
      seed,
    );
  }
  const proof = await rangeHashes(tx, inclusionRanges(Number(event.leaf_index), checkpoint.size));
  const asked = signedPolicy();
  return {
    format: 'smart-asn/receipt/v1',
    ...opened,
    leaf_index: Number(event.leaf_index),
    proof: proof.map(toBase64),
    checkpoint: onlySignedBy(checkpoint.note, vkey),
    ...(asked === undefined ? {} : { policy: asked }),
  };
}

/** What a public entry holds in clear; undefined for a commitment. */
export function publicRecordOf(entry: Uint8Array): unknown {
  return (JSON.parse(new TextDecoder().decode(entry)) as { readonly record?: unknown }).record;
}
