import type { Instant } from '#platform/time';

/** One link of a chain of evidence. */
export type ChainStep = {
  readonly title: string;
  readonly at?: Instant | string | undefined;
  readonly text?: readonly string[];
  readonly links?: readonly { readonly href: string; readonly label: string }[];
  /** done; now: somebody must act; next: not yet; ended: it went no further here. */
  readonly state: 'done' | 'now' | 'next' | 'ended';
  /** The event that the ledger holds of it. */
  readonly event?: string | null | undefined;
};
