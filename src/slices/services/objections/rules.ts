import { type Outcome, ok, refuse } from '#platform/result';
import type { Instant, PlainDate } from '#platform/time';
import type { ApplicationState, ObjectionStage } from '../model.ts';

export type Filed = {
  readonly stage: ObjectionStage;
  readonly due_on: PlainDate;
  readonly decided_at: Instant | null;
  readonly outcome: 'upheld' | 'dismissed' | null;
};

/** In how many working days each may be filed, by the edition of the law. */
export type Terms = Readonly<Record<ObjectionStage, { readonly workingDays: number }>>;

/** Working days from the day after `from` up to today. */
export type Passed = (from: PlainDate) => number;

type Contested = {
  readonly state: ApplicationState;
  /** When the decision reached its holder; undefined while it is being signed. */
  readonly announcedOn: PlainDate | undefined;
  readonly filed: readonly (Filed & { readonly decidedOn: PlainDate | undefined })[];
  readonly terms: Terms;
  readonly passed: Passed;
};

/** Nobody answered in time: by law it is taken as granted. */
export function isTakenAsGranted(one: Filed, today: PlainDate): boolean {
  return one.outcome === null && Temporal.PlainDate.compare(today, one.due_on) > 0;
}

/** What can be filed now: first the objection, then, against its dismissal, the appeal. */
export function nextStage({ state, announcedOn, filed, terms, passed }: Contested): Outcome<ObjectionStage> {
  if ((state !== 'granted' && state !== 'refused') || !announcedOn) return refuse('objection-nothing');
  const [objection, appeal] = [filed.find((one) => one.stage === 'objection'), filed.find((one) => one.stage === 'appeal')];
  if (!objection) return passed(announcedOn) > terms.objection.workingDays ? refuse('objection-late') : ok('objection');
  if (objection.outcome !== 'dismissed' || !objection.decidedOn) return refuse('objection-open');
  if (appeal) return refuse('objection-all');
  return passed(objection.decidedOn) > terms.appeal.workingDays ? refuse('objection-late') : ok('appeal');
}

/** Whether the ways within the administration are used up: then the Ombudsman and the court are next. */
export function isUsedUp(filed: readonly Filed[]): boolean {
  return filed.some((one) => one.stage === 'appeal' && one.outcome === 'dismissed');
}

type Answering = {
  readonly stage: ObjectionStage;
  readonly decided_at: Instant | null;
  /** Who decided the case, signed the paper, or answered the stage before. */
  readonly involved: readonly (string | null)[];
  /** Whether their reach is above the unit's own. */
  readonly isAbove: boolean;
};

/** Who decided, signed or answered before does not judge it again; an appeal goes to who stands above the unit. */
export function mayAnswer({ stage, decided_at, involved, isAbove }: Answering, personId: string): Outcome<true> {
  if (decided_at) return refuse('objection-answered');
  if (involved.includes(personId)) return refuse('objection-own');
  return stage === 'appeal' && !isAbove ? refuse('objection-above') : ok(true);
}

type Made = { readonly made_by: string | null; readonly signed_by: string | null };
type Answered = { readonly id: string; readonly decided_by: string | null };

/** Everybody who had a hand in what is contested. */
export function involvedIn(current: string, decidedBy: string | null, papers: readonly Made[], filed: readonly Answered[]): readonly (string | null)[] {
  const before = filed.filter((one) => one.id !== current).map((one) => one.decided_by);
  return [decidedBy, ...papers.flatMap((one) => [one.made_by, one.signed_by]), ...before];
}
