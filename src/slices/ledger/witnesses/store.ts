import { sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { Policy } from '../formats/cosignature.ts';
import type { Checkpointed, WitnessFault, WitnessState } from '../model.ts';
import { type CheckpointColumns, checkpointed } from '../store.ts';

// A checkpoint with what witnesses have added to it: all of them, or these.
const cosigned = (
  witnesses?: readonly string[],
) => sql`c.size, c.root, c.published_at, c.note || coalesce((select string_agg(g.line, '' order by g.stamped_at, g.witness)
  from ledger.cosignatures g where g.size = c.size ${witnesses ? sql`and g.witness = any(${witnesses as string[]}::text[])` : sql``}), '') as note`;

export async function newestCosigned(tx: Tx): Promise<Checkpointed | undefined> {
  const { rows } = await sql<CheckpointColumns>`select ${cosigned()} from ledger.checkpoints c order by c.size desc limit 1`.execute(tx);
  return rows[0] && checkpointed(rows[0]);
}

const enough = ({ k, witnesses }: Policy) => sql`select size from ledger.cosignatures
  where ${k} > 0 and witness = any(${witnesses as string[]}::text[]) group by size having count(*) >= ${k} order by size desc limit 1`;

/** The newest checkpoint that as many witnesses have signed as are asked for. */
export async function newestWitnessed(tx: Tx, policy: Policy): Promise<Checkpointed | undefined> {
  if (policy.k === 0) return newestCosigned(tx);
  const { rows } = await sql<CheckpointColumns>`select ${cosigned()} from ledger.checkpoints c where c.size = (${enough(policy)})`.execute(tx);
  return rows[0] && checkpointed(rows[0]);
}

/** What an entry is proved against: the newest witnessed checkpoint that holds it, else the newest of all. */
export async function checkpointOver(tx: Tx, index: number, policy: Policy): Promise<Checkpointed | undefined> {
  const { rows } = await sql<CheckpointColumns>`select ${cosigned(policy.witnesses)} from ledger.checkpoints c
    where c.size = coalesce((select size from (${enough(policy)}) as e where e.size > ${BigInt(index)}), (select max(size) from ledger.checkpoints))`.execute(
    tx,
  );
  return rows[0] && checkpointed(rows[0]);
}

/**
 * This process asks the witness now, if its turn has come and there is something that it has not signed; nobody else does until
 * `until`. Gives what it signed last.
 */
export async function takeTurn(tx: Tx, witness: string, now: Instant, until: Instant): Promise<{ readonly size: number } | undefined> {
  const { rows } = await sql<{ size: bigint }>`
    insert into ledger.witnesses as w (witness, next_ask_at) select ${witness}, ${until} where exists (select from ledger.checkpoints)
    on conflict (witness) do update set next_ask_at = excluded.next_ask_at
      where w.next_ask_at <= ${now} and (w.size < (select max(size) from ledger.checkpoints) or w.signed_at is null)
    returning w.size`.execute(tx);
  return rows[0] && { size: Number(rows[0].size) };
}

type Signed = { readonly witness: string; readonly size: number; readonly line: string; readonly stampedAt: Instant; readonly now: Instant };

export async function saveCosignature(tx: Tx, { witness, size, line, stampedAt, now }: Signed): Promise<void> {
  await sql`insert into ledger.cosignatures (size, witness, line, stamped_at) values (${BigInt(size)}, ${witness}, ${line}, ${stampedAt})
    on conflict (size, witness) do nothing`.execute(tx);
  await sql`update ledger.witnesses set size = greatest(size, ${BigInt(size)}), signed_at = ${stampedAt}, next_ask_at = ${now}, failures = 0, fault = null,
    failing_since = null where witness = ${witness}`.execute(tx);
}

const longest_s = 60;

/** Asked again after a pause that doubles, up to a minute. Gives whether this is news. */
export async function saveFault(tx: Tx, witness: string, fault: WitnessFault, now: Instant): Promise<boolean> {
  const { rows } = await sql<{ failures: number }>`update ledger.witnesses set fault = ${fault}, failing_since = coalesce(failing_since, ${now}::timestamptz),
    next_ask_at = ${now}::timestamptz + make_interval(secs => least(${longest_s}::integer, power(2, least(failures, 10)))),
    failures = case when fault = ${fault} then failures + 1 else 1 end
    where witness = ${witness} returning failures`.execute(tx);
  return rows[0]?.failures === 1;
}

export async function witnessStates(tx: Tx, witnesses: readonly string[]): Promise<readonly WitnessState[]> {
  const { rows } = await sql<{ witness: string; size: bigint; signed_at: Instant | null; fault: WitnessFault | null; failing_since: Instant | null }>`
    select witness, size, signed_at, fault, failing_since from ledger.witnesses where witness = any(${witnesses as string[]}::text[])`.execute(tx);
  return rows.map((row) => ({
    vkey: row.witness,
    size: Number(row.size),
    signedAt: row.signed_at ?? undefined,
    fault: row.fault ?? undefined,
    failingSince: row.failing_since ?? undefined,
  }));
}
