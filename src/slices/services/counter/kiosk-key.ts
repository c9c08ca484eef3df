import { timingSafeEqual } from 'node:crypto';
import { secretOf, type Tx } from '#platform/db';
import { derivedCode, hashCode } from '#platform/ids';

function keyOf(secret: Uint8Array, unitId: string): string {
  return derivedCode(secret, `kiosk ${unitId}`);
}

/** Who has the key gives out numbers of this unit: the device that stands at its counters. */
export async function kioskKeys(tx: Tx, unitIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const secret = await secretOf(tx, 'applications');
  return new Map(unitIds.map((unitId) => [unitId, keyOf(secret, unitId)]));
}

export async function isKioskKey(tx: Tx, unitId: string, key: string): Promise<boolean> {
  return timingSafeEqual(hashCode(keyOf(await secretOf(tx, 'applications'), unitId)), hashCode(key));
}
