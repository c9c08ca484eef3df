import { over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate, Zone } from '#platform/time';
import type { Agency, AgencyId, Position, PositionId, PositionKind, PositionLevel, Unit, UnitId } from '../model.ts';
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
const unitColumns = sql.raw('id, parent_id, code, name, short_name, kind');

export async function unitsOf(tx: Tx, agencyId: AgencyId): Promise<readonly Unit[]> {
  const { rows } = await sql<UnitRow>`select ${unitColumns} from directory.units where agency_id = ${agencyId} order by name`.execute(tx);
  return rows.map(toUnit);
}

export async function unitsByIds(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Unit>> {
  const { rows } = await sql<UnitRow>`select ${unitColumns} from directory.units where id = any(${ids as string[]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, toUnit(row)]));
}

export async function unitForUpdate(tx: Tx, agencyId: AgencyId, id: UnitId): Promise<Unit | undefined> {
  const { rows } = await sql<UnitRow>`select ${unitColumns} from directory.units where agency_id = ${agencyId} and id = ${id} for update`.execute(tx);
  return rows[0] && toUnit(rows[0]);
}

function unitValues({ parentId, shortName, code, name, kind }: Omit<Unit, 'id'>) {
  return { parent_id: parentId, short_name: shortName, code, name, kind };
}

export async function insertUnit(tx: Tx, agencyId: AgencyId, unit: Unit, now: Instant): Promise<void> {
  await tables(tx)
    .insertInto('directory.units')
    .values({ ...unitValues(unit), id: unit.id, agency_id: agencyId, added_at: now })
    .execute();
}

export async function updateUnit(tx: Tx, agencyId: AgencyId, unit: Unit): Promise<void> {
  await tables(tx).updateTable('directory.units').set(unitValues(unit)).where('agency_id', '=', agencyId).where('id', '=', unit.id).execute();
}

export async function deleteUnit(tx: Tx, agencyId: AgencyId, id: UnitId): Promise<void> {
  await sql`delete from directory.units where agency_id = ${agencyId} and id = ${id}`.execute(tx);
}

export type UnitFigures = { readonly staff: number; readonly head: string | null };

/** How many are posted in each unit on a day, and who heads it. */
export async function unitFigures(tx: Tx, agencyId: AgencyId, on: PlainDate): Promise<ReadonlyMap<UnitId, UnitFigures>> {
  const { rows } = await sql<{ unit_id: UnitId; staff: bigint; head: string | null }>`
    select po.unit_id, count(*) as staff, max(p.name) filter (where po.heads_unit) as head
    from directory.posts po join directory.people p on p.id = po.person_id
    where po.agency_id = ${agencyId} and po.started_on <= ${on} and (po.ended_on is null or po.ended_on >= ${on}) group by po.unit_id`.execute(tx);
  return new Map(rows.map((row) => [row.unit_id, { staff: Number(row.staff), head: row.head }]));
}

type PositionRow = { id: PositionId; name: string; kind: PositionKind; level: PositionLevel; confirmed_at: Instant | null };
const toPosition = (row: PositionRow): Position => ({ id: row.id, name: row.name, kind: row.kind, level: row.level, isConfirmed: row.confirmed_at !== null });

export type PositionLine = Position & { readonly holders: number };

export async function positionsOf(tx: Tx, agencyId: AgencyId, on: PlainDate): Promise<readonly PositionLine[]> {
  const { rows } = await sql<PositionRow & { holders: bigint }>`
    select pn.id, pn.name, pn.kind, pn.level, pn.confirmed_at,
      (select count(*) from directory.posts po where po.agency_id = pn.agency_id and po.position_id = pn.id
         and po.started_on <= ${on} and (po.ended_on is null or po.ended_on >= ${on})) as holders
    from directory.positions pn where pn.agency_id = ${agencyId} order by pn.confirmed_at is not null, pn.name`.execute(tx);
  return rows.map((row) => ({ ...toPosition(row), holders: Number(row.holders) }));
}

export async function positionForUpdate(tx: Tx, agencyId: AgencyId, id: PositionId): Promise<Position | undefined> {
  const { rows } =
    await sql<PositionRow>`select id, name, kind, level, confirmed_at from directory.positions where agency_id = ${agencyId} and id = ${id} for update`.execute(
      tx,
    );
  return rows[0] && toPosition(rows[0]);
}

type NewPosition = {
  readonly id: PositionId;
  readonly name: string;
  readonly kind: PositionKind;
  readonly level: PositionLevel;
  readonly confirmedAt: Instant | null;
};

/** The position of this name, made when there is none yet; the same row for two who ask at once. */
export async function findOrInsertPosition(
  tx: Tx,
  agencyId: AgencyId,
  position: NewPosition,
  now: Instant,
): Promise<{ readonly id: PositionId; readonly isNew: boolean }> {
  const find = () =>
    sql<{ id: PositionId }>`select id from directory.positions where agency_id = ${agencyId} and name_key = platform.plain_text(${position.name})`.execute(tx);
  const known = (await find()).rows[0];
  if (known) return { id: known.id, isNew: false };
  const { rows } = await sql<{ id: PositionId }>`insert into directory.positions (agency_id, id, name, kind, level, confirmed_at, added_at)
    values (${agencyId}, ${position.id}, ${position.name}, ${position.kind}, ${position.level}, ${position.confirmedAt}, ${now})
    on conflict (agency_id, name_key) do nothing returning id`.execute(tx);
  if (rows[0]) return { id: rows[0].id, isNew: true };
  const other = (await find()).rows[0];
  if (!other) throw new Error('a position is neither there nor can be added');
  return { id: other.id, isNew: false };
}

export async function confirmLevel(
  tx: Tx,
  agencyId: AgencyId,
  id: PositionId,
  set: { readonly kind: PositionKind; readonly level: PositionLevel; readonly at: Instant },
): Promise<void> {
  await sql`update directory.positions set kind = ${set.kind}, level = ${set.level}, confirmed_at = ${set.at} where agency_id = ${agencyId} and id = ${id}`.execute(
    tx,
  );
}
