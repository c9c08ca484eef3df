import { json, over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { AgencyId, ImportId, PersonId, PositionId, StaffRow, UnitId } from '../model.ts';
import type { DirectoryTables } from '../schema.ts';
import type { Fault, Present } from './rules.ts';

const tables = (tx: Tx) => over<DirectoryTables>(tx);

export type ImportState = 'checking' | 'checked' | 'writing' | 'done' | 'cancelled' | 'failed';

export type ImportRow = {
  readonly agency_id: AgencyId;
  readonly id: ImportId;
  readonly file_name: string;
  readonly sha256: Uint8Array;
  readonly media_type: string;
  readonly size_bytes: bigint;
  readonly state: ImportState;
  readonly read_bytes: bigint;
  readonly rows_read: number;
  readonly rows_good: number;
  readonly rows_done: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly faulty_rows: number;
  readonly failure: string | null;
  readonly notes: readonly string[];
  readonly made_by: PersonId;
  readonly made_at: Instant;
  readonly began_at: Instant | null;
};
const columns = sql.raw(`agency_id, id, file_name, sha256, media_type, size_bytes, state, read_bytes, rows_read, rows_good, rows_done, added, changed,
  unchanged, faulty_rows, failure, notes, made_by, made_at, began_at`);

type NewImport = Pick<ImportRow, 'agency_id' | 'id' | 'file_name' | 'sha256' | 'media_type' | 'size_bytes' | 'made_by' | 'made_at'>;

export async function insertImport(tx: Tx, one: NewImport): Promise<void> {
  await tables(tx)
    .insertInto('directory.imports')
    .values({ ...one, state: 'checking' })
    .execute();
}

export async function findImport(tx: Tx, agencyId: AgencyId, id: ImportId): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`select ${columns} from directory.imports where agency_id = ${agencyId} and id = ${id}`.execute(tx);
  return rows[0];
}

export async function importForUpdate(tx: Tx, agencyId: AgencyId, id: ImportId): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`select ${columns} from directory.imports where agency_id = ${agencyId} and id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function importsOf(tx: Tx, agencyId: AgencyId): Promise<readonly ImportRow[]> {
  const { rows } = await sql<ImportRow>`select ${columns} from directory.imports where agency_id = ${agencyId} order by made_at desc limit 20`.execute(tx);
  return rows;
}

export type ImportChange = Partial<
  Pick<ImportRow, 'state' | 'read_bytes' | 'rows_read' | 'rows_good' | 'rows_done' | 'added' | 'changed' | 'unchanged' | 'faulty_rows' | 'failure'>
> & { readonly notes?: readonly string[]; readonly began_at?: Instant };

export type Key = { readonly agency_id: AgencyId; readonly id: ImportId };

export async function updateImport(tx: Tx, key: Key, { notes, ...change }: ImportChange): Promise<void> {
  await tables(tx)
    .updateTable('directory.imports')
    .set({ ...change, ...(notes ? { notes: json(notes) } : {}) })
    .where('agency_id', '=', key.agency_id)
    .where('id', '=', key.id)
    .execute();
}

/** A row as it waits between the check and the import: dates as text. */
export type WaitingRow = Omit<StaffRow, 'birthOn' | 'startedOn'> & { readonly birthOn: string; readonly startedOn: string };
export type KeyedRow = { readonly unitKey: string; readonly row: WaitingRow };

export async function insertRows(tx: Tx, key: Key, rows: readonly KeyedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tables(tx)
    .insertInto('directory.import_rows')
    .values(
      rows.map(({ unitKey, row }) => ({
        agency_id: key.agency_id,
        import_id: key.id,
        line: row.line,
        unit_key: unitKey,
        unit_name: row.unitName,
        content: json(row),
      })),
    )
    .execute();
}

export async function insertFaults(tx: Tx, key: Key, faults: readonly Fault[]): Promise<void> {
  if (faults.length === 0) return;
  await tables(tx)
    .insertInto('directory.import_faults')
    .values(faults.map(({ line, column, code, content }) => ({ agency_id: key.agency_id, import_id: key.id, line, column_key: column, code, content })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function faultsOf(tx: Tx, key: Key, most: number): Promise<readonly Fault[]> {
  const { rows } = await sql<Fault>`select line, column_key as column, code, content from directory.import_faults
    where agency_id = ${key.agency_id} and import_id = ${key.id} order by line, column_key limit ${most}`.execute(tx);
  return rows;
}

/** Rows that wait for units which the agency does not have yet, by the name that the list gives. */
export async function waitingByUnit(
  tx: Tx,
  key: Key,
): Promise<readonly { readonly unit_key: string; readonly name: string; readonly n: number; readonly line: number }[]> {
  const { rows } = await sql<{ unit_key: string; name: string; n: bigint; line: number }>`
    select unit_key, (array_agg(unit_name order by line))[1] as name, count(*) as n, min(line) as line from directory.import_rows
    where agency_id = ${key.agency_id} and import_id = ${key.id} group by unit_key order by min(line)`.execute(tx);
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}

/** The next rows whose unit is there; they are taken out as they are brought in, by where they lie: nothing is known yet of a list that has just come. */
export async function takeRows(tx: Tx, key: Key, unitKeys: readonly string[], most: number): Promise<readonly KeyedRow[]> {
  const { rows } = await sql<{ unit_key: string; content: WaitingRow }>`delete from directory.import_rows
    where ctid = any(array(select ctid from directory.import_rows
      where agency_id = ${key.agency_id} and import_id = ${key.id} and unit_key = any(${unitKeys as string[]}::text[]) order by line limit ${most}))
    returning unit_key, content`.execute(tx);
  return rows.map(({ unit_key, content }) => ({ unitKey: unit_key, row: content })).toSorted((a, b) => a.row.line - b.row.line);
}

export async function forgetRows(tx: Tx, key: Key): Promise<void> {
  await sql`delete from directory.import_rows where agency_id = ${key.agency_id} and import_id = ${key.id}`.execute(tx);
}

export async function forgetFaults(tx: Tx, key: Key): Promise<void> {
  await sql`delete from directory.import_faults where agency_id = ${key.agency_id} and import_id = ${key.id}`.execute(tx);
}

export async function isFileNeeded(tx: Tx, sha256: Uint8Array): Promise<boolean> {
  const { rows } = await sql`select 1 as needed from directory.imports where sha256 = ${sha256} and state = 'checking' limit 1`.execute(tx);
  return rows.length > 0;
}

export type KnownPerson = {
  readonly id: PersonId;
  readonly nip: string;
  readonly name: string;
  readonly email: string | null;
  readonly education: string | null;
  readonly post_id: string | null;
} & { readonly [K in keyof Present]: Present[K] | null };

/** Who of these is known, with the latest post in this agency. */
export async function knownPeople(tx: Tx, agencyId: AgencyId, nips: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
  const { rows } = await sql<KnownPerson>`
    select p.id, p.nip, p.name, p.email, p.education, po.id as post_id, po.unit_id, pn.name as position_name, po.golongan, po.started_on, po.ended_on
    from directory.people p
    left join lateral (select * from directory.posts o where o.agency_id = ${agencyId} and o.person_id = p.id order by o.started_on desc limit 1) po on true
    left join directory.positions pn on pn.agency_id = po.agency_id and pn.id = po.position_id
    where p.nip = any(${nips as string[]}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.nip, row]));
}

export type Alike = { readonly nip: string; readonly known: string };

/** People on file who were born on the same day under the same name as one of these, with another NIP. */
export async function sameNameAndBirth(tx: Tx, rows: readonly WaitingRow[]): Promise<readonly Alike[]> {
  const { rows: alike } = await sql<Alike>`
    select r.nip, p.nip as known
    from unnest(${rows.map((row) => row.nip)}::text[], ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.birthOn)}::text[]) as r (nip, name, birth_on)
    join directory.people p on p.birth_on = r.birth_on::date and platform.plain_text(p.name) = platform.plain_text(r.name) and p.nip <> r.nip`.execute(tx);
  return alike;
}

export async function setGrade(tx: Tx, agencyId: AgencyId, postId: string, golongan: string | null): Promise<void> {
  await sql`update directory.posts set golongan = ${golongan} where agency_id = ${agencyId} and id = ${postId}`.execute(tx);
}

export type Correction = {
  readonly unit_id: UnitId;
  readonly position_id: PositionId;
  readonly golongan: string | null;
  readonly heads_unit: boolean;
  readonly started_on: PlainDate;
};

/** A post that began today was entered wrongly: it is set right, back to its TMT when nothing stood there before. */
export async function correctPost(tx: Tx, agencyId: AgencyId, postId: string, set: Correction): Promise<void> {
  await sql`update directory.posts po set unit_id = ${set.unit_id}, position_id = ${set.position_id}, golongan = ${set.golongan}, heads_unit = ${set.heads_unit},
      ended_on = null,
      started_on = case when ${set.started_on}::date < po.started_on and not exists (
        select from directory.posts o where o.agency_id = po.agency_id and o.person_id = po.person_id and o.id <> po.id and coalesce(o.ended_on, 'infinity') >= ${set.started_on}::date)
        then ${set.started_on}::date else po.started_on end
    where po.agency_id = ${agencyId} and po.id = ${postId}`.execute(tx);
}
