import { z } from 'zod';
import { defineEvent } from '#platform/outbox';

const caseFact = z.object({ applicationId: z.string(), serviceId: z.string(), unitId: z.string() });

export const servicePublished = defineEvent({
  kind: 'services.service-published',
  version: 1,
  ledger: 'public',
  payload: z.object({ serviceId: z.string(), slug: z.string(), version: z.number(), workingDays: z.number() }),
});
export const applicationSubmitted = defineEvent({ kind: 'services.application-submitted', version: 1, ledger: 'commitment', payload: caseFact });
export const applicationTaken = defineEvent({ kind: 'services.application-taken', version: 1, ledger: 'commitment', payload: caseFact });
export const applicationReturned = defineEvent({ kind: 'services.application-returned', version: 1, ledger: 'commitment', payload: caseFact });
export const applicationCorrected = defineEvent({ kind: 'services.application-corrected', version: 1, ledger: 'commitment', payload: caseFact });
export const applicationWithdrawn = defineEvent({ kind: 'services.application-withdrawn', version: 1, ledger: 'commitment', payload: caseFact });
export const applicationDecided = defineEvent({
  kind: 'services.application-decided',
  version: 1,
  ledger: 'commitment',
  payload: caseFact.extend({ outcome: z.enum(['granted', 'refused']) }),
});

/** A fact of the queue in clear, under a random token for each case: anyone can recompute who was served in turn. */
export const queueMoved = defineEvent({
  kind: 'services.queue-moved',
  version: 1,
  ledger: 'public',
  payload: z.object({
    token: z.string(),
    service: z.string(),
    fact: z.enum(['arrived', 'taken', 'paused', 'resumed', 'decided', 'withdrawn']),
    at: z.string(),
  }),
});
