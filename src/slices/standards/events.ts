import { z } from 'zod';
import { defineEvent } from '#platform/outbox';

export const calendarLoaded = defineEvent({
  kind: 'standards.calendar-loaded',
  says: { id: 'Kalender hari kerja dimuat', en: 'Working-day calendar loaded' },
  version: 1,
  ledger: 'public',
  payload: z.object({ year: z.number(), decree: z.string(), days: z.array(z.string()) }),
});
