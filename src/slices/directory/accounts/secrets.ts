import { createHash, randomBytes, randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { Secret, TOTP } from 'otpauth';
import { problems } from '#platform/problem';
import { wallClock } from '#platform/time';

/** 256 bits: nothing to guess, so one SHA-256 is enough in the database. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashToken(token: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(token).digest());
}

// OWASP's second choice for Argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Hashing takes a core: one is left for the pages, and who comes when the queue is full is asked to come back, so that a storm
 * of sign-ins neither starves those at work nor fills the memory.
 */
const atOnce = Math.max(1, availableParallelism() - 1);
const mostWaiting = 200;
const waiting: (() => void)[] = [];
let running = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting) throw problems.unavailable(5);
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), cost));
}

let decoy: Promise<string> | undefined;

/** Takes as long for an account that does not exist as for one that does. */
export async function isPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hash(newToken(), cost);
  const against = stored ?? (await decoy);
  const matches = await inTurn(() => verify(against, password.normalize('NFKC')).catch(() => false));
  return matches && stored !== null && stored !== undefined;
}

const period_s = 30;

function totp(secret: Uint8Array, account: string): TOTP {
  return new TOTP({
    issuer: 'Smart ASN',
    label: account,
    secret: new Secret({ buffer: secret.slice().buffer }),
    algorithm: 'SHA1',
    digits: 6,
    period: period_s,
  });
}

export function newTotpSecret(): Uint8Array {
  return new Uint8Array(randomBytes(20));
}

export function totpAddress(secret: Uint8Array, account: string): { readonly uri: string; readonly typed: string } {
  const made = totp(secret, account);
  return { uri: made.toString(), typed: made.secret.base32.replace(/(.{4})(?=.)/g, '$1 ') };
}

/** The step of time that the code belongs to, one either side forgiven (RFC 6238, 5.2); undefined when wrong. */
export function totpStep(secret: Uint8Array, code: string): number | undefined {
  const timestamp = wallClock().epochMilliseconds;
  const delta = totp(secret, '').validate({ token: code.replace(/\s+/g, ''), timestamp, window: 1 });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / period_s) + delta;
}

/**
 * Eight digits for a letter: whoever asks for letters to one address all year long, and uses up every try, has a chance of one in a
 * hundred to open it; with six it would have been almost sure.
 */
export function newMailCode(): string {
  return String(randomInt(100_000_000)).padStart(8, '0');
}
