import { type Outcome, ok, refuse } from '#platform/result';
import type { PlainDate } from '#platform/time';
import { applicationMoves, type ApplicationState } from '../model.ts';

export function move(from: ApplicationState, to: ApplicationState): Outcome<ApplicationState> {
  const allowed: readonly ApplicationState[] = applicationMoves[from];
  return allowed.includes(to) ? ok(to) : refuse('application-state', { params: { from, to } });
}

/** The second of two who decide sees the first's work before deciding again. */
export function sameVersion(seen: number, current: number): Outcome<true> {
  return seen === current ? ok(true) : refuse('application-changed');
}

export function isOpen(state: ApplicationState): boolean {
  return state === 'submitted' || state === 'in-review' || state === 'returned';
}

/** A name as much as a stranger with the result in hand may see: first letters, so that they can compare. */
export function initials(name: string): string {
  return name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${Array.from(word)[0]?.toUpperCase() ?? ''}${'•'.repeat(Math.min(5, Math.max(0, Array.from(word).length - 1)))}`)
    .join(' ');
}

export type Likely = { readonly from: PlainDate; readonly until: PlainDate };
type Usual = { readonly p10_days: number; readonly p90_days: number };

/** Eight of ten cases of the past year fell between these days. Undefined once all of them have passed: then nothing is usual any more. */
export function likelyDays(usual: Usual, today: PlainDate, dayAfter: (workingDays: number) => PlainDate): Likely | undefined {
  const until = dayAfter(usual.p90_days);
  if (Temporal.PlainDate.compare(until, today) < 0) return undefined;
  const first = dayAfter(usual.p10_days);
  return { from: Temporal.PlainDate.compare(first, today) < 0 ? today : first, until };
}
