import { type Outcome, ok, refuse } from '#platform/result';
import type { PlainDate } from '#platform/time';
import type { Lane, OutOfTurnReason, Pause, ProcessingTime, QueueReason, Recusal, ServiceId } from '../model.ts';
import type { TaskState } from '../workflow/model.ts';

/** How many working days lie after `from` up to and with `until`, by the calendar in force. */
export type CountDays = (from: PlainDate, until: PlainDate) => number;

/** The working days that count against the promise: those between submission and decision on which the agency had to act. */
export function countedDays(submittedOn: PlainDate, decidedOn: PlainDate, pauses: readonly Pause[], count: CountDays): number {
  const paused = pauses.reduce((sum, pause) => sum + count(pause.from, pause.until ?? decidedOn), 0);
  return Math.max(0, count(submittedOn, decidedOn) - paused);
}

/** Below this share on time a figure is marked as a miss: the product's own mark, not a regulation's. */
export const wellKept = 0.9;

type Bin = { readonly workingDays: number; readonly n: number; readonly late: number };

/** The smallest number of days within which at least this share was decided; 0 while nothing was. */
export function quantileOf(bins: readonly Bin[], share: number): number {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  let seen = 0;
  for (const bin of bins.toSorted((a, b) => a.workingDays - b.workingDays)) {
    seen += bin.n;
    if (seen >= share * n) return bin.workingDays;
  }
  return 0;
}

export function timeOf(serviceId: ServiceId, bins: readonly Bin[]): ProcessingTime {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  const late = bins.reduce((sum, bin) => sum + bin.late, 0);
  return { serviceId, n, median_days: quantileOf(bins, 0.5), p90_days: quantileOf(bins, 0.9), onTime: n === 0 ? 0 : (n - late) / n };
}

export type Waiting = {
  readonly applicant_email: string | null;
  readonly account_email: string | null;
  readonly applicant_person_id: string | null;
  readonly clerk_id: string | null;
};
export type Officer = { readonly personId: string; readonly email: string | null };

/** Nobody handles an application of their own: neither one they sent as staff or typed at a counter, nor one from an address of theirs. */
export function isOwnCase(application: Waiting, officer: Officer): boolean {
  if (application.applicant_person_id === officer.personId || application.clerk_id === officer.personId) return true;
  const email = officer.email?.toLowerCase();
  return email !== undefined && [application.applicant_email, application.account_email].some((one) => one?.toLowerCase() === email);
}

/** Nor one of their family, nor one that they decided before. */
export function isBarred(application: Waiting & { readonly recusal?: Recusal | 'four-eyes' | null }, officer: Officer): boolean {
  return Boolean(application.recusal) || isOwnCase(application, officer);
}

type Turn = { readonly lane: Lane; readonly reason: QueueReason | null };

/** Who takes a case before an earlier one says why; an earlier one that the officer must not handle says it by itself. */
export function turnOf(
  earlier: readonly (Waiting & { readonly recusal?: Recusal | 'four-eyes' | null })[],
  officer: Officer,
  because: OutOfTurnReason | undefined,
): Outcome<Turn> {
  if (earlier.length === 0) return ok({ lane: 'regular', reason: null });
  if (because) return ok({ lane: because === 'prioritas' ? 'priority' : 'regular', reason: because });
  if (earlier.every((one) => isBarred(one, officer))) return ok({ lane: 'regular', reason: 'kasus-sendiri' });
  return refuse('out-of-turn', { fields: { because: 'out-of-turn' } });
}

/** What assigning does to a step: an untaken one is taken, a colleague's is handed over with a reason, their own stays as it is. */
export function assignmentOf(
  one: { readonly state: TaskState; readonly stopped: boolean; readonly officer_id: string | null },
  to: string,
  note: string,
): Outcome<'take' | 'hand-over' | 'keep'> {
  if (one.state === 'open' && !one.stopped) return ok('take');
  if (one.state !== 'taken') return refuse('application-state', { fields: { cases: 'application-state' } });
  if (one.officer_id === to) return ok('keep');
  return note ? ok('hand-over') : refuse('hand-over-why', { fields: { handOver: 'hand-over-why' } });
}
