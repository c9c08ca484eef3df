import type { Lang } from '#platform/words';

/** What can happen to a case once it is decided, and beside its course. */
export const laterSteps = {
  id: {
    'contact-changed': 'Alamat kabar diubah',
    objected: 'Keberatan diajukan',
    appealed: 'Banding diajukan',
    'objection-upheld': 'Keberatan dikabulkan',
    'objection-dismissed': 'Keberatan ditolak',
    reminded: 'Pemohon diingatkan',
    issued: 'Hasil terbit',
    'result-corrected': 'Pembetulan hasil disiapkan',
    'result-revoked': 'Hasil dicabut',
  },
  en: {
    'contact-changed': 'Address for news changed',
    objected: 'Objection filed',
    appealed: 'Appeal filed',
    'objection-upheld': 'Objection upheld',
    'objection-dismissed': 'Objection dismissed',
    reminded: 'Applicant reminded',
    issued: 'Result issued',
    'result-corrected': 'Correction of the result prepared',
    'result-revoked': 'Result revoked',
  },
} satisfies Readonly<Record<Lang, Readonly<Record<string, string>>>>;
