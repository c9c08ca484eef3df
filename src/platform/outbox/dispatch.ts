import { type Ctx, ctxInside, type CtxInput } from '#platform/context';
import { type Database, sql, type Tx } from '#platform/db';
import { faultOf } from '#platform/problem';
import type { Instant } from '#platform/time';
import { handlersOf } from './events.ts';

/** What the dispatcher needs of the house: the clock and a context for the product itself. */
export type DispatchSetting = {
  readonly db: Database;
  now(): Instant;
  ctxFor(agencyId: string, now: Instant): Promise<CtxInput>;
  onFailure(report: { readonly handler: string; readonly eventId: string; readonly attempts: number; readonly dead: boolean; readonly error: unknown }): void;
};

type Pending = {
  readonly id: string;
  readonly kind: string;
  readonly agency_id: string;
  readonly payload: unknown;
  readonly occurred_at: Instant;
};

const maxAttempts = 10;

/** Delivers what waits, in order of occurrence. Returns how many deliveries were done. Safe to run in several processes at once. */
export async function dispatch(setting: DispatchSetting, limit = 200): Promise<number> {
  const now = setting.now();
  const pending = await setting.db.transact('all', (tx) => pendingEvents(tx, now, limit), { readOnly: true });
  let done = 0;
  for (const event of pending) done += await deliver(setting, event, now);
  return done;
}

async function pendingEvents(tx: Tx, now: Instant, limit: number): Promise<readonly Pending[]> {
  const { rows } = await sql<Pending>`
    select e.id, e.kind, e.agency_id, e.payload, e.occurred_at
    from outbox.events e
    where not e.delivered
      and not exists (select from outbox.deliveries d
                      where d.event_id = e.id and d.done_at is null and (d.dead or d.next_attempt_at > ${now}))
    order by e.occurred_at, e.id limit ${limit}`.execute(tx);
  return rows;
}

async function deliver(setting: DispatchSetting, event: Pending, now: Instant): Promise<number> {
  let done = 0;
  let complete = true;
  for (const handler of handlersOf(event.kind)) {
    try {
      const ran = await setting.db.transact('all', async (tx) => {
        if (!(await claim(tx, event.id, handler.name, now))) return false;
        const ctx: Ctx = ctxInside(tx, await setting.ctxFor(event.agency_id, now));
        await handler.run(ctx, { id: event.id, kind: event.kind, agencyId: event.agency_id, occurredAt: event.occurred_at, payload: event.payload });
        return true;
      });
      if (ran) done += 1;
    } catch (error) {
      complete = false;
      const { attempts, dead } = await setting.db.transact('all', (tx) => recordFailure(tx, event.id, handler.name, now, error));
      setting.onFailure({ handler: handler.name, eventId: event.id, attempts, dead, error });
    }
  }
  if (complete) {
    await setting.db.transact('all', (tx) => sql`update outbox.events set delivered = true where id = ${event.id}`.execute(tx));
  }
  return done;
}

// Marks and locks in one statement: a second process waits here, then sees that it is done.
async function claim(tx: Tx, eventId: string, handler: string, now: Instant): Promise<boolean> {
  const { rows } = await sql`
    insert into outbox.deliveries (event_id, handler, done_at, attempts) values (${eventId}, ${handler}, ${now}, 1)
    on conflict (event_id, handler) do update set done_at = excluded.done_at, attempts = deliveries.attempts + 1
      where deliveries.done_at is null
    returning 1 as claimed`.execute(tx);
  return rows.length > 0;
}

async function recordFailure(tx: Tx, eventId: string, handler: string, now: Instant, error: unknown): Promise<{ attempts: number; dead: boolean }> {
  // Its kind only: messages of faults may quote what people typed.
  const { name, code } = faultOf(error);
  const kind = typeof code === 'string' ? `${name} ${code}` : name;
  const { rows } = await sql<{ attempts: number; dead: boolean }>`
    insert into outbox.deliveries (event_id, handler, attempts, last_error, next_attempt_at)
    values (${eventId}, ${handler}, 1, ${kind}, ${now.add({ seconds: 2 })})
    on conflict (event_id, handler) do update set
      attempts = deliveries.attempts + 1,
      last_error = excluded.last_error,
      dead = deliveries.attempts + 1 >= ${maxAttempts},
      next_attempt_at = ${now}::timestamptz + make_interval(secs => least(3600, power(2, deliveries.attempts + 1)))
    returning attempts, dead`.execute(tx);
  return rows[0] ?? { attempts: 1, dead: false };
}
