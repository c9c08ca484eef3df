import { type Outcome, ok, refuse } from '#platform/result';
import type { Instant } from '#platform/time';
import { codeLife_s, type SeatState } from '../model.ts';

type ClassFact = { readonly starts_at: Instant; readonly ends_at: Instant; readonly state: 'open' | 'cancelled' };
type SeatFact = { readonly state: SeatState; readonly place: number };

export function mayAsk(one: ClassFact, now: Instant): Outcome<true> {
  if (one.state !== 'open') return refuse('class-closed');
  return Temporal.Instant.compare(now, one.starts_at) >= 0 ? refuse('class-begun') : ok(true);
}

/** A quarter of an hour either side of the class. */
const margin_min = 15;

export function hasOpened(one: Pick<ClassFact, 'starts_at'>, now: Instant): boolean {
  return Temporal.Instant.compare(now, one.starts_at.subtract({ minutes: margin_min })) >= 0;
}

export function mayAttend(one: ClassFact, now: Instant): Outcome<true> {
  if (one.state === 'cancelled') return refuse('class-closed');
  if (!hasOpened(one, now)) return refuse('too-early');
  return Temporal.Instant.compare(now, one.ends_at.add({ minutes: margin_min })) > 0 ? refuse('too-late') : ok(true);
}

/** Where a class is and when: somewhere, in the future, and not ending before it begins. */
export function mayBeHeld(
  one: { readonly startsAt: Instant; readonly endsAt: Instant; readonly room: string | null; readonly meetingLink: string | null },
  now: Instant,
): Outcome<true> {
  if (Temporal.Instant.compare(one.endsAt, one.startsAt) <= 0) return refuse('ends-before', { fields: { ends: 'ends-before' } });
  if (Temporal.Instant.compare(one.startsAt, now) <= 0) return refuse('in-the-past', { fields: { date: 'in-the-past' } });
  if (!one.room && !one.meetingLink) return refuse('place-needed', { fields: { room: 'place-needed' } });
  return ok(true);
}

/** In the order of asking, who waits moves in as long as there is room. */
export function promoted<S extends SeatFact>(seats: readonly S[], capacity: number): readonly S[] {
  const free = capacity - seats.filter((seat) => seat.state === 'seated').length;
  const waiting = seats.filter((seat) => seat.state === 'waiting').toSorted((a, b) => a.place - b.place);
  return waiting.slice(0, Math.max(0, free));
}

/** Which slice of time a rotating code belongs to. */
export function codeStep(now: Instant): number {
  return Math.floor(now.epochMilliseconds / 1000 / codeLife_s);
}

/** How long a code that has rotated away is still told from one that was never shown here. */
const remembered_s = 30 * 60;

/**
 * A code is good while it is on the screen and one step longer: a slow camera still catches it. One that has gone is told from
 * one that was never this class's, so that the learner knows what to do.
 */
export function judgeCode(given: string, codeAt: (step: number) => string, now: Instant): Outcome<true> {
  const code = given.replace(/\D/g, '');
  const step = codeStep(now);
  const age = Array.from({ length: Math.ceil(remembered_s / codeLife_s) }, (_none, back) => back).find((back) => codeAt(step - back) === code);
  if (age === undefined) return refuse('foreign-code', { fields: { code: 'foreign-code' } });
  return age <= 1 ? ok(true) : refuse('expired-code', { fields: { code: 'expired-code' } });
}

type HeldSeat = { readonly course_id: string; readonly ends_at: Instant; readonly attended_at: Instant | null };

/** One seat a course: who holds two keeps somebody else out. What is over, and what was attended, is held no more. */
export function holdsAnother(seats: readonly HeldSeat[], courseId: string, now: Instant): boolean {
  return seats.some((seat) => seat.course_id === courseId && seat.attended_at === null && Temporal.Instant.compare(now, seat.ends_at) < 0);
}
