import type { Id } from '#platform/ids';

export type EvidenceId = Id<'evidence'>;
export type UnitGapId = Id<'unit-gap'>;

/** What one source says of a person's level in a competency. */
export type PersonEvidence = {
  readonly id: EvidenceId;
  readonly competency: string;
  readonly level: number;
  readonly source: 'test' | 'course';
  /** The attempt, or the enrolment. */
  readonly sourceId: string;
  readonly observedOn: string;
  readonly right: number | undefined;
  readonly items: number | undefined;
  /** The highest level of which a test asked; undefined of a course. */
  readonly testedUpTo: number | undefined;
};

export type Standing = 'meets' | 'below' | 'unknown';

/** One line of a profile: what the post asks for beside what the evidence shows. */
export type ProfileLine = {
  readonly competency: string;
  readonly required: number;
  /** Undefined while there is no evidence: unknown is not zero. Where more is required than a test asked of, it may be more. */
  readonly held: number | undefined;
  readonly standing: Standing;
  /** The one that the held level stands on. */
  readonly counted: PersonEvidence | undefined;
  readonly evidence: readonly PersonEvidence[];
};

export type UnitMonth = { readonly unsur: string; readonly month: string; readonly n: number; readonly total: number };

export type UnitRating = {
  readonly unsur: string;
  readonly n: number;
  /** Mean of the scores, 1 to 4, and its 90 % interval (normal approximation, bounded variance). */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
};

/** Why a gap closed: the mean rose to the norm, or too few answers are left to say anything. */
export const gapEnds = ['risen', 'too-few'] as const;
export type GapEnd = (typeof gapEnds)[number];

export type UnitGap = {
  readonly id: UnitGapId;
  readonly unitId: string;
  readonly unsur: string;
  readonly competency: string;
  readonly norm: number;
  /** The crosswalk edition by which the unsur speaks to the competency. */
  readonly crosswalk: string;
  readonly foundOn: string;
  readonly foundMean: number;
  readonly foundN: number;
  readonly foundEvent: string;
  /** As it is now, or was when the gap closed. */
  readonly mean: number;
  readonly n: number;
  readonly closedOn: string | undefined;
  readonly closedEvent: string | undefined;
  readonly closedBecause: GapEnd | undefined;
};
