import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '#platform/time';

/*
 * The second origin carries no cookie: what may be read there, and until when, stands in the address itself, signed.
 * `/berkas/abc?sampai=1795392000&tanda=…`
 */

function signature(secret: Uint8Array, path: string, until_s: number): Buffer {
  return createHmac('sha256', secret).update(`${until_s} ${path}`).digest();
}

/** The path with an end in time and a signature over both. */
export function signPath(secret: Uint8Array, path: string, now: Instant, seconds: number): string {
  const until_s = Math.floor(now.epochMilliseconds / 1000) + seconds;
  return `${path}?sampai=${until_s}&tanda=${signature(secret, path, until_s).toString('base64url')}`;
}

export function isSigned(secret: Uint8Array, url: string, now: Instant): boolean {
  const parsed = new URL(url, 'http://content.invalid');
  const until_s = Number(parsed.searchParams.get('sampai'));
  const given = Buffer.from(parsed.searchParams.get('tanda') ?? '', 'base64url');
  if (!Number.isInteger(until_s) || until_s * 1000 < now.epochMilliseconds) return false;
  const expected = signature(secret, parsed.pathname, until_s);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
