import { competencyName } from '#slices/standards';
import { z } from 'zod';
import { findScope } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { fileReply, jsonReply, page, redirect, type Reply, type Route, route, textReply, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber, textIn } from '#platform/words';
import { classCards } from '../classes/cards.ts';
import { ClassCards } from '../classes/pages/class-cards.tsx';
import { seatsOfPerson } from '../classes/store.ts';
import { learner } from '../learner.ts';
import type { Course } from '../model.ts';
import { permissions } from '../permissions.ts';
import { slots } from '../slots.ts';
import { words } from '../words.ts';
import { answerQuiz, enrol, readPage, watchVideo } from './actions.ts';
import { ActivityPage } from './pages/activity.tsx';
import { CoursePage } from './pages/course.tsx';
import { type ProgrammeFacts, programmeSteps } from './pages/programme.tsx';
import { programmesOf } from './programmes.ts';
import { nextStep } from './rules.ts';
import { type EnrolmentRow, findCourse, findEnrolment, findModule, findVideo, modulesOf, type ModuleRow, progressOf, studyOf } from './store.ts';

const allow = permissions['learning.study'];

export async function courseOr404(tx: Tx, ctx: Ctx, slug: string): Promise<Course> {
  const course = await findCourse(tx, ctx.agency.id, slug);
  if (!course) throw problems.notFound();
  return course;
}

// A draft is seen by who writes courses, and by nobody else.
function mayLook(ctx: Ctx, course: Course): boolean {
  return course.state === 'published' || findScope(ctx.actor, permissions['learning.author']) !== undefined;
}

async function untouched(tx: Tx, course: Course) {
  const modules = await modulesOf(tx, course.id);
  return modules.map((one) => ({ ...one, title: one.content.title, done_at: null, watched_s: 0, best_score: null }));
}

async function coursePage(ctx: WebCtx, slug: string): Promise<Reply> {
  const personId = learner(ctx);
  const view = await ctx.read(async (tx) => {
    const course = await courseOr404(tx, ctx, slug);
    if (!mayLook(ctx, course)) throw problems.notFound();
    const [lines, seats, because] = await together([
      studyOf(tx, personId),
      seatsOfPerson(tx, personId),
      slots.recommendedBecause(tx, personId, course.id, ctx.lang),
    ]);
    const programme = programmesOf(lines, seats).find((one) => one.courseId === course.id);
    const [modules, cards] = await together([programme?.modules ?? untouched(tx, course), classCards(tx, ctx, course.id, seats)]);
    return { course, programme, modules, because, cards };
  });
  const { course, programme } = view;
  const needsClass = course.jpClassroom > 0;
  const next = programme && !programme.completed_at ? nextStep({ modules: programme.modules, seats: programme.seats, needsClass }, ctx.now) : undefined;
  const facts: ProgrammeFacts = {
    lang: ctx.lang,
    zone: ctx.zone,
    slug,
    isMine: programme !== undefined,
    modules: view.modules,
    needsClass: false,
    seats: [],
    now: next?.do === 'study' ? next.module.id : undefined,
  };
  const trains = course.trains.map((one) => `${competencyName(one.competency, ctx.lang)}, ${words(ctx.lang).level(formatNumber(one.level, ctx.lang))}`);
  const body = (
    <CoursePage
      lang={ctx.lang}
      course={course}
      trains={trains}
      state={course.state === 'draft' ? 'preview' : programme ? (programme.completed_at ? 'completed' : 'running') : 'open'}
      done={programme?.modules.filter((one) => one.done).length ?? 0}
      steps={programmeSteps(facts)}
      classes={<ClassCards lang={ctx.lang} classes={view.cards} mayAsk={programme !== undefined} />}
      because={view.because}
    />
  );
  return page({ title: textIn(course.title, ctx.lang), section: '/belajar', body });
}

type Studied = { readonly course: Course; readonly enrolment: EnrolmentRow; readonly module: ModuleRow };

async function studied(ctx: WebCtx, slug: string, moduleText: string): Promise<Studied> {
  const id = findId<'module'>(moduleText);
  const found = await ctx.read(async (tx) => {
    const course = await courseOr404(tx, ctx, slug);
    const [enrolment, module] = await together([findEnrolment(tx, course.id, learner(ctx)), id && findModule(tx, course.id, id)]);
    return { course, enrolment, module };
  });
  if (!found.enrolment || !found.module) throw problems.notFound();
  return { course: found.course, enrolment: found.enrolment, module: found.module };
}

type Tried = { readonly score: number; readonly passed: boolean; readonly answers: Readonly<Record<string, string | undefined>> };

async function activity(ctx: WebCtx, { course, enrolment, module }: Studied, form: FormState, result?: Tried): Promise<Reply> {
  const [modules, progress] = await ctx.read((tx) => together([modulesOf(tx, course.id), progressOf(tx, enrolment.id)]));
  const mine = progress.find((one) => one.module_id === module.id);
  const after = modules[modules.findIndex((one) => one.id === module.id) + 1];
  const done = mine?.done_at != null;
  const body = (
    <ActivityPage
      lang={ctx.lang}
      course={course}
      moduleId={module.id}
      module={module.content}
      done={done}
      watched_s={mine?.watched_s ?? 0}
      best={mine?.best_score ?? null}
      videoUrl={module.video_sha256 ? ctx.contentLink(`/berkas/video/${module.id}`, 4 * 3600) : undefined}
      next={done && after ? { href: ctx.href(`/belajar/${course.slug}/kegiatan/${after.id}`), title: textIn(after.content.title, ctx.lang) } : undefined}
      form={form}
      result={result}
    />
  );
  const islands = module.kind === 'video' ? ['learning/watch'] : [];
  return page({ title: textIn(module.content.title, ctx.lang), section: '/belajar', body, islands });
}

async function watch(ctx: WebCtx, { course, enrolment, module }: Studied, seconds: unknown): Promise<Reply> {
  const w = words(ctx.lang);
  const reported = z.number().min(0).max(36_000).optional().safeParse(seconds);
  if (!reported.success) throw problems.badRequest();
  const before = await watchVideo(ctx, { enrolment, moduleId: module.id, seconds: reported.data });
  if (ctx.wants === 'json') return jsonReply(before);
  const text = before.done ? w.readDone : w.readingSince(formatNumber(before.watched_s, ctx.lang), formatNumber(module.minutes * 60, ctx.lang));
  return redirect(`/belajar/${course.slug}/kegiatan/${module.id}`, { kind: before.done ? 'good' : 'info', text });
}

async function study(ctx: WebCtx, slug: string, moduleText: string, raw: Readonly<Record<string, unknown>>): Promise<Reply> {
  const found = await studied(ctx, slug, moduleText);
  const { enrolment, module, course } = found;
  const base = { enrolment, moduleId: module.id };
  if (module.content.kind === 'page') {
    await readPage(ctx, base);
    return redirect(`/belajar/${course.slug}/kegiatan/${module.id}`, { kind: 'good', text: words(ctx.lang).readDone });
  }
  if (module.content.kind === 'video') return watch(ctx, found, raw['seconds']);
  const names = module.content.questions.map((_question, at) => `q${at + 1}`);
  const answers: Record<string, string | undefined> = Object.fromEntries(names.map((name) => [name, typeof raw[name] === 'string' ? raw[name] : undefined]));
  const open = names.filter((name) => !answers[name]);
  if (open.length > 0) {
    const form = { values: answers, errors: errorSentences(ctx.lang, Object.fromEntries(open.map((name) => [name, 'answer'])), words(ctx.lang).errors) };
    const again = await activity(ctx, found, form);
    return again.type === 'page' ? { ...again, status: 422 } : again;
  }
  return activity(ctx, found, emptyForm, { ...(await answerQuiz(ctx, { ...base, answers })), answers });
}

async function video(ctx: WebCtx, idText: string): Promise<Reply> {
  const id = findId<'module'>(idText);
  const found = id && (await ctx.read((tx) => findVideo(tx, id)));
  if (!found) throw problems.notFound();
  return fileReply({
    size_bytes: Number(found.size_bytes),
    mediaType: found.media_type,
    cacheControl: 'private, max-age=3600',
    etag: `"${Buffer.from(found.sha256).toString('base64url').slice(0, 22)}"`,
    open: (range) => ctx.store.read(found.sha256, range),
  });
}

const bySlug = z.object({ slug: z.string().max(100) });
const byModule = bySlug.extend({ id: z.string() });

export const contentRoutes: readonly Route[] = [
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
    input: byModule,
    handle: async (ctx, { slug, id }) => activity(ctx, await studied(ctx, slug, id), emptyForm),
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
    path: '/belajar/:slug/kegiatan/:id/takarir.vtt',
    allow,
    input: byModule,
    async handle(ctx, { slug, id }) {
      const { module } = await studied(ctx, slug, id);
      if (module.content.kind !== 'video' || !module.content.subtitles) throw problems.notFound();
      return textReply(module.content.subtitles, { mediaType: 'text/vtt; charset=utf-8', cacheControl: 'private, max-age=3600' });
    },
  }),
  route({
    method: 'GET',
    path: '/berkas/video/:id',
    origin: 'content',
    allow: 'public',
    input: z.object({ id: z.string() }),
    handle: (ctx, { id }) => video(ctx, id),
  }),
];
