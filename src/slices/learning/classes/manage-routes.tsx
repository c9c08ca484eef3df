import { type AgencyId, holdersOf, peopleByIds, type PersonId } from '#slices/directory';
import { z } from 'zod';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { findDate, instantAt } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { courseOr404 } from '../content/routes.tsx';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { cancelClass, changeClass, type ClassInput, openClass } from './actions.ts';
import { ClassFormPage } from './pages/class-form.tsx';
import { type ClassRow, findClass } from './store.ts';

const allow = permissions['learning.author'];
const section = '/kelola/kursus';

const line = (max: number) => z.string().trim().min(1, 'required').max(max, 'too-long');
const time = z
  .string()
  .trim()
  .regex(/^([01]?\d|2[0-3])[.:][0-5]\d$/, 'not-a-time')
  .transform((text) => text.split(/[.:]/).map(Number) as [number, number]);
const classForm = z.object({
  slug: z.string().max(100),
  title: line(150),
  titleEn: z.string().trim().max(150, 'too-long').optional(),
  agenda: line(1000),
  tutor: z.uuid('required'),
  date: z.string().transform((text, context) => {
    const date = findDate(text);
    if (date) return date;
    context.addIssue('not-a-date');
    return z.NEVER;
  }),
  starts: time,
  ends: time,
  room: z.string().trim().max(150, 'too-long').optional(),
  link: z.union([z.literal(''), z.url({ protocol: /^https$/, error: 'not-url' })]).optional(),
  capacity: z.coerce.number('not-a-number').int('not-a-number').min(1, 'too-small').max(1000, 'too-big'),
});

function inputOf(ctx: WebCtx, form: z.infer<typeof classForm>): ClassInput {
  return {
    title: { id: form.title, ...(form.titleEn ? { en: form.titleEn } : {}) },
    agenda: { id: form.agenda },
    tutorId: form.tutor as PersonId,
    room: form.room || null,
    meetingLink: form.link || null,
    startsAt: instantAt(form.date, ctx.zone, ...form.starts),
    endsAt: instantAt(form.date, ctx.zone, ...form.ends),
    capacity: form.capacity,
  };
}

/** What the form shows of a class as it stands. */
function valuesOf(ctx: WebCtx, one: ClassRow): FormState['values'] {
  const [starts, ends] = [one.starts_at, one.ends_at].map((instant) => instant.toZonedDateTimeISO(ctx.zone));
  const clock = (at: Temporal.ZonedDateTime | undefined) => at?.toPlainTime().toString({ smallestUnit: 'minute' }).replace(':', '.') ?? '';
  return {
    title: one.title.id,
    titleEn: one.title.en ?? '',
    agenda: one.agenda.id,
    tutor: one.tutor_id,
    date: starts?.toPlainDate().toString() ?? '',
    starts: clock(starts),
    ends: clock(ends),
    room: one.room ?? '',
    link: one.meeting_link ?? '',
    capacity: String(one.capacity),
  };
}

async function formPage(ctx: WebCtx, slug: string, classId: string | undefined, form: FormState): Promise<Reply> {
  const { course, tutors } = await ctx.read(async (tx) => ({
    course: await courseOr404(tx, ctx, slug),
    tutors: await peopleByIds(tx, await holdersOf(tx, ctx.agency.id as AgencyId, 'trainer', ctx.today)),
  }));
  const options = Array.from(tutors.values(), (one) => ({ value: one.id, label: one.name }));
  const body = <ClassFormPage lang={ctx.lang} course={course} classId={classId} tutors={options} form={form} />;
  return page({ title: classId ? words(ctx.lang).changeClass : words(ctx.lang).openClass, section, dense: true, body });
}

async function ownClass(ctx: WebCtx, slug: string, idText: string): Promise<ClassRow> {
  const id = findId<'class'>(idText);
  const found = id && (await ctx.read(async (tx) => ({ course: await courseOr404(tx, ctx, slug), one: await findClass(tx, id) })));
  if (!found?.one || found.one.course_id !== found.course.id) throw problems.notFound();
  return found.one;
}

function typed(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

const bySlug = z.object({ slug: z.string().max(100) });
const byClass = bySlug.extend({ id: z.string() });

export const manageRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/kelola/kursus/:slug/kelas/baru', allow, input: bySlug, handle: (ctx, { slug }) => formPage(ctx, slug, undefined, emptyForm) }),
  route({
    method: 'POST',
    path: '/kelola/kursus/:slug/kelas/baru',
    allow,
    input: classForm,
    async handle(ctx, form) {
      const course = await ctx.read((tx) => courseOr404(tx, ctx, form.slug));
      if (course.state !== 'published') throw problems.conflict();
      await openClass(ctx, ctx.agency.id as AgencyId, { ...inputOf(ctx, form), courseId: course.id });
      return redirect(`/kelola/kursus/${form.slug}`, { kind: 'good', text: words(ctx.lang).opened });
    },
    again: (ctx, raw, errors) => formPage(ctx, String(raw['slug']), undefined, typed(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/kelola/kursus/:slug/kelas/:id',
    allow,
    input: byClass,
    async handle(ctx, { slug, id }) {
      const one = await ownClass(ctx, slug, id);
      return formPage(ctx, slug, one.id, { values: valuesOf(ctx, one), errors: {} });
    },
  }),
  route({
    method: 'POST',
    path: '/kelola/kursus/:slug/kelas/:id',
    allow,
    input: classForm.extend({ id: z.string() }),
    async handle(ctx, { id, ...form }) {
      const one = await ownClass(ctx, form.slug, id);
      await changeClass(ctx, one.id, inputOf(ctx, form));
      return redirect(`/kelas/${one.id}`, { kind: 'good', text: words(ctx.lang).classSaved });
    },
    again: (ctx, raw, errors) => formPage(ctx, String(raw['slug']), String(raw['id']), typed(ctx, raw, errors)),
  }),
  route({
    method: 'POST',
    path: '/kelola/kursus/:slug/kelas/:id/batal',
    allow,
    input: byClass,
    async handle(ctx, { slug, id }) {
      const one = await ownClass(ctx, slug, id);
      await cancelClass(ctx, one.id);
      return redirect(`/kelola/kursus/${slug}`, { kind: 'info', text: words(ctx.lang).classCancelled });
    },
    again: (ctx, raw, errors) => formPage(ctx, String(raw['slug']), String(raw['id']), typed(ctx, raw, errors)),
  }),
];
