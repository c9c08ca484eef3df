import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from './dialect.ts';

async function findSecret(tx: Tx, name: string): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ value: Uint8Array }>`select value from platform.secrets where name = ${name}`.execute(tx);
  return rows[0]?.value;
}

/** A secret that all processes on one database share. app/main.ts makes them at the start, before anything can ask. */
export async function secretOf(tx: Tx, name: string): Promise<Uint8Array> {
  const secret = await findSecret(tx, name);
  if (!secret) throw new Error(`the secret ${name} was not made at the start`);
  return secret;
}

export async function makeSecret(tx: Tx, name: string): Promise<void> {
  await sql`insert into platform.secrets (name, value) values (${name}, ${new Uint8Array(randomBytes(32))}) on conflict do nothing`.execute(tx);
}
