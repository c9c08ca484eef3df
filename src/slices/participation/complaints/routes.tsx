import { type AgencyId, type CitizenId, unitsOf, type UnitId } from '#slices/directory';
import { receiptOf } from '#slices/ledger';
import { servicesOf } from '#slices/services';
import { complaintTerms } from '#slices/standards';
import { z } from 'zod';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { bytesReply, type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId, findTicket, hashCode, newId } from '#platform/ids';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { shownFrom } from '#platform/suppression';
import { formatInstant } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, textIn } from '#platform/words';
import { acceptedFiles, type ComplaintCategory, type ComplaintClass, type ComplaintInput, complaintInput, maxFile_bytes } from '../model.ts';
import { words } from '../words.ts';
import { giveFeedback, submitComplaint } from './actions.ts';
import { addUp, categoriesOf, groupsOf } from './figures.ts';
import { ComplaintCase } from './pages/case.tsx';
import { ComplaintFigures } from './pages/figures.tsx';
import { ComplaintForm, ComplaintReceived, ComplaintTrack, MyComplaints } from './pages/public.tsx';
import { dueOf, timelineOf } from './shown.ts';
import { complaintCounts, type ComplaintRow, complaintsBy, complaintTotals, filesOf, findComplaintByTicket, findFile } from './store.ts';

const cookie = 'aduan';
const cookieLife_s = 7 * 24 * 3600;

export function formOf(ctx: Ctx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

async function formPage(ctx: WebCtx, form: FormState, key: string, about?: string): Promise<Reply> {
  const agencyId = ctx.agency.id as AgencyId;
  const body = await ctx.read(async (tx) => {
    const services = await servicesOf(tx, agencyId);
    const named = services.map(({ id, name }) => ({ id, name: textIn(name, ctx.lang) }));
    const service = services.find((one) => one.slug === about)?.id;
    return (
      <ComplaintForm
        lang={ctx.lang}
        form={service ? { ...form, values: { service, ...form.values } } : form}
        services={named}
        units={await unitsOf(tx, agencyId)}
        signedIn={ctx.actor.kind === 'citizen'}
        idempotency={key}
        counts={await complaintCounts(tx, agencyId, ctx.today)}
        terms={complaintTerms()}
      />
    );
  });
  return page({ title: words(ctx.lang).complaints, section: '/aduan', body });
}

// The unit that the citizen names, else the one that gives the service named; only of this agency.
async function aboutUnit(ctx: Ctx, input: ComplaintInput): Promise<UnitId | undefined> {
  const agencyId = ctx.agency.id as AgencyId;
  return ctx.read(async (tx) => {
    const service = input.service && (await servicesOf(tx, agencyId)).find((one) => one.id === input.service);
    if (input.service && !service) orRefuse(refuse('invalid', { fields: { service: 'invalid' } }));
    const unit = (await unitsOf(tx, agencyId)).find((one) => one.id === (input.unit ?? (service ? service.unitId : undefined)));
    if (input.unit && !unit) orRefuse(refuse('invalid', { fields: { unit: 'invalid' } }));
    return unit?.id;
  });
}

function checkFiles(ctx: WebCtx): void {
  const accepted: readonly string[] = acceptedFiles;
  for (const file of ctx.files['files'] ?? []) {
    if (file.tooLarge) orRefuse(refuse('file-too-large', { fields: { files: 'file-too-large' } }));
    if (!accepted.includes(file.mediaType)) orRefuse(refuse('file-type', { fields: { files: 'file-type' } }));
  }
}

/** The complaint that this browser showed number and code of, or that is the signed-in citizen's. Anybody else's does not exist. */
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
    const files = (await filesOf(tx, row.agency_id, row.id)).map((file) => ({
      id: file.id,
      name: file.file_name,
      href: ctx.contentLink(`/berkas/aduan/${file.id}`, 600),
    }));
    return <ComplaintCase {...row} lang={ctx.lang} due={dueOf(row)} steps={await timelineOf(tx, ctx, row)} files={files} form={form} />;
  });
  return page({ title: words(ctx.lang).complaints, section: '/aduan', body });
}

function trackPage(ctx: WebCtx, form: FormState): Reply {
  return page({ title: words(ctx.lang).follow, section: '/aduan', body: <ComplaintTrack lang={ctx.lang} form={form} /> });
}

async function figuresPage(ctx: WebCtx): Promise<Reply> {
  const agencyId = ctx.agency.id as AgencyId;
  const w = words(ctx.lang);
  const { rows, counts } = await ctx.read(async (tx) => ({
    rows: await complaintTotals(tx, agencyId, ctx.today.with({ month: 1, day: 1 })),
    counts: await complaintCounts(tx, agencyId, ctx.today),
  }));
  const whole = addUp(rows);
  const isShown = whole.answered >= shownFrom.public;
  const named = <Key extends string, Row extends { readonly key: string }>(groups: readonly Row[], nameOf: (key: Key) => string) =>
    groups.map((group) => ({ ...group, key: group.key as Key, name: nameOf(group.key as Key) }));
  const body = (
    <ComplaintFigures
      lang={ctx.lang}
      year={ctx.today.year}
      received={whole.received}
      answered={whole.answered}
      inTime={isShown ? whole.inTime / whole.answered : undefined}
      days={isShown ? whole.days / whole.answered : undefined}
      open={counts.open}
      late={counts.late}
      classes={named(
        groupsOf(rows, (row) => row.class, shownFrom.public),
        (key: ComplaintClass) => w.classes[key],
      )}
      categories={named(categoriesOf(rows, shownFrom.public), (key: ComplaintCategory | 'other') => (key === 'other' ? w.otherCategories : w.categories[key]))}
      quarters={named(
        groupsOf(rows, (row) => String(Math.ceil(row.month_on.month / 3)), shownFrom.public),
        (key) => w.quarter(key),
      )}
    />
  );
  return page({ title: w.figures, section: '/aduan', body });
}

const byTicket = z.object({ ticket: z.string().max(60) });

const sending: readonly Route[] = [
  route({
    method: 'GET',
    path: '/aduan',
    allow: 'public',
    input: z.object({ layanan: z.string().max(100).optional().catch(undefined) }),
    handle: (ctx, { layanan }) => formPage(ctx, emptyForm, newId(), layanan),
  }),
  route({
    method: 'POST',
    path: '/aduan',
    allow: 'public',
    maxFile_bytes,
    perMinute: 10,
    input: complaintInput.extend({ kunci: z.uuid() }),
    async handle(ctx, { kunci, ...input }) {
      checkFiles(ctx);
      const made = await submitComplaint(ctx, {
        input,
        aboutUnit: await aboutUnit(ctx, input),
        files: ctx.files['files'] ?? [],
        store: ctx.store,
        key: kunci,
      });
      ctx.setCookie(cookie, `${made.ticket}|${made.code}`, cookieLife_s);
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
  route({ method: 'GET', path: '/aduan/angka', allow: 'public', cache_s: 30, handle: figuresPage }),
];

const following: readonly Route[] = [
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
      if (!row || !Buffer.from(hashCode(code)).equals(Buffer.from(row.code_hash))) return orRefuse(refuse('no-such-case'));
      ctx.setCookie(cookie, `${row.ticket}|${code}`, cookieLife_s);
      return redirect(`/aduan/nomor/${row.ticket}`);
    },
    again: (ctx, raw, errors) => trackPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/aduan/saya',
    allow: 'signed-in',
    async handle(ctx) {
      const { actor } = ctx;
      if (actor.kind !== 'citizen') throw problems.forbidden();
      const w = words(ctx.lang);
      const rows = (await ctx.read((tx) => complaintsBy(tx, actor.citizenId as CitizenId))).map((row) => ({
        href: ctx.href(`/aduan/nomor/${row.ticket}`),
        title: row.title,
        note: `${row.ticket}, ${formatInstant(row.submitted_at, ctx.zone, ctx.lang, 'short')}`,
        side: w.states[row.state],
      }));
      return page({ title: w.mine, section: '/aduan', body: <MyComplaints lang={ctx.lang} rows={rows} /> });
    },
  }),
  route({
    method: 'GET',
    path: '/aduan/nomor/:ticket',
    allow: 'public',
    shows: 'applicant-data',
    input: byTicket,
    handle: (ctx, { ticket }) => showComplaint(ctx, ticket, emptyForm),
  }),
  route({
    method: 'GET',
    path: '/aduan/nomor/:ticket/tanda-terima.json',
    allow: 'public',
    shows: 'applicant-data',
    input: byTicket,
    async handle(ctx, { ticket }) {
      const receipt = await ctx.read(async (tx) => receiptOf(tx, (await heldComplaint(tx, ctx, ticket)).received_event));
      if (!receipt) throw problems.notFound();
      return bytesReply(new TextEncoder().encode(`${JSON.stringify(receipt, null, 2)}\n`), { mediaType: 'application/json', fileName: `${ticket}.json` });
    },
  }),
  route({
    method: 'POST',
    path: '/aduan/tanggapan',
    allow: 'public',
    perMinute: 20,
    shows: 'applicant-data',
    input: byTicket.extend({ content: z.enum(['ya', 'belum'], 'required'), note: z.string().trim().max(2000, 'too-long').optional() }),
    async handle(ctx, { ticket, content, note }) {
      const row = await ctx.read((tx) => heldComplaint(tx, ctx, ticket));
      if (content === 'belum' && !note) orRefuse(refuse('what-is-missing', { fields: { note: 'what-is-missing' } }));
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
      const file = findId(id) ? await ctx.read((tx) => findFile(tx, id)) : undefined;
      const body = file && (await ctx.store.read(file.sha256));
      if (!file || !body) throw problems.notFound();
      return bytesReply(body, { mediaType: file.media_type, fileName: file.file_name });
    },
  }),
];

export const complaintsRoutes: readonly Route[] = [...sending, ...following];
