import { z } from 'zod';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findTicket, newCode } from '#platform/ids';
import { wholeAddress } from '#platform/mail';
import { problems } from '#platform/problem';
import { formatTime } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, href } from '#platform/words';
import { priorityGrounds, type ServiceId } from '../model.ts';
import { isKioskKey } from './kiosk-key.ts';
import { takeNumber } from './number-actions.ts';
import { CounterPlaces, NumberPage, QueueScreen, UnitCounters } from './pages/queue-board.tsx';
import { KioskPage } from './pages/take-number.tsx';
import { boardOf, type OpenUnit, unitBySlug, unitsWithCounters, waitOf } from './show-queue.ts';
import { findNumber, numbersOf } from './store.ts';
import { words } from './words.ts';

const section = '/loket';
const cookie = 'kios';
const cookieLife_s = 400 * 24 * 3600;

/** Whether this device stands at the counters of the unit. */
async function isKiosk(tx: Tx, ctx: WebCtx, unit: OpenUnit): Promise<boolean> {
  return isKioskKey(tx, unit.id, ctx.cookie(cookie) ?? '');
}

async function unitPage(ctx: WebCtx, slug: string): Promise<Reply> {
  const { mayTake, ...board } = await ctx.read(async (tx) => {
    const unit = await unitBySlug(tx, ctx, slug);
    return { ...(await boardOf(tx, ctx, unit)), mayTake: await isKiosk(tx, ctx, unit) };
  });
  return page({ title: board.unit.name, section, body: <UnitCounters lang={ctx.lang} mayTake={mayTake} {...board} /> });
}

async function screenPage(ctx: WebCtx, slug: string): Promise<Reply> {
  const board = await ctx.read(async (tx) => boardOf(tx, ctx, await unitBySlug(tx, ctx, slug)));
  return page({
    title: words(ctx.lang).screenOf(board.unit.name),
    section,
    full: true,
    refresh_s: 10,
    islands: ['services/live-region'],
    body: <QueueScreen lang={ctx.lang} {...board} />,
  });
}

async function kioskUnit(ctx: WebCtx, slug: string): Promise<OpenUnit> {
  return ctx.read(async (tx) => {
    const unit = await unitBySlug(tx, ctx, slug);
    if (!(await isKiosk(tx, ctx, unit))) throw problems.notFound();
    return unit;
  });
}

async function kioskPage(ctx: WebCtx, slug: string, form: FormState): Promise<Reply> {
  const unit = await kioskUnit(ctx, slug);
  return page({
    title: words(ctx.lang).kiosk,
    section,
    body: <KioskPage lang={ctx.lang} unit={unit} services={unit.services} formKey={newCode()} form={form} />,
  });
}

async function openKiosk(ctx: WebCtx, slug: string, key: string): Promise<Reply> {
  const isRight = await ctx.read(async (tx) => isKioskKey(tx, (await unitBySlug(tx, ctx, slug)).id, key));
  if (!isRight) throw problems.notFound();
  ctx.setCookie(cookie, key, cookieLife_s);
  return redirect(`/loket/${slug}/kios`);
}

/** What a form for a number says; the key makes a second press give the same one. */
export const numberInput = {
  service: z.union([z.uuid(), z.literal('informasi')], 'service-required').transform((id) => (id === 'informasi' ? null : (id as ServiceId))),
  ground: z.enum(priorityGrounds).or(z.literal('')).default(''),
  ticket: z.string().trim().max(60, 'too-long').default(''),
  key: z.string().min(16).max(60),
};
const kioskInput = z.object({ unit: z.string(), ...numberInput });

async function take(ctx: WebCtx, { unit: slug, service, ground, ticket, key }: z.infer<typeof kioskInput>): Promise<Reply> {
  const unit = await kioskUnit(ctx, slug);
  const { token } = await takeNumber(ctx, { unitId: unit.id, serviceId: service, ground: ground || null, ticket: findTicket(ticket), key });
  return redirect(`/loket/nomor/${token}`);
}

async function numberPage(ctx: WebCtx, token: string): Promise<Reply> {
  const shown = await ctx.read(async (tx) => {
    const [row, units] = await together([findNumber(tx, token), unitsWithCounters(tx, ctx)]);
    const unit = units.find((one) => one.id === row?.unit_id);
    if (!row || !unit) throw problems.notFound();
    return { row, unit, numbers: await numbersOf(tx, row), kiosk: await isKiosk(tx, ctx, unit) };
  });
  const { row, unit } = shown;
  const path = `/loket/nomor/${token}`;
  const w = words(ctx.lang);
  return page({
    title: w.yours,
    section,
    refresh_s: 15,
    islands: ['services/live-region'],
    body: (
      <NumberPage
        lang={ctx.lang}
        unit={unit.name}
        lane={row.lane}
        number={row.number}
        state={row.state}
        service={unit.services.find((one) => one.id === row.service_id)?.name}
        takenAt={formatTime(row.issued_at, ctx.zone, ctx.lang)}
        counter={unit.rows.find((one) => one.id === row.counter_id)?.name}
        {...waitOf(ctx, row, shown.numbers, unit.rows)}
        url={wholeAddress(href(ctx.lang, path))}
        kiosk={shown.kiosk ? href(ctx.lang, `/loket/${unit.slug}/kios`) : undefined}
      />
    ),
  });
}

const byUnit = z.object({ unit: z.string().max(60) });

export const publicRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/loket',
    allow: 'public',
    async handle(ctx) {
      const units = await ctx.read((tx) => unitsWithCounters(tx, ctx));
      return page({ title: words(ctx.lang).where, section, body: <CounterPlaces lang={ctx.lang} units={units} /> });
    },
  }),
  route({ method: 'GET', path: '/loket/:unit', allow: 'public', input: byUnit, handle: (ctx, { unit }) => unitPage(ctx, unit) }),
  route({ method: 'GET', path: '/loket/:unit/layar', allow: 'public', cache_s: 2, input: byUnit, handle: (ctx, { unit }) => screenPage(ctx, unit) }),
  route({ method: 'GET', path: '/loket/:unit/kios', allow: 'public', input: byUnit, handle: (ctx, { unit }) => kioskPage(ctx, unit, emptyForm) }),
  route({
    method: 'POST',
    path: '/loket/:unit/kios',
    allow: 'public',
    perMinute: 60,
    input: kioskInput,
    handle: take,
    again: (ctx: WebCtx, raw: RawInput, errors: FieldCodes) =>
      kioskPage(ctx, String(raw['unit']), { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) }),
  }),
  route({
    method: 'GET',
    path: '/loket/:unit/kios/:key',
    allow: 'public',
    perMinute: 20,
    input: byUnit.extend({ key: z.string().max(60) }),
    handle: (ctx, { unit, key }) => openKiosk(ctx, unit, key),
  }),
  route({
    method: 'GET',
    path: '/loket/nomor/:token',
    allow: 'public',
    input: z.object({ token: z.string().max(60) }),
    handle: (ctx, { token }) => numberPage(ctx, token),
  }),
];
