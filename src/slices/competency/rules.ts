import type { PersonEvidence, ProfileLine, UnitMonth, UnitRating } from './model.ts';

/** Fewer answers say too little of a unit to act on; also the public threshold of the product. */
export const fewestAnswers = 10;

/** The lower bound of "Baik" for one unsur (Permenpan RB 14/2017, NRR 3.0644): below it a unit has something to learn. */
export const norm = 3.0644;

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

/** Whether the ratings show a gap: enough answers, and a mean below the norm. */
export function showsGap(rating: UnitRating): boolean {
  return rating.n >= fewestAnswers && rating.mean < norm;
}

/** A test outweighs a course: a course says what was taught, a test what is known. Within a source the newest counts. */
export function heldLevel(evidence: readonly PersonEvidence[]): number | undefined {
  const newest = (source: PersonEvidence['source']) =>
    evidence.filter((one) => one.source === source).toSorted((a, b) => b.observedOn.localeCompare(a.observedOn))[0];
  const test = newest('test');
  const course = newest('course');
  if (test && course && course.observedOn > test.observedOn) return Math.max(test.level, course.level);
  return test?.level ?? course?.level;
}

export function profileLine(competency: string, required: number, evidence: readonly PersonEvidence[]): ProfileLine {
  const mine = evidence.filter((one) => one.competency === competency);
  const held = heldLevel(mine);
  const standing = held === undefined ? 'unknown' : held >= required ? 'meets' : 'below';
  return { competency, required, held, standing, evidence: mine };
}
