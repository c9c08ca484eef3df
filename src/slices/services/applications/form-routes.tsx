import { z } from 'zod';
import type { Ctx } from '#platform/context';
import type { StagedFile } from '#platform/files';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatTime } from '#platform/time';
import { type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { type FormField, maxFile_bytes } from '../model.ts';
import { faultsOf, fieldsOf, firstIncompleteStep, pickAnswers } from '../standards/rules.ts';
import { findService, servicesByIds, serviceVersion } from '../standards/store.ts';
import { words } from '../words.ts';
import { codeOf, hold, noteLook, ownCase, showFiles } from './own-case.ts';
import { correctApplication, countFiles, removeFile, saveStep, startDraft, submitApplication } from './actions.ts';
import { CheckPage, CorrectionPage, StepPage } from './pages/form-steps.tsx';
import { filesOf } from './store.ts';

const byId = z.object({ id: z.string() });

export function formOf(ctx: Ctx, values: RawInput, errors: FieldCodes): FormState {
  return { values, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

/** Files of this request for fields of the form; what cannot be taken is told as a fault of its field. */
function sortFiles(
  ctx: WebCtx,
  fields: readonly FormField[],
): { readonly files: readonly { readonly field: string; readonly file: StagedFile }[]; readonly faults: FieldCodes } {
  const files: { field: string; file: StagedFile }[] = [];
  const faults: Record<string, string> = {};
  for (const field of fields.filter((one) => one.type === 'file')) {
    for (const file of ctx.files[field.key] ?? []) {
      const fault = file.tooLarge
        ? 'file-too-large'
        : file.size_bytes === 0
          ? 'file-empty'
          : field.accept && !field.accept.includes(file.mediaType)
            ? 'file-type'
            : undefined;
      if (fault) faults[field.key] = fault;
      else files.push({ field: field.key, file });
    }
  }
  return { files, faults };
}

async function stepPage(ctx: WebCtx, idText: string, at: number, raw?: RawInput, faults?: FieldCodes): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const { row } = await ownCase(tx, ctx, idText);
    noteLook(ctx, row);
    if (row.state !== 'draft') return undefined;
    const { definition } = await serviceVersion(tx, row.agency_id, row.service_id, row.service_version);
    const service = (await servicesByIds(tx, [row.service_id])).get(row.service_id);
    if (!service || !definition.form.steps[at - 1]) throw problems.notFound();
    const form = formOf(ctx, raw ?? row.answers, faults ?? {});
    const savedAt = formatTime(row.saved_at, ctx.zone, ctx.lang);
    return (
      <StepPage
        lang={ctx.lang}
        id={row.id}
        name={service.name}
        definition={definition.form}
        files={showFiles(ctx, await filesOf(tx, row.id))}
        at={at}
        form={form}
        savedAt={savedAt}
      />
    );
  });
  if (!body) return redirect(`/permohonan/${idText}`);
  const title = words(ctx.lang).step(at, at);
  return page({ title, section: '/layanan', body, islands: ['services/keep-draft'] });
}

async function postStep(ctx: WebCtx, idText: string, at: number, raw: RawInput): Promise<Reply> {
  const { row, fields, count } = await ctx.read(async (tx) => {
    const own = await ownCase(tx, ctx, idText);
    const { definition } = await serviceVersion(tx, own.row.agency_id, own.row.service_id, own.row.service_version);
    return { row: own.row, fields: definition.form.steps[at - 1]?.fields, count: definition.form.steps.length };
  });
  if (!fields) throw problems.notFound();
  const { files, faults: fileFaults } = sortFiles(ctx, fields);
  await saveStep(ctx, { application: row, answers: pickAnswers(fields, raw), files, store: ctx.store });
  const removing = typeof raw['hapus'] === 'string' ? raw['hapus'] : '';
  if (findId(removing)) {
    await removeFile(ctx, row, removing);
    return redirect(`/permohonan/${row.id}/langkah/${at}`);
  }
  const kept = await ctx.read((tx) => filesOf(tx, row.id));
  const faults = { ...faultsOf(fields, pickAnswers(fields, raw), countFiles(kept)), ...fileFaults };
  if (Object.keys(faults).length > 0) {
    const again = await stepPage(ctx, idText, at, raw, faults);
    return again.type === 'page' ? { ...again, status: 422 } : again;
  }
  return redirect(at < count ? `/permohonan/${row.id}/langkah/${at + 1}` : `/permohonan/${row.id}/periksa`);
}

async function checkPage(ctx: WebCtx, idText: string, errors: FieldCodes = {}): Promise<Reply> {
  const answer = await ctx.read(async (tx) => {
    const { row } = await ownCase(tx, ctx, idText);
    noteLook(ctx, row);
    if (row.state !== 'draft') return redirect(`/permohonan/${row.id}`);
    const { definition } = await serviceVersion(tx, row.agency_id, row.service_id, row.service_version);
    const files = await filesOf(tx, row.id);
    const missing = firstIncompleteStep(definition.form, row.answers, countFiles(files));
    if (missing !== undefined) return redirect(`/permohonan/${row.id}/langkah/${missing}`, { kind: 'warn', text: words(ctx.lang).errors['incomplete'] ?? '' });
    const service = (await servicesByIds(tx, [row.service_id])).get(row.service_id);
    if (!service) throw problems.notFound();
    const body = (
      <CheckPage
        lang={ctx.lang}
        id={row.id}
        name={service.name}
        definition={definition.form}
        files={showFiles(ctx, files)}
        answers={row.answers}
        form={formOf(ctx, {}, errors)}
      />
    );
    return page({ title: words(ctx.lang).check, section: '/layanan', body });
  });
  return answer;
}

async function correctionPage(ctx: WebCtx, idText: string, raw?: RawInput, faults: FieldCodes = {}): Promise<Reply> {
  const found = await ctx.read(async (tx) => {
    const { row } = await ownCase(tx, ctx, idText);
    noteLook(ctx, row);
    const { definition } = await serviceVersion(tx, row.agency_id, row.service_id, row.service_version);
    const service = (await servicesByIds(tx, [row.service_id])).get(row.service_id);
    const fields = fieldsOf(definition.form).filter((field) => row.returned_fields.includes(field.key));
    const files = showFiles(ctx, await filesOf(tx, row.id));
    return {
      row,
      body: (
        <CorrectionPage
          lang={ctx.lang}
          id={row.id}
          name={service?.name ?? { id: '' }}
          fields={fields}
          files={files}
          form={formOf(ctx, raw ?? row.answers, faults)}
          note={row.returned_note ?? ''}
        />
      ),
    };
  });
  if (found.row.state !== 'returned') return redirect(`/permohonan/${idText}`);
  return page({ title: words(ctx.lang).correct, section: '/permohonan', body: found.body });
}

async function begin(ctx: WebCtx, slug: string): Promise<Reply> {
  const service = await ctx.read((tx) => findService(tx, ctx.agency.id, slug));
  if (!service) throw problems.notFound();
  if (service.accountNeeded && ctx.actor.kind !== 'citizen')
    return redirect(`/masuk/warga?lanjut=${encodeURIComponent(`/layanan/${slug}`)}`, { kind: 'info', text: words(ctx.lang).accountNeeded });
  const id = await startDraft(ctx, service);
  if (ctx.actor.kind !== 'citizen') hold(ctx, id, await ctx.read((tx) => codeOf(tx, id)));
  return redirect(`/permohonan/${id}/langkah/1`);
}

const stepInput = z.looseObject({ id: z.string(), n: z.coerce.number().int().min(1).max(50) });

export const formRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/layanan/:slug/mulai',
    allow: 'public',
    perMinute: 30,
    input: z.object({ slug: z.string() }),
    handle: (ctx, { slug }) => begin(ctx, slug),
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
    maxFile_bytes,
    perMinute: 60,
    input: stepInput,
    handle: (ctx, { id, n, ...raw }) => postStep(ctx, id, n, raw as RawInput),
  }),
  route({ method: 'GET', path: '/permohonan/:id/periksa', allow: 'public', shows: 'applicant-data', input: byId, handle: (ctx, { id }) => checkPage(ctx, id) }),
  route({
    method: 'POST',
    path: '/permohonan/:id/kirim',
    allow: 'public',
    perMinute: 60,
    input: byId,
    async handle(ctx, { id }) {
      const { row } = await ctx.read((tx) => ownCase(tx, ctx, id));
      await submitApplication(ctx, row.id);
      return redirect(`/permohonan/${row.id}/tanda-terima`);
    },
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
    maxFile_bytes,
    perMinute: 30,
    input: z.looseObject({ id: z.string() }),
    async handle(ctx, { id, ...raw }) {
      const { row, fields } = await ctx.read(async (tx) => {
        const own = await ownCase(tx, ctx, id);
        const { definition } = await serviceVersion(tx, own.row.agency_id, own.row.service_id, own.row.service_version);
        return { row: own.row, fields: fieldsOf(definition.form).filter((field) => own.row.returned_fields.includes(field.key)) };
      });
      const { files, faults } = sortFiles(ctx, fields);
      if (Object.keys(faults).length > 0) return correctionPage(ctx, id, raw as RawInput, faults);
      await correctApplication(ctx, { id: row.id, raw, files, store: ctx.store });
      return redirect(`/permohonan/${row.id}`, { kind: 'good', text: words(ctx.lang).corrected });
    },
    again: (ctx, raw, errors) => correctionPage(ctx, String(raw['id']), raw, errors),
  }),
];
