import type { AgencyId, CitizenId, PersonId, UnitId } from '#slices/directory';
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
  readonly citizen_id: CitizenId | null;
  readonly reporter_name: string | null;
  readonly reporter_email: string | null;
  readonly lang: 'id' | 'en';
  readonly confidential: boolean;
  readonly named_unit_id: UnitId | null;
  readonly about_unit_id: UnitId | null;
  readonly about_person_id: PersonId | null;
  readonly independent: boolean;
  readonly state: ComplaintState;
  readonly unit_id: UnitId | null;
  readonly oversight: boolean | null;
  readonly verify_due_on: PlainDate;
  readonly term_from_on: PlainDate | null;
  readonly answer_due_on: PlainDate | null;
  readonly feedback_due_on: PlainDate | null;
  readonly due_provisional: boolean;
  readonly submitted_at: Instant;
  readonly answered_at: Instant | null;
  readonly received_event: string;
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

const columns = sql.raw(`id, agency_id, ticket, class, category, title, body, place, service_id, citizen_id, reporter_name, reporter_email, lang,
  confidential, named_unit_id, about_unit_id, about_person_id, independent, state, unit_id, oversight, verify_due_on, term_from_on, answer_due_on,
  feedback_due_on, due_provisional, submitted_at, answered_at, received_event, version`);

type Later = 'unit_id' | 'oversight' | 'about_unit_id' | 'about_person_id' | 'term_from_on' | 'answer_due_on' | 'feedback_due_on' | 'answered_at' | 'version';
export type NewComplaint = Omit<ComplaintRow, Later> & { readonly code_hash: Uint8Array };

export async function insertComplaint(tx: Tx, row: NewComplaint): Promise<void> {
  await tables(tx)
    .insertInto('participation.complaints')
    .values({ ...row })
    .execute();
}

export type NewStep = StepRow & {
  readonly agency_id: AgencyId;
  readonly id: string;
  readonly complaint_id: ComplaintId;
  readonly person_id: string | null;
  readonly version: number;
};

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

// What is outside the reach is not found, rather than filtered later; nor is a complaint found by the person whom it is about.
function within(scope: Scope) {
  const others = sql`about_person_id is distinct from ${scope.ownerId ?? null}::uuid`;
  switch (scope.reach) {
    case 'own':
      return sql<boolean>`citizen_id = ${scope.ownerId ?? null}`;
    case 'unit':
      return sql<boolean>`agency_id = ${scope.agencyId ?? null} and unit_id = any(${scope.unitIds as string[]}::uuid[]) and ${others}`;
    case 'agency':
      return sql<boolean>`agency_id = ${scope.agencyId ?? null} and ${others}`;
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

/** The citizen's own, newest first. */
export async function complaintsBy(tx: Tx, citizenId: CitizenId): Promise<readonly ComplaintRow[]> {
  const { rows } =
    await sql<ComplaintRow>`select ${columns} from participation.complaints where citizen_id = ${citizenId} order by submitted_at desc limit 100`.execute(tx);
  return rows;
}

/** Answered, and silent for longer than the term. */
export async function silentComplaints(tx: Tx, today: PlainDate): Promise<readonly ComplaintId[]> {
  const { rows } = await sql<{
    id: ComplaintId;
  }>`select id from participation.complaints where state = 'answered' and feedback_due_on < ${today} order by feedback_due_on, id limit 500`.execute(tx);
  return rows.map((row) => row.id);
}

/** Open, with a deadline that waits for a calendar. */
export async function provisionalComplaints(tx: Tx): Promise<readonly ComplaintRow[]> {
  const { rows } = await sql<ComplaintRow>`select ${columns} from participation.complaints
    where due_provisional and state in ('received', 'assigned', 'answered') order by id for update`.execute(tx);
  return rows;
}

export async function stepsOf(tx: Tx, agencyId: AgencyId, id: ComplaintId): Promise<readonly StepRow[]> {
  const { rows } = await sql<StepRow>`select kind, note, unit_id, happened_at from participation.complaint_steps
    where agency_id = ${agencyId} and complaint_id = ${id} order by version`.execute(tx);
  return rows;
}

export async function filesOf(tx: Tx, agencyId: AgencyId, id: ComplaintId): Promise<readonly FileRow[]> {
  const { rows } = await sql<FileRow>`select id, sha256, file_name, media_type, size_bytes from participation.complaint_files
    where agency_id = ${agencyId} and complaint_id = ${id} order by id`.execute(tx);
  return rows;
}

/** For the content origin: who holds the signed address may read. */
export async function findFile(tx: Tx, id: string): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select id, sha256, file_name, media_type, size_bytes from participation.complaint_files where id = ${id}`.execute(tx);
  return rows[0];
}

export type Change = {
  readonly state?: ComplaintState | undefined;
  readonly unit_id?: UnitId | undefined;
  readonly oversight?: boolean | undefined;
  readonly about_unit_id?: UnitId | null | undefined;
  readonly about_person_id?: PersonId | null | undefined;
  readonly independent?: boolean | undefined;
  readonly verify_due_on?: PlainDate | undefined;
  readonly term_from_on?: PlainDate | undefined;
  readonly answer_due_on?: PlainDate | undefined;
  readonly feedback_due_on?: PlainDate | null | undefined;
  readonly due_provisional?: boolean | undefined;
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

export const deskViews = ['baru', 'dijawab', 'terlambat', 'menunggu', 'selesai'] as const;
export type DeskView = (typeof deskViews)[number];

function inView(view: DeskView, today: PlainDate) {
  switch (view) {
    case 'baru':
      return sql<boolean>`state = 'received'`;
    case 'dijawab':
      return sql<boolean>`state = 'assigned'`;
    case 'terlambat':
      return sql<boolean>`state in ('received', 'assigned') and coalesce(answer_due_on, verify_due_on) < ${today}`;
    case 'menunggu':
      return sql<boolean>`state = 'answered'`;
    case 'selesai':
      return sql<boolean>`state in ('closed', 'not-ours')`;
  }
}

export type ComplaintFilter = {
  readonly scope: Scope;
  readonly view: DeskView;
  readonly today: PlainDate;
  readonly limit: number;
  readonly offset: number;
};

/** Open cases in the order in which they are due, others newest first. */
export async function complaintsList(tx: Tx, { scope, view, today, limit, offset }: ComplaintFilter): Promise<readonly ComplaintRow[]> {
  const open = view === 'baru' || view === 'dijawab' || view === 'terlambat';
  const order = open ? sql.raw('coalesce(answer_due_on, verify_due_on), submitted_at, id') : sql.raw('submitted_at desc, id desc');
  const { rows } = await sql<ComplaintRow>`select ${columns} from participation.complaints c
    where ${within(scope)} and ${inView(view, today)} order by ${order} limit ${limit} offset ${offset}`.execute(tx);
  return rows;
}

export type DeskCounts = Readonly<Record<Exclude<DeskView, 'selesai'>, number>>;

/** How many stand in each view of the desk; of those that are over nobody needs to know. */
export async function deskCounts(tx: Tx, scope: Scope, today: PlainDate): Promise<DeskCounts> {
  const { rows } = await sql<DeskCounts>`
    select count(*) filter (where ${inView('baru', today)})::int as baru, count(*) filter (where ${inView('dijawab', today)})::int as dijawab,
           count(*) filter (where ${inView('terlambat', today)})::int as terlambat, count(*) filter (where ${inView('menunggu', today)})::int as menunggu
    from participation.complaints c where ${within(scope)} and state in ('received', 'assigned', 'answered')`.execute(tx);
  return rows[0] ?? { baru: 0, dijawab: 0, terlambat: 0, menunggu: 0 };
}

type Cell = Pick<ComplaintRow, 'agency_id' | 'class' | 'category'> & { readonly month_on: PlainDate };

/** One more received; and, with the first answer, one more answered after so many working days. */
export async function addToTotals(tx: Tx, cell: Cell, add: { readonly answered: boolean; readonly inTime: boolean; readonly days: number }): Promise<void> {
  const [received, answered, inTime] = [add.answered ? 0 : 1, add.answered ? 1 : 0, add.answered && add.inTime ? 1 : 0];
  await sql`insert into participation.complaint_totals as t (agency_id, month_on, class, category, received, answered, in_time, days)
    values (${cell.agency_id}, ${cell.month_on}, ${cell.class}, ${cell.category}, ${received}, ${answered}, ${inTime}, ${add.days})
    on conflict (agency_id, month_on, class, category) do update set
      received = t.received + excluded.received, answered = t.answered + excluded.answered,
      in_time = t.in_time + excluded.in_time, days = t.days + excluded.days`.execute(tx);
}

export type ComplaintTotals = {
  readonly month_on: PlainDate;
  readonly class: ComplaintClass;
  readonly category: string;
  readonly received: number;
  readonly answered: number;
  readonly in_time: number;
  readonly days: number;
};

export async function complaintTotals(tx: Tx, agencyId: AgencyId, from: PlainDate): Promise<readonly ComplaintTotals[]> {
  const { rows } = await sql<ComplaintTotals>`select month_on, class, category, received, answered, in_time, days from participation.complaint_totals
    where agency_id = ${agencyId} and month_on >= ${from.with({ day: 1 })} order by month_on, class, category`.execute(tx);
  return rows;
}

export type ComplaintCounts = { readonly open: number; readonly late: number; readonly answered: number };

/** Counts in public: what is open, whenever it came; and what was answered of what came this year, from the running totals. */
export async function complaintCounts(tx: Tx, agencyId: AgencyId, today: PlainDate): Promise<ComplaintCounts> {
  const { rows } = await sql<{ open: number; late: number; answered: number; total: number }>`
    select count(*)::int as open, (count(*) filter (where coalesce(answer_due_on, verify_due_on) < ${today}))::int as late,
           (select coalesce(sum(answered), 0)::int from participation.complaint_totals
            where agency_id = ${agencyId} and month_on >= ${today.with({ month: 1, day: 1 })}) as answered
    from participation.complaints where agency_id = ${agencyId} and state in ('received', 'assigned')`.execute(tx);
  return rows[0] ?? { open: 0, late: 0, answered: 0 };
}
