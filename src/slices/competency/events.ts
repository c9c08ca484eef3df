import { z } from 'zod';
import { defineEvent } from '#platform/outbox';
import { gapEnds } from './model.ts';

export const evidenceAdded = defineEvent({
  kind: 'competency.evidence-added',
  says: { id: 'Bukti kompetensi dicatat', en: 'Evidence of competence recorded' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ personId: z.string(), competency: z.string(), source: z.enum(['test', 'course']), sourceId: z.string() }),
});

/** Of a unit, from at least ten answers: it names no person and may stand in clear, but the unit learns of it first. */
export const gapFound = defineEvent({
  kind: 'competency.gap-found',
  says: { id: 'Kesenjangan unit ditemukan', en: 'Gap of a unit found' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ gapId: z.string(), unitId: z.string(), competency: z.string(), unsur: z.string() }),
});

export const gapClosed = defineEvent({
  kind: 'competency.gap-closed',
  says: { id: 'Kesenjangan unit tertutup', en: 'Gap of a unit closed' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ gapId: z.string(), unitId: z.string(), competency: z.string(), because: z.enum(gapEnds) }),
});
