import type { Tx } from '#platform/db';

export type GapTraining = { readonly named: number; readonly completed: number };

/** What pages of this slice show from slices to the right. Filled by app/slices.ts; an empty slot shows nothing. */
type Slots = {
  /** For each open gap of a unit, how many were named for training because of it, and how many of them are done. */
  trainingForGaps: (tx: Tx, agencyId: string) => Promise<ReadonlyMap<string, GapTraining>>;
};

export const slots: Slots = { trainingForGaps: () => Promise.resolve(new Map()) };
