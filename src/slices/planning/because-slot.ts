import type { PersonId } from '#slices/directory';
import type { Tx } from '#platform/db';
import type { Lang } from '#platform/words';
import { reasonText } from './reason-text.ts';
import { recommendationsOf } from './store.ts';

/** Why this course stands in a person's plan: for the slot on the course's page. */
export async function recommendedBecause(tx: Tx, personId: string, courseId: string, lang: Lang): Promise<string | undefined> {
  const found = (await recommendationsOf(tx, personId as PersonId)).find((one) => one.course_id === courseId);
  return found && reasonText(found.reason, lang);
}
