import { calendarFor, deadlineOf } from '#slices/standards';
import { z } from 'zod';
import { together } from '#platform/context';
import { page, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { todayIn } from '#platform/time';
import { textIn } from '#platform/words';
import { durationBins } from '../queue/store.ts';
import { timeOf } from '../queue/rules.ts';
import { slots } from '../slots.ts';
import { words } from '../words.ts';
import { CataloguePage } from './pages/catalogue.tsx';
import { ServicePage } from './pages/service.tsx';
import { findService, findServices, servicesOf } from './store.ts';

async function catalogue(ctx: WebCtx, query: string): Promise<Reply> {
  const cards = await ctx.read((tx) => (query ? findServices(tx, query) : servicesOf(tx, ctx.agency.id)));
  const w = words(ctx.lang);
  const title = query ? (cards.length > 0 ? w.found(cards.length, query) : w.foundNone(query)) : w.catalogue;
  return page({ title, section: '/layanan', body: <CataloguePage lang={ctx.lang} title={title} cards={cards} query={query} /> });
}

/** The twelve whole months before this one, and this one so far. */
async function showService(ctx: WebCtx, slug: string): Promise<Reply> {
  const from = ctx.today.subtract({ months: 12 }).with({ day: 1 });
  const view = await ctx.read(async (tx) => {
    const service = await findService(tx, ctx.agency.id, slug);
    if (!service) throw problems.notFound();
    const [bins, satisfaction, calendar] = await together([
      durationBins(tx, service.agencyId, from, service.id),
      slots.satisfaction(tx, service.agencyId, service.id, ctx.today),
      calendarFor(tx, service.agencyId),
    ]);
    return {
      card: service,
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

export const standardsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/layanan',
    allow: 'public',
    cache_s: 5,
    input: z.object({ cari: z.string().trim().max(100).catch('') }),
    handle: (ctx, { cari }) => catalogue(ctx, cari),
  }),
  route({
    method: 'GET',
    path: '/layanan/:slug',
    allow: 'public',
    cache_s: 5,
    input: z.object({ slug: z.string().max(100) }),
    handle: (ctx, { slug }) => showService(ctx, slug),
  }),
];
