import { looksAt, unitsByIds } from '#slices/directory';
import { receiptOf } from '#slices/ledger';
import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { type Tx } from '#platform/db';
import { bytesReply, page, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId, findTicket } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatDate, formatInstant, todayIn } from '#platform/time';
import { emptyForm, type FormState, type Step } from '#platform/ui';
import { resultPdf } from '../results/result-pdf.ts';
import { slots } from '../slots.ts';
import { servicesByIds, serviceVersion } from '../standards/store.ts';
import { words } from '../words.ts';
import { formOf, formRoutes } from './form-routes.tsx';
import { casesHeld, codeOf, hold, noteLook, ownCase, showFiles } from './own-case.ts';
import { withdrawApplication } from './actions.ts';
import { isSameCode } from './case-code.ts';
import { CasePage, type CaseView, MyApplications, ReceiptPage, TrackPage } from './pages/case.tsx';
import { aheadOf, type ApplicationRow, applicationsOf, filesOf, findApplicationByTicket, findFile, stepsOf } from './store.ts';

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

function trackPage(ctx: WebCtx, form: FormState): Reply {
  return page({ title: words(ctx.lang).track, section: '/lacak', body: <TrackPage lang={ctx.lang} form={form} /> });
}

const byId = z.object({ id: z.string() });

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
      return bytesReply(pdf, { mediaType: 'application/pdf', fileName: 'hasil.pdf' });
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
    const held = await casesHeld(tx, ctx);
    const all = [...own, ...held.filter((row) => !own.some((one) => one.id === row.id))];
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
        return row && isSameCode(code, await codeOf(tx, row.id)) ? row : undefined;
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
