import { type AgencyId, unitsOf } from '#slices/directory';
import { calendarFor, deadlineOf } from '#slices/standards';
import { z } from 'zod';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { page, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { type PlainDate, todayIn } from '#platform/time';
import { textIn } from '#platform/words';
import { durationBins, processingTimes } from '../queue/store.ts';
import { timeOf } from '../queue/rules.ts';
import { slots } from '../slots.ts';
import { words } from '../words.ts';
import { CataloguePage, type CatalogueOrder, catalogueOrders } from './pages/catalogue.tsx';
import { CharterPage } from './pages/charter.tsx';
import { PreCheckPage } from './pages/pre-check.tsx';
import { ServicePage } from './pages/service.tsx';
import { follow, readAnswers } from './pre-check.ts';
import { type Service, findService, findServices, servicesOf } from './store.ts';
import { embeddable, structuredService } from './structured.ts';
import { words as partWords } from './words.ts';

async function catalogue(ctx: WebCtx, query: string, order: CatalogueOrder): Promise<Reply> {
  const found = await ctx.read((tx) => (query ? findServices(tx, query) : servicesOf(tx, ctx.agency.id)));
  const cards = found.filter((one) => !one.retiredAt);
  const w = words(ctx.lang);
  const title = query ? (cards.length > 0 ? w.found(cards.length, query) : w.foundNone(query)) : w.catalogue;
  return page({ title, section: '/layanan', body: <CataloguePage lang={ctx.lang} title={title} cards={cards} query={query} order={order} /> });
}

async function serviceOr404(tx: Tx, ctx: WebCtx, slug: string): Promise<Service> {
  const service = await findService(tx, ctx.agency.id, slug);
  if (!service) throw problems.notFound();
  return service;
}

async function showService(ctx: WebCtx, slug: string): Promise<Reply> {
  const from = yearBefore(ctx);
  const view = await ctx.read(async (tx) => {
    const service = await serviceOr404(tx, ctx, slug);
    const [bins, satisfaction, calendar] = await together([
      durationBins(tx, service.agencyId, from, service.id),
      slots.satisfaction(tx, service.agencyId, service.id, ctx.today),
      calendarFor(tx, service.agencyId),
    ]);
    return {
      card: service,
      structured: embeddable(structuredService(service, { agency: ctx.agency.name, publicUrl: ctx.publicUrl })),
      definition: service.definition,
      publishedOn: todayIn(service.publishedAt, ctx.zone),
      bins: bins.map((bin) => ({ days: bin.workingDays, n: bin.n })),
      time: timeOf(service.id, bins),
      satisfaction,
      dueIfToday: deadlineOf({ submittedOn: ctx.today, workingDays: service.workingDays, pauses: [], calendar }),
    };
  });
  return page({
    title: textIn(view.card.name, ctx.lang),
    description: textIn(view.card.summary, ctx.lang),
    section: '/layanan',
    body: <ServicePage lang={ctx.lang} from={from} until={ctx.today} {...view} />,
  });
}

async function preCheckPage(ctx: WebCtx, slug: string, answers: string): Promise<Reply> {
  const { name, definition, retiredAt } = await ctx.read((tx) => serviceOr404(tx, ctx, slug));
  const { preCheck } = definition;
  if (!preCheck || preCheck.questions.length === 0 || retiredAt) throw problems.notFound();
  const body = <PreCheckPage lang={ctx.lang} slug={slug} name={name} questions={preCheck.questions} reached={follow(preCheck, readAnswers(answers))} />;
  return page({ title: `${partWords(ctx.lang).asking.start} ${textIn(name, ctx.lang)}`, section: '/layanan', body });
}

/** Of the whole agency, or of one unit by its code. */
async function charterPage(ctx: WebCtx, code?: string): Promise<Reply> {
  const from = yearBefore(ctx);
  const agencyId = ctx.agency.id as AgencyId;
  const { unit, services, units } = await ctx.read(async (tx) => {
    const [offered, times, all] = await together([servicesOf(tx, agencyId), processingTimes(tx, agencyId, from), unitsOf(tx, agencyId)]);
    const open = offered.filter((one) => !one.retiredAt);
    const own = code === undefined ? open : open.filter((one) => one.unitCode === code);
    const rated = await together(own.map((one) => slots.satisfaction(tx, agencyId, one.id, ctx.today)));
    return {
      unit: all.find((one) => one.code === code),
      services: own.map((one, at) => ({ ...one, time: times.get(one.id), satisfaction: rated[at] })),
      units: all.flatMap(({ code: of, name }) => {
        const count = open.filter((one) => one.unitCode === of).length;
        return count > 0 ? [{ code: of, name, services: count }] : [];
      }),
    };
  });
  if (code !== undefined && (!unit || services.length === 0)) throw problems.notFound();
  const by = unit?.name ?? ctx.agency.name;
  const body = <CharterPage lang={ctx.lang} today={ctx.today} from={from} by={by} isUnit={unit !== undefined} services={services} units={unit ? [] : units} />;
  return page({ title: `${partWords(ctx.lang).charter.title} ${by}`, section: '/layanan', body });
}

/** The twelve whole months before this one, and this one so far. */
function yearBefore(ctx: WebCtx): PlainDate {
  return ctx.today.subtract({ months: 12 }).with({ day: 1 });
}

export const standardsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/layanan',
    allow: 'public',
    cache_s: 5,
    input: z.object({ cari: z.string().trim().max(100).catch(''), menurut: z.enum(catalogueOrders).catch('peristiwa') }),
    handle: (ctx, { cari, menurut }) => catalogue(ctx, cari, menurut),
  }),
  route({
    method: 'GET',
    path: '/layanan/:slug',
    allow: 'public',
    cache_s: 5,
    input: z.object({ slug: z.string().max(100) }),
    handle: (ctx, { slug }) => showService(ctx, slug),
  }),
  route({
    method: 'GET',
    path: '/layanan/:slug/cek',
    allow: 'public',
    cache_s: 5,
    input: z.object({ slug: z.string().max(100), jawab: z.string().max(100).catch('') }),
    handle: (ctx, { slug, jawab }) => preCheckPage(ctx, slug, jawab),
  }),
  route({ method: 'GET', path: '/maklumat', allow: 'public', cache_s: 60, handle: (ctx) => charterPage(ctx) }),
  route({
    method: 'GET',
    path: '/maklumat/:unit',
    allow: 'public',
    cache_s: 60,
    input: z.object({ unit: z.string().max(100) }),
    handle: (ctx, { unit }) => charterPage(ctx, unit),
  }),
];
