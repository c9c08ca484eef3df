import type { PersonId } from '#slices/directory';
import { coursesByIds } from '#slices/learning';
import type { Tx } from '#platform/db';
import { href, type Lang, textIn } from '#platform/words';
import { reasonText } from './reason-text.ts';
import { findProposalOfGap, recommendationsOf } from './store.ts';
import { words } from './words.ts';

/** Why this course stands in a person's plan: for the slot on the course's page. */
export async function recommendedBecause(tx: Tx, personId: string, courseId: string, lang: Lang): Promise<string | undefined> {
  const found = (await recommendationsOf(tx, personId as PersonId)).find((one) => one.course_id === courseId && one.state !== 'lapsed');
  return found && reasonText(found.reason, lang);
}

/** What is done about a unit's gap: for the slot beside the gap. */
export async function answerTo(tx: Tx, gapId: string, lang: Lang): Promise<{ readonly href: string; readonly label: string } | undefined> {
  const proposal = await findProposalOfGap(tx, gapId);
  return proposal && { href: href(lang, `/rencana/usulan/${proposal.id}`), label: words(lang).answerLabel[proposal.state] };
}

type Suggestion = { readonly title: string; readonly reason: string; readonly state: string; readonly href: string };

/** What is recommended to a person for the first of these competencies that anything is: for the slot on the profile. */
export async function suggestionFor(tx: Tx, personId: string, competencies: readonly string[], lang: Lang): Promise<Suggestion | undefined> {
  const plans = (await recommendationsOf(tx, personId as PersonId)).filter((one) => ['proposed', 'requested', 'approved'].includes(one.state));
  const [found] = competencies.flatMap((competency) => plans.find((one) => one.reason.competency === competency) ?? []);
  const course = found && (await coursesByIds(tx, [found.course_id])).get(found.course_id);
  if (!found || !course) return undefined;
  return {
    title: textIn(course.title, lang),
    reason: reasonText(found.reason, lang),
    state: words(lang).states[found.state],
    href: href(lang, `/rencana/rantai/${found.id}`),
  };
}
