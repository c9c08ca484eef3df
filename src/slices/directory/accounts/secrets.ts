import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Secret, TOTP } from 'otpauth';
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

// Hashing takes a core: no more than two at once, so that a storm of sign-ins leaves the pages their share.
const waiting: (() => void)[] = [];
let running = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve));
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
  decoy ??= hashPassword(newToken());
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
  return { uri: made.toString(), typed: made.secret.base32 };
}

/** The step of time that the code belongs to, one either side forgiven (RFC 6238, 5.2); undefined when wrong. */
export function totpStep(secret: Uint8Array, code: string): number | undefined {
  const timestamp = wallClock().epochMilliseconds;
  const delta = totp(secret, '').validate({ token: code.replace(/\s+/g, ''), timestamp, window: 1 });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / period_s) + delta;
}

/** Six digits for a citizen's mail: few tries and few minutes make up for their shortness. */
export function newMailCode(): string {
  return String(randomBytes(4).readUInt32BE() % 1_000_000).padStart(6, '0');
}

// The commonest of leaked lists that are long enough to pass otherwise; a person's own name or NIP is refused besides.
const common = new Set([
  '123456789012',
  'passwordpassword',
  'password1234',
  'qwertyuiop12',
  'indonesia1234',
  'indonesia123',
  'bismillah123',
  '111111111111',
  '123123123123',
  'katasandi123',
  'rahasia12345',
  'ntbgemilang1',
]);

export function isTooCommon(password: string, own: readonly string[]): boolean {
  const plain = password.toLowerCase();
  return common.has(plain) || new Set(plain).size < 4 || own.some((word) => word.length > 3 && plain.includes(word.toLowerCase()));
}
