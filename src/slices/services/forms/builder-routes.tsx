import { z } from 'zod';
import { type FieldCodes, page, parseInput, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, textIn } from '#platform/words';
import { fieldTypes, type FormDefinition } from '../model.ts';
import { permissions } from '../permissions.ts';
import { agencyOf, draftOr404 } from '../standards/draft-routes.tsx';
import type { DraftAsSeen } from '../standards/actions.ts';
import { words as standardWords } from '../standards/words.ts';
import { changeForm, undoForm } from './actions.ts';
import { definitionFaults } from './definition-faults.ts';
import { builtField, fieldsBefore, type Operation } from './edit-form.ts';
import { conditionInputs, fieldInputs, readConditions, readField } from './field-input.ts';
import { FieldEditor, PageEditor } from './pages/field-editor.tsx';
import { FormBuilder } from './pages/form-builder.tsx';
import { FormPreview } from './pages/form-preview.tsx';
import { fieldsOf } from './rules.ts';
import { findUndo } from './store.ts';
import { words } from './words.ts';

const allow = permissions['services.publish'];
const section = '/kelola/layanan';
const at = `${section}/:draft/formulir`;

async function builtForm(ctx: WebCtx, idText: string) {
  return ctx.read(async (tx) => {
    const draft = await draftOr404(tx, ctx, idText);
    const undo = await findUndo(tx, draft.agencyId, draft.id, draft.version);
    return { draft, form: draft.content.form ?? { steps: [] }, mayUndo: undo !== undefined };
  });
}

function sentencesFor(ctx: WebCtx, codes: FieldCodes): Readonly<Record<string, string>> {
  return errorSentences(ctx.lang, codes, { ...standardWords(ctx.lang).errors, ...words(ctx.lang).builder.errors });
}

/** What is wrong with the form as a whole is that the draft has moved on. */
function statusOf(state: FormState | undefined): number {
  const wrong = Object.keys(state?.errors ?? {});
  return wrong.includes('form') ? 409 : wrong.length > 0 ? 422 : 200;
}

async function builderPage(ctx: WebCtx, idText: string, state: FormState): Promise<Reply> {
  const { draft, form, mayUndo } = await builtForm(ctx, idText);
  if (draft.state !== 'draft') return redirect(`${section}/${draft.id}`);
  const faults = sentencesFor(ctx, definitionFaults(form));
  return page({
    title: words(ctx.lang).builder.title,
    section,
    dense: true,
    status: statusOf(state),
    body: <FormBuilder lang={ctx.lang} draft={draft} form={form} faults={faults} mayUndo={mayUndo} state={state} />,
  });
}

const byDraft = z.object({ draft: z.string() });
const seen = z.looseObject({ draft: z.string(), version: z.coerce.number().int() });

async function asSeen(ctx: WebCtx, { draft: idText, version }: z.infer<typeof seen>): Promise<DraftAsSeen> {
  const draft = await ctx.read((tx) => draftOr404(tx, ctx, idText));
  return { agencyId: agencyOf(ctx), id: draft.id, version };
}

/** What the buttons of the builder say: `field-up nama`, `page-remove 0`. */
function operationOf(act: string): Operation | undefined {
  const [, on, does, what = ''] = /^(field|page)-(up|down|remove) ([a-z0-9_-]{1,90})$/.exec(act) ?? [];
  if (on === undefined) return undefined;
  const by = does === 'up' ? -1 : 1;
  if (on === 'page') return does === 'remove' ? { kind: 'remove-page', page: Number(what) } : { kind: 'move-page', page: Number(what), by };
  return does === 'remove' ? { kind: 'remove-field', path: what } : { kind: 'move-field', path: what, by };
}

const label = z.string().trim().min(1, 'required').max(300, 'too-long');
const addPage = z.object({ act: z.literal('page-add'), title: label });
const addField = z.object({
  act: z.literal('field-add'),
  page: z.coerce.number().int().min(0),
  group: z.string().max(60).optional(),
  type: z.enum(fieldTypes, 'field-type'),
  label,
});

function added(raw: RawInput): Operation | FieldCodes {
  if (raw['act'] === 'page-add') {
    const read = parseInput(addPage, raw);
    return read.ok ? { kind: 'add-page', title: { id: read.value.title } } : read.errors;
  }
  // Each page and group has its own form to add a field by, named for it.
  const spot = String(raw['group'] ?? raw['page'] ?? '');
  const read = parseInput(addField, { ...raw, label: raw[`label-${spot}`], type: raw[`type-${spot}`] });
  if (!read.ok) return { [`label-${spot}`]: read.errors['label'] ?? Object.values(read.errors)[0] ?? 'invalid' };
  const { page: place, group, type, label: said } = read.value;
  return { kind: 'add-field', page: place, group, type, label: { id: said } };
}

const isOperation = (one: Operation | FieldCodes): one is Operation => typeof one['kind' as keyof typeof one] === 'string';

async function act(ctx: WebCtx, input: z.infer<typeof seen>): Promise<Reply> {
  const raw = input as unknown as RawInput;
  const name = typeof raw['act'] === 'string' ? raw['act'] : '';
  const as = await asSeen(ctx, input);
  const here = `${section}/${as.id}/formulir`;
  if (name === 'undo') {
    await undoForm(ctx, as);
    return redirect(here, { kind: 'info', text: words(ctx.lang).builder.undone });
  }
  const operation = operationOf(name) ?? added(raw);
  if (!isOperation(operation)) return builderPage(ctx, as.id, { values: raw, errors: sentencesFor(ctx, operation) });
  await changeForm(ctx, as, operation);
  const spot = operation.kind === 'move-field' ? `#isian-${operation.path}` : '';
  return redirect(`${here}${spot}`);
}

function again(show: (ctx: WebCtx, raw: RawInput, state: FormState) => Promise<Reply>) {
  return (ctx: WebCtx, raw: RawInput, errors: FieldCodes) => show(ctx, raw, { values: raw, errors: sentencesFor(ctx, errors) });
}

type Spot = { readonly draft: string; readonly path: string };

async function fieldPage(ctx: WebCtx, { draft: idText, path }: Spot, state?: FormState): Promise<Reply> {
  const { draft, form } = await builtForm(ctx, idText);
  const field = builtField(form, path);
  if (!field) throw problems.notFound();
  const before = fieldsBefore(form, path);
  return page({
    title: textIn(field.label, ctx.lang),
    section,
    dense: true,
    status: statusOf(state),
    body: (
      <FieldEditor
        lang={ctx.lang}
        draft={draft}
        path={path}
        field={field}
        before={before}
        state={state ?? { values: fieldInputs(field, before), errors: {} }}
      />
    ),
  });
}

async function writeField(ctx: WebCtx, input: z.infer<typeof seen> & Spot): Promise<Reply> {
  const { form } = await builtForm(ctx, input.draft);
  const field = builtField(form, input.path);
  if (!field) throw problems.notFound();
  const raw = input as unknown as RawInput;
  const { change, faults } = readField(raw, field, fieldsBefore(form, input.path));
  if (Object.keys(faults).length > 0) return fieldPage(ctx, input, { values: raw, errors: sentencesFor(ctx, faults) });
  const as = await asSeen(ctx, input);
  await changeForm(ctx, as, { kind: 'write-field', path: input.path, change });
  return redirect(`${section}/${as.id}/formulir#isian-${input.path}`, { kind: 'good', text: words(ctx.lang).builder.saved });
}

const beforePage = (form: FormDefinition, place: number) => fieldsOf({ steps: form.steps.slice(0, place) });

async function stepEditorPage(ctx: WebCtx, { draft: idText, no }: { readonly draft: string; readonly no: number }, state?: FormState): Promise<Reply> {
  const { draft, form } = await builtForm(ctx, idText);
  const step = form.steps[no - 1];
  if (!step) throw problems.notFound();
  const before = beforePage(form, no - 1);
  const values = { 'title-id': step.title.id, 'title-en': step.title.en ?? '', ...conditionInputs(step.when, before) };
  return page({
    title: textIn(step.title, ctx.lang),
    section,
    dense: true,
    status: statusOf(state),
    body: <PageEditor lang={ctx.lang} draft={draft} no={no} step={step} before={before} state={state ?? { values, errors: {} }} />,
  });
}

const titles = z.looseObject({ 'title-id': label, 'title-en': z.string().trim().max(300, 'too-long') });

async function writePage(ctx: WebCtx, input: z.infer<typeof seen> & { readonly no: number }): Promise<Reply> {
  const { form } = await builtForm(ctx, input.draft);
  const raw = input as unknown as RawInput;
  const read = parseInput(titles, raw);
  if (!read.ok) return stepEditorPage(ctx, input, { values: raw, errors: sentencesFor(ctx, read.errors) });
  const as = await asSeen(ctx, input);
  const { 'title-id': id, 'title-en': en } = read.value;
  const when = readConditions(raw, beforePage(form, input.no - 1));
  await changeForm(ctx, as, { kind: 'write-page', page: input.no - 1, title: { id, ...(en ? { en } : {}) }, when });
  return redirect(`${section}/${as.id}/formulir`, { kind: 'good', text: words(ctx.lang).builder.saved });
}

async function previewPage(ctx: WebCtx, idText: string, narrow: boolean): Promise<Reply> {
  const { draft, form } = await builtForm(ctx, idText);
  return page({
    title: words(ctx.lang).builder.preview,
    section,
    dense: true,
    body: <FormPreview lang={ctx.lang} draft={draft} form={form} narrow={narrow} />,
  });
}

const bySpot = byDraft.extend({ path: z.string().max(90) });
const byPage = byDraft.extend({ no: z.coerce.number().int().min(1).max(50) });

export const builderRoutes: readonly Route[] = [
  route({ method: 'GET', path: at, allow, input: byDraft, handle: (ctx, { draft }) => builderPage(ctx, draft, emptyForm) }),
  route({
    method: 'POST',
    path: at,
    allow,
    input: seen,
    handle: act,
    again: again((ctx, raw, state) => builderPage(ctx, String(raw['draft']), state)),
  }),
  route({ method: 'GET', path: `${at}/isian/:path`, allow, input: bySpot, handle: (ctx, spot) => fieldPage(ctx, spot) }),
  route({
    method: 'POST',
    path: `${at}/isian/:path`,
    allow,
    input: seen.extend({ path: z.string().max(90) }),
    handle: writeField,
    again: again((ctx, raw, state) => fieldPage(ctx, { draft: String(raw['draft']), path: String(raw['path']) }, state)),
  }),
  route({ method: 'GET', path: `${at}/halaman/:no`, allow, input: byPage, handle: (ctx, spot) => stepEditorPage(ctx, spot) }),
  route({
    method: 'POST',
    path: `${at}/halaman/:no`,
    allow,
    input: seen.extend({ no: z.coerce.number().int().min(1).max(50) }),
    handle: writePage,
    again: again((ctx, raw, state) => stepEditorPage(ctx, { draft: String(raw['draft']), no: Number(raw['no']) }, state)),
  }),
  route({
    method: 'GET',
    path: `${at}/pratinjau`,
    allow,
    input: byDraft.extend({ lebar: z.string().optional() }),
    handle: (ctx, { draft, lebar }) => previewPage(ctx, draft, lebar === '360'),
  }),
];
