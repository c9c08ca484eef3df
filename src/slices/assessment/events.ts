import { z } from 'zod';
import { defineEvent } from '#platform/outbox';
import { competencyResult } from './model.ts';

export const testOpened = defineEvent({
  kind: 'assessment.test-opened',
  version: 1,
  ledger: 'public',
  payload: z.object({ testId: z.string(), slug: z.string(), competencies: z.array(z.string()), itemsPerLevel: z.number() }),
});

export const testStarted = defineEvent({
  kind: 'assessment.test-started',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ attemptId: z.string(), testId: z.string(), personId: z.string() }),
});

export const testCompleted = defineEvent({
  kind: 'assessment.test-completed',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ attemptId: z.string(), testId: z.string(), personId: z.string(), competencies: z.array(competencyResult) }),
});
