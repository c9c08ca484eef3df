import { z } from 'zod';
import { defineEvent } from '#platform/outbox';

export const calendarLoaded = defineEvent({
  kind: 'standards.calendar-loaded',
  says: { id: 'Kalender hari kerja dimuat', en: 'Working-day calendar loaded' },
  version: 1,
  ledger: 'public',
  payload: z.object({ year: z.number(), decree: z.string(), days: z.array(z.string()) }),
});

/** From a day on an agency has a week of five or six days, or a single day is off, at work, or again as for the country. */
export const agencyDaysSet = defineEvent({
  kind: 'standards.agency-days-set',
  says: { id: 'Hari kerja instansi ditetapkan', en: 'Working days of an agency set' },
  version: 1,
  ledger: 'public',
  payload: z.object({ on: z.string(), means: z.enum(['week-5', 'week-6', 'off', 'works', 'national']), basis: z.string() }),
});
