import { holdersOf, peopleByIds, type PersonId, unitsByIds } from '#slices/directory';
import { receiptOf } from '#slices/ledger';
import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, textReply, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { formatInstant } from '#platform/time';
import type { FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { ownCase } from '../applications/own-case.ts';
import { applicationWithin } from '../applications/store.ts';
import { type ApplicationId, redrawReasons } from '../model.ts';
import { permissions } from '../permissions.ts';
import { servicesByIds } from '../standards/store.ts';
import { announceDraw } from './draw-actions.ts';
import { abandonedDraws, drawsBefore, drawsOf, type PublicDraw, publicDraws } from './draw-store.ts';
import { seedOf } from './lots.ts';
import { DrawPage } from './pages/draw.tsx';
import { type LotLine, LotPage, LotsPage } from './pages/lots.tsx';
import { words } from './words.ts';

const section = '/transparansi';
const aPage = 50;
const allow = permissions['services.work'];
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

async function linesOf(tx: Tx, ctx: WebCtx, draws: readonly PublicDraw[]): Promise<readonly LotLine[]> {
  const [units, services] = await together([
    unitsByIds(
      tx,
      draws.map((one) => one.unit),
    ),
    servicesByIds(
      tx,
      draws.map((one) => one.service),
    ),
  ]);
  return draws.map((one) => ({
    draw: one.draw,
    serviceName: services.get(one.service)?.name ?? { id: one.service },
    unitName: units.get(one.unit)?.name ?? '',
    announced: formatInstant(one.announcedAt, ctx.zone, ctx.lang, 'short'),
    eligible: one.labels.length,
    count: one.count,
    again: one.again,
    state: one.doneAt ? 'done' : Temporal.Instant.compare(one.dueAt, ctx.now) < 0 ? 'abandoned' : 'open',
  }));
}

async function lotsPage(ctx: WebCtx, at: number): Promise<Reply> {
  const { lots, abandoned, more } = await ctx.read(async (tx) => {
    const [draws, left] = await together([publicDraws(tx, { most: aPage + 1, skip: (at - 1) * aPage }), abandonedDraws(tx, ctx.now)]);
    return { lots: await linesOf(tx, ctx, draws.slice(0, aPage)), abandoned: left, more: draws.length > aPage };
  });
  const body = <LotsPage lang={ctx.lang} lots={lots} abandoned={abandoned} page={at} pages={more ? at + 1 : at} />;
  return page({ title: words(ctx.lang).lots, section, body });
}

async function lotPage(ctx: WebCtx, draw: string): Promise<Reply> {
  const { one, line } = await ctx.read(async (tx) => {
    const [found] = await publicDraws(tx, { draw, most: 1, skip: 0 });
    if (!found) throw problems.notFound();
    const [shown] = await linesOf(tx, ctx, [found]);
    return { one: found, line: shown! };
  });
  const body = (
    <LotPage
      {...line}
      lang={ctx.lang}
      site={ctx.publicUrl}
      labels={one.labels}
      excluded={one.excluded}
      result={one.result}
      drawnAt={one.doneAt && formatInstant(one.doneAt, ctx.zone, ctx.lang, 'short')}
      leaf={one.leaf}
      size={one.size}
      root={one.root && Buffer.from(one.root).toString('base64')}
      seed={one.root && hex(seedOf(one.root, one.draw))}
    />
  );
  return page({ title: words(ctx.lang).lot(draw), section, islands: ['services/recount'], body });
}

async function drawPage(ctx: WebCtx, id: ApplicationId, form: FormState): Promise<Reply> {
  const view = await ctx.read(async (tx) => {
    const row = await applicationWithin(tx, id, scopeFor(ctx.actor, allow), false);
    if (!row) throw problems.notFound();
    const [officers, before] = await together([holdersOf(tx, row.agency_id, 'officer', ctx.today, row.unit_id), drawsBefore(tx, id)]);
    const people = await peopleByIds(
      tx,
      officers.filter((one) => one !== row.officer_id),
    );
    const colleagues = Array.from(people.values(), (one) => ({ id: one.id, name: one.name })).toSorted((a, b) => a.name.localeCompare(b.name));
    return { ticket: row.ticket ?? '', colleagues, isSecond: before > 0 };
  });
  const status = Object.keys(form.errors).length > 0 ? 422 : 200;
  return page({
    title: words(ctx.lang).drawExaminer,
    section: '/kerja',
    dense: true,
    status,
    body: <DrawPage lang={ctx.lang} id={id} form={form} {...view} />,
  });
}

const again = (ctx: WebCtx, raw: RawInput, errors: FieldCodes) =>
  drawPage(ctx, String(raw['id']) as ApplicationId, { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) });

/** What the event says to who was drawn, or to whom the examiner comes. */
async function receiptReply(tx: Tx, id: ApplicationId, label: string): Promise<Reply> {
  const named = (await drawsOf(tx, id)).flatMap((draw) => draw.drawn).find((one) => one.label === label);
  const receipt = named && (await receiptOf(tx, named.eventId));
  if (!receipt) throw problems.notFound();
  return textReply(`${JSON.stringify(receipt, null, 2)}\n`, {
    mediaType: 'application/json',
    fileName: `undian-${label}.json`,
    inline: false,
    cacheControl: 'private, no-store',
  });
}

async function officersReceipt(ctx: WebCtx, id: ApplicationId, label: string): Promise<Reply> {
  return ctx.read(async (tx) => {
    const row = await applicationWithin(tx, id, scopeFor(ctx.actor, allow), false);
    if (!row) throw problems.notFound();
    ctx.looked({ subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: row.agency_id });
    return receiptReply(tx, id, label);
  });
}

async function applicantsReceipt(ctx: WebCtx, idText: string, label: string): Promise<Reply> {
  return ctx.read(async (tx) => {
    const { row } = await ownCase(tx, ctx, idText);
    ctx.looked({ own: true, subjectKind: 'application', subjectId: row.id, agencyId: row.agency_id });
    return receiptReply(tx, row.id, label);
  });
}

const byId = z.object({ id: z.uuid().transform((id) => id as ApplicationId) });
const personId = z.uuid().transform((id) => id as PersonId);
const label = z.string().max(40);

export const drawRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/transparansi/undian',
    allow: 'public',
    reach: 'all',
    input: z.object({ hal: z.coerce.number().int().min(1).max(10_000).catch(1) }),
    handle: (ctx, { hal }) => lotsPage(ctx, hal),
  }),
  route({
    method: 'GET',
    path: '/transparansi/undian/:draw',
    allow: 'public',
    reach: 'all',
    input: z.object({ draw: z.string().max(60) }),
    handle: (ctx, { draw }) => lotPage(ctx, draw),
  }),
  route({ method: 'GET', path: '/kerja/:id/undi', allow, input: byId, handle: (ctx, { id }) => drawPage(ctx, id, { values: { examiners: '1' }, errors: {} }) }),
  route({
    method: 'POST',
    path: '/kerja/:id/undi',
    allow,
    again,
    input: byId.extend({
      examiners: z.coerce.number('not-a-number').int('not-a-number').min(1, 'not-a-number').max(20, 'not-a-number'),
      away: z.preprocess((value) => [value ?? []].flat(), z.array(personId).max(200)),
      again: z.enum(redrawReasons).or(z.literal('')).optional(),
    }),
    async handle(ctx, { again: because, ...input }) {
      await announceDraw(ctx, { ...input, again: because || undefined });
      return redirect(`/kerja/${input.id}`, { kind: 'good', text: words(ctx.lang).announced });
    },
  }),
  route({
    method: 'GET',
    path: '/kerja/:id/undian/:label',
    allow,
    shows: 'applicant-data',
    input: byId.extend({ label }),
    handle: (ctx, { id, label: one }) => officersReceipt(ctx, id, one),
  }),
  route({
    method: 'GET',
    path: '/permohonan/:id/undian/:label',
    allow: 'public',
    shows: 'applicant-data',
    input: z.object({ id: z.string(), label }),
    handle: (ctx, { id, label: one }) => applicantsReceipt(ctx, id, one),
  }),
];
