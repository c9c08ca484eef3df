import { z } from 'zod';
import { defineEvent } from '#platform/outbox';

export const agencyAdded = defineEvent({
  kind: 'directory.agency-added',
  says: { id: 'Instansi didaftarkan', en: 'Agency added' },
  version: 1,
  ledger: 'public',
  payload: z.object({ agencyId: z.string(), code: z.string(), name: z.string() }),
});
export const unitAdded = defineEvent({
  kind: 'directory.unit-added',
  says: { id: 'Unit didaftarkan', en: 'Unit added' },
  version: 1,
  ledger: 'public',
  payload: z.object({ unitId: z.string(), code: z.string(), name: z.string() }),
});
export const unitChanged = defineEvent({
  kind: 'directory.unit-changed',
  says: { id: 'Unit diubah', en: 'Unit changed' },
  version: 1,
  ledger: 'public',
  payload: z.object({ unitId: z.string(), code: z.string(), name: z.string() }),
});
export const unitRemoved = defineEvent({
  kind: 'directory.unit-removed',
  says: { id: 'Unit dihapus', en: 'Unit removed' },
  version: 1,
  ledger: 'public',
  payload: z.object({ unitId: z.string(), code: z.string(), name: z.string() }),
});
export const positionConfirmed = defineEvent({
  kind: 'directory.position-confirmed',
  says: { id: 'Tingkat jabatan dipastikan', en: 'Level of a position confirmed' },
  version: 1,
  ledger: 'public',
  payload: z.object({ positionId: z.string(), level: z.string() }),
});
export const personAdded = defineEvent({
  kind: 'directory.person-added',
  says: { id: 'Pegawai didaftarkan', en: 'Person added' },
  version: 1,
  ledger: 'none',
  payload: z.object({ personId: z.string() }),
});
export const personPosted = defineEvent({
  kind: 'directory.person-posted',
  says: { id: 'Penempatan pegawai', en: 'Person posted' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ personId: z.string(), unitId: z.string() }),
});
export const staffImported = defineEvent({
  kind: 'directory.staff-imported',
  says: { id: 'Impor daftar pegawai', en: 'Staff list imported' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ importId: z.string(), added: z.number(), changed: z.number(), faults: z.number() }),
});
export const roleGranted = defineEvent({
  kind: 'directory.role-granted',
  says: { id: 'Kewenangan diberikan', en: 'Role granted' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ grantId: z.string(), personId: z.string(), role: z.string() }),
});
export const grantEnded = defineEvent({
  kind: 'directory.grant-ended',
  says: { id: 'Kewenangan berakhir', en: 'Grant ended' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ grantId: z.string(), personId: z.string(), role: z.string() }),
});
export const personLeft = defineEvent({
  kind: 'directory.person-left',
  says: { id: 'Pegawai berhenti', en: 'Person left' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ personId: z.string() }),
});
export const personChanged = defineEvent({
  kind: 'directory.person-changed',
  says: { id: 'Data pegawai diubah', en: 'Details of a person changed' },
  version: 1,
  ledger: 'none',
  payload: z.object({ personId: z.string() }),
});
export const signedIn = defineEvent({
  kind: 'directory.signed-in',
  says: { id: 'Masuk', en: 'Signed in' },
  version: 1,
  ledger: 'none',
  payload: z.object({ sessionId: z.string(), how: z.enum(['password', 'recovery', 'oidc', 'code']) }),
});
export const sessionEnded = defineEvent({
  kind: 'directory.session-ended',
  says: { id: 'Sesi diakhiri', en: 'Session ended' },
  version: 1,
  ledger: 'none',
  payload: z.object({ sessionId: z.string() }),
});
export const passwordChanged = defineEvent({
  kind: 'directory.password-changed',
  says: { id: 'Kata sandi diubah', en: 'Password changed' },
  version: 1,
  ledger: 'none',
  payload: z.object({ who: z.string(), how: z.enum(['own', 'reset', 'first']) }),
});
export const secondFactorChanged = defineEvent({
  kind: 'directory.second-factor-changed',
  says: { id: 'Langkah kedua diubah', en: 'Second factor changed' },
  version: 1,
  ledger: 'none',
  payload: z.object({ personId: z.string(), on: z.boolean() }),
});
export const resetAsked = defineEvent({
  kind: 'directory.reset-asked',
  says: { id: 'Kata sandi baru diminta', en: 'New password asked for' },
  version: 1,
  ledger: 'none',
  payload: z.object({ askId: z.string() }),
});
export const emailChanged = defineEvent({
  kind: 'directory.email-changed',
  says: { id: 'Alamat surel diganti', en: 'E-mail address changed' },
  version: 1,
  ledger: 'none',
  payload: z.object({ who: z.string() }),
});
export const citizenRenamed = defineEvent({
  kind: 'directory.citizen-renamed',
  says: { id: 'Data warga diubah', en: 'Details of a citizen changed' },
  version: 1,
  ledger: 'none',
  payload: z.object({ citizenId: z.string() }),
});
export const citizenAdded = defineEvent({
  kind: 'directory.citizen-added',
  says: { id: 'Akun warga dibuat', en: 'Citizen account made' },
  version: 1,
  ledger: 'none',
  payload: z.object({ citizenId: z.string() }),
});
