import { sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { CheckedLog } from '../model.ts';

/** An entry beside what it was made from: the event's own copy, and the opening where it still stands. */
export type AuditedEntry = {
  readonly leaf_index: bigint;
  readonly entry: Uint8Array;
  readonly made: Uint8Array | null;
  readonly kind: string | null;
  readonly version: number | null;
  readonly record: unknown;
  readonly salt: Uint8Array | null;
};

export async function auditedEntries(tx: Tx, from: number, until: number): Promise<ReadonlyMap<number, AuditedEntry>> {
  const { rows } = await sql<AuditedEntry>`select n.leaf_index, n.entry, e.entry as made, e.kind, e.version, o.record, o.salt
    from ledger.entries n left join outbox.events e on e.id = n.event_id left join outbox.openings o on o.event_id = n.event_id
    where n.leaf_index >= ${BigInt(from)} and n.leaf_index < ${BigInt(until)}`.execute(tx);
  return new Map(rows.map((row) => [Number(row.leaf_index), row]));
}

export type StoredStamp = { readonly size: number; readonly witness: string; readonly line: string };

export async function stampsWithin(tx: Tx, over: number, upTo: number): Promise<readonly StoredStamp[]> {
  const { rows } = await sql<{ size: bigint; witness: string; line: string }>`select size, witness, line from ledger.cosignatures
    where size > ${BigInt(over)} and size <= ${BigInt(upTo)} order by size, witness`.execute(tx);
  return rows.map((row) => ({ ...row, size: Number(row.size) }));
}

export async function insertCheck(tx: Tx, { size, checkedAt, faults }: CheckedLog): Promise<void> {
  await sql`insert into ledger.checks (checked_at, size, fault, faults) values (${checkedAt}, ${BigInt(size)}, ${faults[0] ?? null}, ${faults as string[]}::text[])
    on conflict (checked_at) do nothing`.execute(tx);
}

export async function newestCheck(tx: Tx): Promise<CheckedLog | undefined> {
  const { rows } = await sql<{ checked_at: Instant; size: bigint; faults: string[] }>`select checked_at, size, faults from ledger.checks
    order by checked_at desc limit 1`.execute(tx);
  const row = rows[0];
  return row && { size: Number(row.size), checkedAt: row.checked_at, faults: row.faults };
}
