import { over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate, Zone } from '#platform/time';
import type { Agency, AgencyId, CitizenId, Person, PersonId, Post, PostId, StaffRow, Unit, UnitId } from '../model.ts';
import type { DirectoryTables } from '../schema.ts';

const tables = (tx: Tx) => over<DirectoryTables>(tx);

type AgencyRow = { id: AgencyId; code: string; name: string; short_name: string; kind: Agency['kind']; zone: Zone; is_home: boolean; is_demo: boolean };

export async function agencies(tx: Tx): Promise<readonly Agency[]> {
  const { rows } = await sql<AgencyRow>`select id, code, name, short_name, kind, zone, is_home, is_demo from directory.agencies order by code`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    shortName: row.short_name,
    kind: row.kind,
    zone: row.zone,
    isHome: row.is_home,
    isDemo: row.is_demo,
  }));
}

export async function insertAgency(tx: Tx, agency: Agency, now: Instant): Promise<void> {
  const { shortName: short_name, isHome: is_home, isDemo: is_demo, ...same } = agency;
  await tables(tx)
    .insertInto('directory.agencies')
    .values({ ...same, short_name, is_home, is_demo, added_at: now })
    .execute();
}

type UnitRow = { id: UnitId; parent_id: UnitId | null; code: string; name: string; short_name: string; kind: Unit['kind'] };
const toUnit = (row: UnitRow): Unit => ({ id: row.id, parentId: row.parent_id, code: row.code, name: row.name, shortName: row.short_name, kind: row.kind });

export async function unitsOf(tx: Tx, agencyId: AgencyId): Promise<readonly Unit[]> {
  const { rows } =
    await sql<UnitRow>`select id, parent_id, code, name, short_name, kind from directory.units where agency_id = ${agencyId} order by name`.execute(tx);
  return rows.map(toUnit);
}

export async function unitsByIds(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Unit>> {
  const { rows } =
    await sql<UnitRow>`select id, parent_id, code, name, short_name, kind from directory.units where id = any(${ids as string[]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, toUnit(row)]));
}

export async function insertUnit(tx: Tx, agencyId: AgencyId, unit: Unit, now: Instant): Promise<void> {
  const { parentId: parent_id, shortName: short_name, ...same } = unit;
  await tables(tx)
    .insertInto('directory.units')
    .values({ ...same, agency_id: agencyId, parent_id, short_name, added_at: now })
    .execute();
}

export async function peopleByIds(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const { rows } = await sql<Person>`select id, nip, name, status, email from directory.people where id = any(${ids as string[]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findPersonByNip(tx: Tx, nip: string): Promise<Person | undefined> {
  const { rows } = await sql<Person>`select id, nip, name, status, email from directory.people where nip = ${nip}`.execute(tx);
  return rows[0];
}

export type NewPerson = Person & { readonly birth_on: PlainDate; readonly education: string | null };

export async function insertPerson(tx: Tx, person: NewPerson, now: Instant): Promise<void> {
  await tables(tx)
    .insertInto('directory.people')
    .values({ ...person, added_at: now })
    .execute();
}

export async function setEmail(tx: Tx, personId: PersonId, email: string): Promise<void> {
  await sql`update directory.people set email = ${email} where id = ${personId}`.execute(tx);
}

export type NewPost = {
  readonly agency_id: AgencyId;
  readonly id: PostId;
  readonly person_id: PersonId;
  readonly unit_id: UnitId;
  readonly position_name: string;
  readonly position_kind: StaffRow['positionKind'];
  readonly position_level: string;
  readonly golongan: string | null;
  readonly heads_unit: boolean;
  readonly started_on: PlainDate;
};

export async function insertPost(tx: Tx, post: NewPost): Promise<void> {
  await tables(tx)
    .insertInto('directory.posts')
    .values({ ...post })
    .execute();
}

export async function endPosts(tx: Tx, personId: PersonId, on: PlainDate): Promise<void> {
  await sql`update directory.posts set ended_on = greatest(started_on, ${on}::date) where person_id = ${personId} and ended_on is null`.execute(tx);
}

type PostRow = {
  person_id: PersonId;
  name: string;
  nip: string;
  status: Person['status'];
  unit_id: UnitId;
  position_name: string;
  position_level: string;
  heads_unit: boolean;
};
const toPost = (row: PostRow): Post => ({
  personId: row.person_id,
  name: row.name,
  nip: row.nip,
  status: row.status,
  unitId: row.unit_id,
  positionName: row.position_name,
  positionLevel: row.position_level,
  headsUnit: row.heads_unit,
});
const postColumns = sql.raw('po.person_id, p.name, p.nip, p.status, po.unit_id, po.position_name, po.position_level, po.heads_unit');
const current = (on: PlainDate) => sql`po.started_on <= ${on} and (po.ended_on is null or po.ended_on >= ${on})`;

/** Everybody's post in an agency on a day. */
export async function postsOn(tx: Tx, agencyId: AgencyId, on: PlainDate): Promise<readonly Post[]> {
  const { rows } = await sql<PostRow>`select ${postColumns} from directory.posts po join directory.people p on p.id = po.person_id
    where po.agency_id = ${agencyId} and ${current(on)} order by p.name, p.nip`.execute(tx);
  return rows.map(toPost);
}

export async function findPostOf(tx: Tx, personId: PersonId, on: PlainDate): Promise<(Post & { readonly agencyId: AgencyId }) | undefined> {
  const { rows } = await sql<
    PostRow & { agency_id: AgencyId }
  >`select ${postColumns}, po.agency_id from directory.posts po join directory.people p on p.id = po.person_id
    where po.person_id = ${personId} and ${current(on)} order by po.started_on desc limit 1`.execute(tx);
  return rows[0] && { ...toPost(rows[0]), agencyId: rows[0].agency_id };
}

/**
 * Who decides on a person's requests: the head of the unit, or, for the head, the head of the unit above; at the top, the
 * head of the agency. Undefined when nobody is posted there.
 */
export async function supervisorOf(tx: Tx, personId: PersonId, on: PlainDate): Promise<PersonId | undefined> {
  const { rows } = await sql<{ person_id: PersonId }>`
    with recursive own as (
      select po.agency_id, po.unit_id, po.heads_unit from directory.posts po where po.person_id = ${personId} and ${current(on)} limit 1),
    above as (
      select o.agency_id, u.id, u.parent_id, 0 as steps, o.heads_unit from own o join directory.units u on u.agency_id = o.agency_id and u.id = o.unit_id
      union all
      select a.agency_id, u.id, u.parent_id, a.steps + 1, a.heads_unit from above a join directory.units u on u.agency_id = a.agency_id and u.id = a.parent_id)
    select po.person_id from above a
    join directory.posts po on po.agency_id = a.agency_id and po.unit_id = a.id and po.heads_unit and ${current(on)}
    where po.person_id <> ${personId} order by a.steps limit 1`.execute(tx);
  return rows[0]?.person_id;
}

/** Those whose supervisor this person is. */
export async function subordinatesOf(tx: Tx, agencyId: AgencyId, headId: PersonId, on: PlainDate): Promise<readonly PersonId[]> {
  const { rows } = await sql<{ person_id: PersonId }>`
    with mine as (select po.unit_id from directory.posts po where po.agency_id = ${agencyId} and po.person_id = ${headId} and po.heads_unit and ${current(on)})
    select po.person_id from directory.posts po
    where po.agency_id = ${agencyId} and ${current(on)} and po.person_id <> ${headId}
      and ((po.unit_id in (select unit_id from mine) and not po.heads_unit)
        or (po.heads_unit and po.unit_id in (select u.id from directory.units u where u.agency_id = ${agencyId} and u.parent_id in (select unit_id from mine))))`.execute(
    tx,
  );
  return rows.map((row) => row.person_id);
}

export type FoundPerson = { readonly id: PersonId; readonly nip: string; readonly name: string; readonly unit_id: UnitId; readonly position_name: string };

export async function findPeople(tx: Tx, agencyId: AgencyId, query: string, on: PlainDate, most = 50): Promise<readonly FoundPerson[]> {
  const { rows } =
    await sql<FoundPerson>`select id, nip, name, unit_id, position_name from directory.find_people(${agencyId}, ${query}, ${on}, ${most})`.execute(tx);
  return rows;
}

export type CitizenRow = {
  readonly id: CitizenId;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly password_hash: string | null;
};

export async function findCitizenByEmail(tx: Tx, email: string): Promise<CitizenRow | undefined> {
  const { rows } = await sql<CitizenRow>`select id, name, email, phone, password_hash from directory.citizens where email = ${email.toLowerCase()}`.execute(tx);
  return rows[0];
}

export async function citizensByIds(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, CitizenRow>> {
  const { rows } =
    await sql<CitizenRow>`select id, name, email, phone, null as password_hash from directory.citizens where id = any(${ids as string[]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** False when the e-mail address has come in at the same moment by another request. */
export async function insertCitizen(tx: Tx, row: Omit<CitizenRow, 'password_hash'>, now: Instant): Promise<boolean> {
  const { rows } =
    await sql`insert into directory.citizens (id, name, email, phone, added_at) values (${row.id}, ${row.name}, ${row.email?.toLowerCase() ?? null}, ${row.phone}, ${now})
    on conflict (email) do nothing returning 1 as inserted`.execute(tx);
  return rows.length > 0;
}

export async function setCitizenPassword(tx: Tx, id: CitizenId, hash: string | null): Promise<void> {
  await sql`update directory.citizens set password_hash = ${hash} where id = ${id}`.execute(tx);
}

export async function renameCitizen(tx: Tx, id: CitizenId, name: string, phone: string | null): Promise<void> {
  await sql`update directory.citizens set name = ${name}, phone = ${phone} where id = ${id}`.execute(tx);
}

export type LookRow = {
  readonly agency_id: string;
  readonly id: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly person_id: string | null;
  readonly actor: string;
  readonly route: string;
  readonly looked_at: Instant;
};

export async function insertLooks(tx: Tx, rows: readonly LookRow[]): Promise<void> {
  await tables(tx)
    .insertInto('directory.looks')
    .values(rows.map((row) => ({ ...row })))
    .execute();
}

export type Looked = { readonly name: string | null; readonly unit: string | null; readonly looked_at: Instant };

/** Who looked at these subjects' data, newest first: shown to the person whose data it is. */
export async function looksAt(tx: Tx, subjectId: string, most = 50): Promise<readonly Looked[]> {
  const { rows } = await sql<Looked>`
    select p.name, u.short_name as unit, l.looked_at from directory.looks l
    left join directory.people p on p.id = l.person_id
    left join lateral (select po.unit_id, po.agency_id from directory.posts po where po.person_id = p.id order by po.started_on desc limit 1) post on true
    left join directory.units u on u.agency_id = post.agency_id and u.id = post.unit_id
    where l.subject_id = ${subjectId} order by l.looked_at desc limit ${most}`.execute(tx);
  return rows;
}
