import { together } from '#platform/context';
import { secretOf, type Tx } from '#platform/db';
import { ok, type Outcome } from '#platform/result';
import type { PlainDate } from '#platform/time';
import { href, type Lang } from '#platform/words';
import { words } from '../words.ts';
import { findSurveyOf } from './store.ts';
import { mayAnswer } from './rules.ts';
import { surveyToken } from './token.ts';

type SurveyLink = { readonly href: string; readonly label: string };

/**
 * The one-time way to rate a case that has been decided, or why there is none any more. In the moment of the decision the
 * survey is not open yet: the link is good as soon as it is.
 */
export async function findSurveyLink(tx: Tx, applicationId: string, lang: Lang, today: PlainDate): Promise<Outcome<SurveyLink>> {
  const [survey, secret] = await together([findSurveyOf(tx, applicationId), secretOf(tx, 'surveys')]);
  const may = survey ? mayAnswer(survey, today) : ok(true);
  return may.ok ? ok({ href: href(lang, `/survei/${surveyToken(secret, applicationId)}`), label: words(lang).rateLabel }) : may;
}

export async function surveyLink(tx: Tx, applicationId: string, lang: Lang, today: PlainDate): Promise<SurveyLink | undefined> {
  const found = await findSurveyLink(tx, applicationId, lang, today);
  return found.ok ? found.value : undefined;
}
