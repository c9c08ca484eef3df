import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';
import type { Instant } from '#platform/time';
import type { Lang } from '#platform/words';

export type Letter = { readonly to: string; readonly lang: Lang; readonly subject: string; readonly body: string };

export const channels = ['mail', 'sms'] as const;
export type Channel = (typeof channels)[number];

export function subjectLine(subject: string): string {
  return subject.replace(/[\r\n]+/g, ' ').slice(0, 200);
}

/** A letter goes out exactly if the act that wrote it is committed. */
export async function queueMail(tx: Tx, ctx: Ctx, letter: Letter): Promise<void> {
  await sql`insert into mail.messages (id, agency_id, recipient, lang, subject, body, made_at, next_attempt_at)
    values (${newId(ctx.now.epochMilliseconds)}, ${ctx.agency.id}, ${letter.to}, ${letter.lang}, ${subjectLine(letter.subject)}, ${letter.body}, ${ctx.now}, ${ctx.now})`.execute(
    tx,
  );
}

export type MessageState = 'waiting' | 'sent' | 'delivered' | 'failed' | 'simulated';

export type Message = {
  readonly id: string;
  readonly channel: Channel;
  readonly recipient: string;
  readonly lang: Lang;
  readonly subject: string;
  readonly body: string;
  readonly state: MessageState;
  readonly attempts: number;
  readonly made_at: Instant;
};

const columns = sql.raw('id, channel, recipient, lang, subject, body, state, attempts, made_at');

export async function newestMail(tx: Tx, most: number): Promise<readonly Message[]> {
  const { rows } = await sql<Message>`select ${columns} from mail.messages order by made_at desc, id desc limit ${most}`.execute(tx);
  return rows;
}

export type Undelivered = { readonly failed: number; readonly retried: number };

/** Of an agency's messages since then: those given up, and those that were refused so far. */
export async function undelivered(tx: Tx, agencyId: string, since: Instant): Promise<Undelivered> {
  const { rows } = await sql<Undelivered>`select (count(*) filter (where state = 'failed'))::int as failed,
      (count(*) filter (where state = 'waiting' and attempts > 0))::int as retried
    from mail.messages where agency_id = ${agencyId} and made_at >= ${since} and state in ('failed', 'waiting')`.execute(tx);
  return rows[0] ?? { failed: 0, retried: 0 };
}

export async function waitingMessages(tx: Tx, channel: Channel, now: Instant, most: number): Promise<readonly Message[]> {
  const { rows } = await sql<Message>`select ${columns} from mail.messages
    where state = 'waiting' and channel = ${channel} and next_attempt_at <= ${now} order by made_at, id limit ${most} for update skip locked`.execute(tx);
  return rows;
}

type Mark = {
  readonly state: MessageState;
  readonly attempts: number;
  readonly next: Instant;
  readonly error?: string | undefined;
  readonly reference?: string | undefined;
};

/** What was sent is the recipient's: its text, with the codes in it, stays no longer than it takes to send it. */
export async function markMessage(tx: Tx, id: string, { state, attempts, next, error, reference }: Mark): Promise<void> {
  await sql`update mail.messages set state = ${state}, attempts = ${attempts}, next_attempt_at = ${next}, last_error = ${error ?? null},
    reference = coalesce(${reference ?? null}, reference), sent_at = case when ${state}::text = 'sent' then ${next}::timestamptz end,
    body = case when ${state}::text = 'sent' then '' else body end
    where id = ${id} and state <> 'delivered'`.execute(tx);
}

/** Who was written to, and about what, stands here no longer than it may help to mend something. */
export async function forgetLetters(tx: Tx, before: Instant): Promise<void> {
  await sql`delete from mail.messages where state in ('sent', 'delivered', 'failed') and made_at < ${before}`.execute(tx);
}

/** What a demo would have sent is kept to be looked at, and never goes out. */
export async function simulateWaiting(tx: Tx): Promise<void> {
  await sql`update mail.messages set state = 'simulated' where state = 'waiting'`.execute(tx);
}
