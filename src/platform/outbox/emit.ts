import { randomBytes } from 'node:crypto';
import { actorReference } from '#platform/access';
import { commitmentEntry, commitmentOf, publicEntry } from '#platform/commitment';
import type { Ctx } from '#platform/context';
import { json, sql, type Tx } from '#platform/db';
import { type Id, newId } from '#platform/ids';
import { type EventKind, handlersOf } from './events.ts';

export type EmitOptions = {
  /** The agency that runs the process. */
  readonly agencyId: string;
  /** What the ledger holds: committed to, or in clear for a public event (then without any person). Default: the payload. */
  readonly record?: unknown;
  /** The event's id when the caller needs it beforehand, so that the acts of one batch go to the database together. */
  readonly eventId?: Id<'event'>;
};

/** The only way to tell others. Written in the acting transaction: it happened exactly if the act did. */
export async function emit<Payload>(
  tx: Tx,
  ctx: Ctx,
  event: EventKind<Payload>,
  payload: Payload,
  options: EmitOptions,
): Promise<{ readonly eventId: string }> {
  const eventId = options.eventId ?? newId<'event'>(ctx.now.epochMilliseconds);
  const record = options.record ?? payload;
  const salt = event.ledger === 'commitment' ? new Uint8Array(randomBytes(32)) : undefined;
  const entry = salt
    ? commitmentEntry(event.kind, event.version, commitmentOf(record, salt))
    : event.ledger === 'public'
      ? publicEntry(event.kind, event.version, record)
      : null;
  // An entry's length stands in two bytes of its bundle (tlog-tiles): what does not fit must not wait in front of the sequencer.
  if (entry && entry.length > 65_535) throw new Error(`a record of ${event.kind} is too large for the log`);
  const delivered = handlersOf(event.kind).length === 0;
  const insertEvent = sql`
    insert into outbox.events (id, kind, version, agency_id, actor, payload, ledger, entry, occurred_at, delivered)
    values (${eventId}, ${event.kind}, ${event.version}, ${options.agencyId}, ${actorReference(ctx.actor)}, ${json(payload)},
            ${event.ledger}, ${entry}, ${ctx.now}, ${delivered})`;
  if (salt) {
    await sql`with event as (${insertEvent} returning id)
      insert into outbox.openings (event_id, record, salt) select id, ${json(record)}, ${salt}::bytea from event`.execute(tx);
  } else {
    await insertEvent.execute(tx);
  }
  return { eventId };
}
