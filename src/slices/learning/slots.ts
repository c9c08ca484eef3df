import type { Tx } from '#platform/db';
import type { Lang } from '#platform/words';

/** What pages of this slice show from slices to the right. Filled by app/slices.ts; an empty slot shows nothing. */
type Slots = { recommendedBecause: (tx: Tx, personId: string, courseId: string, lang: Lang) => Promise<string | undefined> };

export const slots: Slots = { recommendedBecause: () => Promise.resolve(undefined) };
