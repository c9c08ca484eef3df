import type { AgencyId, PersonId } from '#slices/directory';
import { sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { ApplicationId, KinRelation, Recusal } from '../model.ts';
import type { Party } from './kin.ts';

export type Kin = { readonly id: string; readonly relation: KinRelation; readonly initials: string; readonly withNik: boolean; readonly declaredAt: Instant };

/** Whom an officer has declared and not ended, the newest first. */
export async function kinOf(tx: Tx, agencyId: string, personId: string): Promise<readonly Kin[]> {
  const { rows } = await sql<Kin>`select id, relation, initials, nik_hash is not null as "withNik", declared_at as "declaredAt" from services.kin
    where agency_id = ${agencyId} and person_id = ${personId} and ended_at is null order by declared_at desc, id desc`.execute(tx);
  return rows;
}

type NewKin = {
  readonly agencyId: string;
  readonly id: string;
  readonly personId: string;
  readonly relation: KinRelation;
  readonly initials: string;
  readonly name: Party;
  readonly nik: Party | undefined;
  readonly now: Instant;
};

export async function insertKin(tx: Tx, { agencyId, id, personId, relation, initials, name, nik, now }: NewKin): Promise<void> {
  await sql`insert into services.kin (agency_id, id, person_id, relation, initials, name_hash, nik_hash, declared_at)
    values (${agencyId}, ${id}, ${personId}, ${relation}, ${initials}, ${name.hash}, ${nik?.hash ?? null}, ${now})`.execute(tx);
}

/** False when it is not theirs, or ended already. */
export async function endKinOf(tx: Tx, agencyId: string, personId: string, id: string, now: Instant): Promise<boolean> {
  const { rows } = await sql`update services.kin set ended_at = ${now}
    where agency_id = ${agencyId} and person_id = ${personId} and id = ${id} and ended_at is null returning 1 as ended`.execute(tx);
  return rows.length > 0;
}

type Case = { readonly agency_id: AgencyId; readonly id: ApplicationId; readonly service_id: string; readonly citizen_id: string | null };
const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

/** Notes whom a case is about, in place of what was noted before. */
export async function saveParties(tx: Tx, { agency_id, id }: Pick<Case, 'agency_id' | 'id'>, parties: readonly Party[]): Promise<void> {
  await sql`with gone as (delete from services.parties where agency_id = ${agency_id} and application_id = ${id}
      and (kind, encode(hash, 'hex')) not in (select * from unnest(${parties.map((one) => one.kind)}::text[], ${parties.map((one) => hex(one.hash))}::text[])))
    insert into services.parties (agency_id, application_id, kind, hash)
    select ${agency_id}, ${id}, new.kind, decode(new.hash, 'hex') from unnest(${parties.map((one) => one.kind)}::text[], ${parties.map((one) => hex(one.hash))}::text[]) as new (kind, hash)
    on conflict do nothing`.execute(tx);
}

/** Who refused an earlier application of the same people for the same service does not handle this one. */
export async function noteFormerHandlers(tx: Tx, { agency_id, id, service_id, citizen_id }: Case, parties: readonly Party[]): Promise<void> {
  const niks = parties.filter((one) => one.kind === 'nik').map((one) => hex(one.hash));
  await sql`with before as (
      select id from services.applications where citizen_id = ${citizen_id}::uuid and agency_id = ${agency_id}
      union select application_id from services.parties where agency_id = ${agency_id} and kind = 'nik' and hash = any(select decode(nik, 'hex') from unnest(${niks}::text[]) nik))
    insert into services.former_handlers (agency_id, application_id, person_id, former_id)
    select a.agency_id, ${id}, a.decided_by, a.id from before join services.applications a on a.agency_id = ${agency_id} and a.id = before.id
    where a.id <> ${id} and a.service_id = ${service_id} and a.state = 'refused' and a.decided_by is not null on conflict do nothing`.execute(tx);
}

/** Why this person must not handle a case; nothing stands in the way when undefined. */
export async function recusalOf(tx: Tx, id: ApplicationId, personId: PersonId | string): Promise<Recusal | undefined> {
  const { rows } = await sql<{
    recusal: Recusal | null;
  }>`select services.recusal_of(agency_id, id, ${personId}::uuid) as recusal from services.applications where id = ${id}`.execute(tx);
  return rows[0]?.recusal ?? undefined;
}

type Answer = { readonly agency_id: AgencyId; readonly id: ApplicationId; readonly personId: string; readonly isKin: boolean; readonly now: Instant };

export async function saveKinAnswer(tx: Tx, { agency_id, id, personId, isKin, now }: Answer): Promise<void> {
  await sql`insert into services.kin_answers (agency_id, application_id, person_id, is_kin, answered_at) values (${agency_id}, ${id}, ${personId}, ${isKin}, ${now})
    on conflict (agency_id, application_id, person_id) do update set is_kin = excluded.is_kin, answered_at = excluded.answered_at`.execute(tx);
}
