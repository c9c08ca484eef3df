import { sql } from 'kysely';
import type { Instant } from '#platform/time';
import type { Tx } from './dialect.ts';
import { json } from './values.ts';

type Key = { readonly actor: string; readonly key: string; readonly action: string; readonly now: Instant };

/**
 * Does the work once for this actor and key; a repetition gets the first result. The second of two at the same moment waits
 * at the unique index until the first has committed. The result must be a JSON value.
 */
export async function once<T>(tx: Tx, { actor, key, action, now }: Key, work: () => Promise<T>): Promise<T> {
  const { rows: mine } = await sql`
    insert into platform.idempotency (actor, key, action, result, made_at) values (${actor}, ${key}, ${action}, 'null', ${now})
    on conflict do nothing returning 1 as inserted`.execute(tx);
  if (mine.length === 0) {
    const { rows } = await sql<{ result: T }>`select result from platform.idempotency where actor = ${actor} and key = ${key}`.execute(tx);
    const first = rows[0];
    if (!first) throw new Error('the first result was removed meanwhile');
    return first.result;
  }
  const result = await work();
  await sql`update platform.idempotency set result = ${json(result)} where actor = ${actor} and key = ${key}`.execute(tx);
  return result;
}

/** Nobody presses the same button again days later; what a result told only its actor is then told to nobody. */
export async function forgetResults(tx: Tx, before: Instant): Promise<void> {
  await sql`delete from platform.idempotency where made_at < ${before}`.execute(tx);
}
