import { looksAt, unitsByIds } from '#slices/directory';
import { receiptOf } from '#slices/ledger';
import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { secretOf, type Tx } from '#platform/db';
import type { StagedFile } from '#platform/files';
import { bytesReply, type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId, findTicket, normalCode } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatDate, formatInstant, formatTime, todayIn } from '#platform/time';
import { emptyForm, type FormState, type Step } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { type ApplicationId, type FormField, maxFile_bytes } from '../model.ts';
import { resultPdf } from '../results/result-pdf.ts';
import { slots } from '../slots.ts';
import { faultsOf, fieldsOf, firstIncompleteStep, pickAnswers } from '../standards/rules.ts';
import { findService, servicesByIds, serviceVersion } from '../standards/store.ts';
import { words } from '../words.ts';
import { correctApplication, countFiles, removeFile, saveStep, startDraft, submitApplication, withdrawApplication } from './actions.ts';
import { caseCode, isSameCode } from './case-code.ts';
import { CasePage, type CaseView, MyApplications, ReceiptPage, TrackPage } from './pages/case.tsx';
import type { ShownFile } from './pages/form-fields.tsx';
import { CheckPage, CorrectionPage, StepPage } from './pages/form-steps.tsx';
import { aheadOf, type ApplicationRow, applicationsOf, type FileRow, filesOf, findApplication, findApplicationByTicket, findFile, stepsOf } from './store.ts';

const cookie = 'kasus';
const cookieLife_s = 30 * 24 * 3600;
const byId = z.object({ id: z.string() });

/** Cases that this browser may open without an account: `id.code|id.code`, newest first. */
function heldCases(ctx: WebCtx): readonly (readonly [id: string, code: string])[] {
  return (ctx.cookie(cookie) ?? '')
    .split('|')
    .filter(Boolean)
    .slice(0, 8)
    .map((one) => [one.slice(0, 36), one.slice(37)] as const);
}

function hold(ctx: WebCtx, id: string, code: string): void {
  const others = heldCases(ctx)
    .filter(([other]) => other !== id)
    .slice(0, 7);
  ctx.setCookie(cookie, [[id, normalCode(code)], ...others].map((one) => one.join('.')).join('|'), cookieLife_s);
}

/** The case if it is the reader's: their account's, or one whose code they showed. Anybody else's does not exist. */
async function ownCase(tx: Tx, ctx: WebCtx, idText: string): Promise<{ readonly row: ApplicationRow; readonly code: string }> {
  const id = findId<'application'>(idText);
  const row = id && (await findApplication(tx, id));
  if (!row) throw problems.notFound();
  const code = caseCode(await secretOf(tx, 'applications'), row.id);
  const isOwner = ctx.actor.kind === 'citizen' && row.citizen_id === ctx.actor.citizenId;
  const isHeld = heldCases(ctx).some(([held, shown]) => held === row.id && isSameCode(shown, code));
  if (!isOwner && !isHeld) throw problems.notFound();
  return { row, code };
}

function noteLook(ctx: WebCtx, row: ApplicationRow): void {
  ctx.looked({ own: true, subjectKind: 'application', subjectId: row.id, agencyId: row.agency_id });
}

export function showFiles(ctx: WebCtx, files: readonly FileRow[]): readonly ShownFile[] {
  return files.map((file) => ({
    id: file.id,
    field: file.field,
    name: file.file_name,
    size_bytes: Number(file.size_bytes),
    href: ctx.contentLink(`/berkas/permohonan/${file.id}`, 600),
  }));
}

function formOf(ctx: Ctx, values: RawInput, errors: FieldCodes): FormState {
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

/** What happened and what is to come, as a timeline. */
export async function timelineOf(tx: Tx, ctx: Ctx, row: ApplicationRow): Promise<readonly Step[]> {
  const w = words(ctx.lang);
  const past = (await stepsOf(tx, row)).map(
    (step): Step => ({
      title: w.happened[step.kind],
      when: formatInstant(step.happened_at, ctx.zone, ctx.lang, 'day'),
      note: step.kind === 'taken' ? undefined : (step.note ?? undefined),
      state: 'done',
    }),
  );
  const open = row.state === 'submitted' || row.state === 'in-review' || row.state === 'returned';
  if (!open) return past;
  const steps =
    row.state === 'submitted'
      ? [...past, { title: w.next.review, state: 'next' as const }]
      : past.map((step, at): Step => (at === past.length - 1 ? { ...step, state: 'now' } : step));
  return [...steps, { title: w.next.decision, when: row.due_on ? formatDate(row.due_on, ctx.lang) : undefined, state: 'next' }];
}

async function caseView(tx: Tx, ctx: WebCtx, idText: string): Promise<CaseView> {
  const { row, code } = await ownCase(tx, ctx, idText);
  noteLook(ctx, row);
  const service = (await servicesByIds(tx, [row.service_id])).get(row.service_id);
  const { definition } = await serviceVersion(tx, row.agency_id, row.service_id, row.service_version);
  const unit = (await unitsByIds(tx, [row.unit_id])).get(row.unit_id);
  const decided = row.state === 'granted' || row.state === 'refused';
  const looks = await looksAt(tx, row.id, 10);
  return {
    lang: ctx.lang,
    id: row.id,
    name: service?.name ?? { id: '' },
    unitName: unit?.name ?? '',
    ticket: row.ticket ?? '',
    code,
    state: row.state,
    due: row.due_on ?? undefined,
    provisional: row.due_provisional,
    ahead: decided ? 0 : await aheadOf(tx, row),
    steps: await timelineOf(tx, ctx, row),
    definition: definition.form,
    answers: row.answers,
    files: showFiles(ctx, await filesOf(tx, row.id)),
    reason: row.reason,
    rate: decided ? await slots.afterDecision(tx, row.id, ctx.lang) : undefined,
    returnedNote: row.returned_note,
    looks: looks.map((look) => ({ who: [look.name, look.unit].filter(Boolean).join(', '), when: formatInstant(look.looked_at, ctx.zone, ctx.lang, 'short') })),
  };
}

async function showCase(ctx: WebCtx, idText: string): Promise<Reply> {
  const view = await ctx.read((tx) => caseView(tx, ctx, idText));
  if (view.state === 'draft') return redirect(`/permohonan/${idText}/langkah/1`);
  return page({ title: view.ticket, section: '/permohonan', body: <CasePage {...view} /> });
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

function trackPage(ctx: WebCtx, form: FormState): Reply {
  return page({ title: words(ctx.lang).track, section: '/lacak', body: <TrackPage lang={ctx.lang} form={form} /> });
}

async function begin(ctx: WebCtx, slug: string): Promise<Reply> {
  const { service, secret } = await ctx.read(async (tx) => ({
    service: await findService(tx, ctx.agency.id, slug),
    secret: await secretOf(tx, 'applications'),
  }));
  if (!service) throw problems.notFound();
  if (service.accountNeeded && ctx.actor.kind !== 'citizen')
    return redirect(`/masuk/warga?lanjut=${encodeURIComponent(`/layanan/${slug}`)}`, { kind: 'info', text: words(ctx.lang).accountNeeded });
  const id = await startDraft(ctx, service);
  if (ctx.actor.kind !== 'citizen') hold(ctx, id, caseCode(secret, id));
  return redirect(`/permohonan/${id}/langkah/1`);
}

const stepInput = z.looseObject({ id: z.string(), n: z.coerce.number().int().min(1).max(50) });

const formRoutes: readonly Route[] = [
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

const caseRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/permohonan/:id/tanda-terima',
    allow: 'public',
    shows: 'applicant-data',
    input: byId,
    async handle(ctx, { id }) {
      const view = await ctx.read((tx) => caseView(tx, ctx, id));
      if (view.state === 'draft') return redirect(`/permohonan/${id}/periksa`);
      return page({
        title: words(ctx.lang).received,
        section: '/permohonan',
        body: <ReceiptPage {...view} trackUrl={`${ctx.publicUrl}${ctx.href('/lacak')}?nomor=${view.ticket}`} />,
      });
    },
  }),
  route({
    method: 'GET',
    path: '/permohonan/:id/tanda-terima.json',
    allow: 'public',
    shows: 'applicant-data',
    input: byId,
    async handle(ctx, { id }) {
      const receipt = await ctx.read(async (tx) => {
        const { row } = await ownCase(tx, ctx, id);
        noteLook(ctx, row);
        return row.submitted_event ? receiptOf(tx, row.submitted_event, ctx.now) : undefined;
      });
      if (!receipt) throw problems.notFound();
      return bytesReply(new TextEncoder().encode(`${JSON.stringify(receipt, null, 2)}\n`), { mediaType: 'application/json', fileName: 'tanda-terima.json' });
    },
  }),
  route({
    method: 'GET',
    path: '/permohonan/:id/hasil.pdf',
    allow: 'public',
    shows: 'applicant-data',
    input: byId,
    async handle(ctx, { id }) {
      const pdf = await ctx.read(async (tx) => {
        const { row } = await ownCase(tx, ctx, id);
        noteLook(ctx, row);
        return resultPdf(tx, ctx, row, ctx.publicUrl);
      });
      if (!pdf) throw problems.notFound();
      return bytesReply(await pdf, { mediaType: 'application/pdf', fileName: 'hasil.pdf' });
    },
  }),
  route({ method: 'GET', path: '/permohonan/:id', allow: 'public', shows: 'applicant-data', input: byId, handle: (ctx, { id }) => showCase(ctx, id) }),
  route({
    method: 'POST',
    path: '/permohonan/:id/tarik',
    allow: 'public',
    input: byId,
    async handle(ctx, { id }) {
      const { row } = await ctx.read((tx) => ownCase(tx, ctx, id));
      await withdrawApplication(ctx, row.id);
      return redirect(`/permohonan/${row.id}`, { kind: 'info', text: words(ctx.lang).withdrawn });
    },
  }),
  route({ method: 'GET', path: '/permohonan', allow: 'public', handle: mine }),
];

async function mine(ctx: WebCtx): Promise<Reply> {
  const rows = await ctx.read(async (tx) => {
    const own = ctx.actor.kind === 'citizen' ? await applicationsOf(tx, ctx.actor.citizenId as NonNullable<ApplicationRow['citizen_id']>) : [];
    const secret = await secretOf(tx, 'applications');
    const held = await Promise.all(
      heldCases(ctx)
        .filter(([id, code]) => findId(id) && isSameCode(code, caseCode(secret, id)))
        .map(([id]) => findApplication(tx, id as ApplicationId)),
    );
    const all = [...own, ...held.filter((row) => row !== undefined && !own.some((one) => one.id === row.id))] as readonly ApplicationRow[];
    const services = await servicesByIds(
      tx,
      all.map((row) => row.service_id),
    );
    return all.map((row) => ({
      id: row.id,
      name: services.get(row.service_id)?.name ?? { id: '' },
      state: row.state,
      ticket: row.ticket,
      when: formatDate(todayIn(row.submitted_at ?? row.saved_at, ctx.zone), ctx.lang, 'short'),
    }));
  });
  return page({ title: words(ctx.lang).mine, section: '/permohonan', body: <MyApplications lang={ctx.lang} rows={rows} /> });
}

const trackRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/lacak',
    allow: 'public',
    input: z.object({ nomor: z.string().optional() }),
    handle: (ctx, { nomor }) => trackPage(ctx, { ...emptyForm, values: { ticket: nomor ?? '' } }),
  }),
  route({
    method: 'POST',
    path: '/lacak',
    allow: 'public',
    perMinute: 20,
    input: z.object({ ticket: z.string().min(1, 'required').max(60, 'too-long'), code: z.string().min(1, 'required').max(60, 'too-long') }),
    async handle(ctx, { ticket, code }) {
      const number = findTicket(ticket);
      const found = await ctx.read(async (tx) => {
        const row = number ? await findApplicationByTicket(tx, number) : undefined;
        return row && isSameCode(code, caseCode(await secretOf(tx, 'applications'), row.id)) ? row : undefined;
      });
      if (!found) return { ...trackPage(ctx, formOf(ctx, { ticket, code }, { form: 'no-such-case' })), status: 422 } as Reply;
      hold(ctx, found.id, code);
      return redirect(`/permohonan/${found.id}`);
    },
    again: (ctx, raw, errors) => trackPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/berkas/permohonan/:id',
    origin: 'content',
    allow: 'public',
    input: byId,
    async handle(ctx, { id }) {
      const file = findId(id) ? await ctx.read((tx) => findFile(tx, id)) : undefined;
      const body = file && (await ctx.store.read(file.sha256));
      if (!file || !body) throw problems.notFound();
      return bytesReply(body, { mediaType: file.media_type, fileName: file.file_name });
    },
  }),
];

export const applicationsRoutes: readonly Route[] = [...formRoutes, ...caseRoutes, ...trackRoutes];
