import { z } from 'zod';
import { defineEvent } from '#platform/outbox';

export const agencyAdded = defineEvent({
  kind: 'directory.agency-added',
  version: 1,
  ledger: 'public',
  payload: z.object({ agencyId: z.string(), code: z.string(), name: z.string() }),
});
export const unitAdded = defineEvent({
  kind: 'directory.unit-added',
  version: 1,
  ledger: 'public',
  payload: z.object({ unitId: z.string(), code: z.string(), name: z.string() }),
});
export const personAdded = defineEvent({ kind: 'directory.person-added', version: 1, ledger: 'none', payload: z.object({ personId: z.string() }) });
export const personPosted = defineEvent({
  kind: 'directory.person-posted',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ personId: z.string(), unitId: z.string() }),
});
export const staffImported = defineEvent({
  kind: 'directory.staff-imported',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ importId: z.string(), added: z.number(), changed: z.number(), faults: z.number() }),
});
export const roleGranted = defineEvent({
  kind: 'directory.role-granted',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ grantId: z.string(), personId: z.string(), role: z.string() }),
});
export const grantEnded = defineEvent({
  kind: 'directory.grant-ended',
  version: 1,
  ledger: 'commitment',
  payload: z.object({ grantId: z.string(), personId: z.string(), role: z.string() }),
});
export const personLeft = defineEvent({ kind: 'directory.person-left', version: 1, ledger: 'commitment', payload: z.object({ personId: z.string() }) });
export const signedIn = defineEvent({
  kind: 'directory.signed-in',
  version: 1,
  ledger: 'none',
  payload: z.object({ sessionId: z.string(), how: z.enum(['password', 'recovery', 'oidc', 'code']) }),
});
export const sessionEnded = defineEvent({ kind: 'directory.session-ended', version: 1, ledger: 'none', payload: z.object({ sessionId: z.string() }) });
export const passwordChanged = defineEvent({
  kind: 'directory.password-changed',
  version: 1,
  ledger: 'none',
  payload: z.object({ who: z.string(), how: z.enum(['own', 'reset']) }),
});
export const secondFactorChanged = defineEvent({
  kind: 'directory.second-factor-changed',
  version: 1,
  ledger: 'none',
  payload: z.object({ personId: z.string(), on: z.boolean() }),
});
export const citizenAdded = defineEvent({ kind: 'directory.citizen-added', version: 1, ledger: 'none', payload: z.object({ citizenId: z.string() }) });
