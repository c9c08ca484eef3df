import { sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { FileStore } from './store.ts';

type Sweeping = { readonly store: FileStore; readonly before: Instant; readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T> };

/**
 * Puts away for good what no row refers to any more: files of drafts that were given up, files that their owner took away again.
 * Only what was last kept before `before`, so that an upload of this moment is never in the way. Returns how many went.
 */
export async function sweepContents({ store, before, transact }: Sweeping): Promise<number> {
  const gone = await transact(async (tx) => {
    // Every table that refers to a content says so by its foreign key; a new slice needs no word here.
    const { rows: keys } = await sql<{ place: string; held: string }>`
      select c.conrelid::regclass::text as place, quote_ident(a.attname) as held from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.confrelid = 'files.contents'::regclass`.execute(tx);
    const unheld = keys.map(({ place, held }) => sql`and not exists (select from ${sql.raw(place)} r where ${sql.raw(`r.${held}`)} = c.sha256)`);
    const { rows } = await sql<{
      sha256: Uint8Array;
    }>`delete from files.contents c where c.stored_at < ${before} ${sql.join(unheld, sql` `)} returning c.sha256`.execute(tx);
    return rows;
  });
  for (const { sha256 } of gone) await store.remove(sha256);
  return gone.length;
}
