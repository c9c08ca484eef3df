import type { Tx } from '#platform/db';
import type { PlainDate } from '#platform/time';
import type { Lang } from '#platform/words';
import type { ApplicationId, Satisfaction, ServiceId } from './model.ts';

/** What pages of this slice show from slices to the right. Filled by app/slices.ts; an empty slot shows nothing. */
type Slots = {
  /** The way to rate a finished case, as a path; the letter of the decision makes it whole. */
  afterDecision: (tx: Tx, applicationId: ApplicationId, lang: Lang, today: PlainDate) => Promise<{ readonly href: string; readonly label: string } | undefined>;
  /** What citizens say of a service this year; nothing below the public threshold, nor what would give another away. */
  satisfaction: (tx: Tx, agencyId: string, serviceId: ServiceId, today: PlainDate) => Promise<Satisfaction | undefined>;
};

export const slots: Slots = {
  afterDecision: () => Promise.resolve(undefined),
  satisfaction: () => Promise.resolve(undefined),
};
