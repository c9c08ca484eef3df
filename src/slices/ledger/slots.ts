import type { LinkRow } from '#platform/ui';
import type { Lang } from '#platform/words';

/** What pages of this slice show from slices to the right. Filled by app/slices.ts; an empty slot shows nothing. */
type Slots = {
  /** Other things that anybody can recompute from the log. */
  alsoRecomputable: (lang: Lang) => readonly LinkRow[];
};

export const slots: Slots = { alsoRecomputable: () => [] };
