import { over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { AgencyId, Capacity, GrantId, PersonId, UnitId } from '../model.ts';
import type { DirectoryTables } from '../schema.ts';

const tables = (tx: Tx) => over<DirectoryTables>(tx);

export type GrantRow = {
  readonly agency_id: AgencyId;
  readonly id: GrantId;
  readonly person_id: PersonId;
  readonly role: string;
  readonly capacity: Capacity;
  readonly unit_id: UnitId | null;
  readonly starts_on: PlainDate;
  readonly ends_on: PlainDate | null;
  readonly reason: string;
  readonly granted_by: string;
  readonly granted_at: Instant;
};
const columns = sql.raw('agency_id, id, person_id, role, capacity, unit_id, starts_on, ends_on, reason, granted_by, granted_at');
const holds = (on: PlainDate) => sql`starts_on <= ${on} and (ends_on is null or ends_on >= ${on})`;

export async function insertGrant(tx: Tx, row: GrantRow): Promise<void> {
  await tables(tx)
    .insertInto('directory.grants')
    .values({ ...row })
    .execute();
}

export async function grantsOf(tx: Tx, agencyId: AgencyId, personId: PersonId): Promise<readonly GrantRow[]> {
  const { rows } = await sql<GrantRow>`select ${columns}
    from directory.grants where agency_id = ${agencyId} and person_id = ${personId} order by starts_on desc, id desc`.execute(tx);
  return rows;
}

/** What a person holds at this moment, not to be taken away until the transaction ends. */
export async function heldForShare(tx: Tx, personId: PersonId, on: PlainDate): Promise<readonly GrantRow[]> {
  const { rows } = await sql<GrantRow>`select ${columns} from directory.grants where person_id = ${personId} and ${holds(on)} for share`.execute(tx);
  return rows;
}

export async function grantForUpdate(tx: Tx, agencyId: AgencyId, id: GrantId): Promise<GrantRow | undefined> {
  const { rows } = await sql<GrantRow>`select ${columns} from directory.grants where agency_id = ${agencyId} and id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function setGrantEnd(tx: Tx, grant: GrantRow, on: PlainDate): Promise<void> {
  await sql`update directory.grants set ends_on = greatest(starts_on - 1, ${on}::date) where agency_id = ${grant.agency_id} and id = ${grant.id}`.execute(tx);
}

/** The grants end with this day: one that had not begun by then never does. */
export async function endGrantsOf(tx: Tx, agencyId: AgencyId, personId: PersonId, on: PlainDate): Promise<void> {
  await sql`update directory.grants set ends_on = greatest(starts_on - 1, ${on}::date)
    where agency_id = ${agencyId} and person_id = ${personId} and (ends_on is null or ends_on > ${on})`.execute(tx);
}

type UnitGrants = { readonly agencyId: AgencyId; readonly personId: PersonId; readonly unitId: UnitId; readonly on: PlainDate };

export async function endUnitGrants(tx: Tx, { agencyId, personId, unitId, on }: UnitGrants): Promise<void> {
  await sql`update directory.grants set ends_on = greatest(starts_on - 1, ${on}::date)
    where agency_id = ${agencyId} and person_id = ${personId} and unit_id = ${unitId} and (ends_on is null or ends_on > ${on})`.execute(tx);
}

/** What is held on a day and ends within another, the first to end on top. */
export async function grantsEnding(tx: Tx, agencyId: AgencyId, on: PlainDate, until: PlainDate, most: number): Promise<readonly GrantRow[]> {
  const { rows } = await sql<GrantRow>`select ${columns} from directory.grants
    where agency_id = ${agencyId} and ${holds(on)} and ends_on <= ${until} order by ends_on, id limit ${most}`.execute(tx);
  return rows;
}

// A grant for the unit of the own post, or for none in particular, reaches what lies below it; a grant elsewhere only that unit.
const reaches = (unitId: UnitId, on: PlainDate) => sql`exists (select from directory.posts po
  where po.agency_id = g.agency_id and po.person_id = g.person_id and po.started_on <= ${on} and (po.ended_on is null or po.ended_on >= ${on})
    and case when g.unit_id is null or g.unit_id = po.unit_id then ${unitId} = any(directory.units_below(po.agency_id, po.unit_id)) else g.unit_id = ${unitId} end)`;

/** Who holds a role on a day, for notices and lists of tutors; with a unit, those who hold it there. */
export async function holdersOf(tx: Tx, agencyId: AgencyId, role: string, on: PlainDate, unitId?: UnitId): Promise<readonly PersonId[]> {
  const { rows } = await sql<{ person_id: PersonId }>`select distinct person_id from directory.grants g
    where agency_id = ${agencyId} and role = ${role} and ${holds(on)} ${unitId ? sql`and ${reaches(unitId, on)}` : sql``}`.execute(tx);
  return rows.map((row) => row.person_id);
}
