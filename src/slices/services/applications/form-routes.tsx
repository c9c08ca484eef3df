import { z } from 'zod';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import type { StagedFile } from '#platform/files';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId, hashCode } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatDate, formatTime, todayIn } from '#platform/time';
import type { FormState } from '#platform/ui';
import { errorSentences, textIn } from '#platform/words';
import { type Answers, draftLife_days, type FormDefinition, type FormField, maxFile_bytes, maxFilesOfField } from '../model.ts';
import { shownComputed } from '../forms/answers.ts';
import { faultsAt, firstOpenPage, judgeAnswers, judgeCorrection } from '../forms/check.ts';
import { countFiles, fieldsOf, type FileCounts, type Filled, pagesOf, pickAnswers, settled, typedValues } from '../forms/rules.ts';
import { islandsOf, liveData } from '../forms/live.ts';
import { schemaAddress } from '../forms/schema-routes.tsx';
import { faultSentences } from '../forms/sentences.ts';
import { leftOut, staysHere, withRows } from '../forms/steps.ts';
import { words as formWords } from '../forms/words.ts';
import { findService, servicesByIds, serviceVersion } from '../standards/store.ts';
import { formFor } from '../counter/rules.ts';
import { words } from '../words.ts';
import { codeOf } from './case-code.ts';
import { handedInAt, hold, letGo, noteLook, ownCase, showFiles } from './own-case.ts';
import { correctApplication, removeFile, saveStep, startDraft, submitApplication } from './actions.ts';
import { CheckPage, CorrectionPage, type Kept, StepPage } from './pages/form-steps.tsx';
import { ResumePage } from './pages/track.tsx';
import { type ApplicationRow, filesOf, findDraftByCode } from './store.ts';

const byId = z.object({ id: z.string() });

export function formOf(ctx: Pick<WebCtx, 'lang'>, values: RawInput, errors: FieldCodes): FormState {
  return { values, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

/** What is wrong with a file that came in, as a code. */
export function faultOfFile(file: StagedFile, accepted: readonly string[] | undefined): string | undefined {
  if (file.tooLarge) return 'file-too-large';
  if (file.size_bytes === 0) return 'file-empty';
  return accepted && !accepted.includes(file.mediaType) ? 'file-type' : undefined;
}

type Sorted = { readonly files: readonly { readonly field: string; readonly file: StagedFile }[]; readonly faults: FieldCodes };

/** Files of this request for fields of the form; what cannot be taken is told as a fault of its field. */
function sortFiles(ctx: WebCtx, fields: readonly FormField[], kept: FileCounts): Sorted {
  const files: { field: string; file: StagedFile }[] = [];
  const faults: Record<string, string> = {};
  for (const field of fields.filter((one) => one.type === 'file')) {
    let room = maxFilesOfField - (kept[field.key] ?? 0);
    for (const file of ctx.files[field.key] ?? []) {
      const fault = faultOfFile(file, field.accept) ?? (room > 0 ? undefined : 'too-many-files');
      if (fault) faults[field.key] = fault;
      else files.push({ field: field.key, file });
      room -= 1;
    }
  }
  return { files, faults };
}

/** The case with the version of the form that it was begun on. */
async function formCase(tx: Tx, ctx: WebCtx, idText: string) {
  const { row, code, isHeld } = await ownCase(tx, ctx, idText, ['draft', 'submitted']);
  noteLook(ctx, row);
  // Also for who has signed in: a session that ends while a form is filled in takes nothing with it.
  if (!isHeld && (row.state === 'draft' || row.state === 'returned')) hold(ctx, row.id, code);
  const [standard, services, files] = await together([
    serviceVersion(tx, row.agency_id, row.service_id, row.service_version),
    servicesByIds(tx, [row.service_id]),
    filesOf(tx, row.id),
  ]);
  const service = services.get(row.service_id);
  if (!service) throw problems.notFound();
  const definition = { ...standard.definition, form: formFor(row, standard.definition.form) };
  return { row, code, definition, service, files };
}

function keptUntil(ctx: WebCtx, row: ApplicationRow, code: string): Kept {
  return {
    savedAt: formatTime(row.saved_at, ctx.zone, ctx.lang),
    until: formatDate(todayIn(row.saved_at, ctx.zone).add({ days: draftLife_days }), ctx.lang),
    code: row.citizen_id === null ? code : undefined,
  };
}

/** What stands in the fields, computed values too, and what is wrong with it. */
function stateOf(ctx: WebCtx, form: FormDefinition, answers: Answers, { filled, faults }: { readonly filled: Filled; readonly faults: FieldCodes }): FormState {
  return {
    values: { ...typedValues(fieldsOf(form), answers), ...shownComputed(form, filled, ctx.lang) },
    errors: faultSentences(form, faults, ctx.lang),
  };
}

async function stepPage(ctx: WebCtx, idText: string, at: number, faults: FieldCodes = {}): Promise<Reply> {
  const { row, code, definition, service, files } = await ctx.read((tx) => formCase(tx, ctx, idText));
  if (row.state !== 'draft') return redirect(handedInAt(ctx, row));
  const { form } = definition;
  const step = form.steps[at - 1];
  if (!step) throw problems.notFound();
  const filled = judgeAnswers(form, row.answers, countFiles(files));
  const pages = pagesOf(form, filled);
  if (!pages.includes(at)) return redirect(`/permohonan/${idText}/langkah/${pages.find((page) => page > at) ?? pages.at(-1) ?? 1}`);
  const isWrong = Object.keys(faults).length > 0;
  return page({
    title: `${isWrong ? `${words(ctx.lang).wrong} ` : ''}${textIn(step.title, ctx.lang)}`,
    section: '/layanan',
    status: isWrong ? 422 : 200,
    islands: islandsOf(step),
    body: (
      <StepPage
        lang={ctx.lang}
        id={row.id}
        slug={service.slug}
        name={service.name}
        definition={form}
        files={showFiles(ctx, files)}
        page={at}
        filled={filled}
        form={stateOf(ctx, form, row.answers, { filled, faults })}
        kept={keptUntil(ctx, row, code)}
        live={liveData(form, row.answers, { lang: ctx.lang, schema: schemaAddress(service.slug, row.service_version), page: at })}
      />
    ),
  });
}

async function postStep(ctx: WebCtx, idText: string, at: number, raw: RawInput): Promise<Reply> {
  const { row, definition, files: before } = await ctx.read((tx) => formCase(tx, ctx, idText));
  const { form } = definition;
  const fields = form.steps[at - 1]?.fields;
  if (!fields) throw problems.notFound();
  if (row.state !== 'draft') return redirect(handedInAt(ctx, row), { kind: 'info', text: words(ctx.lang).errors['already-submitted'] ?? '' });
  const here = `/permohonan/${row.id}/langkah/${at}`;
  const { files, faults: fileFaults } = sortFiles(ctx, fields, countFiles(before));
  const out = leftOut(fields, raw);
  const picked = pickAnswers(
    fields.filter((field) => !out.includes(field.key)),
    raw,
  );
  const { answers, changed } = withRows(form, picked, raw);
  await saveStep(ctx, { application: row, answers, files, store: ctx.store });
  if (changed) return redirect(`${here}#f-${changed}`);
  const removing = typeof raw['hapus'] === 'string' ? raw['hapus'] : '';
  if (findId(removing)) {
    await removeFile(ctx, row.id, removing);
    return redirect(here);
  }
  const judged = judgeAnswers(form, { ...row.answers, ...answers }, countFiles([...before, ...files]));
  // What these answers have only now called up is asked before it can be wrong.
  const calledUp = out.filter((key) => judged.shown.has(key));
  const asked = fields.map((field) => field.key).filter((key) => !calledUp.includes(key));
  const faults = { ...faultsAt(asked, judged.faults), ...fileFaults };
  if (Object.keys(faults).length > 0) return stepPage(ctx, idText, at, faults);
  if (calledUp.length > 0) return redirect(`${here}#f-${calledUp[0]}`, { kind: 'info', text: formWords(ctx.lang).askedMore });
  const next = pagesOf(form, judged).find((page) => page > at);
  return redirect(next ? `/permohonan/${row.id}/langkah/${next}` : `/permohonan/${row.id}/periksa`);
}

async function checkPage(ctx: WebCtx, idText: string, errors: FieldCodes = {}): Promise<Reply> {
  const { row, code, definition, service, files } = await ctx.read((tx) => formCase(tx, ctx, idText));
  if (row.state !== 'draft') return redirect(handedInAt(ctx, row));
  const { form } = definition;
  const missing = firstOpenPage(form, judgeAnswers(form, row.answers, countFiles(files)).faults);
  if (missing !== undefined) return redirect(`/permohonan/${row.id}/langkah/${missing}`, { kind: 'warn', text: words(ctx.lang).errors['incomplete'] ?? '' });
  const body = (
    <CheckPage
      lang={ctx.lang}
      id={row.id}
      name={service.name}
      definition={form}
      files={showFiles(ctx, files)}
      answers={settled(form, row.answers, countFiles(files))}
      form={formOf(ctx, {}, errors)}
      kept={keptUntil(ctx, row, code)}
    />
  );
  return page({ title: words(ctx.lang).check, section: '/layanan', body });
}

async function send(ctx: WebCtx, idText: string): Promise<Reply> {
  const { row } = await ctx.read((tx) => ownCase(tx, ctx, idText, ['draft', 'submitted']));
  await submitApplication(ctx, row.id);
  if (ctx.actor.kind === 'citizen') letGo(ctx, row.id);
  return redirect(row.clerk_id && ctx.actor.kind === 'staff' ? handedInAt(ctx, row) : `/permohonan/${row.id}/tanda-terima`);
}

async function correctionPage(ctx: WebCtx, idText: string, raw?: RawInput, faults: FieldCodes = {}): Promise<Reply> {
  const { row, definition, service, files } = await ctx.read((tx) => formCase(tx, ctx, idText));
  if (row.state !== 'returned') return redirect(`/permohonan/${idText}`);
  const { form } = definition;
  const counts = countFiles(files);
  const returned = row.returned_fields;
  const stored = { ...judgeAnswers(form, row.answers, counts), answers: row.answers, open: returned };
  const mended = raw ? judgeCorrection(form, { answers: row.answers, returned, raw }, counts) : stored;
  const rows = raw ? withRows(form, mended.answers, raw).answers : mended.answers;
  const body = (
    <CorrectionPage
      lang={ctx.lang}
      id={row.id}
      ticket={row.ticket ?? ''}
      name={service.name}
      definition={form}
      open={mended.open}
      filled={mended}
      files={showFiles(ctx, files)}
      form={stateOf(ctx, form, rows, { filled: mended, faults })}
      note={row.returned_note ?? ''}
    />
  );
  return page({ title: words(ctx.lang).correct, section: '/permohonan', body, status: Object.keys(faults).length > 0 ? 422 : 200 });
}

async function postCorrection(ctx: WebCtx, idText: string, raw: RawInput): Promise<Reply> {
  const { row, definition, files: before } = await ctx.read((tx) => formCase(tx, ctx, idText));
  if (row.state !== 'returned') return redirect(`/permohonan/${row.id}`);
  const removing = typeof raw['hapus'] === 'string' ? raw['hapus'] : '';
  if (findId(removing)) await removeFile(ctx, row.id, removing);
  if (findId(removing) || staysHere(raw)) return correctionPage(ctx, idText, raw);
  const { open } = judgeCorrection(definition.form, { answers: row.answers, returned: row.returned_fields, raw }, countFiles(before));
  const fields = fieldsOf(definition.form).filter((field) => open.includes(field.key));
  const { files, faults } = sortFiles(ctx, fields, countFiles(before));
  if (Object.keys(faults).length > 0) return correctionPage(ctx, idText, raw, faults);
  await correctApplication(ctx, { id: row.id, raw, files, store: ctx.store });
  if (ctx.actor.kind === 'citizen') letGo(ctx, row.id);
  return redirect(`/permohonan/${row.id}`, { kind: 'good', text: words(ctx.lang).corrected });
}

async function begin(ctx: WebCtx, slug: string): Promise<Reply> {
  const service = await ctx.read((tx) => findService(tx, ctx.agency.id, slug));
  if (!service) throw problems.notFound();
  if (service.accountNeeded && ctx.actor.kind !== 'citizen')
    return redirect(`/masuk/warga?lanjut=${encodeURIComponent(`/layanan/${slug}`)}`, { kind: 'info', text: words(ctx.lang).accountNeeded });
  const id = await startDraft(ctx, service);
  hold(ctx, id, await ctx.read((tx) => codeOf(tx, id)));
  return redirect(`/permohonan/${id}/langkah/1`);
}

function resumePage(ctx: WebCtx, form: FormState): Reply {
  const isWrong = Object.keys(form.errors).length > 0;
  return page({ title: words(ctx.lang).resume, section: '/permohonan', status: isWrong ? 422 : 200, body: <ResumePage lang={ctx.lang} form={form} /> });
}

async function resume(ctx: WebCtx, code: string): Promise<Reply> {
  const row = await ctx.read((tx) => findDraftByCode(tx, hashCode(code)));
  if (!row) return resumePage(ctx, formOf(ctx, { code }, { code: 'no-such-draft' }));
  hold(ctx, row.id, code);
  return redirect(`/permohonan/${row.id}/langkah/1`);
}

const stepInput = z.looseObject({ id: z.string(), n: z.coerce.number().int().min(1).max(50) });

export const formRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/layanan/:slug/mulai',
    allow: 'public',
    perMinute: 60,
    input: z.object({ slug: z.string() }),
    handle: (ctx, { slug }) => begin(ctx, slug),
  }),
  route({ method: 'GET', path: '/permohonan/lanjut', allow: 'public', handle: (ctx) => resumePage(ctx, { values: {}, errors: {} }) }),
  route({
    method: 'POST',
    path: '/permohonan/lanjut',
    allow: 'public',
    perMinute: 20,
    input: z.object({ code: z.string().min(1, 'required').max(60, 'too-long') }),
    handle: (ctx, { code }) => resume(ctx, code),
    again: (ctx, raw, errors) => resumePage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/permohonan/:id/langkah/:n',
    allow: 'public',
    shows: 'applicant-data',
    input: stepInput,
    handle: (ctx, { id, n }) => stepPage(ctx, id, n),
  }),
  route({
    method: 'POST',
    path: '/permohonan/:id/langkah/:n',
    allow: 'public',
    shows: 'applicant-data',
    maxFile_bytes,
    input: stepInput,
    handle: (ctx, { id, n, ...raw }) => postStep(ctx, id, n, raw as RawInput),
  }),
  route({ method: 'GET', path: '/permohonan/:id/periksa', allow: 'public', shows: 'applicant-data', input: byId, handle: (ctx, { id }) => checkPage(ctx, id) }),
  route({
    method: 'POST',
    path: '/permohonan/:id/kirim',
    allow: 'public',
    input: byId,
    handle: (ctx, { id }) => send(ctx, id),
    again: (ctx, raw, errors) => checkPage(ctx, String(raw['id']), errors),
  }),
  route({
    method: 'GET',
    path: '/permohonan/:id/perbaikan',
    allow: 'public',
    shows: 'applicant-data',
    input: byId,
    handle: (ctx, { id }) => correctionPage(ctx, id),
  }),
  route({
    method: 'POST',
    path: '/permohonan/:id/perbaikan',
    allow: 'public',
    shows: 'applicant-data',
    maxFile_bytes,
    perMinute: 30,
    input: z.looseObject({ id: z.string() }),
    handle: (ctx, { id, ...raw }) => postCorrection(ctx, id, raw as RawInput),
    again: (ctx, raw, errors) => correctionPage(ctx, String(raw['id']), raw, errors),
  }),
];
