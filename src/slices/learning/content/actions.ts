import type { AgencyId, PersonId } from '#slices/directory';
import type { Ctx } from '#platform/context';
import { type Tx, violates } from '#platform/db';
import { type FileStore, keepFile, type StagedFile } from '#platform/files';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { secondsBetween } from '#platform/time';
import { issueCertificate } from '../credentials/actions.ts';
import { courseCompleted, coursePublished, enrolled } from '../events.ts';
import type { Course, CourseId, CourseInput, EnrolmentId, ModuleId, ModuleInput } from '../model.ts';
import { creditedSeconds, isComplete, isWatched, quizScore, readSeconds } from './rules.ts';
import {
  completionFacts,
  courseForUpdate,
  coursesByIds,
  deleteModule,
  enrolmentById,
  type EnrolmentRow,
  findEnrolment,
  findModule,
  insertCourse,
  insertEnrolment,
  insertModule,
  markComplete,
  modulesOf,
  type ModuleRow,
  orderModules,
  progressForUpdate,
  publishCourse,
  touchProgress,
  updateCourse,
  updateModule,
} from './store.ts';

const author = (ctx: Ctx) => (ctx.actor.kind === 'staff' ? (ctx.actor.personId as PersonId) : null);

/** A new course as a draft; nobody but authors sees it. */
export async function draftCourse(ctx: Ctx, agencyId: AgencyId, input: Omit<CourseInput, 'modules'>): Promise<CourseId> {
  try {
    return await ctx.transact(async (tx) => {
      const id = newId<'course'>(ctx.now.epochMilliseconds);
      await insertCourse(tx, agencyId, id, input, author(ctx), ctx.now);
      return id;
    });
  } catch (error) {
    if (violates(error, 'courses_agency_id_slug_key')) return orRefuse(refuse('slug-taken', { fields: { slug: 'slug-taken' } }));
    throw error;
  }
}

/** Changes what a draft says of itself. */
export async function reviseCourse(ctx: Ctx, courseId: CourseId, input: Omit<CourseInput, 'modules' | 'slug'>): Promise<void> {
  await ctx.transact(async (tx) => updateCourse(tx, await lockedDraft(tx, courseId), input));
}

async function lockedCourse(tx: Tx, courseId: CourseId): Promise<Course> {
  const course = await courseForUpdate(tx, courseId);
  if (!course) throw problems.notFound();
  return course;
}

async function lockedDraft(tx: Tx, courseId: CourseId): Promise<Course> {
  const course = await lockedCourse(tx, courseId);
  if (course.state !== 'draft') orRefuse(refuse('course-published'));
  return course;
}

type Video = { readonly file: StagedFile; readonly store: FileStore } | undefined;
type Adding = { readonly courseId: CourseId; readonly module: ModuleInput; readonly video?: Video };

/** Adds a module at the end of a course that is still a draft. */
export async function addModule(ctx: Ctx, { courseId, module, video }: Adding): Promise<ModuleId> {
  if (video) await keepFile(ctx, video.store, video.file);
  return ctx.transact(async (tx) => {
    const course = await lockedDraft(tx, courseId);
    const id = newId<'module'>(ctx.now.epochMilliseconds);
    const place = (await modulesOf(tx, courseId)).length + 1;
    await insertModule(tx, course.agencyId as AgencyId, courseId, id, place, module, video?.file.sha256 ?? null);
    return id;
  });
}

type Revising = Adding & { readonly moduleId: ModuleId };

/** Changes a module. In a published course only what is read or seen: its questions stay those that people were marked by. */
export async function reviseModule(ctx: Ctx, { courseId, moduleId, module, video }: Revising): Promise<void> {
  if (video) await keepFile(ctx, video.store, video.file);
  await ctx.transact(async (tx) => {
    const course = await lockedCourse(tx, courseId);
    const before = await findModule(tx, courseId, moduleId);
    if (!before || before.kind !== module.kind) throw problems.notFound();
    if (course.state === 'published' && module.kind === 'quiz') orRefuse(refuse('course-published'));
    const input = course.state === 'published' ? { ...module, minutes: before.minutes } : module;
    await updateModule(tx, course.agencyId, moduleId, input, video?.file.sha256 ?? before.video_sha256);
  });
}

export async function removeModule(ctx: Ctx, courseId: CourseId, moduleId: ModuleId): Promise<void> {
  await ctx.transact(async (tx) => {
    const course = await lockedDraft(tx, courseId);
    await deleteModule(tx, course.agencyId, moduleId);
    await orderModules(
      tx,
      course.agencyId,
      (await modulesOf(tx, courseId)).map((one) => one.id),
    );
  });
}

/** Moves a module of a draft one place up. */
export async function raiseModule(ctx: Ctx, courseId: CourseId, moduleId: ModuleId): Promise<void> {
  await ctx.transact(async (tx) => {
    const course = await lockedDraft(tx, courseId);
    const ids = (await modulesOf(tx, courseId)).map((one) => one.id);
    const at = ids.indexOf(moduleId);
    if (at < 1) return;
    await orderModules(tx, course.agencyId, [...ids.slice(0, at - 1), moduleId, ...ids.slice(at - 1, at), ...ids.slice(at + 1)]);
  });
}

/** From now on people can enrol; the order of the modules and the quizzes stay, texts and videos can be mended. */
export async function publish(ctx: Ctx, courseId: CourseId): Promise<void> {
  await ctx.transact(async (tx) => {
    const course = await lockedCourse(tx, courseId);
    if (course.state === 'published') return;
    const modules = await modulesOf(tx, courseId);
    if (modules.length === 0) orRefuse(refuse('course-empty'));
    if (modules.some((module) => module.kind === 'video' && module.video_sha256 === null)) orRefuse(refuse('video-missing'));
    await publishCourse(tx, course, ctx.now);
    const fact = { courseId, slug: course.slug, jp: course.jpOnline + course.jpClassroom, trains: [...course.trains] };
    await emit(tx, ctx, coursePublished, fact, { agencyId: course.agencyId });
  });
}

type Enrolling = { readonly courseId: CourseId; readonly personId: PersonId; readonly because: 'own-wish' | 'recommendation' };

/** Enrols a person; who is enrolled already stays so. */
export async function enrol(ctx: Ctx, { courseId, personId, because }: Enrolling): Promise<{ readonly enrolmentId: EnrolmentId }> {
  return ctx.transact(async (tx) => {
    const course = (await coursesByIds(tx, [courseId])).get(courseId);
    if (!course || course.state !== 'published') throw problems.notFound();
    const id = newId<'enrolment'>(ctx.now.epochMilliseconds);
    const agencyId = course.agencyId as AgencyId;
    if (!(await insertEnrolment(tx, { agency_id: agencyId, id, course_id: courseId, person_id: personId, because, enrolled_at: ctx.now }))) {
      const before = await findEnrolment(tx, courseId, personId);
      if (!before) throw problems.conflict();
      return { enrolmentId: before.id };
    }
    await emit(tx, ctx, enrolled, { enrolmentId: id, personId, courseId }, { agencyId });
    return { enrolmentId: id };
  });
}

async function moduleOf(tx: Tx, enrolment: EnrolmentRow, moduleId: ModuleId): Promise<ModuleRow> {
  const module = await findModule(tx, enrolment.course_id, moduleId);
  if (!module) throw problems.notFound();
  return module;
}

type Studying = { readonly enrolment: EnrolmentRow; readonly moduleId: ModuleId };

/** A page was read to its end. */
export async function readPage(ctx: Ctx, { enrolment, moduleId }: Studying): Promise<void> {
  await ctx.transact(async (tx) => {
    const module = await moduleOf(tx, enrolment, moduleId);
    if (module.kind !== 'page') throw problems.badRequest();
    await touchProgress(tx, { agencyId: enrolment.agency_id, enrolmentId: enrolment.id, moduleId, done: true, now: ctx.now });
    await finishIfComplete(tx, ctx, enrolment.id);
  });
}

export type Watched = { readonly watched_s: number; readonly done: boolean };

/**
 * Seconds watched since the last report; the first says that the player has begun. Without a count all time since then counts:
 * who reads the words of a video instead of seeing it needs as long.
 */
export async function watchVideo(ctx: Ctx, { enrolment, moduleId, seconds }: Studying & { readonly seconds?: number | undefined }): Promise<Watched> {
  return ctx.transact(async (tx) => {
    const module = await moduleOf(tx, enrolment, moduleId);
    if (module.kind !== 'video') throw problems.badRequest();
    const before = await progressForUpdate(tx, enrolment.id, moduleId);
    const passed = before && { sinceLast_s: secondsBetween(before.touched_at, ctx.now), sinceBegun_s: secondsBetween(before.begun_at, ctx.now) };
    const most = module.minutes * 60;
    const watched_s = Math.min(most, creditedSeconds(before?.watched_s ?? 0, seconds ?? readSeconds(passed?.sinceLast_s, most), passed));
    const done = isWatched(watched_s, module.minutes) || before?.done_at != null;
    await touchProgress(tx, { agencyId: enrolment.agency_id, enrolmentId: enrolment.id, moduleId, done, watched_s, now: ctx.now });
    if (done && !before?.done_at) await finishIfComplete(tx, ctx, enrolment.id);
    return { watched_s, done };
  });
}

/** A try at a quiz. The best counts; the reasons are shown after each try. */
export async function answerQuiz(
  ctx: Ctx,
  { enrolment, moduleId, answers }: Studying & { readonly answers: Readonly<Record<string, string | undefined>> },
): Promise<{ readonly score: number; readonly passed: boolean }> {
  return ctx.transact(async (tx) => {
    const module = await moduleOf(tx, enrolment, moduleId);
    if (module.content.kind !== 'quiz') throw problems.badRequest();
    const course = (await coursesByIds(tx, [enrolment.course_id])).get(enrolment.course_id);
    const score = quizScore(module.content.questions, answers);
    const passed = score >= (course?.passing ?? 100);
    await touchProgress(tx, { agencyId: enrolment.agency_id, enrolmentId: enrolment.id, moduleId, done: passed, score, now: ctx.now });
    if (passed) await finishIfComplete(tx, ctx, enrolment.id);
    return { score, passed };
  });
}

/** Called after anything that may have been the last thing missing. */
export async function finishIfComplete(tx: Tx, ctx: Ctx, enrolmentId: EnrolmentId): Promise<boolean> {
  const facts = await completionFacts(tx, enrolmentId);
  if (!facts || facts.completed_at !== null || !isComplete({ ...facts, needsClass: facts.jp_classroom > 0 })) return false;
  const enrolment = await enrolmentById(tx, enrolmentId);
  const course = (await coursesByIds(tx, [facts.course_id])).get(facts.course_id);
  if (!enrolment || !course) throw problems.notFound();
  await markComplete(tx, enrolment, ctx.now);
  const jp = course.jpOnline + course.jpClassroom;
  const fact = { enrolmentId, personId: enrolment.person_id, courseId: course.id, jp, trains: [...course.trains] };
  await issueCertificate(tx, ctx, enrolment, course);
  await emit(tx, ctx, courseCompleted, fact, { agencyId: enrolment.agency_id, record: { ...fact, completedAt: ctx.now.toString() } });
  return true;
}
