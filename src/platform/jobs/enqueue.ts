import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { json, sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';
import type { Job } from './define.ts';
import { workQueue } from './queues.ts';

export const envelope = z.object({ job: z.string(), agencyId: z.string(), lang: z.enum(['id', 'en']), input: z.unknown() });

export type EnqueueOptions = {
  /** Work under one key is queued once, however often and by however many it is asked for. */
  readonly once?: string | undefined;
};

function idOf(job: string, key: string): string {
  const hex = createHash('sha256').update(`${job} ${key}`).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** Asks for work in the acting transaction: it will be done exactly if the act is committed. */
export async function enqueue<Input>(tx: Tx, ctx: Ctx, job: Job<Input>, input: Input, { once }: EnqueueOptions = {}): Promise<void> {
  const id = once === undefined ? newId() : idOf(job.name, once);
  const data: z.infer<typeof envelope> = { job: job.name, agencyId: ctx.agency.id, lang: ctx.lang, input: job.input.parse(input) };
  const { rows } = await sql`
    with queue as (select * from pgboss.queue where name = ${workQueue}), queued as (
      insert into pgboss.job (id, name, data, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max,
                              expire_seconds, deletion_seconds, keep_until, dead_letter, heartbeat_seconds)
      select ${id}, name, ${json(data)}, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max,
             expire_seconds, deletion_seconds, now() + retention_seconds * interval '1 second', dead_letter, heartbeat_seconds
      from queue on conflict do nothing)
    select name from queue`.execute(tx);
  if (rows.length === 0) throw new Error(`the queue ${workQueue} was not made at the start`);
}
