import { sql } from 'kysely';
import type { Tx } from './dialect.ts';

/** The next number of a kind of ticket: application, complaint, certificate. */
export async function nextSerial(tx: Tx, kind: 'LYN' | 'ADU' | 'SRT'): Promise<bigint> {
  const { rows } = await sql<{ serial: bigint }>`select nextval(${`platform.serial_${kind.toLowerCase()}`}::regclass) as serial`.execute(tx);
  const serial = rows[0]?.serial;
  if (serial === undefined) throw new Error(`no sequence for ${kind}`);
  return serial;
}
