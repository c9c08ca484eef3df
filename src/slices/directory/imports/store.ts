import { json, over, sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { AgencyId, ImportId, PersonId, StaffRow } from '../model.ts';
import type { DirectoryTables } from '../schema.ts';
import type { Fault } from './rules.ts';

const tables = (tx: Tx) => over<DirectoryTables>(tx);

/** A staff row as it waits between the check and the import: dates as text. */
export type WaitingRow = Omit<StaffRow, 'birthOn' | 'startedOn'> & { readonly birthOn: string; readonly startedOn: string };

export type ImportRow = {
  readonly id: ImportId;
  readonly file_name: string;
  readonly state: 'checking' | 'checked' | 'writing' | 'done' | 'failed';
  readonly rows_total: number;
  readonly rows_done: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly faults: readonly Fault[];
  readonly advice: string | null;
  readonly made_at: Instant;
};
const columns = sql.raw('id, file_name, state, rows_total, rows_done, added, changed, unchanged, faults, advice, made_at');

type NewImport = {
  readonly agencyId: AgencyId;
  readonly id: ImportId;
  readonly fileName: string;
  readonly rows: readonly WaitingRow[];
  readonly faults: readonly Fault[];
  readonly advice: string | null;
  readonly by: PersonId;
  readonly now: Instant;
};

export async function insertImport(tx: Tx, one: NewImport): Promise<void> {
  await sql`insert into directory.imports (agency_id, id, file_name, state, rows_total, faults, advice, rows, made_by, made_at)
    values (${one.agencyId}, ${one.id}, ${one.fileName}, 'checked', ${one.rows.length}, ${json(one.faults)}, ${one.advice}, ${json(one.rows)}, ${one.by}, ${one.now})`.execute(
    tx,
  );
}

export async function findImport(tx: Tx, agencyId: AgencyId, id: ImportId): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`select ${columns} from directory.imports where agency_id = ${agencyId} and id = ${id}`.execute(tx);
  return rows[0];
}

export async function importsOf(tx: Tx, agencyId: AgencyId): Promise<readonly ImportRow[]> {
  const { rows } = await sql<ImportRow>`select ${columns} from directory.imports where agency_id = ${agencyId} order by made_at desc limit 20`.execute(tx);
  return rows;
}

export async function waitingRows(
  tx: Tx,
  agencyId: AgencyId,
  id: ImportId,
): Promise<{ readonly state: ImportRow['state']; readonly rows: readonly WaitingRow[] } | undefined> {
  const { rows } = await sql<{
    state: ImportRow['state'];
    rows: readonly WaitingRow[];
  }>`select state, rows from directory.imports where agency_id = ${agencyId} and id = ${id} for update`.execute(tx);
  return rows[0];
}

export type Progress = {
  readonly state: ImportRow['state'];
  readonly rows_done: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly finished_at?: Instant;
};

export async function saveProgress(tx: Tx, agencyId: AgencyId, id: ImportId, progress: Progress): Promise<void> {
  await tables(tx)
    .updateTable('directory.imports')
    .set({ ...progress })
    .where('agency_id', '=', agencyId)
    .where('id', '=', id)
    .execute();
}

export async function forgetRows(tx: Tx, agencyId: AgencyId, id: ImportId): Promise<void> {
  await sql`update directory.imports set rows = '[]' where agency_id = ${agencyId} and id = ${id}`.execute(tx);
}

export type KnownPerson = {
  readonly id: PersonId;
  readonly nip: string;
  readonly name: string;
  readonly education: string | null;
  readonly post_id: string | null;
  readonly unit_id: string | null;
  readonly position_name: string | null;
  readonly golongan: string | null;
};

/** Who of these is known, with the present post. */
export async function knownPeople(tx: Tx, agencyId: AgencyId, nips: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
  const { rows } =
    await sql<KnownPerson>`select p.id, p.nip, p.name, p.education, po.id as post_id, po.unit_id, po.position_name, po.golongan from directory.people p
    left join directory.posts po on po.person_id = p.id and po.agency_id = ${agencyId} and po.ended_on is null
    where p.nip = any(${nips as string[]}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.nip, row]));
}

export async function renamePerson(tx: Tx, id: PersonId, name: string, education: string | null): Promise<void> {
  await sql`update directory.people set name = ${name}, education = coalesce(${education}, education) where id = ${id}`.execute(tx);
}
