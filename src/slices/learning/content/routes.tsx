import { findPostOf, type PersonId } from '#slices/directory';
import { competencyName, jpTerm } from '#slices/standards';
import { z } from 'zod';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { bytesReply, jsonReply, page, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatDate, todayIn } from '#platform/time';
import { emptyForm, type FormState, Panel } from '#platform/ui';
import { errorSentences, formatNumber } from '#platform/words';
import { ClassCards } from '../classes/pages/classes.tsx';
import { classCards } from '../classes/cards.ts';
import { certificatesOf, jpOf } from '../credentials/store.ts';
import type { Course, ModuleId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { slots } from '../slots.ts';
import { words } from '../words.ts';
import { answerQuiz, enrol, readPage, watchVideo } from './actions.ts';
import { ActivityPage } from './pages/activity.tsx';
import { CoursePage, LearnPage } from './pages/learn.tsx';
import {
  coursesByIds,
  coursesOf,
  type EnrolmentRow,
  enrolmentsOf,
  findCourse,
  findEnrolment,
  findVideo,
  modulesOf,
  progressCounts,
  progressOf,
} from './store.ts';

const allow = permissions['learning.study'];

export function learner(ctx: Ctx): PersonId {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return ctx.actor.personId as PersonId;
}

async function learnPage(ctx: WebCtx): Promise<Reply> {
  const personId = learner(ctx);
  const body = await ctx.read(async (tx) => {
    const post = await findPostOf(tx, personId, ctx.today);
    const enrolments = await enrolmentsOf(tx, personId);
    const all = await coursesOf(tx, ctx.agency.id);
    const byId = await coursesByIds(
      tx,
      enrolments.map((one) => one.course_id),
    );
    const done = await progressCounts(
      tx,
      enrolments.map((one) => one.id),
    );
    const mine = await Promise.all(
      enrolments
        .flatMap((one) => byId.get(one.course_id) ?? [])
        .map(async (course) => {
          const enrolment = enrolments.find((one) => one.course_id === course.id) as EnrolmentRow;
          return { course, done: done.get(enrolment.id) ?? 0, all: (await modulesOf(tx, course.id)).length, completed: enrolment.completed_at !== null };
        }),
    );
    const certificates = await certificatesOf(tx, personId);
    const titles = await coursesByIds(
      tx,
      certificates.map((one) => one.course_id),
    );
    return (
      <LearnPage
        lang={ctx.lang}
        jp={(await jpOf(tx, ctx.agency.id, ctx.today.year)).get(personId) ?? 0}
        term={jpTerm(post?.status ?? 'PNS')}
        mine={mine}
        others={all.filter((course) => !byId.has(course.id))}
        certificates={certificates.map((one) => ({
          id: one.id,
          number: one.number,
          title: titles.get(one.course_id)?.title ?? { id: '' },
          when: formatDate(todayIn(one.issued_at, ctx.zone), ctx.lang, 'short'),
          jp: one.jp,
        }))}
      />
    );
  });
  return page({ title: words(ctx.lang).learn, section: '/belajar', body });
}

export async function courseOr404(tx: Tx, ctx: Ctx, slug: string): Promise<Course> {
  const course = await findCourse(tx, ctx.agency.id, slug);
  if (!course) throw problems.notFound();
  return course;
}

async function coursePage(ctx: WebCtx, slug: string): Promise<Reply> {
  const personId = learner(ctx);
  const view = await ctx.read(async (tx) => {
    const course = await courseOr404(tx, ctx, slug);
    if (course.state === 'draft') throw problems.notFound();
    const enrolment = await findEnrolment(tx, course.id, personId);
    const progress = enrolment ? await progressOf(tx, enrolment.id) : [];
    const done = new Set(progress.filter((one) => one.done_at !== null).map((one) => one.module_id));
    const modules = (await modulesOf(tx, course.id)).map((module) => ({
      id: module.id,
      kind: module.kind,
      title: module.content.title,
      minutes: module.minutes,
      done: done.has(module.id),
    }));
    const because = await slots.recommendedBecause(tx, personId, course.id, ctx.lang);
    const cards = await classCards(tx, ctx, course.id, personId);
    const trains = course.trains.map((one) => `${competencyName(one.competency, ctx.lang)}, ${words(ctx.lang).level(formatNumber(one.level, ctx.lang))}`);
    return { course, modules, trains, cards, enrolled: enrolment !== undefined, completed: enrolment?.completed_at != null, because };
  });
  const classes = <ClassCards lang={ctx.lang} classes={view.cards} mayAsk={view.enrolled} />;
  const because = view.because ? <Panel tone="sunken">{view.because}</Panel> : null;
  return page({ title: view.course.title.id, section: '/belajar', body: <CoursePage lang={ctx.lang} {...view} classes={classes} because={because} /> });
}

async function activity(
  ctx: WebCtx,
  slug: string,
  moduleText: string,
  form: FormState,
  result?: { readonly score: number; readonly passed: boolean; readonly answers: Readonly<Record<string, string | undefined>> },
): Promise<Reply> {
  const personId = learner(ctx);
  const body = await ctx.read(async (tx) => {
    const course = await courseOr404(tx, ctx, slug);
    const enrolment = await findEnrolment(tx, course.id, personId);
    const module = (await modulesOf(tx, course.id)).find((one) => one.id === moduleText);
    if (!enrolment || !module) throw problems.notFound();
    const progress = (await progressOf(tx, enrolment.id)).find((one) => one.module_id === module.id);
    return (
      <ActivityPage
        lang={ctx.lang}
        course={course}
        moduleId={module.id}
        module={module.content}
        done={progress?.done_at != null}
        watched_s={progress?.watched_s ?? 0}
        best={progress?.best_score ?? null}
        videoUrl={module.video_sha256 ? ctx.contentLink(`/berkas/video/${module.id}`, 4 * 3600) : undefined}
        form={form}
        result={result}
      />
    );
  });
  return page({ title: words(ctx.lang).learn, section: '/belajar', body, islands: ['learning/watch'] });
}

async function study(ctx: WebCtx, slug: string, moduleText: string, raw: Readonly<Record<string, unknown>>): Promise<Reply> {
  const personId = learner(ctx);
  const { enrolment, module, course } = await ctx.read(async (tx) => {
    const found = await courseOr404(tx, ctx, slug);
    return {
      course: found,
      enrolment: await findEnrolment(tx, found.id, personId),
      module: (await modulesOf(tx, found.id)).find((one) => one.id === moduleText),
    };
  });
  if (!enrolment || !module) throw problems.notFound();
  const base = { enrolment, moduleId: module.id };
  if (module.content.kind === 'page') {
    await readPage(ctx, base);
    return redirect(`/belajar/${course.slug}`);
  }
  if (module.content.kind === 'video') return jsonReply(await watchVideo(ctx, { ...base, seconds: z.number().min(0).max(3600).parse(raw['seconds']) }));
  const names = module.content.questions.map((_question, at) => `q${at + 1}`);
  const answers: Record<string, string | undefined> = Object.fromEntries(names.map((name) => [name, typeof raw[name] === 'string' ? raw[name] : undefined]));
  const open = names.filter((name) => !answers[name]);
  if (open.length > 0) {
    const form = { values: answers, errors: errorSentences(ctx.lang, Object.fromEntries(open.map((name) => [name, 'answer'])), words(ctx.lang).errors) };
    return { ...(await activity(ctx, slug, moduleText, form)), status: 422 } as Reply;
  }
  const outcome = await answerQuiz(ctx, { ...base, answers });
  return activity(ctx, slug, moduleText, emptyForm, { ...outcome, answers });
}

const bySlug = z.object({ slug: z.string().max(100) });

export const contentRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/belajar', allow, handle: learnPage }),
  route({ method: 'GET', path: '/belajar/:slug', allow, input: bySlug, handle: (ctx, { slug }) => coursePage(ctx, slug) }),
  route({
    method: 'POST',
    path: '/belajar/:slug/daftar',
    allow,
    input: bySlug,
    async handle(ctx, { slug }) {
      const course = await ctx.read((tx) => courseOr404(tx, ctx, slug));
      await enrol(ctx, { courseId: course.id, personId: learner(ctx), because: 'own-wish' });
      return redirect(`/belajar/${slug}`, { kind: 'good', text: words(ctx.lang).enrolled });
    },
  }),
  route({
    method: 'GET',
    path: '/belajar/:slug/kegiatan/:id',
    allow,
    input: bySlug.extend({ id: z.string() }),
    handle: (ctx, { slug, id }) => activity(ctx, slug, id, emptyForm),
  }),
  route({
    method: 'POST',
    path: '/belajar/:slug/kegiatan/:id',
    allow,
    input: z.looseObject({ slug: z.string().max(100), id: z.string() }),
    handle: (ctx, { slug, id, ...raw }) => study(ctx, slug, id, raw),
  }),
  route({
    method: 'GET',
    path: '/berkas/video/:id',
    origin: 'content',
    allow: 'public',
    input: z.object({ id: z.string() }),
    async handle(ctx, { id }) {
      const video = findId<'module'>(id) ? await ctx.read((tx) => findVideo(tx, id as ModuleId)) : undefined;
      const body = video && (await ctx.store.read(video));
      if (!body) throw problems.notFound();
      return bytesReply(body, { mediaType: 'video/webm', inline: true, cacheControl: 'private, max-age=3600' });
    },
  }),
];
