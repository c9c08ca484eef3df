import { over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { AgencyId, Person, PersonId, PositionId, PositionKind, PositionLevel, Post, PostId, UnitId } from '../model.ts';
import type { DirectoryTables } from '../schema.ts';

const tables = (tx: Tx) => over<DirectoryTables>(tx);

const personColumns = sql.raw('id, nip, name, status, email');

export async function peopleByIds(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const { rows } = await sql<Person>`select ${personColumns} from directory.people where id = any(${ids as string[]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export type PersonDetails = Person & { readonly birth_on: PlainDate; readonly education: string | null };

export async function findPersonByNip(tx: Tx, nip: string): Promise<PersonDetails | undefined> {
  const { rows } = await sql<PersonDetails>`select ${personColumns}, birth_on, education from directory.people where nip = ${nip}`.execute(tx);
  return rows[0];
}

export async function findPerson(tx: Tx, id: PersonId): Promise<PersonDetails | undefined> {
  const { rows } = await sql<PersonDetails>`select ${personColumns}, birth_on, education from directory.people where id = ${id}`.execute(tx);
  return rows[0];
}

export async function insertPerson(tx: Tx, person: PersonDetails, now: Instant): Promise<void> {
  await tables(tx)
    .insertInto('directory.people')
    .values({ ...person, added_at: now })
    .execute();
}

/** Many people at once; what one of them breaks refuses them all. */
export async function insertPeople(tx: Tx, people: readonly PersonDetails[], now: Instant): Promise<void> {
  if (people.length === 0) return;
  const of = <K extends keyof PersonDetails>(key: K) => people.map((person) => person[key]);
  await sql`insert into directory.people (id, nip, name, status, email, birth_on, education, added_at)
    select *, ${now}::timestamptz from unnest(${of('id')}::uuid[], ${of('nip')}::text[], ${of('name')}::text[], ${of('status')}::text[], ${of('email')}::text[],
      ${of('birth_on').map(String)}::date[], ${of('education')}::text[])`.execute(tx);
}

export async function updatePerson(
  tx: Tx,
  id: PersonId,
  set: { readonly name: string; readonly education: string | null; readonly email: string | null },
): Promise<void> {
  await sql`update directory.people set name = ${set.name}, education = ${set.education}, email = ${set.email} where id = ${id}`.execute(tx);
}

export async function setEmail(tx: Tx, personId: PersonId, email: string): Promise<void> {
  await sql`update directory.people set email = ${email} where id = ${personId}`.execute(tx);
}

/** Serialises what happens to one person: two transfers at once are one after the other. */
export async function lockPerson(tx: Tx, id: PersonId): Promise<boolean> {
  const { rows } = await sql`select 1 as found from directory.people where id = ${id} for update`.execute(tx);
  return rows.length > 0;
}

export type NewPost = {
  readonly agency_id: AgencyId;
  readonly id: PostId;
  readonly person_id: PersonId;
  readonly unit_id: UnitId;
  readonly position_id: PositionId;
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

/** Many first posts at once, none of which heads a unit. */
export async function insertPosts(tx: Tx, agencyId: AgencyId, posts: readonly Omit<NewPost, 'agency_id' | 'heads_unit'>[]): Promise<void> {
  if (posts.length === 0) return;
  const of = <K extends keyof (typeof posts)[number]>(key: K) => posts.map((post) => post[key]);
  await sql`insert into directory.posts (agency_id, id, person_id, unit_id, position_id, golongan, started_on)
    select ${agencyId}::uuid, * from unnest(${of('id')}::uuid[], ${of('person_id')}::uuid[], ${of('unit_id')}::uuid[], ${of('position_id')}::uuid[],
      ${of('golongan')}::text[], ${of('started_on').map(String)}::date[])`.execute(tx);
}

/** The posts end with this day: one that had not begun by then never does. */
export async function endPosts(tx: Tx, agencyId: AgencyId, personId: PersonId, on: PlainDate): Promise<void> {
  await sql`delete from directory.posts where agency_id = ${agencyId} and person_id = ${personId} and started_on > ${on}`.execute(tx);
  await sql`update directory.posts set ended_on = ${on}
    where agency_id = ${agencyId} and person_id = ${personId} and (ended_on is null or ended_on > ${on})`.execute(tx);
}

/** Whether any post, of whatever agency, goes on after this day. */
export async function isPostedAfter(tx: Tx, personId: PersonId, on: PlainDate): Promise<boolean> {
  const { rows } = await sql<{ posted: boolean }>`select directory.posted_after(${personId}, ${on}) as posted`.execute(tx);
  return rows[0]?.posted ?? false;
}

/** Whether this agency may act on somebody's account: they work here on that day, or for nobody until they come here. */
export async function belongsTo(tx: Tx, agencyId: AgencyId, personId: PersonId, on: PlainDate): Promise<boolean> {
  const { rows } = await sql<{ belongs: boolean }>`select coalesce(directory.agency_of(${personId}, ${on}) = ${agencyId},
    exists (select from directory.posts where agency_id = ${agencyId} and person_id = ${personId} and started_on > ${on})) as belongs`.execute(tx);
  return rows[0]?.belongs ?? false;
}

export async function unitHasOtherHead(
  tx: Tx,
  agencyId: AgencyId,
  at: { readonly unitId: UnitId; readonly personId: PersonId; readonly from: PlainDate },
): Promise<boolean> {
  const { rows } = await sql`select 1 as taken from directory.posts where agency_id = ${agencyId} and unit_id = ${at.unitId} and heads_unit
    and person_id <> ${at.personId} and (ended_on is null or ended_on >= ${at.from}) limit 1`.execute(tx);
  return rows.length > 0;
}

type PostRow = {
  person_id: PersonId;
  name: string;
  nip: string;
  status: Person['status'];
  unit_id: UnitId;
  position_name: string;
  position_level: PositionLevel;
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
const postColumns = sql.raw('po.person_id, p.name, p.nip, p.status, po.unit_id, pn.name as position_name, pn.level as position_level, po.heads_unit');
const posts = sql.raw(`directory.posts po join directory.people p on p.id = po.person_id
  join directory.positions pn on pn.agency_id = po.agency_id and pn.id = po.position_id`);
const current = (on: PlainDate) => sql`po.started_on <= ${on} and (po.ended_on is null or po.ended_on >= ${on})`;

/** Everybody, the staff of a unit, the heads of units, or some persons. */
export type Among = 'all' | 'heads' | { readonly unitId: UnitId } | { readonly personIds: readonly PersonId[] };

function isAmong(among: Among) {
  if (among === 'all') return sql`true`;
  if (among === 'heads') return sql`po.heads_unit`;
  return 'unitId' in among ? sql`po.unit_id = ${among.unitId}` : sql`po.person_id = any(${among.personIds as PersonId[]}::uuid[])`;
}

/** Posts in an agency on a day, by name. */
export async function postsOn(tx: Tx, agencyId: AgencyId, on: PlainDate, among: Among): Promise<readonly Post[]> {
  const { rows } = await sql<PostRow>`select ${postColumns} from ${posts}
    where po.agency_id = ${agencyId} and ${current(on)} and ${isAmong(among)} order by p.name, p.nip`.execute(tx);
  return rows.map(toPost);
}

export type Slice = { readonly unitIds: readonly string[] | undefined; readonly limit: number; readonly offset: number };

/** A page of the staff of a day, and how many there are: of some units, or of all. */
export async function staffPage(tx: Tx, agencyId: AgencyId, on: PlainDate, slice: Slice): Promise<{ readonly rows: readonly Post[]; readonly total: number }> {
  const within = slice.unitIds ? sql`and po.unit_id = any(${slice.unitIds as string[]}::uuid[])` : sql``;
  const { rows } = await sql<PostRow & { total: bigint }>`select ${postColumns}, count(*) over () as total from ${posts}
    where po.agency_id = ${agencyId} and ${current(on)} ${within}
    order by po.heads_unit and ${slice.unitIds !== undefined} desc, p.name, p.nip limit ${slice.limit} offset ${slice.offset}`.execute(tx);
  return { rows: rows.map(toPost), total: Number(rows[0]?.total ?? 0n) };
}

export type ListedPerson = {
  readonly id: PersonId;
  readonly nip: string;
  readonly name: string;
  readonly birth_on: PlainDate;
  readonly status: Person['status'];
  readonly golongan: string | null;
  readonly started_on: PlainDate;
  readonly position_name: string;
  readonly position_kind: PositionKind;
  readonly unit_name: string;
  readonly education: string | null;
  readonly email: string | null;
};

/** The whole staff of a day with what a list of it holds. */
export async function listedStaff(tx: Tx, agencyId: AgencyId, on: PlainDate): Promise<readonly ListedPerson[]> {
  const { rows } = await sql<ListedPerson>`select p.id, p.nip, p.name, p.birth_on, p.status, po.golongan, po.started_on, pn.name as position_name,
      pn.kind as position_kind, u.name as unit_name, p.education, p.email
    from ${posts} join directory.units u on u.agency_id = po.agency_id and u.id = po.unit_id
    where po.agency_id = ${agencyId} and ${current(on)} order by p.name, p.nip`.execute(tx);
  return rows;
}

export async function findPostOf(tx: Tx, personId: PersonId, on: PlainDate): Promise<(Post & { readonly agencyId: AgencyId }) | undefined> {
  const { rows } = await sql<PostRow & { agency_id: AgencyId }>`select ${postColumns}, po.agency_id from ${posts}
    where po.person_id = ${personId} and ${current(on)} order by po.started_on desc limit 1`.execute(tx);
  return rows[0] && { ...toPost(rows[0]), agencyId: rows[0].agency_id };
}

export type PostLine = {
  readonly unit_id: UnitId;
  readonly position_name: string;
  readonly position_kind: PositionKind;
  readonly position_level: PositionLevel;
  readonly golongan: string | null;
  readonly heads_unit: boolean;
  readonly started_on: PlainDate;
  readonly ended_on: PlainDate | null;
};

/** All posts of a person in this agency, the newest first. */
export async function postLinesOf(tx: Tx, agencyId: AgencyId, personId: PersonId): Promise<readonly PostLine[]> {
  const { rows } = await sql<PostLine>`select po.unit_id, pn.name as position_name, pn.kind as position_kind, pn.level as position_level,
      po.golongan, po.heads_unit, po.started_on, po.ended_on
    from ${posts} where po.agency_id = ${agencyId} and po.person_id = ${personId} order by po.started_on desc`.execute(tx);
  return rows;
}

/**
 * Who decides on a person's requests: the head of the unit, or who acts for the head; for the head, the one above. Undefined
 * when nobody is posted there.
 */
export async function supervisorOf(tx: Tx, personId: PersonId, on: PlainDate): Promise<PersonId | undefined> {
  const post = await findPostOf(tx, personId, on);
  if (!post) return undefined;
  const { rows } = await sql<{ supervisor_id: PersonId }>`
    select supervisor_id from directory.supervisors(${post.agencyId}, ${on}, null, ${personId})`.execute(tx);
  return rows[0]?.supervisor_id;
}

/** Those whose supervisor this person is. */
export async function subordinatesOf(tx: Tx, agencyId: AgencyId, headId: PersonId, on: PlainDate): Promise<readonly PersonId[]> {
  const { rows } = await sql<{ person_id: PersonId }>`
    with mine as (
      select po.unit_id from directory.posts po where po.agency_id = ${agencyId} and po.person_id = ${headId} and po.heads_unit and ${current(on)}
      union
      select g.unit_id from directory.grants g where g.agency_id = ${agencyId} and g.person_id = ${headId} and g.role = 'unit-head' and g.capacity <> 'definitif'
        and g.unit_id is not null and g.starts_on <= ${on} and g.ends_on >= ${on})
    select s.person_id from directory.supervisors(${agencyId}, ${on},
      (select array_agg(distinct below) from mine, unnest(directory.units_below(${agencyId}, mine.unit_id)) below)) s
    where s.supervisor_id = ${headId} and exists (select from mine)`.execute(tx);
  return rows.map((row) => row.person_id);
}

export type FoundPerson = { readonly id: PersonId; readonly nip: string; readonly name: string; readonly unit_id: UnitId; readonly position_name: string };

/** By name or NIP, also half remembered; through the index that the tenancy wall would hide. */
export async function findPeople(tx: Tx, agencyId: AgencyId, query: string, on: PlainDate, most = 50): Promise<readonly FoundPerson[]> {
  const { rows } =
    await sql<FoundPerson>`select id, nip, name, unit_id, position_name from directory.find_people(${agencyId}, ${query}, ${on}, ${most})`.execute(tx);
  return rows;
}

export type LookRow = {
  readonly agency_id: string;
  readonly id: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly owner_id: string | null;
};
type Looker = { readonly person_id: string | null; readonly actor: string; readonly route: string; readonly purpose: string; readonly looked_at: Instant };

/** Who looks again at the same page within minutes still looks: it is one look, that of the first moment. */
export async function insertLooks(
  tx: Tx,
  rows: readonly LookRow[],
  { person_id, actor, route, purpose, looked_at }: Looker,
  oneLook_min: number,
): Promise<void> {
  const column = (name: keyof LookRow) => rows.map((row) => row[name]);
  await sql`insert into directory.looks (agency_id, id, subject_kind, subject_id, owner_id, person_id, actor, route, purpose, looked_at)
    select n.*, ${person_id}::uuid, ${actor}, ${route}, ${purpose}, ${looked_at}::timestamptz
    from unnest(${column('agency_id')}::uuid[], ${column('id')}::uuid[], ${column('subject_kind')}::text[], ${column('subject_id')}::uuid[],
                ${column('owner_id')}::uuid[]) as n (agency_id, id, subject_kind, subject_id, owner_id)
    where not exists (
      select from directory.looks l where l.subject_id = n.subject_id and l.looked_at > ${looked_at.subtract({ minutes: oneLook_min })} and l.looked_at <= ${looked_at}
        and l.subject_kind = n.subject_kind and l.agency_id = n.agency_id and l.route = ${route} and l.actor = ${actor}
        and l.person_id = ${person_id}::uuid)`.execute(tx);
}

export type Looked = {
  readonly person_id: PersonId | null;
  readonly name: string | null;
  readonly unit: string | null;
  /** What they were at that time. */
  readonly position: string | null;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly route: string;
  readonly purpose: string | null;
  readonly looked_at: Instant;
};

/** Who looked at a person's data, or at a thing of theirs, newest first: shown to the person whose data it is. Or who looked at these things. */
export async function looksAt(tx: Tx, ids: string | readonly string[], most = 50): Promise<readonly Looked[]> {
  const those = [ids].flat();
  const { rows } = await sql<Looked>`
    with seen as (
      select id, person_id, subject_kind, subject_id, route, purpose, looked_at from directory.looks where subject_id = any(${those}::uuid[])
      union all
      select id, person_id, subject_kind, subject_id, route, purpose, looked_at from directory.looks
        where owner_id = any(${those}::uuid[]) and not subject_id = any(${those}::uuid[])
      order by looked_at desc limit ${most})
    select l.person_id, p.name, u.short_name as unit, j.name as position, l.subject_kind, l.subject_id, l.route, l.purpose, l.looked_at from seen l
    left join directory.people p on p.id = l.person_id
    left join lateral (select po.unit_id, po.position_id, po.agency_id from directory.posts po
      where po.person_id = p.id order by po.started_on <= l.looked_at::date desc, po.started_on desc limit 1) post on true
    left join directory.units u on u.agency_id = post.agency_id and u.id = post.unit_id
    left join directory.positions j on j.agency_id = post.agency_id and j.id = post.position_id
    order by l.looked_at desc, l.id desc`.execute(tx);
  return rows;
}
