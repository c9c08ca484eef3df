import { sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { CitizenId } from '../model.ts';

export type CitizenRow = {
  readonly id: CitizenId;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly password_hash: string | null;
};

const columns = sql.raw('id, name, email, phone, password_hash');

export async function findCitizenByEmail(tx: Tx, email: string): Promise<CitizenRow | undefined> {
  const { rows } = await sql<CitizenRow>`select ${columns} from directory.citizens where email = ${email}`.execute(tx);
  return rows[0];
}

export async function findCitizen(tx: Tx, id: CitizenId): Promise<CitizenRow | undefined> {
  const { rows } = await sql<CitizenRow>`select ${columns} from directory.citizens where id = ${id}`.execute(tx);
  return rows[0];
}

/** False when the e-mail address has come in at the same moment by another request. */
export async function insertCitizen(tx: Tx, row: Omit<CitizenRow, 'password_hash'>, now: Instant): Promise<boolean> {
  const { rows } =
    await sql`insert into directory.citizens (id, name, email, phone, added_at) values (${row.id}, ${row.name}, ${row.email}, ${row.phone}, ${now})
    on conflict (email) do nothing returning 1 as inserted`.execute(tx);
  return rows.length > 0;
}

export async function setCitizenPassword(tx: Tx, id: CitizenId, hash: string | null): Promise<void> {
  await sql`update directory.citizens set password_hash = ${hash} where id = ${id}`.execute(tx);
}

export async function setCitizenEmail(tx: Tx, id: CitizenId, email: string): Promise<void> {
  await sql`update directory.citizens set email = ${email} where id = ${id}`.execute(tx);
}

export async function renameCitizen(tx: Tx, id: CitizenId, name: string, phone: string | null): Promise<void> {
  await sql`update directory.citizens set name = ${name}, phone = ${phone} where id = ${id}`.execute(tx);
}
