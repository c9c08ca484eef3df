import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { PartyKind } from '../model.ts';

/*
 * Names and NIK of an officer's family, and of those whom cases are about, meet as keyed hashes. An NIK has too few digits for a
 * plain hash to hide it; the key keeps whoever gets hold of the table alone from trying them all.
 */

const titles = /^(h|hj|dr|drs|dra|ir|prof|kh|tgh|ust|ustadz|ustadzah|lalu|baiq)$/;

/** A name as it is compared: without degrees, titles, accents, signs that cannot be seen, and case. */
export function normalName(name: string): string {
  const [before = ''] = name
    .normalize('NFKD')
    .replace(/\p{M}|\p{Cf}/gu, '')
    .split(',');
  const words = before
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  const kept = words.filter((word) => !titles.test(word));
  return (kept.length > 0 ? kept : words).join(' ');
}

export type Party = { readonly kind: PartyKind; readonly hash: Uint8Array };

const hashed = (secret: Uint8Array, kind: PartyKind, value: string): Party => ({ kind, hash: hmac(sha256, secret, utf8ToBytes(`${kind}\n${value}`)) });

export function nameParty(secret: Uint8Array, name: string): Party {
  return hashed(secret, 'name', normalName(name));
}

export function nikParty(secret: Uint8Array, nik: string): Party {
  return hashed(secret, 'nik', nik);
}

/** Every text in answers, however deep. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Whom a case is about: the applicant by name, and every NIK that was given, in whichever field. */
export function partiesOf(secret: Uint8Array, answers: unknown, applicant: string | null): readonly Party[] {
  const niks = new Set(textsIn(answers).filter((text) => /^\d{16}$/.test(text)));
  const named = applicant && normalName(applicant) !== '' ? [nameParty(secret, applicant)] : [];
  return [...named, ...Array.from(niks, (nik) => nikParty(secret, nik))];
}
