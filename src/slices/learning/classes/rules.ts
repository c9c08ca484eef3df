import { type Outcome, ok, refuse } from '#platform/result';
import type { Instant } from '#platform/time';

type ClassFact = { readonly starts_at: Instant; readonly ends_at: Instant; readonly state: 'open' | 'held' | 'cancelled' };

export function mayAsk(one: ClassFact, now: Instant): Outcome<true> {
  if (one.state !== 'open') return refuse('class-closed');
  return Temporal.Instant.compare(now, one.starts_at) >= 0 ? refuse('class-begun') : ok(true);
}

/** A quarter of an hour either side of the class. */
const margin_min = 15;

export function mayAttend(one: ClassFact, now: Instant): Outcome<true> {
  if (one.state === 'cancelled') return refuse('class-closed');
  if (Temporal.Instant.compare(now, one.starts_at.subtract({ minutes: margin_min })) < 0) return refuse('too-early');
  return Temporal.Instant.compare(now, one.ends_at.add({ minutes: margin_min })) > 0 ? refuse('too-late') : ok(true);
}

/** Which slice of time a rotating code belongs to. */
export function codeStep(now: Instant, life_s: number): number {
  return Math.floor(now.epochMilliseconds / 1000 / life_s);
}
