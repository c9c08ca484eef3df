import { z } from 'zod';
import { defineEvent } from '#platform/outbox';
import { proposalStates } from './model.ts';

const wish = { recommendationId: z.string(), personId: z.string(), courseId: z.string() };

export const courseProposed = defineEvent({
  kind: 'planning.course-proposed',
  says: { id: 'Pelatihan diusulkan untuk unit', en: 'Course proposed for a unit' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ proposalId: z.string(), unitId: z.string(), gapId: z.string(), courseId: z.string() }),
});

export const proposalClosed = defineEvent({
  kind: 'planning.proposal-closed',
  says: { id: 'Usulan pelatihan unit ditindaklanjuti atau ditutup', en: 'Training proposal taken up or closed' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ proposalId: z.string(), unitId: z.string(), how: z.enum(proposalStates).exclude(['open']) }),
});

export const courseRecommended = defineEvent({
  kind: 'planning.course-recommended',
  says: { id: 'Pelatihan disarankan', en: 'Course recommended' },
  version: 1,
  ledger: 'none',
  payload: z.object(wish),
});

/** The reason is gone: what was only recommended is taken back. */
export const recommendationLapsed = defineEvent({
  kind: 'planning.recommendation-lapsed',
  says: { id: 'Saran pelatihan gugur', en: 'Recommendation lapsed' },
  version: 1,
  ledger: 'none',
  payload: z.object(wish),
});

export const trainingRequested = defineEvent({
  kind: 'planning.training-requested',
  says: { id: 'Pelatihan diminta', en: 'Training requested' },
  version: 1,
  ledger: 'commitment',
  payload: z.object(wish),
});

export const trainingDecided = defineEvent({
  kind: 'planning.training-decided',
  says: { id: 'Permintaan pelatihan diputus', en: 'Training request decided' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ ...wish, outcome: z.enum(['approved', 'rejected']) }),
});

export const planCompleted = defineEvent({
  kind: 'planning.plan-completed',
  says: { id: 'Rencana pelatihan selesai', en: 'Training plan completed' },
  version: 1,
  ledger: 'commitment',
  payload: z.object(wish),
});
