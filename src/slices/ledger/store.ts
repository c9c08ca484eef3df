import { over, sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import { type HashOf, hashOfRange, subtreesOf, type Subtree } from './merkle.ts';
import type { CheckpointRow } from './model.ts';
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

export async function newestCheckpoint(tx: Tx): Promise<(CheckpointRow & { readonly publishedAt: Instant }) | undefined> {
  const { rows } = await sql<{
    size: bigint;
    root: Uint8Array;
    note: string;
    published_at: Instant;
  }>`select size, root, note, published_at from ledger.checkpoints order by size desc limit 1`.execute(tx);
  const row = rows[0];
  return row && { size: Number(row.size), root: row.root, note: row.note, publishedAt: row.published_at };
}

export async function hashesOf(tx: Tx, subtrees: readonly Subtree[]): Promise<HashOf> {
  const levels = subtrees.map((one) => one.level);
  const indices = subtrees.map((one) => String(one.index));
  const { rows } = await sql<{ level: number; index: bigint; hash: Uint8Array }>`
    select n.level, n.index, n.hash from unnest(${levels}::int[], ${indices}::bigint[]) as asked(level, index)
    join ledger.nodes n on n.level = asked.level and n.index = asked.index`.execute(tx);
  const known = new Map(rows.map((row) => [`${row.level} ${row.index}`, row.hash]));
  return ({ level, index }) => {
    const hash = known.get(`${level} ${index}`);
    if (!hash) throw new Error('the log lacks a node that it has signed');
    return hash;
  };
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

export type NewNode = Subtree & { readonly hash: Uint8Array };

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

export async function insertNodes(tx: Tx, nodes: readonly NewNode[]): Promise<void> {
  const levels = nodes.map((node) => node.level);
  const indices = nodes.map((node) => String(node.index));
  const hashes = nodes.map((node) => hex(node.hash));
  await sql`insert into ledger.nodes (level, index, hash)
    select new.level, new.index, decode(new.hash, 'hex') from unnest(${levels}::int[], ${indices}::bigint[], ${hashes}::text[]) as new(level, index, hash)`.execute(
    tx,
  );
}

/** Fails when this size has been signed before. */
export async function insertCheckpoint(tx: Tx, checkpoint: CheckpointRow, now: Instant): Promise<void> {
  await tables(tx)
    .insertInto('ledger.checkpoints')
    .values({ size: BigInt(checkpoint.size), root: checkpoint.root, note: checkpoint.note, published_at: now })
    .execute();
}

export async function tileHashes(tx: Tx, level: number, from: number, count: number): Promise<readonly Uint8Array[]> {
  const { rows } = await sql<{
    hash: Uint8Array;
  }>`select hash from ledger.nodes where level = ${level * 8} and index >= ${BigInt(from)} and index < ${BigInt(from + count)} order by index`.execute(tx);
  return rows.map((row) => row.hash);
}

export async function entriesFrom(tx: Tx, from: number, count: number): Promise<readonly Uint8Array[]> {
  const { rows } = await sql<{
    entry: Uint8Array;
  }>`select entry from ledger.entries where leaf_index >= ${BigInt(from)} and leaf_index < ${BigInt(from + count)} order by leaf_index`.execute(tx);
  return rows.map((row) => row.entry);
}

export type OpenedEvent = {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly occurred_at: Instant;
  readonly leaf_index: bigint | null;
  readonly ledger: 'commitment' | 'public';
  readonly payload: unknown;
  readonly record: unknown;
  readonly salt: Uint8Array | null;
};

export async function findOpened(tx: Tx, eventId: string): Promise<OpenedEvent | undefined> {
  const { rows } =
    await sql<OpenedEvent>`select e.id, e.kind, e.version, e.occurred_at, e.leaf_index, e.ledger, e.payload, o.record, o.salt from outbox.events e
    left join outbox.openings o on o.event_id = e.id where e.id = ${eventId} and e.ledger <> 'none'`.execute(tx);
  return rows[0];
}

export type RecentEntry = { readonly leaf_index: bigint; readonly kind: string; readonly occurred_at: Instant };

export async function recentEntries(tx: Tx, most: number): Promise<readonly RecentEntry[]> {
  const { rows } = await sql<RecentEntry>`select leaf_index, kind, occurred_at from outbox.events where leaf_index is not null
    and leaf_index > (select coalesce(max(leaf_index), 0) - ${most} from ledger.entries) order by leaf_index desc limit ${most}`.execute(tx);
  return rows;
}

export async function checkpointTime(tx: Tx): Promise<Instant | undefined> {
  const { rows } = await sql<{ published_at: Instant }>`select published_at from ledger.checkpoints order by size desc limit 1`.execute(tx);
  return rows[0]?.published_at;
}

export async function identityOf(tx: Tx): Promise<{ readonly origin: string; readonly vkey: string } | undefined> {
  const { rows } = await sql<{ origin: string; vkey: string }>`select origin, vkey from ledger.identity`.execute(tx);
  return rows[0];
}

export async function insertIdentity(tx: Tx, origin: string, vkey: string): Promise<void> {
  await sql`insert into ledger.identity (origin, vkey) values (${origin}, ${vkey}) on conflict do nothing`.execute(tx);
}
