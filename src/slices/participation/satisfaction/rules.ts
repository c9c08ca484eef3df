import { type Outcome, ok, refuse } from '#platform/result';
import type { PlainDate } from '#platform/time';
import { type RatingInput, unsurCodes } from '../model.ts';

type Survey = { readonly answered: boolean; readonly expires_on: PlainDate };

/** A link is good once, and for its days. */
export function mayAnswer(survey: Survey, today: PlainDate): Outcome<true> {
  if (survey.answered) return refuse('survey-answered');
  if (Temporal.PlainDate.compare(today, survey.expires_on) > 0) return refuse('survey-expired');
  return ok(true);
}

/** The nine scores in the order U1 to U9. */
export function scoresOf(input: RatingInput): readonly number[] {
  return unsurCodes.map((code) => input[code]);
}

/** What one answer adds to its month's running totals. */
export function additionOf(scores: readonly number[]): { readonly sums: readonly number[]; readonly square: bigint } {
  const total = scores.reduce((sum, score) => sum + score, 0);
  return { sums: scores, square: BigInt(total * total) };
}
