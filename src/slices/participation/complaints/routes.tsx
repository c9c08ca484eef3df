import { unitsByIds, unitsOf, type AgencyId, type UnitId } from '#slices/directory';
import { servicesOf } from '#slices/services';
import { z } from 'zod';
import { findScope, scopeFor } from '#platform/access';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { bytesReply, type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId, findTicket, hashCode, newId } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatInstant } from '#platform/time';
import { emptyForm, type FormState, type Step } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { acceptedFiles, type ComplaintCategory, complaintInput, type ComplaintId, maxFile_bytes } from '../model.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { answerComplaint, assignComplaint, giveFeedback, submitComplaint, turnAway } from './actions.ts';
import { DeskCase, DeskPage } from './pages/desk.tsx';
import { ComplaintCase, ComplaintForm, ComplaintReceived, ComplaintTrack } from './pages/public.tsx';
import { complaintCounts, type ComplaintRow, complaintsList, filesOf, findComplaint, findComplaintByTicket, findComplaintFile, stepsOf } from './store.ts';

const cookie = 'aduan';

function formOf(ctx: Ctx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

async function formPage(ctx: WebCtx, form: FormState, key: string): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const services = await servicesOf(tx, ctx.agency.id);
    const counts = await complaintCounts(tx, ctx.agency.id as AgencyId, ctx.today);
    const named = services.map((service) => ({ id: service.id, name: ctx.lang === 'en' ? (service.name.en ?? service.name.id) : service.name.id }));
    return <ComplaintForm lang={ctx.lang} form={form} services={named} signedIn={ctx.actor.kind === 'citizen'} idempotency={key} counts={counts} />;
  });
  return page({ title: words(ctx.lang).complaints, section: '/aduan', body });
}

async function timelineOf(tx: Tx, ctx: Ctx, row: ComplaintRow): Promise<readonly Step[]> {
  const w = words(ctx.lang);
  const steps = await stepsOf(tx, row.agency_id, row.id);
  const units = await unitsByIds(
    tx,
    steps.flatMap((step) => step.unit_id ?? []),
  );
  const past = steps.map(
    (step): Step => ({
      title: step.unit_id ? `${w.steps[step.kind]}: ${units.get(step.unit_id)?.name ?? ''}` : w.steps[step.kind],
      when: formatInstant(step.happened_at, ctx.zone, ctx.lang, 'day'),
      note: step.note ?? undefined,
      state: 'done',
    }),
  );
  return row.state === 'received' || row.state === 'assigned' ? [...past, { title: w.nextAnswer, state: 'next' }] : past;
}

/** The complaint that this browser showed number and code of. */
async function heldComplaint(tx: Tx, ctx: WebCtx, ticket: string): Promise<ComplaintRow> {
  const row = await findComplaintByTicket(tx, ticket);
  const [held = '', code = ''] = (ctx.cookie(cookie) ?? '').split('|');
  const isHeld = row !== undefined && held === row.ticket && Buffer.from(hashCode(code)).equals(Buffer.from(row.code_hash));
  const isOwner = row !== undefined && ctx.actor.kind === 'citizen' && row.citizen_id === ctx.actor.citizenId;
  if (!row || (!isHeld && !isOwner)) throw problems.notFound();
  ctx.looked({ own: true, subjectKind: 'complaint', subjectId: row.id, agencyId: row.agency_id });
  return row;
}

async function showComplaint(ctx: WebCtx, ticket: string, form: FormState): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const row = await heldComplaint(tx, ctx, ticket);
    return (
      <ComplaintCase
        lang={ctx.lang}
        ticket={row.ticket}
        title={row.title}
        body={row.body}
        state={row.state}
        due={row.answer_due_on ?? row.verify_due_on}
        dueIsAnswer={row.answer_due_on !== null}
        provisional={row.due_provisional}
        steps={await timelineOf(tx, ctx, row)}
        form={form}
      />
    );
  });
  return page({ title: words(ctx.lang).complaints, section: '/aduan', body });
}

function trackPage(ctx: WebCtx, form: FormState): Reply {
  return page({ title: words(ctx.lang).follow, section: '/aduan', body: <ComplaintTrack lang={ctx.lang} form={form} /> });
}

function faultOfFiles(ctx: WebCtx): string | undefined {
  const accepted: readonly string[] = acceptedFiles;
  for (const file of ctx.files['files'] ?? []) {
    if (file.tooLarge) return 'file-too-large';
    if (!accepted.includes(file.mediaType)) return 'file-type';
  }
  return undefined;
}

const publicRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/aduan', allow: 'public', handle: (ctx) => formPage(ctx, emptyForm, newId()) }),
  route({
    method: 'POST',
    path: '/aduan',
    allow: 'public',
    maxFile_bytes,
    perMinute: 10,
    input: complaintInput.extend({ kunci: z.uuid() }),
    async handle(ctx, { kunci, ...input }) {
      const fault = faultOfFiles(ctx);
      if (fault) return { ...(await formPage(ctx, formOf(ctx, input as RawInput, { files: fault }), kunci)), status: 422 } as Reply;
      const made = await submitComplaint(ctx, { input, files: ctx.files['files'] ?? [], store: ctx.store, key: kunci });
      ctx.setCookie(cookie, `${made.ticket}|${made.code}`, 7 * 24 * 3600);
      return redirect('/aduan/tanda-terima');
    },
    again: (ctx, raw, errors) => formPage(ctx, formOf(ctx, raw, errors), typeof raw['kunci'] === 'string' ? raw['kunci'] : newId()),
  }),
  route({
    method: 'GET',
    path: '/aduan/tanda-terima',
    allow: 'public',
    shows: 'applicant-data',
    async handle(ctx) {
      const [ticket = '', code = ''] = (ctx.cookie(cookie) ?? '').split('|');
      const row = await ctx.read((tx) => heldComplaint(tx, ctx, ticket));
      return page({
        title: words(ctx.lang).received,
        section: '/aduan',
        body: <ComplaintReceived lang={ctx.lang} ticket={ticket} code={code} due={row.verify_due_on} provisional={row.due_provisional} />,
      });
    },
  }),
  route({
    method: 'GET',
    path: '/aduan/lacak',
    allow: 'public',
    input: z.object({ nomor: z.string().max(60).optional() }),
    handle: (ctx, { nomor }) => trackPage(ctx, { ...emptyForm, values: { ticket: nomor ?? '' } }),
  }),
  route({
    method: 'POST',
    path: '/aduan/lacak',
    allow: 'public',
    perMinute: 20,
    input: z.object({ ticket: z.string().min(1, 'required').max(60, 'too-long'), code: z.string().min(1, 'required').max(60, 'too-long') }),
    async handle(ctx, { ticket, code }) {
      const number = findTicket(ticket);
      const row = number ? await ctx.read((tx) => findComplaintByTicket(tx, number)) : undefined;
      if (!row || !Buffer.from(hashCode(code)).equals(Buffer.from(row.code_hash)))
        return { ...trackPage(ctx, formOf(ctx, { ticket, code }, { form: 'no-such-case' })), status: 422 } as Reply;
      ctx.setCookie(cookie, `${row.ticket}|${code}`, 7 * 24 * 3600);
      return redirect(`/aduan/nomor/${row.ticket}`);
    },
    again: (ctx, raw, errors) => trackPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/aduan/nomor/:ticket',
    allow: 'public',
    shows: 'applicant-data',
    input: z.object({ ticket: z.string().max(60) }),
    handle: (ctx, { ticket }) => showComplaint(ctx, ticket, emptyForm),
  }),
  route({
    method: 'POST',
    path: '/aduan/tanggapan',
    allow: 'public',
    perMinute: 20,
    shows: 'applicant-data',
    input: z.object({ ticket: z.string().max(60), content: z.enum(['ya', 'belum']), note: z.string().trim().max(2000, 'too-long').optional() }),
    async handle(ctx, { ticket, content, note }) {
      const row = await ctx.read((tx) => heldComplaint(tx, ctx, ticket));
      await giveFeedback(ctx, row, { content: content === 'ya', note: note || undefined });
      return redirect(`/aduan/nomor/${row.ticket}`, { kind: 'good', text: words(ctx.lang).replied });
    },
    again: (ctx, raw, errors) => showComplaint(ctx, String(raw['ticket']), formOf(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/berkas/aduan/:id',
    origin: 'content',
    allow: 'public',
    input: z.object({ id: z.string() }),
    async handle(ctx, { id }) {
      const file = findId(id) ? await ctx.read((tx) => findComplaintFile(tx, id)) : undefined;
      const body = file && (await ctx.store.read(file.sha256));
      if (!file || !body) throw problems.notFound();
      return bytesReply(body, { mediaType: file.media_type, fileName: file.file_name });
    },
  }),
];

const assign = permissions['participation.assign'];
const reply = permissions['participation.answer'];
const pageSize = 50;

async function desk(ctx: WebCtx, view: 'open' | 'done', at: number): Promise<Reply> {
  const scope = findScope(ctx.actor, assign) ?? scopeFor(ctx.actor, reply);
  const body = await ctx.read(async (tx) => {
    const { rows, total } = await complaintsList(tx, { scope, state: view, limit: pageSize, offset: (at - 1) * pageSize });
    const counts = await complaintCounts(tx, ctx.agency.id as AgencyId, ctx.today);
    const units = await unitsByIds(
      tx,
      rows.flatMap((row) => row.unit_id ?? []),
    );
    const w = words(ctx.lang);
    const shown = rows.map((row) => {
      const due = row.answer_due_on ?? row.verify_due_on;
      return {
        id: row.id,
        ticket: row.ticket,
        title: row.title,
        category: w.categories[row.category as ComplaintCategory],
        state: row.state,
        unit: row.unit_id ? (units.get(row.unit_id)?.shortName ?? '') : '–',
        due,
        late: view === 'open' && Temporal.PlainDate.compare(due, ctx.today) < 0,
        when: formatInstant(row.submitted_at, ctx.zone, ctx.lang, 'short'),
      };
    });
    return <DeskPage lang={ctx.lang} view={view} rows={shown} page={at} pages={Math.ceil(total / pageSize)} open={counts.open} late={counts.late} />;
  });
  return page({ title: words(ctx.lang).desk, section: '/kerja/aduan', dense: true, body });
}

async function deskCase(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const id = findId<'complaint'>(idText);
  if (!id) throw problems.notFound();
  const scope = findScope(ctx.actor, assign) ?? scopeFor(ctx.actor, reply);
  const w = words(ctx.lang);
  const body = await ctx.read(async (tx) => {
    const row = await findComplaint(tx, id, scope);
    if (!row) throw problems.notFound();
    ctx.looked({ subjectKind: 'complaint', subjectId: row.id, agencyId: row.agency_id });
    const files = await filesOf(tx, row.agency_id, row.id);
    return (
      <DeskCase
        lang={ctx.lang}
        id={row.id}
        version={row.version}
        ticket={row.ticket}
        title={row.title}
        body={row.body}
        place={row.place}
        reporter={row.reporter_name}
        category={w.categories[row.category as ComplaintCategory]}
        state={row.state}
        due={row.answer_due_on ?? row.verify_due_on}
        units={await unitsOf(tx, row.agency_id)}
        files={files.map((file) => ({ id: file.id, name: file.file_name, href: ctx.contentLink(`/berkas/aduan/${file.id}`, 600) }))}
        steps={await timelineOf(tx, ctx, row)}
        mayAssign={findScope(ctx.actor, assign) !== undefined}
        mayAnswer={findScope(ctx.actor, reply) !== undefined}
        form={form}
      />
    );
  });
  return page({ title: w.desk, section: '/kerja/aduan', dense: true, body });
}

const again = (ctx: WebCtx, raw: RawInput, errors: FieldCodes) => deskCase(ctx, String(raw['id']), formOf(ctx, raw, errors));
const seen = { id: z.string(), version: z.coerce.number().int() };

const deskRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kerja/aduan',
    allow: reply,
    input: z.object({ tampilan: z.enum(['open', 'done']).catch('open'), hal: z.coerce.number().int().min(1).max(10_000).catch(1) }),
    handle: (ctx, { tampilan, hal }) => desk(ctx, tampilan, hal),
  }),
  route({
    method: 'GET',
    path: '/kerja/aduan/:id',
    allow: reply,
    shows: 'applicant-data',
    input: z.object({ id: z.string() }),
    handle: (ctx, { id }) => deskCase(ctx, id, emptyForm),
  }),
  route({
    method: 'POST',
    path: '/kerja/aduan/:id/teruskan',
    allow: assign,
    shows: 'applicant-data',
    input: z.object({ ...seen, unitId: z.uuid('required'), oversight: z.literal('ya').optional() }),
    async handle(ctx, input) {
      await assignComplaint(ctx, {
        complaintId: input.id as ComplaintId,
        version: input.version,
        unitId: input.unitId as UnitId,
        oversight: input.oversight === 'ya',
      });
      return redirect('/kerja/aduan', { kind: 'good', text: words(ctx.lang).assigned });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/kerja/aduan/:id/jawab',
    allow: reply,
    shows: 'applicant-data',
    input: z.object({ ...seen, answer: z.string().trim().min(1, 'required').max(5000, 'too-long') }),
    async handle(ctx, input) {
      await answerComplaint(ctx, { complaintId: input.id as ComplaintId, version: input.version, answer: input.answer });
      return redirect('/kerja/aduan', { kind: 'good', text: words(ctx.lang).answered });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/kerja/aduan/:id/tolak',
    allow: assign,
    shows: 'applicant-data',
    input: z.object({ ...seen, reason: z.string().trim().min(1, 'required').max(2000, 'too-long') }),
    async handle(ctx, input) {
      await turnAway(ctx, { complaintId: input.id as ComplaintId, version: input.version, reason: input.reason });
      return redirect('/kerja/aduan', { kind: 'good', text: words(ctx.lang).turnedAway });
    },
    again,
  }),
];

export const complaintsRoutes: readonly Route[] = [...publicRoutes, ...deskRoutes];
