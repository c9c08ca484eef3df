import type { z } from 'zod';
import type { Ctx } from '#platform/context';
import type { Instant } from '#platform/time';
import type { Lang } from '#platform/words';

export type LedgerMode = 'none' | 'commitment' | 'public';

export type EventKind<Payload> = {
  readonly kind: string;
  /** What happened, for people who read the log. */
  readonly says: Readonly<Record<Lang, string>>;
  readonly version: number;
  readonly ledger: LedgerMode;
  /** Small facts with ids, never personal data. */
  readonly payload: z.ZodType<Payload>;
};

export type Delivered<Payload> = {
  readonly id: string;
  readonly kind: string;
  readonly agencyId: string;
  readonly occurredAt: Instant;
  readonly payload: Payload;
};

type Handler = {
  readonly name: string;
  readonly event: EventKind<unknown>;
  run(ctx: Ctx, event: Delivered<unknown>): Promise<void>;
};

const kinds = new Map<string, EventKind<unknown>>();
const handlers = new Map<string, Handler[]>();

/** Announces a kind of event; docs/generated/events.md prints them all. */
export function defineEvent<Payload>(event: EventKind<Payload>): EventKind<Payload> {
  kinds.set(event.kind, event);
  return event;
}

/**
 * Reacts to an event from a slice to the left. `name` is the handler's for ever: that it has run is recorded under it.
 * Inside, `ctx.transact` is the handler's own transaction, which also records that it has run.
 */
export function on<Payload>(event: EventKind<Payload>, name: string, run: (ctx: Ctx, event: Delivered<Payload>) => Promise<void>): void {
  const listed = handlers.get(event.kind) ?? [];
  if (listed.some((handler) => handler.name === name)) throw new Error(`two handlers are named ${name}`);
  listed.push({ name, event, run: (ctx, delivered) => run(ctx, { ...delivered, payload: event.payload.parse(delivered.payload) }) });
  handlers.set(event.kind, listed);
}

export function handlersOf(kind: string): readonly Handler[] {
  return handlers.get(kind) ?? [];
}

export function allEvents(): ReadonlyMap<string, EventKind<unknown>> {
  return kinds;
}
