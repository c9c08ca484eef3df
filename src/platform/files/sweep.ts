import { sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { FileStore } from './store.ts';

type Sweeping = { readonly store: FileStore; readonly before: Instant; readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T> };

/**
 * Puts away for good what no row refers to any more: files of drafts that were given up, files that their owner took away again.
 * Only what was last kept before `before`, so that an upload of this moment is never in the way. Returns how many went.
 */
export async function sweepContents({ store, before, transact }: Sweeping): Promise<number> {
  const held = await transact(holders);
  const { rows } = await transact((tx) =>
    sql<{ sha256: Uint8Array }>`select c.sha256 from files.contents c where c.stored_at < ${before} ${sql.join(unheld(held), sql` `)}`.execute(tx),
  );
  let gone = 0;
  for (const { sha256 } of rows) {
    // The one place where bytes move inside a transaction: whoever keeps the same content anew waits for this row, and puts its bytes
    // after ours are gone, never between.
    gone += await transact(async (tx) => {
      const taken = await sql`delete from files.contents c where c.sha256 = ${sha256} and c.stored_at < ${before} ${sql.join(unheld(held), sql` `)}
        returning 1`.execute(tx);
      if (taken.rows.length > 0) await store.remove(sha256);
      return taken.rows.length;
    });
  }
  return gone;
}

type Holder = { readonly place: string; readonly held: string };

// Every table that refers to a content says so by its foreign key; a new slice needs no word here.
async function holders(tx: Tx): Promise<readonly Holder[]> {
  const { rows } = await sql<Holder>`
    select c.conrelid::regclass::text as place, quote_ident(a.attname) as held from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'files.contents'::regclass`.execute(tx);
  return rows;
}

function unheld(holding: readonly Holder[]) {
  return holding.map(({ place, held }) => sql`and not exists (select from ${sql.raw(place)} r where ${sql.raw(`r.${held}`)} = c.sha256)`);
}
