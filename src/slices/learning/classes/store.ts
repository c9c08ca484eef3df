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
  readonly secret: Uint8Array;
  readonly state: 'open' | 'cancelled';
};
const columns = sql.raw(
  'c.agency_id, c.id, c.course_id, c.title, c.agenda, c.tutor_id, c.room, c.meeting_link, c.starts_at, c.ends_at, c.capacity, c.secret, c.state',
);

export async function insertClass(tx: Tx, row: ClassRow, now: Instant): Promise<void> {
  await tables(tx)
    .insertInto('learning.classes')
    .values({ ...row, title: json(row.title), agenda: json(row.agenda), opened_at: now })
    .execute();
}

export async function updateClass(tx: Tx, row: Omit<ClassRow, 'secret' | 'course_id'>): Promise<void> {
  const { agency_id: agencyId, id, title, agenda, ...same } = row;
  await tables(tx)
    .updateTable('learning.classes')
    .set({ ...same, title: json(title), agenda: json(agenda) })
    .where('agency_id', '=', agencyId)
    .where('id', '=', id)
    .execute();
}

export async function findClass(tx: Tx, id: ClassId): Promise<ClassRow | undefined> {
  const { rows } = await sql<ClassRow>`select ${columns} from learning.classes c where c.id = ${id}`.execute(tx);
  return rows[0];
}

/** Locked: seats are given one after the other. */
export async function classForUpdate(tx: Tx, id: ClassId): Promise<ClassRow | undefined> {
  const { rows } = await sql<ClassRow>`select ${columns} from learning.classes c where c.id = ${id} for update`.execute(tx);
  return rows[0];
}

export type CountedClass = ClassRow & { readonly seated: number; readonly waiting: number; readonly attended: number };

const counted = sql`select ${columns}, coalesce(n.seated, 0) as seated, coalesce(n.waiting, 0) as waiting, coalesce(n.attended, 0) as attended
  from learning.classes c left join lateral (
    select (count(*) filter (where s.state = 'seated'))::int as seated, (count(*) filter (where s.state = 'waiting'))::int as waiting,
           (count(s.attended_at))::int as attended
    from learning.seats s where s.agency_id = c.agency_id and s.class_id = c.id) n on true`;

export async function classesOf(tx: Tx, courseId: CourseId): Promise<readonly CountedClass[]> {
  const { rows } = await sql<CountedClass>`${counted} where c.course_id = ${courseId} and c.state <> 'cancelled' order by c.starts_at`.execute(tx);
  return rows;
}

/** Of one tutor, or of all; those to come first, the nearest on top, then those that were. */
export async function classesTaught(tx: Tx, agencyId: AgencyId, tutorId: PersonId | undefined, now: Instant): Promise<readonly CountedClass[]> {
  const { rows } = await sql<CountedClass>`${counted}
    where c.agency_id = ${agencyId} and c.state <> 'cancelled' ${tutorId ? sql`and c.tutor_id = ${tutorId}` : sql``}
    order by c.ends_at < ${now}, abs(extract(epoch from c.starts_at - ${now}::timestamptz)) limit 200`.execute(tx);
  return rows;
}

export type SeatRow = {
  readonly agency_id: AgencyId;
  readonly id: SeatId;
  readonly class_id: ClassId;
  readonly enrolment_id: EnrolmentId;
  readonly person_id: PersonId;
  /** The order of asking, given under the lock of the class. */
  readonly place: number;
  readonly state: SeatState;
  readonly asked_at: Instant;
  readonly attended_at: Instant | null;
};
const seatColumns = sql.raw('agency_id, id, class_id, enrolment_id, person_id, place, state, asked_at, attended_at');

export async function insertSeat(tx: Tx, row: Omit<SeatRow, 'attended_at'> & { readonly seated_at: Instant | null }): Promise<void> {
  await tables(tx)
    .insertInto('learning.seats')
    .values({ ...row })
    .execute();
}

/** In the order of asking. */
export async function seatsOf(tx: Tx, classId: ClassId): Promise<readonly SeatRow[]> {
  const { rows } = await sql<SeatRow>`select ${seatColumns} from learning.seats
    where class_id = ${classId} and state <> 'given-up' order by place`.execute(tx);
  return rows;
}

/** The place after the last that was ever given in this class, given up or not. */
export async function nextPlace(tx: Tx, classId: ClassId): Promise<number> {
  const { rows } = await sql<{ place: number }>`select coalesce(max(place), 0) + 1 as place from learning.seats where class_id = ${classId}`.execute(tx);
  return rows[0]?.place ?? 1;
}

export type MySeat = {
  readonly seat_id: SeatId;
  readonly class_id: ClassId;
  readonly course_id: CourseId;
  readonly title: Text;
  readonly tutor_id: PersonId;
  readonly room: string | null;
  readonly meeting_link: string | null;
  readonly starts_at: Instant;
  readonly ends_at: Instant;
  readonly capacity: number;
  readonly state: 'seated' | 'waiting';
  readonly attended_at: Instant | null;
  readonly seated: number;
  /** How many wait up to and with this person. */
  readonly queue: number;
};

/** A person's seats in all classes that are held, the earliest class first. */
export async function seatsOfPerson(tx: Tx, personId: PersonId): Promise<readonly MySeat[]> {
  const { rows } = await sql<MySeat>`
    select s.id as seat_id, s.class_id, c.course_id, c.title, c.tutor_id, c.room, c.meeting_link, c.starts_at, c.ends_at, c.capacity, s.state, s.attended_at,
      (select count(*)::int from learning.seats o where o.agency_id = s.agency_id and o.class_id = s.class_id and o.state = 'seated') as seated,
      (select count(*)::int from learning.seats o where o.agency_id = s.agency_id and o.class_id = s.class_id and o.state = 'waiting' and o.place <= s.place) as queue
    from learning.seats s join learning.classes c on c.agency_id = s.agency_id and c.id = s.class_id
    where s.person_id = ${personId} and s.state <> 'given-up' and c.state <> 'cancelled' order by c.starts_at`.execute(tx);
  return rows;
}

/** Seat of one person in a class, live. */
export async function findSeat(tx: Tx, classId: ClassId, personId: PersonId): Promise<SeatRow | undefined> {
  const { rows } = await sql<SeatRow>`select ${seatColumns} from learning.seats
    where class_id = ${classId} and person_id = ${personId} and state <> 'given-up'`.execute(tx);
  return rows[0];
}

/** Locked, so that of two who note the attendance at once the second sees what the first has done. */
export async function seatForUpdate(tx: Tx, classId: ClassId, personId: PersonId): Promise<SeatRow | undefined> {
  const { rows } = await sql<SeatRow>`select ${seatColumns} from learning.seats
    where class_id = ${classId} and person_id = ${personId} and state <> 'given-up' for update`.execute(tx);
  return rows[0];
}

export async function seatsForUpdate(tx: Tx, classId: ClassId): Promise<readonly SeatRow[]> {
  const { rows } = await sql<SeatRow>`select ${seatColumns} from learning.seats
    where class_id = ${classId} and state <> 'given-up' order by place for update`.execute(tx);
  return rows;
}

/** With the address of its course, where it leads back to. */
export async function findClassOfCourse(tx: Tx, id: ClassId): Promise<(ClassRow & { readonly slug: string }) | undefined> {
  const { rows } = await sql<ClassRow & { slug: string }>`select ${columns}, k.slug from learning.classes c
    join learning.courses k on k.agency_id = c.agency_id and k.id = c.course_id where c.id = ${id}`.execute(tx);
  return rows[0];
}

/** False when attendance was recorded meanwhile: then the seat is not free again. */
export async function releaseSeat(tx: Tx, row: SeatRow): Promise<boolean> {
  const { rows } = await sql`update learning.seats set state = 'given-up', seated_at = null
    where agency_id = ${row.agency_id} and id = ${row.id} and attended_at is null returning 1 as released`.execute(tx);
  return rows.length > 0;
}

export async function seat(tx: Tx, row: SeatRow, at: Instant): Promise<void> {
  await sql`update learning.seats set state = 'seated', seated_at = ${at} where agency_id = ${row.agency_id} and id = ${row.id}`.execute(tx);
}

export async function markAttended(tx: Tx, row: SeatRow, how: 'code' | 'list', at: Instant): Promise<void> {
  await sql`update learning.seats set attended_at = ${at}, attended_by = ${how} where agency_id = ${row.agency_id} and id = ${row.id}`.execute(tx);
}
