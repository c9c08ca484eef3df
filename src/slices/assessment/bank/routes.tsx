import { readFile } from 'node:fs/promises';
import { competencies, competencyName } from '#slices/standards';
import { z } from 'zod';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { orRefuse, refuse } from '#platform/result';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber } from '#platform/words';
import { type ItemInput, optionKeys } from '../model.ts';
import { permissions } from '../permissions.ts';
import { taker } from '../taker.ts';
import { words } from '../words.ts';
import { addItems, endTest, openTest } from './actions.ts';
import { BankPage } from './pages/bank.tsx';
import { NewItemPage } from './pages/new-item.tsx';
import { readItems } from './rules.ts';
import { itemsWithKeys, itemUse, openTests } from './store.ts';

const allow = permissions['assessment.bank'];
const section = '/kelola/soal';

function named(ctx: WebCtx) {
  return competencies().map(({ code }) => ({ value: code, label: `${code} ${competencyName(code, ctx.lang)}` }));
}

type Chosen = { readonly kompetensi?: string | undefined; readonly tingkat?: string | undefined };

async function bankPage(ctx: WebCtx, chosen: Chosen, form: FormState): Promise<Reply> {
  const { agencyId } = taker(ctx);
  const view = await ctx.read(async (tx) => ({
    items: await itemsWithKeys(tx, agencyId),
    use: await itemUse(tx, agencyId),
    tests: await openTests(tx, agencyId),
  }));
  const inBank = Array.from(new Set(view.items.map((item) => item.competency)));
  const body = (
    <BankPage
      lang={ctx.lang}
      items={view.items}
      use={view.use}
      tests={view.tests}
      inBank={named(ctx).filter((one) => inBank.includes(one.value))}
      competency={chosen.kompetensi || undefined}
      level={chosen.tingkat ? Number(chosen.tingkat) : undefined}
      form={form}
    />
  );
  return page({ title: words(ctx.lang).bank, section, dense: true, body });
}

function newItemPage(ctx: WebCtx, form: FormState): Reply {
  return page({ title: words(ctx.lang).newItem, section, dense: true, body: <NewItemPage lang={ctx.lang} competencies={named(ctx)} form={form} /> });
}

function formOf(ctx: WebCtx, raw: RawInput, codes: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, codes, words(ctx.lang).errors) };
}

const maxImport_bytes = 2_000_000;

async function importItems(ctx: WebCtx): Promise<Reply> {
  const file = ctx.files['file']?.[0];
  if (!file) return orRefuse(refuse('file-required', { fields: { file: 'file-required' } }));
  if (file.tooLarge) return orRefuse(refuse('file-too-large', { fields: { file: 'file-too-large' } }));
  const added = await addItems(ctx, taker(ctx).agencyId, orRefuse(readItems(await readFile(file.path, 'utf8'))));
  return redirect('/kelola/soal', { kind: 'good', text: words(ctx.lang).imported(formatNumber(added, ctx.lang)) });
}

const line = (max: number) => z.string().trim().min(1, 'required').max(max, 'too-long');
const whole = (min: number, max: number) => z.coerce.number('not-a-number').int('not-a-number').min(min, 'too-small').max(max, 'too-big');
const itemForm = z.object({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9.-]{3,30}$/, 'item-code'),
  competency: line(20),
  level: whole(1, 5),
  stem: z.string().trim().min(20, 'too-short').max(1000, 'too-long'),
  options: line(2000),
  answer: z.enum(optionKeys, 'required'),
  rationale: z.string().trim().min(20, 'too-short').max(1000, 'too-long'),
});

// One option a line; its letter is its place.
function itemOf({ options, ...rest }: z.infer<typeof itemForm>): ItemInput {
  const lines = options
    .split('\n')
    .map((text) => text.trim().replace(/^[A-E][.)]\s+/, ''))
    .filter(Boolean);
  if (lines.length < 3 || lines.length > optionKeys.length) orRefuse(refuse('item-options', { fields: { options: 'item-options' } }));
  return { ...rest, options: lines.map((text, at) => ({ key: optionKeys[at] ?? 'A', text })) };
}

export const bankRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kelola/soal',
    allow,
    input: z.object({ kompetensi: z.string().max(20).optional(), tingkat: z.enum(['', '1', '2', '3', '4', '5']).optional() }),
    handle: (ctx, chosen) => bankPage(ctx, chosen, emptyForm),
  }),
  route({ method: 'GET', path: '/kelola/soal/baru', allow, handle: (ctx) => newItemPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/kelola/soal/baru',
    allow,
    input: itemForm,
    async handle(ctx, input) {
      const item = itemOf(input);
      if ((await addItems(ctx, taker(ctx).agencyId, [item])) === 0) orRefuse(refuse('code-taken', { fields: { code: 'code-taken' } }));
      return redirect('/kelola/soal', { kind: 'good', text: words(ctx.lang).imported('1') });
    },
    again: (ctx, raw, codes) => newItemPage(ctx, formOf(ctx, raw, codes)),
  }),
  route({
    method: 'POST',
    path: '/kelola/soal/impor',
    allow,
    maxFile_bytes: maxImport_bytes,
    handle: importItems,
    again: (ctx, raw, codes) => newItemPage(ctx, formOf(ctx, raw, codes)),
  }),
  route({
    method: 'POST',
    path: '/kelola/soal/tes',
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
      minutes: whole(5, 480),
      itemsPerLevel: whole(3, 50),
    }),
    async handle(ctx, input) {
      await openTest(ctx, taker(ctx).agencyId, {
        slug: input.slug,
        title: { id: input.title, ...(input.titleEn ? { en: input.titleEn } : {}) },
        summary: { id: input.summary },
        competencies: [input.competency],
        duration_minutes: input.minutes,
        itemsPerLevel: input.itemsPerLevel,
      });
      return redirect('/kelola/soal', { kind: 'good', text: words(ctx.lang).testOpened });
    },
    again: (ctx, raw, codes) => bankPage(ctx, {}, formOf(ctx, raw, codes)),
  }),
  route({
    method: 'POST',
    path: '/kelola/soal/tes/:slug/tutup',
    allow,
    input: z.object({ slug: z.string().max(100) }),
    async handle(ctx, { slug }) {
      await endTest(ctx, taker(ctx).agencyId, slug);
      return redirect('/kelola/soal', { kind: 'info', text: words(ctx.lang).testClosed });
    },
  }),
];
