import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import type { PlainDate } from '#platform/time';
import type { Text } from '#platform/words';
import type { Calendar } from './calendar.ts';

/** A deadline that was given, and where a changed calendar would have it. */
export type MovedDeadline = {
  readonly ticket: string;
  readonly what: Text;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly wasProvisional: boolean;
};

/** What pages of this slice show from slices to the right. Filled by app/slices.ts; an empty slot shows nothing. */
type Slots = {
  /** The deadlines of the agency that a calendar would move. */
  movedDeadlines: (tx: Tx, ctx: Ctx, calendar: Calendar) => Promise<readonly MovedDeadline[]>;
};

export const slots: Slots = { movedDeadlines: () => Promise.resolve([]) };
