import type { AgencyId, PersonId } from '#slices/directory';
import { json, over, sql, together, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import {
  type Course,
  type CourseId,
  type CourseInput,
  type CourseText,
  type EnrolmentId,
  type ModuleId,
  type ModuleInput,
  moduleInput,
  type ModuleKind,
} from '../model.ts';
import type { LearningTables } from '../schema.ts';

const tables = (tx: Tx) => over<LearningTables>(tx);

type Row = {
  id: CourseId;
  agency_id: AgencyId;
  slug: string;
  title: Course['title'];
  summary: Course['summary'];
  trains: Course['trains'];
  jp_online: number;
  jp_classroom: number;
  passing: number;
  state: Course['state'];
};
const columns = sql.raw('id, agency_id, slug, title, summary, trains, jp_online, jp_classroom, passing, state');
const toCourse = ({ agency_id, jp_online, jp_classroom, ...same }: Row): Course => ({
  ...same,
  agencyId: agency_id,
  jpOnline: jp_online,
  jpClassroom: jp_classroom,
});

export async function insertCourse(
  tx: Tx,
  agencyId: AgencyId,
  id: CourseId,
  input: Omit<CourseInput, 'modules'>,
  by: PersonId | null,
  now: Instant,
): Promise<void> {
  await sql`insert into learning.courses (agency_id, id, slug, title, summary, trains, jp_online, jp_classroom, passing, state, authored_by, made_at)
    values (${agencyId}, ${id}, ${input.slug}, ${json(input.title)}, ${json(input.summary)}, ${json(input.trains)}, ${input.jp.online}, ${input.jp.classroom}, ${input.passing}, 'draft', ${by}, ${now})`.execute(
    tx,
  );
}

export async function updateCourse(tx: Tx, course: Course, input: Omit<CourseInput, 'modules' | 'slug'>): Promise<void> {
  await sql`update learning.courses set title = ${json(input.title)}, summary = ${json(input.summary)}, trains = ${json(input.trains)},
    jp_online = ${input.jp.online}, jp_classroom = ${input.jp.classroom}, passing = ${input.passing}
    where agency_id = ${course.agencyId} and id = ${course.id}`.execute(tx);
}

export async function publishCourse(tx: Tx, course: Course, now: Instant): Promise<void> {
  await sql`update learning.courses set state = 'published', published_at = ${now} where agency_id = ${course.agencyId} and id = ${course.id}`.execute(tx);
}

export async function coursesOf(tx: Tx, agencyId: string, all = false): Promise<readonly Course[]> {
  const { rows } =
    await sql<Row>`select ${columns} from learning.courses where agency_id = ${agencyId} ${all ? sql`` : sql`and state = 'published'`} order by title->>'id'`.execute(
      tx,
    );
  return rows.map(toCourse);
}

export async function findCourse(tx: Tx, agencyId: string, slug: string): Promise<Course | undefined> {
  const { rows } = await sql<Row>`select ${columns} from learning.courses where agency_id = ${agencyId} and slug = ${slug}`.execute(tx);
  return rows[0] && toCourse(rows[0]);
}

/** Locked: its modules are changed one after the other, and never beside its publication. */
export async function courseForUpdate(tx: Tx, id: CourseId): Promise<Course | undefined> {
  const { rows } = await sql<Row>`select ${columns} from learning.courses where id = ${id} for update`.execute(tx);
  return rows[0] && toCourse(rows[0]);
}

export async function coursesByIds(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Course>> {
  const { rows } = await sql<Row>`select ${columns} from learning.courses where id = any(${ids as string[]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, toCourse(row)]));
}

export type TrainingCourse = { readonly id: CourseId; readonly jp: number; readonly trains: Course['trains'] };

/** Published courses that train a competency at least to this level. */
export async function coursesTraining(tx: Tx, competency: string, level: number): Promise<readonly TrainingCourse[]> {
  const { rows } = await sql<Row>`select ${columns} from learning.courses where state = 'published'
    and exists (select from jsonb_to_recordset(trains) as t(competency text, level int) where t.competency = ${competency} and t.level >= ${level})`.execute(
    tx,
  );
  return rows.map((row) => ({ id: row.id, jp: row.jp_online + row.jp_classroom, trains: row.trains }));
}

export type ModuleRow = {
  readonly id: ModuleId;
  readonly place: number;
  readonly kind: ModuleKind;
  readonly minutes: number;
  readonly content: ModuleInput;
  readonly video_sha256: Uint8Array | null;
};

export async function insertModule(
  tx: Tx,
  agencyId: AgencyId,
  courseId: CourseId,
  id: ModuleId,
  place: number,
  input: ModuleInput,
  video: Uint8Array | null,
): Promise<void> {
  await sql`insert into learning.modules (agency_id, id, course_id, place, kind, title, minutes, content, video_sha256)
    values (${agencyId}, ${id}, ${courseId}, ${place}, ${input.kind}, ${json(input.title)}, ${input.minutes}, ${json(input)}, ${video})`.execute(tx);
}

export async function modulesOf(tx: Tx, courseId: CourseId): Promise<readonly ModuleRow[]> {
  const { rows } = await sql<
    Omit<ModuleRow, 'content'> & { content: unknown }
  >`select id, place, kind, minutes, content, video_sha256 from learning.modules where course_id = ${courseId} order by place`.execute(tx);
  return rows.map((row) => ({ ...row, content: moduleInput.parse(row.content) }));
}

export async function findModule(tx: Tx, courseId: CourseId, id: ModuleId): Promise<ModuleRow | undefined> {
  return (await modulesOf(tx, courseId)).find((module) => module.id === id);
}

export async function updateModule(tx: Tx, agencyId: string, id: ModuleId, input: ModuleInput, video: Uint8Array | null): Promise<void> {
  await sql`update learning.modules set title = ${json(input.title)}, minutes = ${input.minutes}, content = ${json(input)}, video_sha256 = ${video}
    where agency_id = ${agencyId} and id = ${id}`.execute(tx);
}

export async function deleteModule(tx: Tx, agencyId: string, id: ModuleId): Promise<void> {
  await sql`delete from learning.modules where agency_id = ${agencyId} and id = ${id}`.execute(tx);
}

/** Places them in this order, from 1. First away from all places that are taken: two modules never share one. */
export async function orderModules(tx: Tx, agencyId: string, ids: readonly ModuleId[]): Promise<void> {
  const places = sql`unnest(${ids as ModuleId[]}::uuid[]) with ordinality as o(id, place)`;
  await sql`update learning.modules m set place = -o.place from ${places} where m.agency_id = ${agencyId} and m.id = o.id`.execute(tx);
  await sql`update learning.modules m set place = o.place from ${places} where m.agency_id = ${agencyId} and m.id = o.id`.execute(tx);
}

export type VideoFile = { readonly sha256: Uint8Array; readonly size_bytes: bigint; readonly media_type: string };

export async function findVideo(tx: Tx, moduleId: ModuleId): Promise<VideoFile | undefined> {
  const { rows } = await sql<VideoFile>`select c.sha256, c.size_bytes, c.media_type from learning.modules m
    join files.contents c on c.sha256 = m.video_sha256 where m.id = ${moduleId}`.execute(tx);
  return rows[0];
}

export type EnrolmentRow = {
  readonly agency_id: AgencyId;
  readonly id: EnrolmentId;
  readonly course_id: CourseId;
  readonly person_id: PersonId;
  readonly enrolled_at: Instant;
  readonly completed_at: Instant | null;
};
const enrolmentColumns = sql.raw('agency_id, id, course_id, person_id, enrolled_at, completed_at');

/** False when the person is enrolled already. */
export async function insertEnrolment(tx: Tx, row: Omit<EnrolmentRow, 'completed_at'> & { readonly because: 'own-wish' | 'recommendation' }): Promise<boolean> {
  const result = await tables(tx)
    .insertInto('learning.enrolments')
    .values({ ...row })
    .onConflict((conflict) => conflict.columns(['agency_id', 'course_id', 'person_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findEnrolment(tx: Tx, courseId: CourseId, personId: PersonId): Promise<EnrolmentRow | undefined> {
  const { rows } =
    await sql<EnrolmentRow>`select ${enrolmentColumns} from learning.enrolments where course_id = ${courseId} and person_id = ${personId}`.execute(tx);
  return rows[0];
}

export async function enrolmentById(tx: Tx, id: EnrolmentId): Promise<EnrolmentRow | undefined> {
  const { rows } = await sql<EnrolmentRow>`select ${enrolmentColumns} from learning.enrolments where id = ${id}`.execute(tx);
  return rows[0];
}

export async function enrolmentsOf(tx: Tx, personId: PersonId): Promise<readonly EnrolmentRow[]> {
  const { rows } =
    await sql<EnrolmentRow>`select ${enrolmentColumns} from learning.enrolments where person_id = ${personId} order by completed_at is not null, enrolled_at desc`.execute(
      tx,
    );
  return rows;
}

export type StudyLine = {
  readonly enrolment_id: EnrolmentId;
  readonly course_id: CourseId;
  readonly completed_at: Instant | null;
  readonly enrolled_at: Instant;
  readonly id: ModuleId;
  readonly kind: ModuleKind;
  readonly title: CourseText;
  readonly minutes: number;
  readonly done_at: Instant | null;
  readonly watched_s: number;
  readonly best_score: number | null;
  readonly touched_at: Instant | null;
};

/** Every module of every course that a person is enrolled in, with what they did of it; the newest enrolment first. */
export async function studyOf(tx: Tx, personId: PersonId): Promise<readonly StudyLine[]> {
  const { rows } = await sql<StudyLine>`
    select e.id as enrolment_id, e.course_id, e.completed_at, e.enrolled_at, m.id, m.kind, m.title, m.minutes,
           p.done_at, coalesce(p.watched_s, 0) as watched_s, p.best_score, p.touched_at
    from learning.enrolments e
    join learning.modules m on m.agency_id = e.agency_id and m.course_id = e.course_id
    left join learning.progress p on p.agency_id = e.agency_id and p.enrolment_id = e.id and p.module_id = m.id
    where e.person_id = ${personId} order by e.enrolled_at desc, e.id, m.place`.execute(tx);
  return rows;
}

export type ParticipantState = 'running' | 'completed';
export type Participant = {
  readonly person_id: PersonId;
  readonly enrolled_at: Instant;
  readonly completed_at: Instant | null;
  readonly because: 'own-wish' | 'recommendation';
  readonly done: number;
  readonly modules: number;
  readonly best_score: number | null;
  readonly attended: boolean;
  readonly has_seat: boolean;
};
export type Window = { readonly state: ParticipantState | undefined; readonly limit: number; readonly offset: number };

const inState = (state: ParticipantState | undefined) =>
  state === undefined ? sql`` : state === 'completed' ? sql`and e.completed_at is not null` : sql`and e.completed_at is null`;

/** Who takes a course and how far they are: a window of them, those still at it first. */
export async function participantsOf(tx: Tx, courseId: CourseId, { state, limit, offset }: Window): Promise<readonly Participant[]> {
  const { rows } = await sql<Participant>`
    with shown as (
      select * from learning.enrolments e where e.course_id = ${courseId} ${inState(state)}
      order by e.completed_at is not null, e.enrolled_at, e.id limit ${limit} offset ${offset}
    )
    select e.person_id, e.enrolled_at, e.completed_at, e.because,
      (select count(*)::int from learning.modules m where m.agency_id = e.agency_id and m.course_id = e.course_id) as modules,
      (select count(*)::int from learning.progress p where p.agency_id = e.agency_id and p.enrolment_id = e.id and p.done_at is not null) as done,
      (select max(p.best_score) from learning.progress p where p.agency_id = e.agency_id and p.enrolment_id = e.id) as best_score,
      exists (select from learning.seats s where s.agency_id = e.agency_id and s.enrolment_id = e.id and s.attended_at is not null) as attended,
      exists (select from learning.seats s where s.agency_id = e.agency_id and s.enrolment_id = e.id and s.state <> 'given-up') as has_seat
    from shown e order by e.completed_at is not null, e.enrolled_at, e.id`.execute(tx);
  return rows;
}

export type EnrolmentCounts = { readonly running: number; readonly completed: number };

export async function enrolmentCounts(tx: Tx, courseIds: readonly CourseId[]): Promise<ReadonlyMap<string, EnrolmentCounts>> {
  const { rows } = await sql<{ course_id: CourseId } & EnrolmentCounts>`
    select course_id, (count(*) filter (where completed_at is null))::int as running, (count(completed_at))::int as completed
    from learning.enrolments where course_id = any(${courseIds as CourseId[]}::uuid[]) group by course_id`.execute(tx);
  return new Map(rows.map((row) => [row.course_id, row]));
}

export type CompletionFacts = {
  readonly agency_id: AgencyId;
  readonly completed_at: Instant | null;
  readonly course_id: CourseId;
  readonly jp_classroom: number;
  readonly modules: number;
  readonly done: number;
  readonly attended: boolean;
};

export async function lockEnrolment(tx: Tx, id: EnrolmentId): Promise<void> {
  await sql`select 1 as locked from learning.enrolments where id = ${id} for update`.execute(tx);
}

/** Locks the enrolment: two last parts done at the same moment complete it once. */
export async function completionFacts(tx: Tx, enrolmentId: EnrolmentId): Promise<CompletionFacts | undefined> {
  const read = sql<CompletionFacts>`
    select e.agency_id, e.completed_at, e.course_id, c.jp_classroom,
      (select count(*)::int from learning.modules m where m.agency_id = e.agency_id and m.course_id = e.course_id) as modules,
      (select count(*)::int from learning.progress p where p.agency_id = e.agency_id and p.enrolment_id = e.id and p.done_at is not null) as done,
      exists (select from learning.seats s where s.agency_id = e.agency_id and s.enrolment_id = e.id and s.attended_at is not null) as attended
    from learning.enrolments e join learning.courses c on c.agency_id = e.agency_id and c.id = e.course_id
    where e.id = ${enrolmentId}`;
  const [, { rows }] = await together([lockEnrolment(tx, enrolmentId), read.execute(tx)]);
  return rows[0];
}

/** Who of these persons is, or was, enrolled in a course. */
export async function enrolmentsIn(tx: Tx, courseId: string, personIds: readonly string[]): Promise<readonly EnrolmentRow[]> {
  const { rows } = await sql<EnrolmentRow>`select ${enrolmentColumns} from learning.enrolments
    where course_id = ${courseId} and person_id = any(${personIds as string[]}::uuid[])`.execute(tx);
  return rows;
}

export async function markComplete(tx: Tx, row: EnrolmentRow, at: Instant): Promise<void> {
  await sql`update learning.enrolments set completed_at = ${at} where agency_id = ${row.agency_id} and id = ${row.id}`.execute(tx);
}

export type ProgressRow = {
  readonly module_id: ModuleId;
  readonly done_at: Instant | null;
  readonly watched_s: number;
  readonly best_score: number | null;
  readonly tries: number;
  readonly begun_at: Instant;
  readonly touched_at: Instant;
};

/** Locked, so that two windows of one player count one after the other. */
export async function progressForUpdate(tx: Tx, enrolmentId: EnrolmentId, moduleId: ModuleId): Promise<ProgressRow | undefined> {
  const { rows } = await sql<ProgressRow>`select module_id, done_at, watched_s, best_score, tries, begun_at, touched_at
    from learning.progress where enrolment_id = ${enrolmentId} and module_id = ${moduleId} for update`.execute(tx);
  return rows[0];
}

export async function progressOf(tx: Tx, enrolmentId: EnrolmentId): Promise<readonly ProgressRow[]> {
  const { rows } = await sql<ProgressRow>`select module_id, done_at, watched_s, best_score, tries, begun_at, touched_at
    from learning.progress where enrolment_id = ${enrolmentId}`.execute(tx);
  return rows;
}

type Touch = {
  readonly agencyId: AgencyId;
  readonly enrolmentId: EnrolmentId;
  readonly moduleId: ModuleId;
  readonly done: boolean;
  readonly watched_s?: number;
  readonly score?: number;
  readonly now: Instant;
};

/** What was reached is never lost: done stays done, the best score stays the best. */
export async function touchProgress(tx: Tx, { agencyId, enrolmentId, moduleId, done, watched_s, score, now }: Touch): Promise<void> {
  await sql`insert into learning.progress as p (agency_id, enrolment_id, module_id, done_at, watched_s, best_score, tries, begun_at, touched_at)
    values (${agencyId}, ${enrolmentId}, ${moduleId}, ${done ? now : null}::timestamptz, ${watched_s ?? 0}, ${score ?? null}::integer, ${score === undefined ? 0 : 1}, ${now}, ${now})
    on conflict (agency_id, enrolment_id, module_id) do update set
      done_at = coalesce(p.done_at, excluded.done_at), watched_s = greatest(p.watched_s, excluded.watched_s),
      best_score = greatest(p.best_score, excluded.best_score), tries = p.tries + excluded.tries, touched_at = excluded.touched_at`.execute(tx);
}
