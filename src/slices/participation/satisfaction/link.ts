import { secretOf, type Tx } from '#platform/db';
import { href, type Lang } from '#platform/words';
import { words } from '../words.ts';
import { findSurveyOf } from './store.ts';
import { surveyToken } from './token.ts';

/** The one-time way to rate a finished case; undefined once it was used. */
export async function surveyLink(tx: Tx, applicationId: string, lang: Lang): Promise<{ readonly href: string; readonly label: string } | undefined> {
  const survey = await findSurveyOf(tx, applicationId);
  if (!survey || survey.answered_at !== null) return undefined;
  return { href: href(lang, `/survei/${surveyToken(await secretOf(tx, 'surveys'), survey.id)}`), label: words(lang).rateLabel };
}
