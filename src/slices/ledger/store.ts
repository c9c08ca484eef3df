import { concatBytes } from '@noble/hashes/utils.js';
import { over, sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import { type HashOf, hashOfRange, type Node, type Subtree, subtreesOf } from './formats/merkle.ts';
import type { Checkpointed } from './model.ts';
import { readCheckpoint } from './formats/note.ts';
import { encodeEntries, type Tile, tileExists, tileWidth } from './formats/tiles.ts';
import type { LedgerTables } from './schema.ts';

const tables = (tx: Tx) => over<LedgerTables>(tx);

export type Waiting = { readonly id: string; readonly entry: Uint8Array };

/** Events that have no place in the log yet, oldest first; never by a running number, since commits come in any order. */
export async function waitingEvents(tx: Tx, most: number): Promise<readonly Waiting[]> {
  const { rows } = await sql<Waiting>`select id, entry from outbox.events where leaf_index is null and ledger <> 'none'
    order by occurred_at, id limit ${most} for update skip locked`.execute(tx);
  return rows;
}

/** One sequencer at a time; others find the lock taken and wait for their next turn. */
export async function isLeader(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ leads: boolean }>`select pg_try_advisory_xact_lock(5200002) as leads`.execute(tx);
  return rows[0]?.leads ?? false;
}

export type CheckpointColumns = { readonly size: bigint; readonly root: Uint8Array; readonly note: string; readonly published_at: Instant };

export const checkpointed = ({ size, root, note, published_at }: CheckpointColumns): Checkpointed => ({
  size: Number(size),
  root,
  note,
  publishedAt: published_at,
});

export async function newestCheckpoint(tx: Tx): Promise<Checkpointed | undefined> {
  const { rows } = await sql<CheckpointColumns>`select size, root, note, published_at from ledger.checkpoints order by size desc limit 1`.execute(tx);
  return rows[0] && checkpointed(rows[0]);
}

/** Whether this checkpoint, as it was published, is part of the log's history; false also for what is no checkpoint. */
export async function holdsCheckpoint(tx: Tx, note: string): Promise<boolean> {
  const read = readCheckpoint(note);
  if (!read) return false;
  const { rows } = await sql`select 1 as held from ledger.checkpoints where size = ${BigInt(read.size)} and root = ${read.root}`.execute(tx);
  return rows.length > 0;
}

/** Those published over more than `over` and at most `upTo` entries, in order. */
export async function checkpointsWithin(tx: Tx, over: number, upTo: number): Promise<readonly Checkpointed[]> {
  const { rows } = await sql<CheckpointColumns>`select size, root, note, published_at from ledger.checkpoints
    where size > ${BigInt(over)} and size <= ${BigInt(upTo)} order by size`.execute(tx);
  return rows.map(checkpointed);
}

/** The first that was published over a tree in which this entry stands. */
export async function firstCheckpointWith(tx: Tx, index: number): Promise<Checkpointed | undefined> {
  const { rows } =
    await sql<CheckpointColumns>`select size, root, note, published_at from ledger.checkpoints where size > ${BigInt(index)} order by size limit 1`.execute(tx);
  return rows[0] && checkpointed(rows[0]);
}

async function hashesOf(tx: Tx, subtrees: readonly Subtree[]): Promise<HashOf> {
  const known = await storedHashes(tx, subtrees);
  return ({ level, index }) => {
    const hash = known.get(`${level} ${index}`);
    if (!hash) throw new Error('the log lacks a node that it has signed');
    return hash;
  };
}

/** The right edge of the tree of this size: its complete subtrees, left to right. */
export async function edgeOf(tx: Tx, size: number): Promise<readonly Node[]> {
  const parts = subtreesOf(0, size);
  const hashOf = await hashesOf(tx, parts);
  return parts.map((part) => ({ ...part, hash: hashOf(part) }));
}

type Range = { readonly from: number; readonly until: number };

/** Hashes of ranges of leaves, in one query. */
export async function rangeHashes(tx: Tx, ranges: readonly Range[]): Promise<readonly Uint8Array[]> {
  const hashOf = await hashesOf(
    tx,
    ranges.flatMap(({ from, until }) => subtreesOf(from, until)),
  );
  return ranges.map(({ from, until }) => hashOfRange(from, until, hashOf));
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

export async function insertEntries(tx: Tx, from: number, events: readonly Waiting[]): Promise<void> {
  const indices = events.map((_event, at) => String(from + at));
  const ids = events.map((event) => event.id);
  await sql`insert into ledger.entries (leaf_index, event_id, entry)
    select new.leaf_index, new.id, e.entry from unnest(${indices}::bigint[], ${ids}::uuid[]) as new(leaf_index, id) join outbox.events e on e.id = new.id`.execute(
    tx,
  );
  await sql`update outbox.events e set leaf_index = new.leaf_index from unnest(${indices}::bigint[], ${ids}::uuid[]) as new(leaf_index, id) where e.id = new.id`.execute(
    tx,
  );
}

export async function insertNodes(tx: Tx, nodes: readonly Node[]): Promise<void> {
  const levels = nodes.map((node) => node.level);
  const indices = nodes.map((node) => String(node.index));
  const hashes = nodes.map((node) => hex(node.hash));
  await sql`insert into ledger.nodes (level, index, hash)
    select new.level, new.index, decode(new.hash, 'hex') from unnest(${levels}::int[], ${indices}::bigint[], ${hashes}::text[]) as new(level, index, hash)`.execute(
    tx,
  );
}

/** Fails when this size has been signed before. */
export async function insertCheckpoint(tx: Tx, checkpoint: Checkpointed): Promise<void> {
  await tables(tx)
    .insertInto('ledger.checkpoints')
    .values({ size: BigInt(checkpoint.size), root: checkpoint.root, note: checkpoint.note, published_at: checkpoint.publishedAt })
    .execute();
}

/** The stored hashes of these subtrees, by `level index`. */
export async function storedHashes(tx: Tx, subtrees: readonly Subtree[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const levels = subtrees.map((one) => one.level);
  const indices = subtrees.map((one) => String(one.index));
  const { rows } = await sql<{ level: number; index: bigint; hash: Uint8Array }>`
    select n.level, n.index, n.hash from unnest(${levels}::int[], ${indices}::bigint[]) as asked(level, index)
    join ledger.nodes n on n.level = asked.level and n.index = asked.index`.execute(tx);
  return new Map(rows.map((row) => [`${row.level} ${row.index}`, row.hash]));
}

async function tileHashes(tx: Tx, level: number, from: number, count: number): Promise<readonly Uint8Array[]> {
  const { rows } = await sql<{
    hash: Uint8Array;
  }>`select hash from ledger.nodes where level = ${level * 8} and index >= ${BigInt(from)} and index < ${BigInt(from + count)} order by index`.execute(tx);
  return rows.map((row) => row.hash);
}

/** A tile or a bundle as it is served; undefined for one that no checkpoint has published. */
export async function tileBytes(tx: Tx, tile: Tile): Promise<Uint8Array | undefined> {
  const size = (await newestCheckpoint(tx))?.size ?? 0;
  if (!tileExists(tile, size)) return undefined;
  const from = tile.n * tileWidth;
  return tile.level === 'entries'
    ? encodeEntries(await entriesFrom(tx, from, tile.width))
    : concatBytes(...(await tileHashes(tx, tile.level, from, tile.width)));
}

export async function entriesFrom(tx: Tx, from: number, count: number): Promise<readonly Uint8Array[]> {
  const { rows } = await sql<{
    entry: Uint8Array;
  }>`select entry from ledger.entries where leaf_index >= ${BigInt(from)} and leaf_index < ${BigInt(from + count)} order by leaf_index`.execute(tx);
  return rows.map((row) => row.entry);
}

export type OpenedEvent = {
  readonly id: string;
  readonly agency_id: string;
  readonly kind: string;
  readonly version: number;
  readonly actor: string;
  readonly occurred_at: Instant;
  readonly leaf_index: bigint | null;
  readonly ledger: 'commitment' | 'public';
  readonly entry: Uint8Array;
  readonly payload: unknown;
  readonly record: unknown;
  readonly salt: Uint8Array | null;
};

const opened = sql`select e.id, e.agency_id, e.kind, e.version, e.actor, e.occurred_at, e.leaf_index, e.ledger, e.entry, e.payload, o.record, o.salt
  from outbox.events e left join outbox.openings o on o.event_id = e.id`;

export async function findOpened(tx: Tx, eventId: string): Promise<OpenedEvent | undefined> {
  const { rows } = await sql<OpenedEvent>`${opened} where e.id = ${eventId} and e.ledger <> 'none'`.execute(tx);
  return rows[0];
}

/** The event of an entry, with its opening, for the agency that it happened in. */
export async function findOpenedAt(tx: Tx, index: number, agencyId: string): Promise<OpenedEvent | undefined> {
  const { rows } = await sql<OpenedEvent>`${opened} join ledger.entries n on n.event_id = e.id
    where n.leaf_index = ${BigInt(index)} and e.agency_id = ${agencyId}`.execute(tx);
  return rows[0];
}

export type EntryRow = {
  readonly leaf_index: bigint;
  readonly event_id: string;
  readonly entry: Uint8Array;
  readonly kind: string;
  readonly occurred_at: Instant;
};

const entryRows = sql`select n.leaf_index, n.event_id, n.entry, e.kind, e.occurred_at from ledger.entries n join outbox.events e on e.id = n.event_id`;

export async function findEntry(tx: Tx, index: number): Promise<EntryRow | undefined> {
  const { rows } = await sql<EntryRow>`${entryRows} where n.leaf_index = ${BigInt(index)}`.execute(tx);
  return rows[0];
}

/** The newest of the first `size` entries, after skipping some. */
export async function entriesBefore(tx: Tx, size: number, skip: number, most: number): Promise<readonly EntryRow[]> {
  const upTo = Math.max(0, size - skip);
  const { rows } = await sql<EntryRow>`${entryRows} where n.leaf_index < ${BigInt(upTo)} and n.leaf_index >= ${BigInt(Math.max(0, upTo - most))}
    order by n.leaf_index desc`.execute(tx);
  return rows;
}

type AuditFilter = { readonly agencyId: string; readonly kind: string | undefined; readonly skip: number; readonly most: number };
export type AuditRow = { readonly leaf_index: bigint; readonly kind: string; readonly actor: string; readonly occurred_at: Instant; readonly is_open: boolean };

/** What happened in one agency, newest first, as the log holds it. */
export async function auditRows(tx: Tx, { agencyId, kind, skip, most }: AuditFilter): Promise<readonly AuditRow[]> {
  const { rows } = await sql<AuditRow>`select e.leaf_index, e.kind, e.actor, e.occurred_at, e.ledger = 'public' or o.event_id is not null as is_open
    from outbox.events e left join outbox.openings o on o.event_id = e.id
    where e.agency_id = ${agencyId} and e.leaf_index is not null and (${kind ?? null}::text is null or e.kind = ${kind ?? null})
    order by e.leaf_index desc offset ${skip} limit ${most}`.execute(tx);
  return rows;
}

export type KindCount = { readonly kind: string; readonly n: bigint };

export async function auditKinds(tx: Tx, agencyId: string): Promise<readonly KindCount[]> {
  const { rows } = await sql<KindCount>`select kind, count(*) as n from outbox.events where agency_id = ${agencyId} and leaf_index is not null
    group by kind order by kind`.execute(tx);
  return rows;
}

/** What came in since then, by kind, the most frequent first; the size that the log had then says from where to look. */
export async function kindsSince(tx: Tx, agencyId: string, since: Instant): Promise<readonly KindCount[]> {
  const { rows } = await sql<KindCount>`select kind, count(*) as n from outbox.events where agency_id = ${agencyId} and leaf_index is not null
    and leaf_index >= coalesce((select size from ledger.checkpoints where published_at < ${since} order by size desc limit 1), 0) and occurred_at >= ${since}
    group by kind order by n desc, kind`.execute(tx);
  return rows;
}

export async function identityOf(tx: Tx): Promise<{ readonly origin: string; readonly vkey: string } | undefined> {
  const { rows } = await sql<{ origin: string; vkey: string }>`select origin, vkey from ledger.identity`.execute(tx);
  return rows[0];
}

/** False when another process was first. */
export async function insertIdentity(tx: Tx, origin: string, vkey: string): Promise<boolean> {
  const { rows } = await sql`insert into ledger.identity (origin, vkey) values (${origin}, ${vkey}) on conflict do nothing returning 1 as first`.execute(tx);
  return rows.length > 0;
}

/** Places in the log of these events; those that wait for the sequencer are left out. */
export async function leafOf(tx: Tx, eventIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; leaf_index: bigint }>`select id, leaf_index from outbox.events
    where id = any(${eventIds as string[]}::uuid[]) and leaf_index is not null`.execute(tx);
  return new Map(rows.map((row) => [row.id, Number(row.leaf_index)]));
}
