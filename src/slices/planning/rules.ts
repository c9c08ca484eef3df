import { type Outcome, ok, refuse } from '#platform/result';
import { recommendationMoves, type RecommendationState, type Reason } from './model.ts';

export function move(from: RecommendationState, to: RecommendationState): Outcome<RecommendationState> {
  const allowed: readonly RecommendationState[] = recommendationMoves[from];
  return allowed.includes(to) ? ok(to) : refuse('recommendation-state', { params: { from, to } });
}

type Line = {
  readonly competency: string;
  readonly required: number;
  readonly held: number | undefined;
  readonly standing: 'meets' | 'below' | 'unknown';
  readonly right?: number | undefined;
  readonly items?: number | undefined;
};

/**
 * What a person's own evidence or post gives reason for. A unit's rating is never a reason here: it speaks of the unit.
 * An unknown level gives a reason only where the post asks for more than the lowest level.
 */
export function personalReason(line: Line, positionName: string): Reason | undefined {
  if (line.standing === 'below' && line.held !== undefined) {
    return { kind: 'own-test', competency: line.competency, required: line.required, held: line.held, right: line.right ?? 0, items: line.items ?? 0 };
  }
  if (line.standing === 'unknown' && line.required >= 2) {
    return { kind: 'post', competency: line.competency, required: line.required, positionName };
  }
  return undefined;
}

type Trains = { readonly competency: string; readonly level: number };
type Candidate = { readonly id: string; readonly jp: number; readonly trains: readonly Trains[] };

/** The course to propose: it trains the competency, up to the level asked for if any does, and is the shortest of those. */
export function bestCourse<C extends Candidate>(courses: readonly C[], competency: string, level: number): C | undefined {
  const levelOf = (course: C) => Math.max(0, ...course.trains.filter((one) => one.competency === competency).map((one) => one.level));
  const fitting = courses.filter((course) => levelOf(course) > 0);
  const enough = fitting.filter((course) => levelOf(course) >= level);
  const pool = enough.length > 0 ? enough : fitting;
  return pool.toSorted(
    (a, b) => levelOf(b) * (enough.length > 0 ? 0 : 1) - levelOf(a) * (enough.length > 0 ? 0 : 1) || a.jp - b.jp || a.id.localeCompare(b.id),
  )[0];
}

/** Nobody approves a request of their own (segregation of duties). */
export function mayDecide(deciderId: string, personId: string): Outcome<true> {
  return deciderId === personId ? refuse('own-request') : ok(true);
}
