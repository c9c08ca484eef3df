import { type Outcome, ok, refuse } from '#platform/result';
import type { Instant } from '#platform/time';
import type { Text } from '#platform/words';
import { type LetterKey, letterKeys, type RevocationReason } from '../model.ts';

/** Where a paper stands between the decision and its holder. */
export type ResultStage = 'waiting' | 'signing' | 'signed' | 'issued';

export type Staged = {
  readonly signing_until: Instant | null;
  readonly signed_at: Instant | null;
  readonly issued_at: Instant | null;
};

export function stageOf(result: Staged, now: Instant): ResultStage {
  if (result.issued_at) return 'issued';
  if (result.signed_at) return 'signed';
  return result.signing_until && Temporal.Instant.compare(result.signing_until, now) > 0 ? 'signing' : 'waiting';
}

/** A signature can be taken back for this long, before anybody has seen it. */
export const undoWithin_s = 120;
/** A signing that has not ended by then was broken off: the paper waits again. */
export const signingTakes_s = 120;
/** Signed in one act at most: the service is asked one by one. */
export const mostAtOnce = 50;

type Signing = Staged & { readonly made_by: string | null };

/** Who decided does not also sign: four eyes on every paper that leaves. */
export function maySign(result: Signing, personId: string, now: Instant): Outcome<true> {
  if (result.made_by === personId) return refuse('own-decision');
  return stageOf(result, now) === 'waiting' ? ok(true) : refuse('result-state');
}

/** What a stranger with the paper in hand is told. */
export type Standing = 'valid' | 'copy' | 'revoked' | 'replaced' | 'changed' | 'unknown';

type Judged = { readonly issued_at: Instant | null; readonly electronic: boolean; readonly reason: RevocationReason | null };

/** `same`: whether the file shown is the one that went out; undefined when only a code was shown. */
export function standingOf(result: Judged | undefined, same: boolean | undefined): Standing {
  if (!result?.issued_at) return 'unknown';
  if (same === false) return 'changed';
  if (result.reason) return result.reason === 'diganti' ? 'replaced' : 'revoked';
  return result.electronic ? 'valid' : 'copy';
}

const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'] as const;

export type NumberParts = {
  readonly ticket: string;
  readonly unit: string;
  readonly serial: number;
  readonly on: Temporal.PlainDate;
  readonly edition: number;
};

/** A letter's number by its format; one that names neither ticket nor serial would repeat, so it gets the ticket. A correction says so. */
export function letterNumber(format: string, { ticket, unit, serial, on, edition }: NumberParts): string {
  const parts: Readonly<Record<string, string>> = {
    nomor: ticket,
    urut: String(serial).padStart(3, '0'),
    unit,
    bulan: roman[on.month - 1] ?? '',
    tahun: String(on.year),
  };
  const number = format.replace(/\{([a-z]+)\}/g, (all, key: string) => (Object.hasOwn(parts, key) ? (parts[key] ?? all) : all));
  const unique = isUniqueFormat(format) ? number : `${ticket}/${number}`;
  return edition > 1 ? `${unique}-P${edition - 1}` : unique;
}

/** A serial is of a unit and a year: a number that names it names both. */
export function isUniqueFormat(format: string): boolean {
  return format.includes('{nomor}') || (format.includes('{urut}') && format.includes('{unit}') && format.includes('{tahun}'));
}

/** The code of a result as it stands in a paper of ours, wherever else it was changed. */
export function codeInPaper(text: string): string | undefined {
  return /\/verifikasi\/hasil\/([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})/.exec(text)?.[1];
}

/** Places of a letter that the house fills in, besides the answers. */
export const houseFields = [
  'nomor_surat',
  'nomor_permohonan',
  'nama_layanan',
  'nama_unit',
  'nama_instansi',
  'nama_pemohon',
  'tanggal_surat',
  'alasan_keputusan',
  'catatan_petugas',
] as const;
export type HouseField = (typeof houseFields)[number];

const numberFields: readonly string[] = ['nomor', 'urut', 'unit', 'bulan', 'tahun'];

function placesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\{([^{}]*)\}/g), (match) => match[1] ?? '');
}

type Lettered = { readonly title: Text; readonly text: Text; readonly number?: string | undefined };

/** What letters have wrong that their shape does not show: a place that nothing fills would be printed as a dash. */
export function letterFaults(letters: Readonly<Partial<Record<LetterKey, Lettered | undefined>>>, keys: ReadonlySet<string>): Readonly<Record<string, string>> {
  const known = new Set<string>([...houseFields, ...keys]);
  const faults: Record<string, string> = {};
  for (const key of letterKeys) {
    const letter = letters[key];
    if (!letter) continue;
    for (const part of ['title', 'text'] as const)
      if (Object.values(letter[part]).some((text) => placesIn(text ?? '').some((place) => !known.has(place))))
        faults[`letters.${key}.${part}`] = 'letter-field';
    if (placesIn(letter.number ?? '').some((place) => !numberFields.includes(place))) faults[`letters.${key}.number`] = 'letter-number';
  }
  return faults;
}
