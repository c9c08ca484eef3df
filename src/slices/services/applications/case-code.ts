import { timingSafeEqual } from 'node:crypto';
import { secretOf, type Tx } from '#platform/db';
import { derivedCode, hashCode } from '#platform/ids';

/** The code that opens a case without an account, 80 bits: made again from the secret, so that it stands nowhere. */
export function caseCode(secret: Uint8Array, applicationId: string): string {
  return derivedCode(secret, `case ${applicationId}`);
}

/** The code in a result's QR; it tells who has the paper whether it is ours. */
function resultCode(secret: Uint8Array, applicationId: string, edition: number): string {
  return derivedCode(secret, edition === 1 ? `result ${applicationId}` : `result ${applicationId} ${edition}`);
}

export async function codeOf(tx: Tx, applicationId: string): Promise<string> {
  return caseCode(await secretOf(tx, 'applications'), applicationId);
}

export async function resultCodeOf(tx: Tx, applicationId: string, edition: number): Promise<string> {
  return resultCode(await secretOf(tx, 'applications'), applicationId, edition);
}

/** In the same time however much of the code is right. */
export function isSameCode(a: string, b: string): boolean {
  return timingSafeEqual(hashCode(a), hashCode(b));
}
