import { createHash, createHmac, randomBytes } from 'node:crypto';

declare const brand: unique symbol;

/** A UUIDv7 that knows what it names. Never shown to people: they see a ticket. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind };

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** UUIDv7 (RFC 9562): 48 bits of milliseconds first, so that rows made together lie together in the index. */
export function newId<Kind extends string>(at_ms: number = Date.now()): Id<Kind> {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at_ms, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Kind>;
}

export function isId(text: unknown): text is string {
  return typeof text === 'string' && uuidPattern.test(text);
}

/** Gives undefined for what is not an id: a wrong id in a URL is "not found", never an error of the database. */
export function findId<Kind extends string>(text: unknown): Id<Kind> | undefined {
  return isId(text) ? (text as Id<Kind>) : undefined;
}

// Damm's quasigroup of order 10 (H. M. Damm, 2004): finds every single wrong digit and every swap of neighbours.
const damm = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const;

export function checkDigit(digits: string): number {
  let state = 0;
  for (const digit of digits) state = damm[state]?.[Number(digit)] ?? 0;
  return state;
}

/** `LYN-52-2026-0000123-7`: kind, agency code, year, number, check digit over all digits. */
export function ticket(kind: string, agencyCode: string, year: number, number: number | bigint): string {
  const code = agencyCode.replaceAll('.', '');
  const serial = String(number).padStart(7, '0');
  return `${kind}-${code}-${year}-${serial}-${checkDigit(`${code}${year}${serial}`)}`;
}

// A province has two digits, a kabupaten or kota four: with the century it is clear where each part ends, dashes or none.
const ticketPattern = /^([A-Z]{3})-?(\d{4}|\d{2})-?(20\d{2})-?(\d{7,})-?(\d)$/;

/** Forgives spaces, lower case and missing dashes; undefined when the check digit does not agree. */
export function findTicket(text: string): string | undefined {
  const match = ticketPattern.exec(
    text
      .trim()
      .toUpperCase()
      .replace(/[\s.]+/g, ''),
  );
  if (!match) return undefined;
  const [, kind = '', code = '', year = '', serial = '', digit = ''] = match;
  return checkDigit(`${code}${year}${serial}`) === Number(digit) ? `${kind}-${code}-${year}-${serial}-${digit}` : undefined;
}

// Crockford's base 32: no I, L, O, U, so that a code survives being read aloud or copied by hand.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A secret that people can type, `7H3K-92QD-…`; 80 bits unless told, so that guessing is hopeless. */
export function newCode(bits = 80): string {
  return spelled(randomBytes(Math.ceil(bits / 5)));
}

/** The same kind of code made again from a secret (of at most 160 bits), so that it need not be stored to be shown twice. */
export function derivedCode(secret: Uint8Array, what: string, bits = 80): string {
  return spelled(
    createHmac('sha256', secret)
      .update(what)
      .digest()
      .subarray(0, Math.ceil(bits / 5)),
  );
}

function spelled(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => alphabet[byte & 31]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** The same code however it was typed: case, dashes, O for 0, I and L for 1. */
export function normalCode(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

/** What is stored of a code: codes have ≥ 80 bits, so one SHA-256 is enough and no salt is needed. */
export function hashCode(code: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(normalCode(code)).digest());
}
