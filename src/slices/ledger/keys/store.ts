import { sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';

export type KeyRow = { readonly vkey: string; readonly replaces: string; readonly statement: string; readonly alone_from: bigint | null };

/** Keys after the first, in the order of their announcement. */
export async function laterKeys(tx: Tx): Promise<readonly KeyRow[]> {
  const { rows } = await sql<KeyRow>`select vkey, replaces, statement, alone_from from ledger.keys order by announced_at, vkey`.execute(tx);
  return rows;
}

/** Every key that the log has ever had, the first one first. */
export async function allKeys(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ vkey: string }>`select vkey from (select vkey, '-infinity'::timestamptz as since from ledger.identity
    union all select vkey, announced_at from ledger.keys) as k order by since, vkey`.execute(tx);
  return rows.map((row) => row.vkey);
}

/** False when another process has announced it at the same moment. */
export async function insertKey(tx: Tx, key: Omit<KeyRow, 'alone_from'>, at: Instant): Promise<boolean> {
  const { rows } = await sql`insert into ledger.keys (vkey, replaces, statement, announced_at) values (${key.vkey}, ${key.replaces}, ${key.statement}, ${at})
    on conflict do nothing returning 1 as first`.execute(tx);
  return rows.length > 0;
}

/** False when it already is. */
export async function setAlone(tx: Tx, vkey: string, size: number): Promise<boolean> {
  const { rows } = await sql`update ledger.keys set alone_from = ${BigInt(size)} where vkey = ${vkey} and alone_from is null returning 1 as first`.execute(tx);
  return rows.length > 0;
}
