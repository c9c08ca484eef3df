import type { AgencyId, UnitId } from '#slices/directory';
import type { Scope } from '#platform/access';
import { over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { ComplaintClass, ComplaintId, ComplaintState } from '../model.ts';
import type { ParticipationTables } from '../schema.ts';

const tables = (tx: Tx) => over<ParticipationTables>(tx);

export type ComplaintRow = {
  readonly id: ComplaintId;
  readonly agency_id: AgencyId;
  readonly ticket: string;
  readonly class: ComplaintClass;
  readonly category: string;
  readonly title: string;
  readonly body: string;
  readonly place: string | null;
  readonly service_id: string | null;
  readonly citizen_id: string | null;
  readonly reporter_name: string | null;
  readonly reporter_email: string | null;
  readonly state: ComplaintState;
  readonly unit_id: UnitId | null;
  readonly oversight: boolean | null;
  readonly verify_due_on: PlainDate;
  readonly answer_due_on: PlainDate | null;
  readonly due_provisional: boolean;
  readonly submitted_at: Instant;
  readonly answered_at: Instant | null;
  readonly version: number;
};

export type StepRow = {
  readonly kind: 'received' | 'assigned' | 'answered' | 'replied' | 'closed' | 'not-ours';
  readonly note: string | null;
  readonly unit_id: UnitId | null;
  readonly happened_at: Instant;
};

export type FileRow = {
  readonly id: string;
  readonly sha256: Uint8Array;
  readonly file_name: string;
  readonly media_type: string;
  readonly size_bytes: bigint;
};

const columns = sql.raw(`id, agency_id, ticket, class, category, title, body, place, service_id, citizen_id, reporter_name, reporter_email,
  state, unit_id, oversight, verify_due_on, answer_due_on, due_provisional, submitted_at, answered_at, version`);

export type NewComplaint = Omit<ComplaintRow, 'unit_id' | 'oversight' | 'answer_due_on' | 'answered_at' | 'version'> & { readonly code_hash: Uint8Array };

export async function insertComplaint(tx: Tx, row: NewComplaint): Promise<void> {
  await tables(tx)
    .insertInto('participation.complaints')
    .values({ ...row })
    .execute();
}

export type NewStep = StepRow & { readonly agency_id: AgencyId; readonly id: string; readonly complaint_id: ComplaintId; readonly person_id: string | null };

export async function insertStep(tx: Tx, row: NewStep): Promise<void> {
  await tables(tx)
    .insertInto('participation.complaint_steps')
    .values({ ...row })
    .execute();
}

export async function insertFile(tx: Tx, row: FileRow & { readonly agency_id: AgencyId; readonly complaint_id: ComplaintId }): Promise<void> {
  await tables(tx)
    .insertInto('participation.complaint_files')
    .values({ ...row })
    .execute();
}

/** Locked: what is decided on does not change until the decision is written. */
export async function complaintForUpdate(tx: Tx, id: ComplaintId, scope: Scope): Promise<ComplaintRow | undefined> {
  const { rows } = await sql<ComplaintRow>`select ${columns} from participation.complaints c where id = ${id} and ${within(scope)} for update`.execute(tx);
  return rows[0];
}

export async function findComplaint(tx: Tx, id: ComplaintId, scope: Scope): Promise<ComplaintRow | undefined> {
  const { rows } = await sql<ComplaintRow>`select ${columns} from participation.complaints c where id = ${id} and ${within(scope)}`.execute(tx);
  return rows[0];
}

// What is outside the reach is not found, rather than filtered later.
function within(scope: Scope) {
  switch (scope.reach) {
    case 'own':
      return sql<boolean>`citizen_id = ${scope.ownerId ?? null}`;
    case 'unit':
      return sql<boolean>`agency_id = ${scope.agencyId ?? null} and unit_id = any(${scope.unitIds as string[]}::uuid[])`;
    case 'agency':
      return sql<boolean>`agency_id = ${scope.agencyId ?? null}`;
    case 'region':
    case 'nation':
      return sql<boolean>`true`;
  }
}

export async function findComplaintByTicket(tx: Tx, ticket: string): Promise<(ComplaintRow & { readonly code_hash: Uint8Array }) | undefined> {
  const { rows } = await sql<
    ComplaintRow & { code_hash: Uint8Array }
  >`select ${columns}, code_hash from participation.complaints where ticket = ${ticket}`.execute(tx);
  return rows[0];
}

export async function stepsOf(tx: Tx, agencyId: AgencyId, id: ComplaintId): Promise<readonly StepRow[]> {
  const { rows } = await sql<StepRow>`select kind, note, unit_id, happened_at from participation.complaint_steps
    where agency_id = ${agencyId} and complaint_id = ${id} order by happened_at, id`.execute(tx);
  return rows;
}

export async function filesOf(tx: Tx, agencyId: AgencyId, id: ComplaintId): Promise<readonly FileRow[]> {
  const { rows } = await sql<FileRow>`select id, sha256, file_name, media_type, size_bytes from participation.complaint_files
    where agency_id = ${agencyId} and complaint_id = ${id} order by id`.execute(tx);
  return rows;
}

export async function findFile(tx: Tx, id: string): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select id, sha256, file_name, media_type, size_bytes from participation.complaint_files where id = ${id}`.execute(tx);
  return rows[0];
}

export type Change = {
  readonly state: ComplaintState;
  readonly unit_id?: UnitId | undefined;
  readonly oversight?: boolean | undefined;
  readonly answer_due_on?: PlainDate | undefined;
  readonly due_provisional?: boolean | undefined;
  readonly assigned_at?: Instant | undefined;
  readonly answered_at?: Instant | undefined;
  readonly closed_at?: Instant | undefined;
};

export async function updateComplaint(tx: Tx, row: Pick<ComplaintRow, 'agency_id' | 'id' | 'version'>, change: Change): Promise<void> {
  await tables(tx)
    .updateTable('participation.complaints')
    .set({ ...change, version: row.version + 1 })
    .where('agency_id', '=', row.agency_id)
    .where('id', '=', row.id)
    .execute();
}

export type ComplaintFilter = { readonly scope: Scope; readonly state?: 'open' | 'done' | undefined; readonly limit: number; readonly offset: number };

export async function complaintsList(tx: Tx, filter: ComplaintFilter): Promise<{ readonly rows: readonly ComplaintRow[]; readonly total: number }> {
  const state =
    filter.state === 'open' ? sql`and state in ('received', 'assigned')` : filter.state === 'done' ? sql`and state not in ('received', 'assigned')` : sql``;
  const order = filter.state === 'open' ? sql.raw('submitted_at, id') : sql.raw('submitted_at desc, id desc');
  const { rows } = await sql<ComplaintRow & { total: bigint }>`
    select ${columns}, count(*) over () as total from participation.complaints c
    where ${within(filter.scope)} ${state} order by ${order} limit ${filter.limit} offset ${filter.offset}`.execute(tx);
  return { rows, total: Number(rows[0]?.total ?? 0n) };
}

export type ComplaintCounts = { readonly open: number; readonly late: number; readonly answered: number; readonly total: number };

export async function complaintCounts(tx: Tx, agencyId: AgencyId, today: PlainDate): Promise<ComplaintCounts> {
  const { rows } = await sql<{ open: bigint; late: bigint; answered: bigint; total: bigint }>`
    select count(*) filter (where state in ('received', 'assigned')) as open,
           count(*) filter (where state in ('received', 'assigned') and coalesce(answer_due_on, verify_due_on) < ${today}) as late,
           count(*) filter (where state in ('answered', 'closed')) as answered, count(*) as total
    from participation.complaints where agency_id = ${agencyId}`.execute(tx);
  const row = rows[0];
  return { open: Number(row?.open ?? 0), late: Number(row?.late ?? 0), answered: Number(row?.answered ?? 0), total: Number(row?.total ?? 0) };
}

export async function findComplaintFile(tx: Tx, id: string): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select id, sha256, file_name, media_type, size_bytes from participation.complaint_files where id = ${id}`.execute(tx);
  return rows[0];
}
