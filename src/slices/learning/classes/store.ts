import type { AgencyId, PersonId } from '#slices/directory';
import { json, over, sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { Text } from '#platform/words';
import type { ClassId, CourseId, EnrolmentId, SeatId, SeatState } from '../model.ts';
import type { LearningTables } from '../schema.ts';

const tables = (tx: Tx) => over<LearningTables>(tx);

export type ClassRow = {
  readonly agency_id: AgencyId;
  readonly id: ClassId;
  readonly course_id: CourseId;
  readonly title: Text;
  readonly agenda: Text;
  readonly tutor_id: PersonId;
  readonly room: string | null;
  readonly meeting_link: string | null;
  readonly starts_at: Instant;
  readonly ends_at: Instant;
  readonly capacity: number;
  readonly jp: number;
  readonly secret: Uint8Array;
  readonly state: 'open' | 'held' | 'cancelled';
};
const columns = sql.raw('agency_id, id, course_id, title, agenda, tutor_id, room, meeting_link, starts_at, ends_at, capacity, jp, secret, state');

export async function insertClass(tx: Tx, row: ClassRow, now: Instant): Promise<void> {
  await tables(tx)
    .insertInto('learning.classes')
    .values({ ...row, title: json(row.title), agenda: json(row.agenda), opened_at: now })
    .execute();
}

export async function findClass(tx: Tx, id: ClassId): Promise<ClassRow | undefined> {
  const { rows } = await sql<ClassRow>`select ${columns} from learning.classes where id = ${id}`.execute(tx);
  return rows[0];
}

/** Locked: seats are given one after the other. */
export async function classForUpdate(tx: Tx, id: ClassId): Promise<ClassRow | undefined> {
  const { rows } = await sql<ClassRow>`select ${columns} from learning.classes where id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function classesOf(tx: Tx, courseId: CourseId): Promise<readonly ClassRow[]> {
  const { rows } =
    await sql<ClassRow>`select ${columns} from learning.classes where course_id = ${courseId} and state <> 'cancelled' order by starts_at`.execute(tx);
  return rows;
}

export async function classesTaught(tx: Tx, agencyId: AgencyId, tutorId: PersonId | undefined): Promise<readonly ClassRow[]> {
  const { rows } =
    await sql<ClassRow>`select ${columns} from learning.classes where agency_id = ${agencyId} ${tutorId ? sql`and tutor_id = ${tutorId}` : sql``} order by starts_at desc limit 100`.execute(
      tx,
    );
  return rows;
}

export type SeatRow = {
  readonly agency_id: AgencyId;
  readonly id: SeatId;
  readonly class_id: ClassId;
  readonly enrolment_id: EnrolmentId;
  readonly person_id: PersonId;
  readonly state: SeatState;
  readonly asked_at: Instant;
  readonly attended_at: Instant | null;
};
const seatColumns = sql.raw('agency_id, id, class_id, enrolment_id, person_id, state, asked_at, attended_at');

export async function insertSeat(tx: Tx, row: Omit<SeatRow, 'attended_at'> & { readonly seated_at: Instant | null }): Promise<void> {
  await tables(tx)
    .insertInto('learning.seats')
    .values({ ...row })
    .execute();
}

/** In the order of asking. */
export async function seatsOf(tx: Tx, classId: ClassId): Promise<readonly SeatRow[]> {
  const { rows } =
    await sql<SeatRow>`select ${seatColumns} from learning.seats where class_id = ${classId} and state <> 'given-up' order by asked_at, id`.execute(tx);
  return rows;
}

export async function seatsOfPerson(tx: Tx, personId: PersonId): Promise<readonly SeatRow[]> {
  const { rows } =
    await sql<SeatRow>`select ${seatColumns} from learning.seats where person_id = ${personId} and state <> 'given-up' order by asked_at desc`.execute(tx);
  return rows;
}

export async function setSeat(tx: Tx, row: SeatRow, state: SeatState, seatedAt: Instant | null): Promise<void> {
  await sql`update learning.seats set state = ${state}, seated_at = ${seatedAt} where agency_id = ${row.agency_id} and id = ${row.id}`.execute(tx);
}

/** True when this is the first time. */
export async function markAttended(tx: Tx, row: SeatRow, how: 'code' | 'list', at: Instant): Promise<boolean> {
  const { rows } =
    await sql`update learning.seats set attended_at = ${at}, attended_by = ${how} where agency_id = ${row.agency_id} and id = ${row.id} and attended_at is null returning 1 as first`.execute(
      tx,
    );
  return rows.length > 0;
}

export async function attendedClass(tx: Tx, enrolmentId: EnrolmentId): Promise<boolean> {
  const { rows } = await sql`select 1 as there from learning.seats where enrolment_id = ${enrolmentId} and attended_at is not null limit 1`.execute(tx);
  return rows.length > 0;
}

export async function seatCounts(tx: Tx, classIds: readonly ClassId[]): Promise<ReadonlyMap<string, { readonly seated: number; readonly waiting: number }>> {
  const { rows } = await sql<{
    class_id: ClassId;
    seated: bigint;
    waiting: bigint;
  }>`select class_id, count(*) filter (where state = 'seated') as seated, count(*) filter (where state = 'waiting') as waiting
    from learning.seats where class_id = any(${classIds as ClassId[]}::uuid[]) group by class_id`.execute(tx);
  return new Map(rows.map((row) => [row.class_id, { seated: Number(row.seated), waiting: Number(row.waiting) }]));
}
