import { type Outcome, ok, refuse } from '#platform/result';
import { proposalMoves, type ProposalState, recommendationMoves, type RecommendationState, type PersonalReason } from './model.ts';

export function move(from: RecommendationState, to: RecommendationState): Outcome<RecommendationState> {
  const allowed: readonly RecommendationState[] = recommendationMoves[from];
  return allowed.includes(to) ? ok(to) : refuse('recommendation-state', { params: { from, to } });
}

export function moveProposal(from: ProposalState, to: ProposalState): Outcome<ProposalState> {
  const allowed: readonly ProposalState[] = proposalMoves[from];
  return allowed.includes(to) ? ok(to) : refuse('proposal-closed', { params: { from, to } });
}

type Counted = { readonly source: 'test' | 'course'; readonly right: number | undefined; readonly items: number | undefined };
type Line = {
  readonly competency: string;
  readonly required: number;
  readonly held: number | undefined;
  readonly standing: 'meets' | 'below' | 'unknown';
  readonly counted: Counted | undefined;
};

/**
 * What a person's own evidence or post gives reason for. A unit's rating is never a reason here: it speaks of the unit.
 * An unknown level gives a reason only where the post asks for more than the lowest level, and no test has reached its own end.
 */
export function personalReason({ competency, required, held, standing, counted }: Line, positionName: string): PersonalReason | undefined {
  if (standing === 'below' && held !== undefined) {
    return counted?.source === 'test'
      ? { kind: 'own-test', competency, required, held, right: counted.right ?? 0, items: counted.items ?? 0 }
      : { kind: 'own-course', competency, required, held };
  }
  return held === undefined && required >= 2 ? { kind: 'post', competency, required, positionName } : undefined;
}

type Trains = { readonly competency: string; readonly level: number };
type Candidate = { readonly id: string; readonly jp: number; readonly trains: readonly Trains[] };

/**
 * The course to propose: of those that train the competency up to the level asked for the shortest, and of equals the one that
 * does not overshoot; else the one that reaches highest.
 */
export function bestCourse<C extends Candidate>(courses: readonly C[], competency: string, level: number): C | undefined {
  const levelOf = (course: C) => Math.max(0, ...course.trains.filter((one) => one.competency === competency).map((one) => one.level));
  const shortest = (a: C, b: C) => a.jp - b.jp || levelOf(a) - levelOf(b) || a.id.localeCompare(b.id);
  const fitting = courses.filter((course) => levelOf(course) > 0);
  const enough = fitting.filter((course) => levelOf(course) >= level).toSorted(shortest)[0];
  return enough ?? fitting.toSorted((a, b) => levelOf(b) - levelOf(a) || shortest(a, b))[0];
}

/** Nobody approves a request of their own (segregation of duties). */
export function mayDecide(deciderId: string, personId: string): Outcome<true> {
  return deciderId === personId ? refuse('own-request') : ok(true);
}

type Seat = { readonly personId: string; readonly unitId: string; readonly headsUnit: boolean };
type Nominating = { readonly unitId: string; readonly nominator: string | undefined; readonly placed: ReadonlySet<string> };

/** Whom a unit's head can send: who has a post in the unit, neither heads it nor stands in for its head now, and has neither done the course nor a plan for it. */
export function nominable<S extends Seat>(posts: readonly S[], { unitId, nominator, placed }: Nominating): readonly S[] {
  return posts.filter((post) => post.unitId === unitId && !post.headsUnit && post.personId !== nominator && !placed.has(post.personId));
}
