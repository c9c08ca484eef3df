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

type Sealed = { readonly entry: Uint8Array | null; readonly salt: Uint8Array | undefined };

/** What of a record goes into the log, and the salt without which a commitment cannot be opened. */
function seal<Payload>(event: EventKind<Payload>, record: unknown): Sealed {
  const salt = event.ledger === 'commitment' ? new Uint8Array(randomBytes(32)) : undefined;
  const entry = salt
    ? commitmentEntry(event.kind, event.version, commitmentOf(record, salt))
    : event.ledger === 'public'
      ? publicEntry(event.kind, event.version, record)
      : null;
  // An entry's length stands in two bytes of its bundle (tlog-tiles): what does not fit must not wait in front of the sequencer.
  if (entry && entry.length > 65_535) throw new Error(`a record of ${event.kind} is too large for the log`);
  return { entry, salt };
}

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
  const { entry, salt } = seal(event, record);
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

export type Fact<Payload> = { readonly payload: Payload; readonly record?: unknown };

const hex = (bytes: Uint8Array | null | undefined) => (bytes ? Buffer.from(bytes).toString('hex') : null);

/** Many facts of one kind in one statement, for lists that come in by the thousand: each is an event of its own all the same. */
export async function emitAll<Payload>(
  tx: Tx,
  ctx: Ctx,
  event: EventKind<Payload>,
  facts: readonly Fact<Payload>[],
  options: Pick<EmitOptions, 'agencyId'>,
): Promise<void> {
  if (facts.length === 0) return;
  const rows = facts.map(({ payload, record = payload }) => ({ id: newId<'event'>(ctx.now.epochMilliseconds), payload, record, ...seal(event, record) }));
  const delivered = handlersOf(event.kind).length === 0;
  await sql`with facts as (
      select * from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => JSON.stringify(row.payload))}::text[], ${rows.map((row) => hex(row.entry))}::text[],
                           ${rows.map((row) => JSON.stringify(row.record))}::text[], ${rows.map((row) => hex(row.salt))}::text[]) as f (id, payload, entry, record, salt)),
    events as (
      insert into outbox.events (id, kind, version, agency_id, actor, payload, ledger, entry, occurred_at, delivered)
      select id, ${event.kind}, ${event.version}::integer, ${options.agencyId}::uuid, ${actorReference(ctx.actor)}, payload::jsonb, ${event.ledger},
             decode(entry, 'hex'), ${ctx.now}::timestamptz, ${delivered}::boolean from facts)
    insert into outbox.openings (event_id, record, salt) select id, record::jsonb, decode(salt, 'hex') from facts where salt is not null`.execute(tx);
}
