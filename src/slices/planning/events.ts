import { z } from 'zod';
import { defineEvent } from '#platform/outbox';

export const courseProposed = defineEvent({
  kind: 'planning.course-proposed',
  says: { id: 'Pelatihan diusulkan', en: 'Course proposed' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ proposalId: z.string(), unitId: z.string(), gapId: z.string(), courseId: z.string() }),
});

export const courseRecommended = defineEvent({
  kind: 'planning.course-recommended',
  says: { id: 'Pelatihan disarankan', en: 'Course recommended' },
  version: 1,
  ledger: 'none',
  payload: z.object({ recommendationId: z.string(), personId: z.string(), courseId: z.string() }),
});

export const trainingRequested = defineEvent({
  kind: 'planning.training-requested',
  says: { id: 'Pelatihan diminta', en: 'Training requested' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ recommendationId: z.string(), personId: z.string(), courseId: z.string() }),
});

export const trainingDecided = defineEvent({
  kind: 'planning.training-decided',
  says: { id: 'Permintaan pelatihan diputus', en: 'Training request decided' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ recommendationId: z.string(), personId: z.string(), courseId: z.string(), outcome: z.enum(['approved', 'rejected']) }),
});
