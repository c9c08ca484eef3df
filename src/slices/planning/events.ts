import { z } from 'zod';
import { defineEvent } from '#platform/outbox';

export const courseProposed = defineEvent({
  kind: 'planning.course-proposed',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ proposalId: z.string(), unitId: z.string(), gapId: z.string(), courseId: z.string() }),
});

export const courseRecommended = defineEvent({
  kind: 'planning.course-recommended',
  version: 1,
  ledger: 'none',
  payload: z.object({ recommendationId: z.string(), personId: z.string(), courseId: z.string() }),
});

export const trainingRequested = defineEvent({
  kind: 'planning.training-requested',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ recommendationId: z.string(), personId: z.string(), courseId: z.string() }),
});

export const trainingDecided = defineEvent({
  kind: 'planning.training-decided',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ recommendationId: z.string(), personId: z.string(), courseId: z.string(), outcome: z.enum(['approved', 'rejected']) }),
});
