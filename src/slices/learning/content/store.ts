import type { AgencyId, PersonId } from '#slices/directory';
import { json, over, sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import { type Course, type CourseId, type CourseInput, type EnrolmentId, type ModuleId, type ModuleInput, moduleInput } from '../model.ts';
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
  readonly kind: ModuleInput['kind'];
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

export async function findVideo(tx: Tx, moduleId: ModuleId): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ video_sha256: Uint8Array | null }>`select video_sha256 from learning.modules where id = ${moduleId}`.execute(tx);
  return rows[0]?.video_sha256 ?? undefined;
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

export async function enrolmentForUpdate(tx: Tx, id: EnrolmentId): Promise<EnrolmentRow | undefined> {
  const { rows } = await sql<EnrolmentRow>`select ${enrolmentColumns} from learning.enrolments where id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function enrolmentsOf(tx: Tx, personId: PersonId): Promise<readonly EnrolmentRow[]> {
  const { rows } =
    await sql<EnrolmentRow>`select ${enrolmentColumns} from learning.enrolments where person_id = ${personId} order by completed_at is not null, enrolled_at desc`.execute(
      tx,
    );
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
  readonly touched_at: Instant;
};

export async function progressOf(tx: Tx, enrolmentId: EnrolmentId): Promise<readonly ProgressRow[]> {
  const { rows } =
    await sql<ProgressRow>`select module_id, done_at, watched_s, best_score, tries, touched_at from learning.progress where enrolment_id = ${enrolmentId}`.execute(
      tx,
    );
  return rows;
}

export async function progressCounts(tx: Tx, enrolmentIds: readonly EnrolmentId[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ enrolment_id: EnrolmentId; n: bigint }>`select enrolment_id, count(*) as n from learning.progress
    where enrolment_id = any(${enrolmentIds as EnrolmentId[]}::uuid[]) and done_at is not null group by enrolment_id`.execute(tx);
  return new Map(rows.map((row) => [row.enrolment_id, Number(row.n)]));
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
  await sql`insert into learning.progress as p (agency_id, enrolment_id, module_id, done_at, watched_s, best_score, tries, touched_at)
    values (${agencyId}, ${enrolmentId}, ${moduleId}, ${done ? now : null}::timestamptz, ${watched_s ?? 0}, ${score ?? null}::integer, ${score === undefined ? 0 : 1}, ${now})
    on conflict (agency_id, enrolment_id, module_id) do update set
      done_at = coalesce(p.done_at, excluded.done_at), watched_s = greatest(p.watched_s, excluded.watched_s),
      best_score = greatest(p.best_score, excluded.best_score), tries = p.tries + excluded.tries, touched_at = excluded.touched_at`.execute(tx);
}
