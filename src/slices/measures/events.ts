import { z } from 'zod';
import { defineEvent } from '#platform/outbox';

export const levelsEntered = defineEvent({
  kind: 'measures.levels-entered',
  says: { id: 'Tingkat indeks diisi', en: 'Levels of an index entered' },
  version: 1,
  ledger: 'public',
  payload: z.object({ instrument: z.string(), year: z.number(), indicators: z.number() }),
});
