import { type Database, sql } from '#platform/db';
import type { Instant } from '#platform/time';

/** The only place where the product reads the time of day. */
export type Clock = { now(): Instant };

/** What a clock said, and when by ours that cannot be set. */
export type Reading = { readonly time: Instant; readonly at_ms: number };

export type FollowedClock = Clock & {
  /** Asks again. Answers by how many milliseconds the clock was off. */
  follow(): Promise<number>;
};

/** A correction below this is the way to the database and back: then time waits, and does not go back. */
const unsure_ms = 2000;

/**
 * One authority for all processes: the database's clock. Between two readings time goes on by a clock that nobody can set, so that
 * a machine whose own is put forward or back gives no exam more time or less, and no token a longer life.
 */
export async function followedClock(read: () => Promise<Reading>, monotonic_ms: () => number = () => performance.now()): Promise<FollowedClock> {
  const zeroOf = ({ time, at_ms }: Reading) => time.epochMilliseconds - at_ms;
  let zero_ms = zeroOf(await read());
  let last_ms = -Infinity;
  return {
    now() {
      const now_ms = Math.floor(zero_ms + monotonic_ms());
      if (now_ms > last_ms || last_ms - now_ms > unsure_ms) last_ms = now_ms;
      return Temporal.Instant.fromEpochMilliseconds(last_ms);
    },
    async follow() {
      const fresh_ms = zeroOf(await read());
      const off_ms = Math.round(fresh_ms - zero_ms);
      zero_ms = fresh_ms;
      return off_ms;
    },
  };
}

export function databaseTime(db: Database): () => Promise<Reading> {
  return () =>
    db.transact(
      'all',
      async (tx) => {
        const asked_ms = performance.now();
        const { rows } = await sql<{ time: Instant }>`select clock_timestamp() as time`.execute(tx);
        if (!rows[0]) throw new Error('the database knows no time');
        return { time: rows[0].time, at_ms: (asked_ms + performance.now()) / 2 };
      },
      { readOnly: true },
    );
}

/** The demo's day, Monday 23 November 2026 at 08.00 WITA, going on from the moment of the start. */
export function demoClock(real: Clock): Clock {
  const morning = Temporal.Instant.from('2026-11-23T00:00:00Z');
  const startedAt = real.now();
  return { now: () => morning.add(startedAt.until(real.now())) };
}
