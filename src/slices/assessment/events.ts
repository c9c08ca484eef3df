import { z } from 'zod';
import { defineEvent } from '#platform/outbox';
import { competencyResult } from './model.ts';

export const itemsAdded = defineEvent({
  kind: 'assessment.items-added',
  says: { id: 'Soal ditambahkan', en: 'Items added' },
  version: 1,
  ledger: 'public',
  payload: z.object({ codes: z.array(z.string()) }),
});

export const testOpened = defineEvent({
  kind: 'assessment.test-opened',
  says: { id: 'Tes dibuka', en: 'Test opened' },
  version: 1,
  ledger: 'public',
  payload: z.object({ testId: z.string(), slug: z.string(), competencies: z.array(z.string()), itemsPerLevel: z.number() }),
});

export const testClosed = defineEvent({
  kind: 'assessment.test-closed',
  says: { id: 'Tes ditutup', en: 'Test closed' },
  version: 1,
  ledger: 'public',
  payload: z.object({ testId: z.string(), slug: z.string() }),
});

export const testStarted = defineEvent({
  kind: 'assessment.test-started',
  says: { id: 'Tes dimulai', en: 'Test started' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ attemptId: z.string(), testId: z.string(), personId: z.string() }),
});

export const testResumed = defineEvent({
  kind: 'assessment.test-resumed',
  says: { id: 'Tes dilanjutkan', en: 'Test resumed' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ attemptId: z.string(), personId: z.string() }),
});

export const testCompleted = defineEvent({
  kind: 'assessment.test-completed',
  says: { id: 'Tes selesai', en: 'Test completed' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ attemptId: z.string(), testId: z.string(), personId: z.string(), competencies: z.array(competencyResult) }),
});

export const extraTimeAsked = defineEvent({
  kind: 'assessment.extra-time-asked',
  says: { id: 'Waktu tambahan diminta', en: 'Extra time asked for' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ extraTimeId: z.string(), personId: z.string() }),
});

export const extraTimeDecided = defineEvent({
  kind: 'assessment.extra-time-decided',
  says: { id: 'Waktu tambahan diputus', en: 'Extra time decided' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ extraTimeId: z.string(), personId: z.string(), percent: z.number() }),
});
