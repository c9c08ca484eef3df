import { createHmac, timingSafeEqual } from 'node:crypto';
import { secretOf, type Tx } from '#platform/db';
import { hashCode } from '#platform/ids';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function derived(secret: Uint8Array, what: string): string {
  const digest = createHmac('sha256', secret).update(what).digest();
  const letters = Array.from(digest.subarray(0, 16), (byte) => alphabet[byte & 31]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** The code that opens a case without an account, 80 bits: made again from the secret, so that it stands nowhere. */
export function caseCode(secret: Uint8Array, applicationId: string): string {
  return derived(secret, `case ${applicationId}`);
}

/** The code in a result's QR; it tells who has the paper whether it is ours. */
function resultCode(secret: Uint8Array, applicationId: string): string {
  return derived(secret, `result ${applicationId}`);
}

export async function codeOf(tx: Tx, applicationId: string): Promise<string> {
  return caseCode(await secretOf(tx, 'applications'), applicationId);
}

export async function resultCodeOf(tx: Tx, applicationId: string): Promise<string> {
  return resultCode(await secretOf(tx, 'applications'), applicationId);
}

/** In the same time however much of the code is right. */
export function isSameCode(a: string, b: string): boolean {
  return timingSafeEqual(hashCode(a), hashCode(b));
}
