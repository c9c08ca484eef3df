import type { Actor } from '#platform/access';
import { type Database, type Reach, sql, type Tx } from '#platform/db';
import { type Instant, type PlainDate, todayIn, type Zone } from '#platform/time';
import type { Lang } from '#platform/words';

export { together } from '#platform/db';

/** The agency whose house this is: its name and zone come from its record. */
export type AgencyFacts = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly zone: Zone;
};

/** Who does what, when: all that an action may know of the world outside. */
export type Ctx = {
  readonly actor: Actor;
  readonly now: Instant;
  readonly today: PlainDate;
  readonly zone: Zone;
  readonly lang: Lang;
  readonly agency: AgencyFacts;
  readonly requestId: string;
  /** One action, one transaction. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Reads only; the database refuses writes. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
};

export type CtxInput = {
  readonly actor: Actor;
  readonly now: Instant;
  readonly lang: Lang;
  readonly agency: AgencyFacts;
  readonly requestId: string;
};

function facts(input: CtxInput): Omit<Ctx, 'transact' | 'read'> {
  return { ...input, zone: input.agency.zone, today: todayIn(input.now, input.agency.zone) };
}

/** A context that opens its own transactions with this reach. */
export function ctxOn(db: Database, reach: Reach, input: CtxInput): Ctx {
  return {
    ...facts(input),
    transact: (work) => db.transact(reach, work),
    read: (work) => db.transact(reach, work, { readOnly: true }),
  };
}

/** A context inside a transaction that is already open: reactions to events, and tests. */
export function ctxInside(tx: Tx, input: CtxInput): Ctx {
  return { ...facts(input), transact: (work) => within(tx, work), read: (work) => work(tx) };
}

let savepoints = 0;

// A savepoint, so that a refused action leaves the outer transaction usable, as a rolled back one would.
async function within<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  savepoints += 1;
  const name = sql.raw(`inner_${savepoints}`);
  await sql`savepoint ${name}`.execute(tx);
  try {
    const result = await work(tx);
    await sql`release savepoint ${name}`.execute(tx);
    return result;
  } catch (error) {
    await sql`rollback to savepoint ${name}`.execute(tx);
    throw error;
  }
}
