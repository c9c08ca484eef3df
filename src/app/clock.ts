import type { Instant } from '#platform/time';

/** The only place where the product reads the time of day. */
export type Clock = { now(): Instant };

export const realClock: Clock = { now: () => Temporal.Now.instant() };

/** The demo's day, Monday 23 November 2026 at 08.00 WITA, going on from the moment of the start. */
export function demoClock(startedAt: Instant = Temporal.Now.instant()): Clock {
  const morning = Temporal.Instant.from('2026-11-23T00:00:00Z');
  return { now: () => morning.add(startedAt.until(Temporal.Now.instant())) };
}
