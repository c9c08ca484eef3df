import { json, over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { AgencyId, Capacity, CitizenId, PersonId } from '../model.ts';
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
  readonly grants: readonly {
    readonly id: string;
    readonly role: string;
    readonly capacity: Capacity;
    readonly agencyId: string;
    readonly unitId: string | null;
    readonly endsOn: string | null;
  }[];
  readonly second_factor: boolean;
  readonly seen_at: Instant;
};

const current = (today: PlainDate) => sql`po.started_on <= ${today} and (po.ended_on is null or po.ended_on >= ${today})`;
const posted = (today: PlainDate) => sql`exists (select from directory.posts po where po.person_id = p.id and ${current(today)})`;

/** Asked by every request, and with the widest reach: it is what decides whose rows the rest may see. */
export async function whoIsBehind(tx: Tx, tokenHash: Uint8Array, now: Instant, today: PlainDate): Promise<Behind | undefined> {
  const { rows } = await sql<Behind>`
    select s.id as session_id, c.id as citizen_id, c.name as citizen_name, c.email as citizen_email, p.id as person_id, p.name as person_name,
      post.agency_id, post.unit_id, post.position_name, s.second_factor_at is not null as second_factor, s.seen_at,
      array(
        with recursive below as (
          select u.id from directory.units u where u.agency_id = post.agency_id and u.id = post.unit_id
          union all
          select u.id from directory.units u join below b on u.agency_id = post.agency_id and u.parent_id = b.id)
        select id from below) as unit_ids,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'capacity', g.capacity, 'agencyId', g.agency_id, 'unitId', g.unit_id, 'endsOn', g.ends_on))
        from directory.grants g
        where g.person_id = p.id and g.agency_id = post.agency_id and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on >= ${today})), '[]') as grants
    from directory.sessions s
    left join directory.citizens c on c.id = s.citizen_id
    left join directory.people p on p.id = s.person_id
    left join lateral (
      select po.agency_id, po.unit_id, pn.name as position_name from directory.posts po
      join directory.positions pn on pn.agency_id = po.agency_id and pn.id = po.position_id
      where po.person_id = p.id and ${current(today)} order by po.started_on desc limit 1) post on true
    where s.token_hash = ${tokenHash} and s.expires_at > ${now}`.execute(tx);
  return rows[0];
}

export type CredentialRow = {
  readonly person_id: PersonId;
  readonly name: string;
  readonly nip: string;
  readonly email: string | null;
  readonly password_hash: string | null;
  readonly totp_secret: Uint8Array | null;
  readonly totp_confirmed_at: Instant | null;
  readonly totp_last_step: bigint | null;
  readonly disabled_at: Instant | null;
};

const columns = sql.raw('c.person_id, p.name, p.nip, p.email, c.password_hash, c.totp_secret, c.totp_confirmed_at, c.totp_last_step, c.disabled_at');
/** By NIP or e-mail address; only who is posted today has an account to sign in to. */
export async function findCredential(tx: Tx, username: string, today: PlainDate): Promise<CredentialRow | undefined> {
  const { rows } = await sql<CredentialRow>`select ${columns} from directory.people p join directory.credentials c on c.person_id = p.id
    where (p.nip = ${username} or p.email = ${username}) and c.disabled_at is null and ${posted(today)}`.execute(tx);
  return rows[0];
}

export type Reachable = { readonly id: PersonId; readonly email: string };

/** Who has an address of their own to send to: by NIP or that address, posted today. */
export async function findReachable(tx: Tx, username: string, today: PlainDate): Promise<Reachable | undefined> {
  const { rows } = await sql<Reachable>`select p.id, p.email from directory.people p
    where (p.nip = ${username} or p.email = ${username}) and p.email is not null and ${posted(today)}`.execute(tx);
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
  readonly password_hash: string | null;
  readonly totp_secret: Uint8Array | null;
  readonly totp_confirmed_at: Instant | null;
  readonly totp_last_step: bigint | null;
  readonly disabled_at: Instant | null;
}>;

export async function saveCredential(tx: Tx, personId: PersonId, change: CredentialChange, now: Instant): Promise<void> {
  await tables(tx)
    .insertInto('directory.credentials')
    .values({ person_id: personId, ...change, changed_at: now })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ ...change, changed_at: now }))
    .execute();
}

/** Nothing that opened the account opens it any more: neither password nor second factor, link nor known browser. */
export async function endCredentials(tx: Tx, personId: PersonId, now: Instant): Promise<void> {
  await sql`update directory.credentials set disabled_at = ${now}, password_hash = null, totp_secret = null, totp_confirmed_at = null
    where person_id = ${personId}`.execute(tx);
  await sql`delete from directory.recovery_codes where person_id = ${personId}`.execute(tx);
  await sql`delete from directory.sign_ins where person_id = ${personId}`.execute(tx);
  await sql`delete from directory.devices where owner_id = ${personId}`.execute(tx);
  await sql`delete from directory.identities where person_id = ${personId}`.execute(tx);
}

export async function replaceRecoveryCodes(tx: Tx, personId: PersonId, hashes: readonly Uint8Array[]): Promise<void> {
  await sql`delete from directory.recovery_codes where person_id = ${personId}`.execute(tx);
  if (hashes.length === 0) return;
  await tables(tx)
    .insertInto('directory.recovery_codes')
    .values(hashes.map((code_hash) => ({ person_id: personId, code_hash })))
    .execute();
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

export type Owner = { readonly personId?: PersonId | undefined; readonly citizenId?: CitizenId | undefined };
const ownedBy = (owner: Owner) => (owner.personId ? sql`person_id = ${owner.personId}` : sql`citizen_id = ${owner.citizenId ?? null}`);

export async function sessionsOf(tx: Tx, owner: Owner, now: Instant): Promise<readonly SessionRow[]> {
  const { rows } =
    await sql<SessionRow>`select id, user_agent, made_at, seen_at from directory.sessions where ${ownedBy(owner)} and expires_at > ${now} order by seen_at desc`.execute(
      tx,
    );
  return rows;
}

export async function sessionBegan(tx: Tx, id: string): Promise<Instant | undefined> {
  const { rows } = await sql<{ made_at: Instant }>`select made_at from directory.sessions where id = ${id}`.execute(tx);
  return rows[0]?.made_at;
}

/** True when it was theirs. */
export async function deleteSession(tx: Tx, id: string, owner: Owner): Promise<boolean> {
  const { rows } = await sql`delete from directory.sessions where id = ${id} and ${ownedBy(owner)} returning 1 as gone`.execute(tx);
  return rows.length > 0;
}

export async function endSessionsOf(tx: Tx, owner: Owner, except?: string): Promise<void> {
  await sql`delete from directory.sessions where ${ownedBy(owner)} ${except ? sql`and id <> ${except}` : sql``}`.execute(tx);
}

type Renewal = { readonly id: string; readonly tokenHash: Uint8Array; readonly secondFactorAt: Instant | undefined };

/** The same session under another token: the old one opens nothing from here on. */
export async function renewToken(tx: Tx, { id, tokenHash, secondFactorAt }: Renewal): Promise<{ readonly expires_at: Instant } | undefined> {
  const { rows } = await sql<{ expires_at: Instant }>`update directory.sessions
    set token_hash = ${tokenHash}, second_factor_at = coalesce(${secondFactorAt ?? null}, second_factor_at) where id = ${id} returning expires_at`.execute(tx);
  return rows[0];
}

export async function touchSession(tx: Tx, id: string, now: Instant): Promise<void> {
  await sql`update directory.sessions set seen_at = ${now} where id = ${id}`.execute(tx);
}

export type SignInRow = {
  readonly id: string;
  readonly kind: 'citizen-code' | 'second-factor' | 'reset-asked' | 'reset-mail' | 'reset' | 'email-change';
  readonly person_id: PersonId | null;
  readonly citizen_id: CitizenId | null;
  readonly email: string | null;
  readonly code_hash: Uint8Array | null;
  readonly details: Readonly<Record<string, string>>;
  readonly tries: number;
  readonly expires_at: Instant;
};

export type NewSignIn = Pick<SignInRow, 'kind' | 'expires_at'> &
  Partial<Omit<SignInRow, 'tries'>> & { readonly id: string; readonly secret_hash: Uint8Array; readonly made_at: Instant };

export async function insertSignIn(tx: Tx, row: NewSignIn): Promise<void> {
  await sql`insert into directory.sign_ins (id, kind, secret_hash, person_id, citizen_id, email, code_hash, details, made_at, expires_at)
    values (${row.id}, ${row.kind}, ${row.secret_hash}, ${row.person_id ?? null}, ${row.citizen_id ?? null}, ${row.email ?? null}, ${row.code_hash ?? null},
            ${json(row.details ?? {})}, ${row.made_at}, ${row.expires_at})`.execute(tx);
}

const signInColumns = sql.raw('id, kind, person_id, citizen_id, email, code_hash, details, tries, expires_at');

export async function signInForUpdate(tx: Tx, kinds: readonly SignInRow['kind'][], secretHash: Uint8Array, now: Instant): Promise<SignInRow | undefined> {
  const { rows } = await sql<SignInRow>`select ${signInColumns} from directory.sign_ins
    where kind = any(${kinds as SignInRow['kind'][]}::text[]) and secret_hash = ${secretHash} and expires_at > ${now} for update`.execute(tx);
  return rows[0];
}

export async function isSignInOpen(tx: Tx, secretHash: Uint8Array, now: Instant): Promise<boolean> {
  const { rows } = await sql`select 1 as open from directory.sign_ins where secret_hash = ${secretHash} and expires_at > ${now}`.execute(tx);
  return rows.length > 0;
}

export async function signInById(tx: Tx, id: string): Promise<SignInRow | undefined> {
  const { rows } = await sql<SignInRow>`select ${signInColumns} from directory.sign_ins where id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function countTry(tx: Tx, id: string): Promise<void> {
  await sql`update directory.sign_ins set tries = tries + 1 where id = ${id}`.execute(tx);
}

export async function deleteSignIn(tx: Tx, id: string): Promise<void> {
  await sql`delete from directory.sign_ins where id = ${id}`.execute(tx);
}

/** What was begun before is void: the newest code is the only one. */
export async function deleteSignInsOf(tx: Tx, owner: Owner, kinds: readonly SignInRow['kind'][]): Promise<void> {
  await sql`delete from directory.sign_ins where ${ownedBy(owner)} and kind = any(${kinds as SignInRow['kind'][]}::text[])`.execute(tx);
}

export async function sweep(tx: Tx, now: Instant): Promise<void> {
  await sql`delete from directory.sessions where expires_at < ${now}`.execute(tx);
  await sql`delete from directory.sign_ins where expires_at < ${now}`.execute(tx);
  await sql`delete from directory.tries where began_at < ${now.subtract({ hours: 2 })}`.execute(tx);
  await sql`select directory.forget_looks(${now})`.execute(tx);
  await sql`delete from directory.devices where seen_at < ${now.subtract({ hours: 24 * 365 })}`.execute(tx);
}

export type Take = { readonly key: Uint8Array; readonly minutes: number };

/** Counts one more under each key, before anything is tried: of many at once each sees its own place. Windows begin anew when over. */
export async function takeTries(tx: Tx, takes: readonly Take[], now: Instant): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const { key, minutes } of takes) {
    const over = now.subtract({ minutes });
    const { rows } = await sql<{ count: number }>`
      insert into directory.tries as t (key, count, began_at) values (${key}, 1, ${now})
      on conflict (key) do update set
        count = case when t.began_at < ${over} then 1 else t.count + 1 end,
        began_at = case when t.began_at < ${over} then ${now} else t.began_at end
      returning count`.execute(tx);
    counts.push(rows[0]?.count ?? 1);
  }
  return counts;
}

/** What was tried was right after all. */
export async function giveBackTries(tx: Tx, keys: readonly Uint8Array[]): Promise<void> {
  await sql`update directory.tries set count = greatest(0, count - 1) where key in (${sql.join(keys.map((key) => sql`${key}::bytea`))})`.execute(tx);
}

export async function forgetTries(tx: Tx, key: Uint8Array): Promise<void> {
  await sql`delete from directory.tries where key = ${key}`.execute(tx);
}

export async function isKnownDevice(tx: Tx, tokenHash: Uint8Array, ownerId: string | null): Promise<boolean> {
  const { rows } = await sql`select 1 as known from directory.devices where token_hash = ${tokenHash} and owner_id = ${ownerId}`.execute(tx);
  return rows.length > 0;
}

export async function rememberDevice(tx: Tx, tokenHash: Uint8Array, ownerId: string, now: Instant): Promise<void> {
  await sql`insert into directory.devices (token_hash, owner_id, seen_at) values (${tokenHash}, ${ownerId}, ${now})
    on conflict (token_hash, owner_id) do update set seen_at = excluded.seen_at`.execute(tx);
}

/** The person whom this identity of the provider was linked to. Only who is posted today and has not been shut out. */
export async function findPersonByIdentity(tx: Tx, issuer: string, subject: string, today: PlainDate): Promise<PersonId | undefined> {
  const { rows } = await sql<{ id: PersonId }>`select p.id from directory.identities i join directory.people p on p.id = i.person_id
    where i.issuer = ${issuer} and i.subject = ${subject} and ${posted(today)}`.execute(tx);
  return rows[0]?.id;
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
    where (p.nip = ${claim.nip ?? null} or (${claim.nip ?? null}::text is null and p.email = ${claim.email ?? null})) and ${posted(today)}`.execute(tx);
  return rows[0]?.id;
}

export type AccountCounts = { readonly posted: number; readonly withPassword: number };

/** Of those in office on a day, how many have a password to sign in with. */
export async function accountCounts(tx: Tx, agencyId: string, on: PlainDate): Promise<AccountCounts> {
  const { rows } = await sql<AccountCounts>`select count(*)::int as posted, count(c.password_hash)::int as "withPassword"
    from directory.posts po left join directory.credentials c on c.person_id = po.person_id and c.disabled_at is null
    where po.agency_id = ${agencyId} and po.started_on <= ${on} and (po.ended_on is null or po.ended_on >= ${on})`.execute(tx);
  return rows[0] ?? { posted: 0, withPassword: 0 };
}
