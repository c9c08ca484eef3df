import { type AgencyId, peopleByIds } from '#slices/directory';
import { competencies, competencyName } from '#slices/standards';
import { z } from 'zod';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber } from '#platform/words';
import { classesOf } from '../classes/store.ts';
import type { Course, CourseInput } from '../model.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { draftCourse, publish, reviseCourse } from './actions.ts';
import { EditPage } from './pages/edit.tsx';
import { ManagePage } from './pages/manage.tsx';
import { courseOr404 } from './routes.tsx';
import { classTime } from './seat-view.ts';
import { coursesOf, enrolmentCounts, modulesOf } from './store.ts';

const allow = permissions['learning.author'];
const section = '/kelola/kursus';

function formOf(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

const named = (ctx: WebCtx) => competencies().map((one) => ({ value: one.code, label: `${one.code} ${competencyName(one.code, ctx.lang)}` }));

async function managePage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const { courses, counts } = await ctx.read(async (tx) => {
    const found = await coursesOf(tx, ctx.agency.id, true);
    return {
      courses: found,
      counts: await enrolmentCounts(
        tx,
        found.map((course) => course.id),
      ),
    };
  });
  const rows = courses.map((course) => ({ course, running: counts.get(course.id)?.running ?? 0, completed: counts.get(course.id)?.completed ?? 0 }));
  return page({
    title: words(ctx.lang).manage,
    section,
    dense: true,
    body: <ManagePage lang={ctx.lang} courses={rows} competencies={named(ctx)} form={form} />,
  });
}

/** What the form shows of a course as it stands. */
function valuesOf(course: Course): FormState['values'] {
  const [first] = course.trains;
  return {
    title: course.title.id,
    titleEn: course.title.en ?? '',
    summary: course.summary.id,
    summaryEn: course.summary.en ?? '',
    competency: first?.competency ?? '',
    level: String(first?.level ?? ''),
    jpOnline: String(course.jpOnline),
    jpClassroom: String(course.jpClassroom),
    passing: String(course.passing),
  };
}

async function editPage(ctx: WebCtx, slug: string, form: FormState | undefined): Promise<Reply> {
  const view = await ctx.read(async (tx) => {
    const course = await courseOr404(tx, ctx, slug);
    const classes = await classesOf(tx, course.id);
    return {
      course,
      classes,
      modules: await modulesOf(tx, course.id),
      tutors: await peopleByIds(
        tx,
        classes.map((one) => one.tutor_id),
      ),
      counts: (await enrolmentCounts(tx, [course.id])).get(course.id),
    };
  });
  const w = words(ctx.lang);
  const body = (
    <EditPage
      lang={ctx.lang}
      course={view.course}
      trains={view.course.trains.map((one) => `${competencyName(one.competency, ctx.lang)}, ${w.level(formatNumber(one.level, ctx.lang))}`)}
      modules={view.modules.map((one) => ({ ...one, title: one.content.title, isReady: one.kind !== 'video' || one.video_sha256 !== null }))}
      classes={view.classes.map((one) => ({ ...one, when: classTime(ctx, one), tutor: view.tutors.get(one.tutor_id)?.name ?? '' }))}
      running={view.counts?.running ?? 0}
      completed={view.counts?.completed ?? 0}
      competencies={named(ctx)}
      form={form ?? { values: valuesOf(view.course), errors: {} }}
    />
  );
  return page({ title: view.course.title.id, section, dense: true, body });
}

const whole = (min: number, max: number) => z.coerce.number('not-a-number').int('not-a-number').min(min, 'too-small').max(max, 'too-big');
const line = (max: number) => z.string().trim().min(1, 'required').max(max, 'too-long');
const maybe = (max: number) => z.string().trim().max(max, 'too-long').optional();
const bySlug = z.object({ slug: z.string().max(100) });
const facts = z.object({
  title: line(150),
  titleEn: maybe(150),
  summary: line(400),
  summaryEn: maybe(400),
  competency: line(20),
  level: whole(1, 5),
  jpOnline: whole(0, 200),
  jpClassroom: whole(0, 200),
  passing: whole(0, 100),
});

function inputOf(form: z.infer<typeof facts>): Omit<CourseInput, 'modules' | 'slug'> {
  return {
    title: { id: form.title, ...(form.titleEn ? { en: form.titleEn } : {}) },
    summary: { id: form.summary, ...(form.summaryEn ? { en: form.summaryEn } : {}) },
    trains: [{ competency: form.competency, level: form.level }],
    jp: { online: form.jpOnline, classroom: form.jpClassroom },
    passing: form.passing,
  };
}

export const authorRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kelola/kursus', allow, handle: (ctx) => managePage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/kelola/kursus',
    allow,
    input: facts.extend({
      slug: z
        .string()
        .trim()
        .regex(/^[a-z0-9-]{3,80}$/, 'slug'),
    }),
    async handle(ctx, { slug, ...form }) {
      await draftCourse(ctx, ctx.agency.id as AgencyId, { slug, ...inputOf(form) });
      return redirect(`/kelola/kursus/${slug}`, { kind: 'good', text: words(ctx.lang).created });
    },
    again: (ctx, raw, errors) => managePage(ctx, formOf(ctx, raw, errors)),
  }),
  route({ method: 'GET', path: '/kelola/kursus/:slug', allow, input: bySlug, handle: (ctx, { slug }) => editPage(ctx, slug, undefined) }),
  route({
    method: 'POST',
    path: '/kelola/kursus/:slug',
    allow,
    input: facts.extend(bySlug.shape),
    async handle(ctx, { slug, ...form }) {
      const course = await ctx.read((tx) => courseOr404(tx, ctx, slug));
      await reviseCourse(ctx, course.id, inputOf(form));
      return redirect(`/kelola/kursus/${slug}`, { kind: 'good', text: words(ctx.lang).kept });
    },
    again: (ctx, raw, errors) => editPage(ctx, String(raw['slug']), formOf(ctx, raw, errors)),
  }),
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
    async again(ctx, raw, errors) {
      const course = await ctx.read((tx) => courseOr404(tx, ctx, String(raw['slug'])));
      return editPage(ctx, course.slug, formOf(ctx, { ...raw, ...(valuesOf(course) as RawInput) }, errors));
    },
  }),
];
