import type { Text } from '#platform/words';
import type { QueueReason } from '../model.ts';

type Reason = { readonly says: Required<Text> /** The law on which it rests. */; readonly basis: string };

/**
 * Why a case may go before one that came earlier. `prioritas` stands for disability, age and pregnancy alike: which of them it is
 * stays in the case, since a place, a time and a ground together would point at a person.
 */
export const reasons: Readonly<Record<QueueReason, Reason>> = {
  prioritas: {
    says: { id: 'Jalur prioritas: difabel, lansia, hamil', en: 'Priority lane: disability, age, pregnancy' },
    basis: 'UU 25/2009 pasal 29; UU 8/2016 pasal 19',
  },
  hukum: { says: { id: 'Keadaan mendesak menurut hukum', en: 'Legal urgency' }, basis: 'UU 30/2014 pasal 22' },
  pengadilan: { says: { id: 'Perintah pengadilan', en: 'Court order' }, basis: 'UU 5/1986 pasal 116' },
  berkas: { says: { id: 'Berkas belum lengkap, menunggu pemohon', en: 'Incomplete file, waits for the applicant' }, basis: 'UU 25/2009 pasal 21' },
  'kasus-sendiri': {
    says: { id: 'Yang lebih dulu tidak boleh ditangani petugas ini', en: 'The earlier one must not be handled by this officer' },
    basis: 'UU 30/2014 pasal 42 dan 43',
  },
  pengganti: { says: { id: 'Diambil alih dari rekan', en: 'Taken over from a colleague' }, basis: 'UU 30/2014 pasal 14' },
};

/** Codes that only stand in the log from before version 2 of its facts. */
const former: Readonly<Record<string, Required<Text>>> = {
  difabel: reasons.prioritas.says,
  'berkas-lain': { id: 'Yang lebih dulu berkasnya belum lengkap', en: 'The earlier one has incomplete papers' },
};

export function reasonSays(code: string): Text {
  return Object.hasOwn(reasons, code) ? reasons[code as QueueReason].says : (former[code] ?? { id: code });
}
