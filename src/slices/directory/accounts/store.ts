import { json, over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { AgencyId, CitizenId, PersonId } from '../model.ts';
import type { DirectoryTables } from '../schema.ts';

const tables = (tx: Tx) => over<DirectoryTables>(tx);

export type Behind = {
  readonly session_id: string;
  readonly citizen_id: CitizenId | null;
  readonly citizen_name: string | null;
  readonly citizen_email: string | null;
  readonly person_id: PersonId | null;
  readonly person_name: string | null;
  readonly agency_id: AgencyId | null;
  readonly unit_id: string | null;
  readonly position_name: string | null;
  readonly unit_ids: readonly string[];
  readonly grants: readonly { readonly role: string; readonly agencyId: string; readonly unitId: string | null }[];
  readonly second_factor: boolean;
  readonly seen_at: Instant;
};

export async function whoIsBehind(tx: Tx, tokenHash: Uint8Array, now: Instant, today: PlainDate): Promise<Behind | undefined> {
  const { rows } = await sql<Behind>`select * from directory.who(${tokenHash}, ${now}, ${today})`.execute(tx);
  return rows[0];
}

export type CredentialRow = {
  readonly person_id: PersonId;
  readonly name: string;
  readonly nip: string;
  readonly password_hash: string | null;
  readonly totp_secret: Uint8Array | null;
  readonly totp_confirmed_at: Instant | null;
  readonly totp_last_step: bigint | null;
  readonly failures: number;
  readonly locked_until: Instant | null;
  readonly must_change: boolean;
  readonly disabled_at: Instant | null;
};

const columns = sql.raw(
  'c.person_id, p.name, p.nip, c.password_hash, c.totp_secret, c.totp_confirmed_at, c.totp_last_step, c.failures, c.locked_until, c.must_change, c.disabled_at',
);

/** By NIP or e-mail address. */
export async function findCredential(tx: Tx, username: string): Promise<CredentialRow | undefined> {
  const { rows } = await sql<CredentialRow>`select ${columns} from directory.people p join directory.credentials c on c.person_id = p.id
    where p.nip = ${username} or p.email = ${username.toLowerCase()}`.execute(tx);
  return rows[0];
}

export async function findCredentialOf(tx: Tx, personId: PersonId): Promise<CredentialRow | undefined> {
  const { rows } =
    await sql<CredentialRow>`select ${columns} from directory.credentials c join directory.people p on p.id = c.person_id where c.person_id = ${personId}`.execute(
      tx,
    );
  return rows[0];
}

export async function credentialForUpdate(tx: Tx, personId: PersonId): Promise<CredentialRow | undefined> {
  const { rows } = await sql<CredentialRow>`select ${columns} from directory.credentials c join directory.people p on p.id = c.person_id
    where c.person_id = ${personId} for update of c`.execute(tx);
  return rows[0];
}

export type CredentialChange = Partial<{
  readonly password_hash: string;
  readonly totp_secret: Uint8Array | null;
  readonly totp_confirmed_at: Instant | null;
  readonly totp_last_step: bigint;
  readonly failures: number;
  readonly locked_until: Instant | null;
  readonly must_change: boolean;
  readonly disabled_at: Instant | null;
}>;

export async function saveCredential(tx: Tx, personId: PersonId, change: CredentialChange, now: Instant): Promise<void> {
  await tables(tx)
    .insertInto('directory.credentials')
    .values({ person_id: personId, ...change, changed_at: now })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ ...change, changed_at: now }))
    .execute();
}

export async function endCredentials(tx: Tx, personId: PersonId, now: Instant): Promise<void> {
  await sql`update directory.credentials set disabled_at = ${now} where person_id = ${personId}`.execute(tx);
}

export async function replaceRecoveryCodes(tx: Tx, personId: PersonId, hashes: readonly Uint8Array[]): Promise<void> {
  await sql`delete from directory.recovery_codes where person_id = ${personId}`.execute(tx);
  for (const hash of hashes) await sql`insert into directory.recovery_codes (person_id, code_hash) values (${personId}, ${hash})`.execute(tx);
}

/** True when the code was good and had not been used. */
export async function useRecoveryCode(tx: Tx, personId: PersonId, hash: Uint8Array, now: Instant): Promise<boolean> {
  const { rows } =
    await sql`update directory.recovery_codes set used_at = ${now} where person_id = ${personId} and code_hash = ${hash} and used_at is null returning 1 as used`.execute(
      tx,
    );
  return rows.length > 0;
}

export async function unusedRecoveryCodes(tx: Tx, personId: PersonId): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from directory.recovery_codes where person_id = ${personId} and used_at is null`.execute(tx);
  return Number(rows[0]?.n ?? 0n);
}

export type NewSession = {
  readonly id: string;
  readonly token_hash: Uint8Array;
  readonly person_id: PersonId | null;
  readonly citizen_id: CitizenId | null;
  readonly user_agent: string;
  readonly second_factor_at: Instant | null;
  readonly made_at: Instant;
  readonly seen_at: Instant;
  readonly expires_at: Instant;
};

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tables(tx)
    .insertInto('directory.sessions')
    .values({ ...session })
    .execute();
}

export type SessionRow = { readonly id: string; readonly user_agent: string; readonly made_at: Instant; readonly seen_at: Instant };

type Owner = { readonly personId?: PersonId | undefined; readonly citizenId?: CitizenId | undefined };
const ownedBy = (owner: Owner) => (owner.personId ? sql`person_id = ${owner.personId}` : sql`citizen_id = ${owner.citizenId ?? null}`);

export async function sessionsOf(tx: Tx, owner: Owner, now: Instant): Promise<readonly SessionRow[]> {
  const { rows } =
    await sql<SessionRow>`select id, user_agent, made_at, seen_at from directory.sessions where ${ownedBy(owner)} and expires_at > ${now} order by seen_at desc`.execute(
      tx,
    );
  return rows;
}

/** True when it was theirs. */
export async function deleteSession(tx: Tx, id: string, owner: Owner): Promise<boolean> {
  const { rows } = await sql`delete from directory.sessions where id = ${id} and ${ownedBy(owner)} returning 1 as gone`.execute(tx);
  return rows.length > 0;
}

export async function endSessionsOf(tx: Tx, personId: PersonId, except?: string): Promise<void> {
  await sql`delete from directory.sessions where person_id = ${personId} ${except ? sql`and id <> ${except}` : sql``}`.execute(tx);
}

export async function touchSession(tx: Tx, id: string, now: Instant): Promise<void> {
  await sql`update directory.sessions set seen_at = ${now} where id = ${id}`.execute(tx);
}

export type SignInRow = {
  readonly id: string;
  readonly kind: 'citizen-code' | 'second-factor' | 'oidc' | 'reset';
  readonly person_id: PersonId | null;
  readonly email: string | null;
  readonly code_hash: Uint8Array | null;
  readonly details: Readonly<Record<string, string>>;
  readonly tries: number;
  readonly expires_at: Instant;
};

export type NewSignIn = Omit<SignInRow, 'tries'> & { readonly secret_hash: Uint8Array; readonly made_at: Instant };

export async function insertSignIn(tx: Tx, row: NewSignIn): Promise<void> {
  await sql`insert into directory.sign_ins (id, kind, secret_hash, person_id, email, code_hash, details, made_at, expires_at)
    values (${row.id}, ${row.kind}, ${row.secret_hash}, ${row.person_id}, ${row.email}, ${row.code_hash}, ${json(row.details)}, ${row.made_at}, ${row.expires_at})`.execute(
    tx,
  );
}

export async function signInForUpdate(tx: Tx, kind: SignInRow['kind'], secretHash: Uint8Array, now: Instant): Promise<SignInRow | undefined> {
  const { rows } = await sql<SignInRow>`select id, kind, person_id, email, code_hash, details, tries, expires_at from directory.sign_ins
    where kind = ${kind} and secret_hash = ${secretHash} and expires_at > ${now} for update`.execute(tx);
  return rows[0];
}

export async function countTry(tx: Tx, id: string): Promise<void> {
  await sql`update directory.sign_ins set tries = tries + 1 where id = ${id}`.execute(tx);
}

export async function deleteSignIn(tx: Tx, id: string): Promise<void> {
  await sql`delete from directory.sign_ins where id = ${id}`.execute(tx);
}

/** How many codes went to this address lately: a stranger cannot fill a letterbox. */
export async function recentCodes(tx: Tx, email: string, since: Instant): Promise<number> {
  const { rows } = await sql<{
    n: bigint;
  }>`select count(*) as n from directory.sign_ins where kind = 'citizen-code' and email = ${email} and made_at > ${since}`.execute(tx);
  return Number(rows[0]?.n ?? 0n);
}

export async function deleteReset(tx: Tx, personId: PersonId): Promise<void> {
  await sql`delete from directory.sign_ins where kind = 'reset' and person_id = ${personId}`.execute(tx);
}

export async function sweep(tx: Tx, now: Instant): Promise<void> {
  await sql`delete from directory.sessions where expires_at < ${now}`.execute(tx);
  await sql`delete from directory.sign_ins where expires_at < ${now}`.execute(tx);
}

export async function findIdentity(tx: Tx, issuer: string, subject: string): Promise<PersonId | undefined> {
  const { rows } = await sql<{ person_id: PersonId }>`select person_id from directory.identities where issuer = ${issuer} and subject = ${subject}`.execute(tx);
  return rows[0]?.person_id;
}

export async function linkIdentity(tx: Tx, issuer: string, subject: string, personId: PersonId, now: Instant): Promise<void> {
  await sql`insert into directory.identities (issuer, subject, person_id, linked_at) values (${issuer}, ${subject}, ${personId}, ${now}) on conflict do nothing`.execute(
    tx,
  );
}

/** The person whom a claim of the identity provider names: by NIP, else by a verified e-mail address. Only who is posted today. */
export async function findPersonByClaim(
  tx: Tx,
  claim: { readonly nip?: string | undefined; readonly email?: string | undefined },
  today: PlainDate,
): Promise<PersonId | undefined> {
  const { rows } = await sql<{ id: PersonId }>`select p.id from directory.people p
    where (p.nip = ${claim.nip ?? null} or (${claim.nip ?? null}::text is null and p.email = ${claim.email?.toLowerCase() ?? null}))
      and exists (select from directory.posts po where po.person_id = p.id and po.started_on <= ${today} and (po.ended_on is null or po.ended_on >= ${today}))`.execute(
    tx,
  );
  return rows[0]?.id;
}
