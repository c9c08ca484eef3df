import { type AgencyId, holdersOf, peopleByIds, type PersonId } from '#slices/directory';
import { competencies, competencyName } from '#slices/standards';
import { z } from 'zod';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { orRefuse } from '#platform/result';
import { findDate, instantAt } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { openClass } from '../classes/actions.ts';
import { classTime } from '../classes/cards.ts';
import { classesOf } from '../classes/store.ts';
import { maxVideo_bytes, type ModuleInput } from '../model.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { addModule, draftCourse, publish } from './actions.ts';
import { EditPage, ManagePage } from './pages/author.tsx';
import { readQuiz } from './quiz-text.ts';
import { courseOr404 } from './routes.tsx';
import { coursesOf, modulesOf } from './store.ts';

const allow = permissions['learning.author'];
const section = '/kelola/kursus';

function formOf(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

async function managePage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const courses = await ctx.read((tx) => coursesOf(tx, ctx.agency.id, true));
  const named = competencies().map((one) => ({ value: one.code, label: `${one.code} ${competencyName(one.code, ctx.lang)}` }));
  return page({ title: words(ctx.lang).manage, section, dense: true, body: <ManagePage lang={ctx.lang} courses={courses} competencies={named} form={form} /> });
}

async function editPage(ctx: WebCtx, slug: string, form: FormState): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const course = await courseOr404(tx, ctx, slug);
    const modules = (await modulesOf(tx, course.id)).map((module) => ({
      id: module.id,
      kind: module.kind,
      title: module.content.title,
      minutes: module.minutes,
      done: false,
    }));
    const tutors = await peopleByIds(tx, await holdersOf(tx, ctx.agency.id as AgencyId, 'trainer', ctx.today));
    const classes = (await classesOf(tx, course.id)).map((one) => ({ id: one.id, title: one.title, when: classTime(ctx, one) }));
    return (
      <EditPage
        lang={ctx.lang}
        course={course}
        modules={modules}
        classes={classes}
        tutors={Array.from(tutors.values(), (one) => ({ value: one.id, label: one.name }))}
        form={form}
      />
    );
  });
  return page({ title: words(ctx.lang).manage, section, dense: true, body });
}

const whole = (min: number, max: number) => z.coerce.number('not-a-number').int('not-a-number').min(min, 'too-small').max(max, 'too-big');
const line = (max: number) => z.string().trim().min(1, 'required').max(max, 'too-long');
const bySlug = z.object({ slug: z.string().max(100) });
const edit = (ctx: WebCtx, raw: RawInput, errors: FieldCodes) => editPage(ctx, String(raw['slug']), formOf(ctx, raw, errors));

const moduleForm = bySlug.extend({ kind: z.enum(['page', 'video', 'quiz']), title: line(150), minutes: whole(1, 600), body: line(50_000) });

function moduleOf(input: z.infer<typeof moduleForm>): ModuleInput {
  const common = { title: { id: input.title }, minutes: input.minutes };
  if (input.kind === 'page') return { kind: 'page', ...common, body: { id: input.body } };
  if (input.kind === 'video') return { kind: 'video', ...common, caption: { id: input.body } };
  return { kind: 'quiz', ...common, questions: [...orRefuse(readQuiz(input.body))] };
}

async function add(ctx: WebCtx, input: z.infer<typeof moduleForm>): Promise<Reply> {
  const course = await ctx.read((tx) => courseOr404(tx, ctx, input.slug));
  const file = ctx.files['video']?.[0];
  const fault =
    input.kind !== 'video'
      ? undefined
      : !file
        ? 'file-required'
        : file.tooLarge
          ? 'file-too-large'
          : !['video/mp4', 'video/webm'].includes(file.mediaType)
            ? 'file-type'
            : undefined;
  if (fault) return { ...(await editPage(ctx, input.slug, formOf(ctx, { ...input, minutes: String(input.minutes) }, { video: fault }))), status: 422 } as Reply;
  await addModule(ctx, { course, module: moduleOf(input), video: file && input.kind === 'video' ? { file, store: ctx.store } : undefined });
  return redirect(`/kelola/kursus/${input.slug}`, { kind: 'good', text: words(ctx.lang).added });
}

const time = z
  .string()
  .trim()
  .regex(/^([01]?\d|2[0-3])[.:][0-5]\d$/, 'invalid')
  .transform((text) => text.split(/[.:]/).map(Number) as [number, number]);
const classForm = bySlug.extend({
  title: line(150),
  agenda: line(1000),
  tutor: z.uuid('required'),
  date: z.string().transform((text, context) => {
    const date = findDate(text);
    if (!date) context.addIssue('not-a-date');
    return date ?? Temporal.PlainDate.from('2000-01-01');
  }),
  starts: time,
  ends: time,
  room: z.string().trim().max(150, 'too-long').optional(),
  link: z.union([z.literal(''), z.url({ protocol: /^https$/, error: 'not-url' })]).optional(),
  capacity: whole(1, 1000),
});

export const authorRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kelola/kursus', allow, handle: (ctx) => managePage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/kelola/kursus',
    allow,
    input: z.object({
      title: line(150),
      titleEn: z.string().trim().max(150, 'too-long').optional(),
      slug: z
        .string()
        .trim()
        .regex(/^[a-z0-9-]{3,80}$/, 'slug'),
      summary: line(400),
      competency: line(20),
      level: whole(1, 5),
      jpOnline: whole(0, 200),
      jpClassroom: whole(0, 200),
      passing: whole(0, 100),
    }),
    async handle(ctx, input) {
      await draftCourse(ctx, ctx.agency.id as AgencyId, {
        slug: input.slug,
        title: { id: input.title, ...(input.titleEn ? { en: input.titleEn } : {}) },
        summary: { id: input.summary },
        trains: [{ competency: input.competency, level: input.level }],
        jp: { online: input.jpOnline, classroom: input.jpClassroom },
        passing: input.passing,
      });
      return redirect(`/kelola/kursus/${input.slug}`, { kind: 'good', text: words(ctx.lang).created });
    },
    again: (ctx, raw, errors) => managePage(ctx, formOf(ctx, raw, errors)),
  }),
  route({ method: 'GET', path: '/kelola/kursus/:slug', allow, input: bySlug, handle: (ctx, { slug }) => editPage(ctx, slug, emptyForm) }),
  route({ method: 'POST', path: '/kelola/kursus/:slug/modul', allow, maxFile_bytes: maxVideo_bytes, input: moduleForm, handle: add, again: edit }),
  route({
    method: 'POST',
    path: '/kelola/kursus/:slug/terbitkan',
    allow,
    input: bySlug,
    async handle(ctx, { slug }) {
      const course = await ctx.read((tx) => courseOr404(tx, ctx, slug));
      await publish(ctx, course.id);
      return redirect(`/kelola/kursus/${slug}`, { kind: 'good', text: words(ctx.lang).publishedNow });
    },
    again: edit,
  }),
  route({
    method: 'POST',
    path: '/kelola/kursus/:slug/kelas',
    allow,
    input: classForm,
    async handle(ctx, input) {
      const course = await ctx.read((tx) => courseOr404(tx, ctx, input.slug));
      if (course.state !== 'published') throw problems.conflict();
      await openClass(ctx, ctx.agency.id as AgencyId, {
        courseId: course.id,
        title: { id: input.title },
        agenda: { id: input.agenda },
        tutorId: input.tutor as PersonId,
        room: input.room || null,
        meetingLink: input.link || null,
        startsAt: instantAt(input.date, ctx.zone, ...input.starts),
        endsAt: instantAt(input.date, ctx.zone, ...input.ends),
        capacity: input.capacity,
        jp: Math.max(1, course.jpClassroom),
      });
      return redirect(`/kelola/kursus/${input.slug}`, { kind: 'good', text: words(ctx.lang).opened });
    },
    again: edit,
  }),
];
