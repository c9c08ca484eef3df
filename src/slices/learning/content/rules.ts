import type { ModuleId, QuizQuestion } from '../model.ts';

export type ModuleFact = { readonly id: ModuleId; readonly kind: 'page' | 'video' | 'quiz'; readonly minutes: number };
export type ProgressFact = { readonly module_id: ModuleId; readonly done_at: unknown; readonly watched_s: number; readonly best_score: number | null };

/** Percent of questions answered rightly, rounded down: 69.9 does not pass 70. */
export function quizScore(questions: readonly QuizQuestion[], answers: Readonly<Record<string, string | undefined>>): number {
  const right = questions.filter((question, at) => answers[`q${at + 1}`] === question.answer).length;
  return Math.floor((right / questions.length) * 100);
}

/** A video counts as seen once nine tenths of it were watched: players stop a little before the end. */
export function isWatched(watched_s: number, minutes: number): boolean {
  return watched_s >= minutes * 60 * 0.9;
}

/** Seconds are added only as fast as time passes, however often the player reports. */
export function creditedSeconds(before_s: number, reported_s: number, sinceLast_s: number): number {
  const most = Math.max(0, Math.ceil(sinceLast_s * 2) + 5);
  return before_s + Math.min(Math.max(0, reported_s), most);
}

type Completion = {
  readonly modules: readonly ModuleFact[];
  readonly progress: readonly ProgressFact[];
  readonly needsClass: boolean;
  readonly attended: boolean;
};

/** One rule over both halves: every module done, and, where the course has class hours, one class attended. */
export function isComplete({ modules, progress, needsClass, attended }: Completion): boolean {
  const done = new Set(progress.filter((one) => one.done_at !== null).map((one) => one.module_id));
  return modules.every((module) => done.has(module.id)) && (!needsClass || attended);
}
