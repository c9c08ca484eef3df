import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';
import type { Instant } from '#platform/time';
import type { Lang } from '#platform/words';

export type Letter = { readonly to: string; readonly lang: Lang; readonly subject: string; readonly body: string };

/** A letter goes out exactly if the act that wrote it is committed. */
export async function queueMail(tx: Tx, ctx: Ctx, letter: Letter): Promise<void> {
  const subject = letter.subject.replace(/[\r\n]+/g, ' ').slice(0, 200);
  await sql`insert into mail.messages (id, agency_id, recipient, lang, subject, body, made_at, next_attempt_at)
    values (${newId(ctx.now.epochMilliseconds)}, ${ctx.agency.id}, ${letter.to}, ${letter.lang}, ${subject}, ${letter.body}, ${ctx.now}, ${ctx.now})`.execute(
    tx,
  );
}

export type Message = {
  readonly id: string;
  readonly recipient: string;
  readonly lang: Lang;
  readonly subject: string;
  readonly body: string;
  readonly state: 'waiting' | 'sent' | 'failed' | 'simulated';
  readonly attempts: number;
  readonly made_at: Instant;
};

export async function newestMail(tx: Tx, most: number): Promise<readonly Message[]> {
  const { rows } =
    await sql<Message>`select id, recipient, lang, subject, body, state, attempts, made_at from mail.messages order by made_at desc, id desc limit ${most}`.execute(
      tx,
    );
  return rows;
}

export type Undelivered = { readonly failed: number; readonly retried: number };

/** Of an agency's letters since then: those given up, and those that the server has refused so far. */
export async function undelivered(tx: Tx, agencyId: string, since: Instant): Promise<Undelivered> {
  const { rows } = await sql<Undelivered>`select (count(*) filter (where state = 'failed'))::int as failed,
      (count(*) filter (where state = 'waiting' and attempts > 0))::int as retried
    from mail.messages where agency_id = ${agencyId} and made_at >= ${since} and state in ('failed', 'waiting')`.execute(tx);
  return rows[0] ?? { failed: 0, retried: 0 };
}

export async function waitingMail(tx: Tx, now: Instant, most: number): Promise<readonly Message[]> {
  const { rows } = await sql<Message>`select id, recipient, lang, subject, body, state, attempts, made_at from mail.messages
    where state = 'waiting' and next_attempt_at <= ${now} order by made_at, id limit ${most} for update skip locked`.execute(tx);
  return rows;
}

/** What was sent is the recipient's: its text, with the codes in it, stays no longer than it takes to send it. */
export async function markMail(tx: Tx, id: string, state: Message['state'], attempts: number, next: Instant, error: string | null): Promise<void> {
  await sql`update mail.messages set state = ${state}, attempts = ${attempts}, next_attempt_at = ${next}, last_error = ${error},
    sent_at = case when ${state}::text = 'sent' then ${next}::timestamptz end, body = case when ${state}::text = 'sent' then '' else body end where id = ${id}`.execute(
    tx,
  );
}

/** Who was written to, and about what, stands here no longer than it may help to mend something. */
export async function forgetLetters(tx: Tx, before: Instant): Promise<void> {
  await sql`delete from mail.messages where state in ('sent', 'failed') and made_at < ${before}`.execute(tx);
}

/** What a demo would have sent is kept to be looked at, and never goes out. */
export async function simulateWaiting(tx: Tx): Promise<void> {
  await sql`update mail.messages set state = 'simulated' where state = 'waiting'`.execute(tx);
}
