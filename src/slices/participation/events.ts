import { z } from 'zod';
import { defineEvent } from '#platform/outbox';
import { complaintClasses } from './model.ts';

export const complaintReceived = defineEvent({
  kind: 'participation.complaint-received',
  says: { id: 'Aduan diterima', en: 'Complaint received' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ complaintId: z.string(), class: z.enum(complaintClasses) }),
});

export const complaintAssigned = defineEvent({
  kind: 'participation.complaint-assigned',
  says: { id: 'Aduan diteruskan ke unit', en: 'Complaint assigned to a unit' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ complaintId: z.string(), unitId: z.string() }),
});

export const complaintAnswered = defineEvent({
  kind: 'participation.complaint-answered',
  says: { id: 'Aduan dijawab', en: 'Complaint answered' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ complaintId: z.string(), unitId: z.string() }),
});

export const complaintClosed = defineEvent({
  kind: 'participation.complaint-closed',
  says: { id: 'Aduan ditutup', en: 'Complaint closed' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ complaintId: z.string(), how: z.enum(['closed', 'not-ours', 'reopened', 'silent']) }),
});

export const surveyOpened = defineEvent({
  kind: 'participation.survey-opened',
  says: { id: 'Survei dibuka', en: 'Survey opened' },
  version: 1,
  ledger: 'none',
  payload: z.object({ surveyId: z.string(), applicationId: z.string() }),
});

/** Scores are committed to, so that nobody can add or drop an answer unseen; who answered is known to nobody. */
export const rated = defineEvent({
  kind: 'participation.rated',
  says: { id: 'Layanan dinilai', en: 'Service rated' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ ratingId: z.string(), serviceId: z.string(), unitId: z.string() }),
});
