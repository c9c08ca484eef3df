import { z } from 'zod';
import { findDate, type PlainDate } from '#platform/time';
import type { WeekLength } from './calendar.ts';

const date = z.string().transform((text, check): PlainDate => {
  const found = findDate(text.trim());
  if (!found) check.addIssue({ code: 'custom', message: 'not-a-date' });
  return found ?? Temporal.PlainDate.from('2000-01-01');
});
const basis = z.string().trim().min(10, 'decree').max(400, 'too-long');
/** First what would become of given deadlines is shown; only then is it done. */
const sure = z.string().optional().catch(undefined);

/** One date a line, `2027-01-01 name`, typed from the decree or from a file. */
export const decreeInput = z.object({
  year: z.coerce.number().int().min(2020, 'invalid').max(2100, 'invalid'),
  decree: basis,
  days: z
    .string()
    .trim()
    .max(10_000, 'too-long')
    .transform((text) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  sure,
});

export const weekInput = z.object({
  from: date,
  length: z.enum(['5', '6'], 'invalid').transform((text) => Number(text) as WeekLength),
  basis,
  sure,
});

export const dayTreatments = ['off', 'works', 'national'] as const;
export type DayTreatment = (typeof dayTreatments)[number];
export const dayInput = z.object({ on: date, treatment: z.enum(dayTreatments, 'invalid'), basis, sure });

/** What an administrator changes of the calendar: a year by its decree, or how the own agency differs from it. */
export type CalendarChange =
  | { readonly kind: 'decree'; readonly year: number; readonly decree: string; readonly days: readonly string[] }
  | { readonly kind: 'week'; readonly from: PlainDate; readonly length: WeekLength; readonly basis: string }
  | { readonly kind: 'day'; readonly on: PlainDate; readonly treatment: DayTreatment; readonly basis: string };
