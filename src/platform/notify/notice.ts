import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { type Channel, type MessageState, subjectLine } from '#platform/mail';
import type { Instant } from '#platform/time';
import type { Lang } from '#platform/words';

/** What a notice tells of: a case, a complaint. */
type About = { readonly kind: string; readonly id: string };

type Notice = {
  readonly about: About;
  readonly email: string | null;
  readonly lang: Lang;
  readonly subject: string;
  readonly body: string;
  /** What a text message says: no name, no code, nothing of the matter but its number. */
  readonly short: string;
};

/** Tells somebody by each way that they chose; without a choice by e-mail, if there is an address. One statement. */
export async function notify(tx: Tx, ctx: Ctx, { about, email, lang, subject, body, short }: Notice): Promise<void> {
  const id = () => newId(ctx.now.epochMilliseconds);
  await sql`
    with chosen as (select by_mail, by_sms, phone from mail.choices where about_kind = ${about.kind} and about_id = ${about.id}),
    ways as (
      select ${id()}::uuid as id, 'mail' as channel, ${email}::text as recipient, ${body}::text as body
      where ${email}::text is not null and coalesce((select by_mail from chosen), true)
      union all select ${id()}::uuid, 'sms', phone, ${short}::text from chosen where by_sms
    )
    insert into mail.messages (id, agency_id, channel, recipient, lang, subject, body, made_at, next_attempt_at, about_kind, about_id)
    select id, ${ctx.agency.id}::uuid, channel, recipient, ${lang}, ${subjectLine(subject)}, body, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz,
      ${about.kind}, ${about.id}::uuid from ways`.execute(tx);
}

type Choice = { readonly by_mail: boolean; readonly by_sms: boolean; readonly phone: string | null };

export async function choiceOf(tx: Tx, { kind, id }: About): Promise<Choice | undefined> {
  const { rows } = await sql<Choice>`select by_mail, by_sms, phone from mail.choices where about_kind = ${kind} and about_id = ${id}`.execute(tx);
  return rows[0];
}

export async function choose(tx: Tx, { kind, id }: About, { by_mail, by_sms, phone }: Choice, now: Instant): Promise<void> {
  await sql`insert into mail.choices (about_kind, about_id, by_mail, by_sms, phone, chosen_at)
    values (${kind}, ${id}, ${by_mail}, ${by_sms}, ${phone}, ${now})
    on conflict (about_kind, about_id) do update set by_mail = excluded.by_mail, by_sms = excluded.by_sms, phone = excluded.phone, chosen_at = excluded.chosen_at`.execute(
    tx,
  );
}

type Sent = { readonly channel: Channel; readonly subject: string; readonly state: MessageState; readonly attempts: number; readonly made_at: Instant };

/** What somebody was told of a matter, the newest first, and what became of it. */
export async function sentAbout(tx: Tx, { kind, id }: About, most: number): Promise<readonly Sent[]> {
  const { rows } = await sql<Sent>`select channel, subject, state, attempts, made_at from mail.messages
    where about_kind = ${kind} and about_id = ${id} order by made_at desc, id desc limit ${most}`.execute(tx);
  return rows;
}

/**
 * What a gateway tells of a message that it took. Reports come twice and in any order: what has arrived has arrived, and only what is on
 * its way can still fail. False when there is no such message.
 */
export async function takeReport(tx: Tx, reference: string, outcome: 'delivered' | 'failed', now: Instant): Promise<boolean> {
  const { rows } = await sql`select from mail.messages where reference = ${reference} and channel = 'sms'`.execute(tx);
  if (outcome === 'delivered')
    await sql`update mail.messages set state = 'delivered', delivered_at = coalesce(delivered_at, ${now}), last_error = null
      where reference = ${reference} and channel = 'sms'`.execute(tx);
  else
    await sql`update mail.messages set state = 'failed', last_error = 'NOT_DELIVERED' where reference = ${reference} and channel = 'sms' and state = 'sent'`.execute(
      tx,
    );
  return rows.length > 0;
}

/** A number as it is dialled from anywhere: `0812…` is Indonesian. Undefined when it is none. */
export function findPhone(typed: string): string | undefined {
  const digits = typed.replace(/[\s().-]/g, '');
  const whole = digits.startsWith('+') ? digits : digits.startsWith('0') ? `+62${digits.slice(1)}` : `+${digits}`;
  return /^\+[1-9][0-9]{7,14}$/.test(whole) ? whole : undefined;
}
