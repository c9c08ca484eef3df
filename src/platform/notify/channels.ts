import { sql, type Tx } from '#platform/db';
import type { Channel } from '#platform/mail';
import type { Instant } from '#platform/time';

type Failing = { readonly failing: number; readonly failing_since: Instant | null };
export type ChannelRow = Failing & { readonly channel: Channel; readonly last_error: string | null; readonly last_sent_at: Instant | null };

const failuresToStop = 5;
const silenceToStop_min = 15;

/** Nothing has gone out for so long, or so often in a row, that it is not the fault of one message. */
export function isStopped({ failing, failing_since }: Failing, now: Instant): boolean {
  if (failing === 0 || !failing_since) return false;
  return failing >= failuresToStop || Temporal.Instant.compare(failing_since.add({ minutes: silenceToStop_min }), now) <= 0;
}

export async function noteCarried(tx: Tx, channel: Channel, now: Instant): Promise<void> {
  await sql`insert into mail.channels (channel, last_sent_at) values (${channel}, ${now})
    on conflict (channel) do update set failing = 0, failing_since = null, last_error = null, last_sent_at = excluded.last_sent_at`.execute(tx);
}

/** Notes one more failure; answers how it stood before. */
export async function noteRefused(tx: Tx, channel: Channel, now: Instant, error: string): Promise<Failing> {
  const { rows } = await sql<Failing>`insert into mail.channels as c (channel, failing, failing_since, last_error) values (${channel}, 1, ${now}, ${error})
    on conflict (channel) do update set failing = c.failing + 1, failing_since = coalesce(c.failing_since, excluded.failing_since), last_error = excluded.last_error
    returning failing, failing_since`.execute(tx);
  const { failing, failing_since } = rows[0] ?? { failing: 1, failing_since: now };
  return { failing: failing - 1, failing_since: failing === 1 ? null : failing_since };
}

/** Channels that carry nothing now, with why. */
export async function stoppedChannels(tx: Tx, now: Instant): Promise<readonly ChannelRow[]> {
  const { rows } = await sql<ChannelRow>`select channel, failing, failing_since, last_error, last_sent_at from mail.channels where failing > 0`.execute(tx);
  return rows.filter((row) => isStopped(row, now));
}
