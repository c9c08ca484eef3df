import { secretOf, type Tx } from '#platform/db';
import { derivedCode } from '#platform/ids';

/** The code that opens an appointment without an account, 80 bits: made again from the secret, so that it stands nowhere. */
export async function appointmentCode(tx: Tx, id: string): Promise<string> {
  return derivedCode(await secretOf(tx, 'applications'), `appointment ${id}`);
}
