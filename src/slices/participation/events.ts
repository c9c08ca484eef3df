import { z } from 'zod';
import { defineEvent } from '#platform/outbox';
import { complaintClasses } from './model.ts';

export const complaintReceived = defineEvent({
  kind: 'participation.complaint-received',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ complaintId: z.string(), class: z.enum(complaintClasses) }),
});

export const complaintAssigned = defineEvent({
  kind: 'participation.complaint-assigned',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ complaintId: z.string(), unitId: z.string() }),
});

export const complaintAnswered = defineEvent({
  kind: 'participation.complaint-answered',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ complaintId: z.string(), unitId: z.string() }),
});

export const complaintClosed = defineEvent({
  kind: 'participation.complaint-closed',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ complaintId: z.string(), how: z.enum(['closed', 'not-ours', 'reopened']) }),
});

export const surveyOpened = defineEvent({
  kind: 'participation.survey-opened',
  version: 1,
  ledger: 'none',
  payload: z.object({ surveyId: z.string(), applicationId: z.string() }),
});

/** Scores are committed to, so that nobody can add or drop an answer unseen; who answered is known to nobody. */
export const rated = defineEvent({
  kind: 'participation.rated',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ ratingId: z.string(), serviceId: z.string(), unitId: z.string() }),
});
