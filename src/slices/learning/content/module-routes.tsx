import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { type Course, maxVideo_bytes, type ModuleId, type ModuleInput, type ModuleKind } from '../model.ts';
import { permissions } from '../permissions.ts';
import { isSubtitles } from '../subtitles.ts';
import { words } from '../words.ts';
import { addModule, raiseModule, removeModule, reviseModule } from './actions.ts';
import { ModuleFormPage } from './pages/module-form.tsx';
import { readQuiz, writeQuiz } from './quiz-text.ts';
import { courseOr404 } from './routes.tsx';
import { findModule, type ModuleRow } from './store.ts';

const allow = permissions['learning.author'];
const section = '/kelola/kursus';

type Found = { readonly course: Course; readonly module: ModuleRow | undefined };

async function find(ctx: WebCtx, slug: string, idText: string | undefined): Promise<Found> {
  const id = findId<'module'>(idText);
  return ctx.read(async (tx) => {
    const course = await courseOr404(tx, ctx, slug);
    const module = id && (await findModule(tx, course.id, id));
    if (idText !== undefined && !module) throw problems.notFound();
    return { course, module };
  });
}

function valuesOf(content: ModuleInput): FormState['values'] {
  const common = { title: content.title.id, titleEn: content.title.en ?? '', minutes: String(content.minutes) };
  if (content.kind === 'quiz') return { ...common, body: writeQuiz(content.questions) };
  const text = content.kind === 'page' ? content.body : content.caption;
  return { ...common, body: text.id, bodyEn: text.en ?? '' };
}

function formPage(ctx: WebCtx, { course, module }: Found, kind: ModuleKind, form: FormState): Reply {
  const body = <ModuleFormPage lang={ctx.lang} course={course} kind={kind} module={module} form={form} />;
  return page({ title: words(ctx.lang).modules, section, dense: true, body });
}

const kinds = z.enum(['page', 'video', 'quiz']);
const line = (max: number) => z.string().trim().min(1, 'required').max(max, 'too-long');
const maybe = (max: number) => z.string().trim().max(max, 'too-long').optional();
const bySlug = z.object({ slug: z.string().max(100) });
const byModule = bySlug.extend({ id: z.string() });
const moduleForm = bySlug.extend({
  kind: kinds,
  title: line(150),
  titleEn: maybe(150),
  minutes: z.coerce.number('not-a-number').int('not-a-number').min(1, 'too-small').max(600, 'too-big'),
  body: line(50_000),
  bodyEn: maybe(50_000),
});
type ModuleForm = z.infer<typeof moduleForm>;

async function subtitlesOf(ctx: WebCtx, before: ModuleRow | undefined): Promise<string | undefined> {
  const file = ctx.files['subtitles']?.[0];
  if (!file) return before?.content.kind === 'video' ? before.content.subtitles : undefined;
  const text = file.tooLarge || file.size_bytes > 200_000 ? '' : await readFile(file.path, 'utf8');
  if (!isSubtitles(text)) orRefuse(refuse('not-subtitles', { fields: { subtitles: 'not-subtitles' } }));
  return text.replace(/^\uFEFF/, '');
}

async function moduleOf(ctx: WebCtx, form: ModuleForm, before: ModuleRow | undefined): Promise<ModuleInput> {
  const common = { title: { id: form.title, ...(form.titleEn ? { en: form.titleEn } : {}) }, minutes: form.minutes };
  const text = { id: form.body, ...(form.bodyEn ? { en: form.bodyEn } : {}) };
  if (form.kind === 'page') return { kind: 'page', ...common, body: text };
  if (form.kind === 'quiz') return { kind: 'quiz', ...common, questions: [...orRefuse(readQuiz(form.body))] };
  const subtitles = await subtitlesOf(ctx, before);
  return { kind: 'video', ...common, caption: text, ...(subtitles ? { subtitles } : {}) };
}

/** The video that came with the form; a new module needs one. */
function videoOf(ctx: WebCtx, kind: ModuleKind, isNew: boolean) {
  if (kind !== 'video') return undefined;
  const file = ctx.files['video']?.[0];
  if (!file) return isNew ? orRefuse(refuse('file-required', { fields: { video: 'file-required' } })) : undefined;
  if (file.tooLarge) orRefuse(refuse('file-too-large', { fields: { video: 'file-too-large' } }));
  if (!['video/mp4', 'video/webm'].includes(file.mediaType)) orRefuse(refuse('file-type', { fields: { video: 'file-type' } }));
  return { file, store: ctx.store };
}

async function again(ctx: WebCtx, raw: RawInput, errors: FieldCodes): Promise<Reply> {
  const id = typeof raw['id'] === 'string' ? raw['id'] : undefined;
  const found = await find(ctx, String(raw['slug']), id);
  const kind = found.module?.kind ?? kinds.catch('page').parse(raw['kind']);
  return formPage(ctx, found, kind, { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) });
}

/** A refusal of what has no form of its own: said on the course's page. */
function refusedAt(ctx: WebCtx, raw: RawInput, errors: FieldCodes): Reply {
  const text = Object.values(errorSentences(ctx.lang, errors, words(ctx.lang).errors)).join(' ');
  return redirect(`/kelola/kursus/${String(raw['slug'])}`, { kind: 'warn', text });
}

async function owned(ctx: WebCtx, slug: string, id: string): Promise<{ readonly course: Course; readonly moduleId: ModuleId }> {
  const { course, module } = await find(ctx, slug, id);
  if (!module) throw problems.notFound();
  return { course, moduleId: module.id };
}

export const moduleRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kelola/kursus/:slug/modul/baru',
    allow,
    input: bySlug.extend({ jenis: kinds.catch('page') }),
    handle: async (ctx, { slug, jenis }) => formPage(ctx, await find(ctx, slug, undefined), jenis, emptyForm),
  }),
  route({
    method: 'POST',
    path: '/kelola/kursus/:slug/modul/baru',
    allow,
    maxFile_bytes: maxVideo_bytes,
    input: moduleForm,
    async handle(ctx, form) {
      const { course } = await find(ctx, form.slug, undefined);
      await addModule(ctx, { courseId: course.id, module: await moduleOf(ctx, form, undefined), video: videoOf(ctx, form.kind, true) });
      return redirect(`/kelola/kursus/${form.slug}`, { kind: 'good', text: words(ctx.lang).added });
    },
    again,
  }),
  route({
    method: 'GET',
    path: '/kelola/kursus/:slug/modul/:id',
    allow,
    input: byModule,
    async handle(ctx, { slug, id }) {
      const found = await find(ctx, slug, id);
      if (!found.module) throw problems.notFound();
      return formPage(ctx, found, found.module.kind, { values: valuesOf(found.module.content), errors: {} });
    },
  }),
  route({
    method: 'POST',
    path: '/kelola/kursus/:slug/modul/:id',
    allow,
    maxFile_bytes: maxVideo_bytes,
    input: moduleForm.extend({ id: z.string() }),
    async handle(ctx, form) {
      const { course, module } = await find(ctx, form.slug, form.id);
      if (!module) throw problems.notFound();
      const changed = await moduleOf(ctx, { ...form, kind: module.kind }, module);
      await reviseModule(ctx, { courseId: course.id, moduleId: module.id, module: changed, video: videoOf(ctx, module.kind, false) });
      return redirect(`/kelola/kursus/${form.slug}`, { kind: 'good', text: words(ctx.lang).kept });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/kelola/kursus/:slug/modul/:id/hapus',
    allow,
    input: byModule,
    async handle(ctx, { slug, id }) {
      const { course, moduleId } = await owned(ctx, slug, id);
      await removeModule(ctx, course.id, moduleId);
      return redirect(`/kelola/kursus/${slug}`, { kind: 'info', text: words(ctx.lang).removed });
    },
    again: refusedAt,
  }),
  route({
    method: 'POST',
    path: '/kelola/kursus/:slug/modul/:id/naik',
    allow,
    input: byModule,
    async handle(ctx, { slug, id }) {
      const { course, moduleId } = await owned(ctx, slug, id);
      await raiseModule(ctx, course.id, moduleId);
      return redirect(`/kelola/kursus/${slug}`);
    },
    again: refusedAt,
  }),
];
