import type { PersonEvidence, ProfileLine, UnitMonth, UnitRating } from './model.ts';

/** How many months of ratings speak of today. */
export const window_months = 6;

/**
 * Mean of scores on 1 to 4 with a 90 % interval. Only sums by month are kept, so the variance is bounded from above by that
 * of a mean m on [1, 4], (4 − m)(m − 1) (Bhatia and Davis, 2000): the interval is never too narrow.
 */
export function unitRating(unsur: string, months: readonly UnitMonth[]): UnitRating | undefined {
  const mine = months.filter((month) => month.unsur === unsur);
  const n = mine.reduce((sum, month) => sum + month.n, 0);
  if (n === 0) return undefined;
  const mean = mine.reduce((sum, month) => sum + month.total, 0) / n;
  const half = 1.645 * Math.sqrt(((4 - mean) * (mean - 1)) / n);
  return { unsur, n, mean, low: Math.max(1, mean - half), high: Math.min(4, mean + half) };
}

type Norm = { readonly goodFrom: number; readonly fewest: number };

/** Whether the ratings show a gap: enough answers, and a mean below what the regulation calls good. */
export function showsGap(rating: UnitRating, { goodFrom, fewest }: Norm): boolean {
  return rating.n >= fewest && rating.mean < goodFrom;
}

/**
 * The evidence that a held level stands on. A test outweighs a course: a course says what was taught, a test what is known;
 * but a course after the test can raise the level. Within a source the newest counts.
 */
export function countedEvidence(evidence: readonly PersonEvidence[]): PersonEvidence | undefined {
  const newest = (source: PersonEvidence['source']) =>
    evidence.filter((one) => one.source === source).toSorted((a, b) => b.observedOn.localeCompare(a.observedOn) || b.id.localeCompare(a.id))[0];
  const test = newest('test');
  const course = newest('course');
  if (!test || !course) return test ?? course;
  return course.observedOn > test.observedOn && course.level > test.level ? course : test;
}

/** What a post asks for beside the evidence. Who reached all that a test asked of is not below what it did not ask of: unknown. */
export function profileLine(competency: string, required: number, evidence: readonly PersonEvidence[]): ProfileLine {
  const mine = evidence.filter((one) => one.competency === competency);
  const counted = countedEvidence(mine);
  const held = counted?.level;
  const isOpen = held === undefined || held === counted?.testedUpTo;
  const standing = held !== undefined && held >= required ? 'meets' : isOpen ? 'unknown' : 'below';
  return { competency, required, held, standing, counted, evidence: mine };
}
