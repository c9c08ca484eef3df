import { findDate } from '#platform/time';

/** A number of a civil servant: 18 digits, the first eight the date of birth. There is no check digit. */
export type NipReading =
  | { readonly ok: true; readonly nip: string; readonly birthOn: Temporal.PlainDate; readonly status: 'PNS' | 'PPPK' }
  | { readonly ok: false; readonly fault: NipFault };
export type NipFault = 'nip-scientific' | 'nip-length' | 'nip-birth' | 'nip-rounded';

function birthFromNip(nip: string): Temporal.PlainDate | undefined {
  return findDate(`${nip.slice(0, 4)}-${nip.slice(4, 6)}-${nip.slice(6, 8)}`);
}

/**
 * Reads what a list holds in its NIP column. A spreadsheet that took it for a number has destroyed it (1.98501E+17): the last
 * digits are gone and nobody can guess them. PNS: digits 9 to 14 are year and month of appointment; PPPK have another layout
 * there (the month is none), not yet checked against the regulation and therefore only a hint that the list's own column overrides.
 */
export function readNip(text: string): NipReading {
  const trimmed = text
    .normalize('NFKC')
    .trim()
    .replace(/^['\u2019]/, '');
  if (/^\d+([.,]\d+)?E\+?\d+$/i.test(trimmed)) return { ok: false, fault: 'nip-scientific' };
  const nip = trimmed.replace(/[\s.\-\p{Cf}]/gu, '');
  if (!/^\d{18}$/.test(nip)) return { ok: false, fault: 'nip-length' };
  // The serial begins at 001: three zeros at the end are what is left of a number that went through a spreadsheet.
  if (nip.endsWith('000')) return { ok: false, fault: 'nip-rounded' };
  const birthOn = birthFromNip(nip);
  if (!birthOn || birthOn.year < 1930 || birthOn.year > 2015) return { ok: false, fault: 'nip-birth' };
  const month = Number(nip.slice(12, 14));
  return { ok: true, nip, birthOn, status: month >= 1 && month <= 12 ? 'PNS' : 'PPPK' };
}
