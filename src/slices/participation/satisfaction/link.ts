import { together } from '#platform/context';
import { secretOf, type Tx } from '#platform/db';
import type { PlainDate } from '#platform/time';
import { href, type Lang } from '#platform/words';
import { words } from '../words.ts';
import { findSurveyOf } from './store.ts';
import { mayAnswer } from './rules.ts';
import { surveyToken } from './token.ts';

/**
 * The one-time way to rate a case that has been decided; undefined once it was used, or its days have passed. In the moment of
 * the decision the survey is not open yet: the link is good as soon as it is.
 */
export async function surveyLink(
  tx: Tx,
  applicationId: string,
  lang: Lang,
  today: PlainDate,
): Promise<{ readonly href: string; readonly label: string } | undefined> {
  const [survey, secret] = await together([findSurveyOf(tx, applicationId), secretOf(tx, 'surveys')]);
  if (survey && !mayAnswer(survey, today).ok) return undefined;
  return { href: href(lang, `/survei/${surveyToken(secret, applicationId)}`), label: words(lang).rateLabel };
}
