import { receiptOf } from '#slices/ledger';
import { z } from 'zod';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { bytesReply, page, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId, findTicket } from '#platform/ids';
import { choiceOf, sentAbout } from '#platform/notify';
import { problems } from '#platform/problem';
import { formatDate, type PlainDate, todayIn } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { textIn } from '#platform/words';
import { lotsOf } from '../fairness/show-lots.ts';
import { contestOf } from '../objections/contest.ts';
import { resultReply } from '../results/routes.tsx';
import { slots } from '../slots.ts';
import { aboutCase } from '../notices/model.ts';
import { servicesByIds, serviceVersion } from '../standards/store.ts';
import { workflowOf } from '../workflow/model.ts';
import { tasksOf } from '../workflow/store.ts';
import { marksOf } from '../workflow/tasks.ts';
import { words } from '../words.ts';
import { withdrawApplication } from './actions.ts';
import { formOf, formRoutes } from './form-routes.tsx';
import { trackAddress } from './news.ts';
import { caseByCode, casesHeld, hold, maskedMail, noteLook, ownCase, showFiles } from './own-case.ts';
import { CasePage, type CaseView } from './pages/case.tsx';
import { MyApplications, TrackPage } from './pages/track.tsx';
import { receiptPdf } from './receipt-pdf.ts';
import { looksOf, proofOf, prospectOf, receivedOf, shownResultOf, timelineOf, unitNameOf } from './show-case.ts';
import { type ApplicationRow, applicationsOf, filesOf, findFile, stepsOf } from './store.ts';

const shownMessages = 10;

async function caseView(tx: Tx, ctx: WebCtx, { row, code }: { readonly row: ApplicationRow; readonly code: string }): Promise<CaseView> {
  noteLook(ctx, row);
  const isDecided = row.state === 'granted' || row.state === 'refused';
  const [services, standard, tasks, unitName, past, files, looks, prospect, proof, result, contest, rate, lots, sent, choice] = await together([
    servicesByIds(tx, [row.service_id]),
    serviceVersion(tx, row.agency_id, row.service_id, row.service_version),
    tasksOf(tx, row),
    unitNameOf(tx, row),
    stepsOf(tx, row),
    filesOf(tx, row.id),
    looksOf(tx, ctx, row),
    prospectOf(tx, ctx, row),
    proofOf(tx, ctx, row),
    shownResultOf(tx, row),
    contestOf(tx, ctx, row),
    isDecided ? slots.afterDecision(tx, row.id, ctx.lang, ctx.today) : undefined,
    lotsOf(tx, ctx, row.id, { base: '/permohonan', named: false }),
    sentAbout(tx, aboutCase(row.id), shownMessages),
    choiceOf(tx, aboutCase(row.id)),
  ]);
  const { definition } = standard;
  return {
    lang: ctx.lang,
    id: row.id,
    name: services.get(row.service_id)?.name ?? { id: '' },
    unitName,
    slug: services.get(row.service_id)?.slug ?? '',
    ticket: row.ticket ?? '',
    code,
    trackUrl: trackAddress(ctx.lang, row.ticket ?? ''),
    queueToken: row.queue_token ?? '',
    state: row.state,
    applicant: row.applicant_name ?? '',
    mailedTo: maskedMail(row.applicant_email),
    ...receivedOf(ctx, row),
    today: ctx.today,
    due: row.due_on ?? ctx.today,
    provisional: row.due_provisional,
    ...prospect,
    steps: timelineOf(ctx, row, past, { workflow: definition.workflow }),
    workflow: workflowOf(standard),
    marks: marksOf(tasks),
    definition: definition.form,
    answers: row.answers,
    files: showFiles(ctx, files),
    reason: row.reason,
    result,
    ...contest,
    rate,
    returnedNote: row.returned_note,
    looks,
    proof,
    lots,
    zone: ctx.zone,
    notices: { sent, choice },
  };
}

async function showCase(ctx: WebCtx, idText: string, justSent: boolean): Promise<Reply> {
  const view = await ctx.read(async (tx) => {
    const own = await ownCase(tx, ctx, idText);
    return own.row.state === 'draft' ? undefined : caseView(tx, ctx, own);
  });
  if (!view) return redirect(`/permohonan/${idText}/${justSent ? 'periksa' : 'langkah/1'}`);
  return page({ title: view.ticket, section: '/permohonan', body: <CasePage {...view} justSent={justSent} /> });
}

async function receiptFile(ctx: WebCtx, idText: string): Promise<Reply> {
  const receipt = await ctx.read(async (tx) => {
    const { row } = await ownCase(tx, ctx, idText);
    noteLook(ctx, row);
    return row.submitted_event ? receiptOf(tx, row.submitted_event) : undefined;
  });
  if (!receipt) throw problems.notFound();
  return bytesReply(new TextEncoder().encode(`${JSON.stringify(receipt, null, 2)}\n`), { mediaType: 'application/json', fileName: 'tanda-terima.json' });
}

async function receiptPaper(ctx: WebCtx, idText: string): Promise<Reply> {
  const { row, shown } = await ctx.read(async (tx) => {
    const own = await ownCase(tx, ctx, idText);
    noteLook(ctx, own.row);
    const [services, unit] = await together([servicesByIds(tx, [own.row.service_id]), unitNameOf(tx, own.row)]);
    const service = textIn(services.get(own.row.service_id)?.name ?? { id: '' }, ctx.lang);
    return { row: own.row, shown: { service, unit, code: own.code, trackUrl: trackAddress(ctx.lang, own.row.ticket ?? '') } };
  });
  if (!row.ticket) throw problems.notFound();
  return bytesReply(await receiptPdf(ctx, row, shown), { mediaType: 'application/pdf', fileName: `${row.ticket}.pdf` });
}

async function ownResult(ctx: WebCtx, idText: string): Promise<Reply> {
  const row = await ctx.read(async (tx) => (await ownCase(tx, ctx, idText)).row);
  noteLook(ctx, row);
  return resultReply(ctx, row);
}

async function withdraw(ctx: WebCtx, idText: string): Promise<Reply> {
  const { row } = await ctx.read((tx) => ownCase(tx, ctx, idText));
  await withdrawApplication(ctx, row.id);
  return redirect(`/permohonan/${row.id}`, { kind: 'info', text: words(ctx.lang).withdrawn });
}

const byId = z.object({ id: z.string() });
const owned = { allow: 'public', shows: 'applicant-data', input: byId } as const;

const caseRoutes: readonly Route[] = [
  route({ ...owned, method: 'GET', path: '/permohonan/:id/tanda-terima', handle: (ctx, { id }) => showCase(ctx, id, true) }),
  route({ ...owned, method: 'GET', path: '/permohonan/:id/tanda-terima.json', handle: (ctx, { id }) => receiptFile(ctx, id) }),
  route({ ...owned, method: 'GET', path: '/permohonan/:id/tanda-terima.pdf', handle: (ctx, { id }) => receiptPaper(ctx, id) }),
  route({ ...owned, method: 'GET', path: '/permohonan/:id/hasil.pdf', handle: (ctx, { id }) => ownResult(ctx, id) }),
  route({ ...owned, method: 'GET', path: '/permohonan/:id', handle: (ctx, { id }) => showCase(ctx, id, false) }),
  route({ method: 'POST', path: '/permohonan/:id/tarik', allow: 'public', input: byId, handle: (ctx, { id }) => withdraw(ctx, id) }),
  route({ method: 'GET', path: '/permohonan', allow: 'public', handle: mine }),
];

/** The promise while a case is under way, else the day on which it was decided, sent or saved. */
function dayThatMatters(ctx: WebCtx, row: ApplicationRow): PlainDate {
  const isUnderWay = row.state === 'submitted' || row.state === 'in-review';
  return (isUnderWay && row.due_on) || todayIn(row.decided_at ?? row.submitted_at ?? row.saved_at, ctx.zone);
}

async function mine(ctx: WebCtx): Promise<Reply> {
  const rows = await ctx.read(async (tx) => {
    const [own, held] = await together([
      ctx.actor.kind === 'citizen' ? applicationsOf(tx, ctx.actor.citizenId as NonNullable<ApplicationRow['citizen_id']>) : [],
      casesHeld(tx, ctx),
    ]);
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
      on: formatDate(dayThatMatters(ctx, row), ctx.lang, 'short'),
    }));
  });
  return page({ title: words(ctx.lang).mine, section: '/permohonan', body: <MyApplications lang={ctx.lang} rows={rows} /> });
}

function trackPage(ctx: WebCtx, form: FormState): Reply {
  const isWrong = Object.keys(form.errors).length > 0;
  return page({ title: words(ctx.lang).track, section: '/lacak', status: isWrong ? 422 : 200, body: <TrackPage lang={ctx.lang} form={form} /> });
}

async function track(ctx: WebCtx, input: { readonly ticket: string; readonly code: string }): Promise<Reply> {
  const found = await ctx.read((tx) => caseByCode(tx, findTicket(input.ticket), input.code));
  if (!found) return trackPage(ctx, formOf(ctx, input, { ticket: 'no-such-case' }));
  hold(ctx, found.id, input.code);
  return redirect(`/permohonan/${found.id}`);
}

async function applicantFile(ctx: WebCtx, idText: string): Promise<Reply> {
  const id = findId(idText);
  const file = id ? await ctx.read((tx) => findFile(tx, id)) : undefined;
  const body = file && (await ctx.store.read(file.sha256));
  if (!file || !body) throw problems.notFound();
  return bytesReply(body, { mediaType: file.media_type, fileName: file.file_name });
}

const trackRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/lacak',
    allow: 'public',
    input: z.object({ nomor: z.string().optional().catch(undefined) }),
    handle: (ctx, { nomor }) => trackPage(ctx, { ...emptyForm, values: { ticket: nomor ?? '' } }),
  }),
  route({
    method: 'POST',
    path: '/lacak',
    allow: 'public',
    perMinute: 20,
    input: z.object({ ticket: z.string().min(1, 'required').max(60, 'too-long'), code: z.string().min(1, 'required').max(60, 'too-long') }),
    handle: (ctx, input) => track(ctx, input),
    again: (ctx, raw, errors) => trackPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({ method: 'GET', path: '/berkas/permohonan/:id', origin: 'content', allow: 'public', input: byId, handle: (ctx, { id }) => applicantFile(ctx, id) }),
];

export const applicationsRoutes: readonly Route[] = [...formRoutes, ...caseRoutes, ...trackRoutes];
