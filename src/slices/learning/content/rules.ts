import { assertNever } from '#platform/result';
import type { Instant } from '#platform/time';
import { hasOpened } from '../classes/rules.ts';
import type { ModuleKind, QuizQuestion } from '../model.ts';

/** Percent of questions answered rightly, rounded down: 69.9 does not pass 70. */
export function quizScore(questions: readonly QuizQuestion[], answers: Readonly<Record<string, string | undefined>>): number {
  const right = questions.filter((question, at) => answers[`q${at + 1}`] === question.answer).length;
  return Math.floor((right / questions.length) * 100);
}

/** A video counts as seen once nine tenths of it were watched: players stop a little before the end. */
export function isWatched(watched_s: number, minutes: number): boolean {
  return watched_s >= minutes * 60 * 0.9;
}

type Passed = { readonly sinceLast_s: number; readonly sinceBegun_s: number };

/**
 * Seconds are added only as fast as time passes, since the last report and since the player began, however often and from however
 * many windows it reports; the first report only says that it has begun. One second is for rounding.
 */
export function creditedSeconds(before_s: number, reported_s: number, passed: Passed | undefined): number {
  if (!passed) return before_s;
  const added = Math.min(Math.max(0, Math.floor(reported_s)), Math.max(0, passed.sinceLast_s) + 1);
  return Math.max(before_s, Math.min(before_s + added, Math.max(0, passed.sinceBegun_s) + 1));
}

/** Who reads a video's words presses when they begin and when they have finished: what lies too far back was another beginning. */
export function readSeconds(sinceLast_s: number | undefined, length_s: number): number {
  return sinceLast_s === undefined || sinceLast_s > 3 * length_s + 300 ? 0 : sinceLast_s;
}

export type Completion = { readonly modules: number; readonly done: number; readonly needsClass: boolean; readonly attended: boolean };

/** One rule over both halves: every module done, and, where the course has class hours, one class attended. */
export function isComplete({ modules, done, needsClass, attended }: Completion): boolean {
  return modules > 0 && done >= modules && (!needsClass || attended);
}

export type ModuleStep = {
  readonly kind: ModuleKind;
  readonly id: string;
  readonly minutes: number;
  readonly done: boolean;
  readonly watched_s: number;
};
export type ClassStep = { readonly starts_at: Instant; readonly ends_at: Instant; readonly state: 'seated' | 'waiting'; readonly attended: boolean };

type Programme<M extends ModuleStep, C extends ClassStep> = { readonly modules: readonly M[]; readonly needsClass: boolean; readonly seats: readonly C[] };
export type Next<M extends ModuleStep, C extends ClassStep> =
  | { readonly do: 'attend'; readonly seat: C }
  | { readonly do: 'study'; readonly module: M }
  | { readonly do: 'ask-seat' }
  | { readonly do: 'wait'; readonly seat: C }
  | { readonly do: 'nothing' };

/** The one thing to do now: be counted in the class that is on, else the first module left, else a seat, else the class to come. */
export function nextStep<M extends ModuleStep, C extends ClassStep>({ modules, needsClass, seats }: Programme<M, C>, now: Instant): Next<M, C> {
  const attended = seats.some((seat) => seat.attended);
  const open = seats.filter((seat) => !seat.attended && Temporal.Instant.compare(now, seat.ends_at) < 0);
  const on = open.find((seat) => seat.state === 'seated' && hasOpened(seat, now));
  if (on && needsClass && !attended) return { do: 'attend', seat: on };
  const module = modules.find((one) => !one.done);
  if (module) return { do: 'study', module };
  if (!needsClass || attended) return { do: 'nothing' };
  const first = open.toSorted((a, b) => Temporal.Instant.compare(a.starts_at, b.starts_at))[0];
  return first ? { do: 'wait', seat: first } : { do: 'ask-seat' };
}

/** What is left of a module, in minutes. */
export function minutesLeft(module: ModuleStep): number {
  switch (module.kind) {
    case 'page':
    case 'quiz':
      return module.minutes;
    case 'video':
      return Math.max(1, Math.ceil(module.minutes - module.watched_s / 60));
    default:
      return assertNever(module.kind);
  }
}

/** The hours that were earned in one year. */
export function jpInYear(lines: readonly { readonly year: number; readonly jp: number }[], year: number): number {
  return lines.filter((line) => line.year === year).reduce((sum, line) => sum + line.jp, 0);
}
