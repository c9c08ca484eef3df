import { type Outcome, ok, refuse } from '#platform/result';
import type { PlainDate } from '#platform/time';

type Given = { readonly on: PlainDate; readonly provisional: boolean };

const earlier = (a: PlainDate, b: PlainDate) => Temporal.PlainDate.compare(a, b) < 0;

/**
 * Where a deadline goes when the calendar has changed. One that was told as provisional follows the count, either way. A settled one
 * is a promise: it comes earlier where the change gives a working day back, and never later; the agency bears a late decree. None
 * comes earlier than the first day on which it can still be kept.
 */
export function deadlineUnder(given: Given, counted: Given, earliest: PlainDate): Given {
  const soonest = earlier(counted.on, earliest) ? earliest : counted.on;
  const moves = given.provisional || earlier(soonest, given.on);
  if (!moves) return given;
  // What is due before it could be told is left as it is.
  if (earlier(given.on, earliest)) return { on: given.on, provisional: counted.provisional };
  return { on: soonest, provisional: counted.provisional };
}

/** Whether an act stands under a person's name, in whatever capacity they acted. */
export function isBy(reference: string, personId: string): boolean {
  return reference.split('/')[0] === `staff:${personId}`;
}

/** Who loaded the change does not confirm it, as long as somebody else could. */
export function maySettle(isOwn: boolean, others: number): Outcome<true> {
  return isOwn && others > 0 ? refuse('own-change') : ok(true);
}
