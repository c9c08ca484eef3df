import type { Tx } from '#platform/db';
import type { Lang } from '#platform/words';
import type { UnitGapId } from './model.ts';

export type Suggestion = { readonly title: string; readonly reason: string; readonly state: string; readonly href: string };

/** What pages of this slice show from slices to the right. Filled by app/slices.ts; an empty slot shows nothing. */
type Slots = {
  /** What is done about a unit's gap. */
  answerTo: (tx: Tx, gapId: UnitGapId, lang: Lang) => Promise<{ readonly href: string; readonly label: string } | undefined>;
  /** What is recommended to a person for the first of these competencies that anything is. */
  suggestionFor: (tx: Tx, personId: string, competencies: readonly string[], lang: Lang) => Promise<Suggestion | undefined>;
};

export const slots: Slots = {
  answerTo: () => Promise.resolve(undefined),
  suggestionFor: () => Promise.resolve(undefined),
};
