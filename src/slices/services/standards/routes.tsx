import { z } from 'zod';
import { page, type Route, route } from '#platform/http';
import { problems } from '#platform/problem';
import { slots } from '../slots.ts';
import { durationBins, processingTimes } from '../queue/store.ts';
import { words } from '../words.ts';
import { CataloguePage, inLang } from './pages/catalogue.tsx';
import { ServicePage } from './pages/service.tsx';
import { findService, findServices, servicesOf } from './store.ts';

export const standardsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/layanan',
    allow: 'public',
    cache_s: 5,
    input: z.object({ cari: z.string().trim().max(100).optional().catch('') }),
    async handle(ctx, { cari = '' }) {
      const cards = await ctx.read((tx) => (cari ? findServices(tx, cari) : servicesOf(tx, ctx.agency.id)));
      return page({ title: words(ctx.lang).catalogue, section: '/layanan', body: <CataloguePage lang={ctx.lang} cards={cards} query={cari} /> });
    },
  }),
  route({
    method: 'GET',
    path: '/layanan/:slug',
    allow: 'public',
    cache_s: 5,
    input: z.object({ slug: z.string().max(100) }),
    async handle(ctx, { slug }) {
      const from = ctx.today.subtract({ months: 12 }).with({ day: 1 });
      const view = await ctx.read(async (tx) => {
        const service = await findService(tx, ctx.agency.id, slug);
        if (!service) throw problems.notFound();
        const bins = await durationBins(tx, service.agencyId, from, service.id);
        return {
          card: service,
          components: service.definition.components,
          bins: bins.map((bin) => ({ days: bin.workingDays, n: bin.n })),
          time: (await processingTimes(tx, service.agencyId, from)).get(service.id),
          satisfaction: await slots.satisfaction(tx, service.agencyId, service.id),
        };
      });
      return page({
        title: inLang(view.card.name, ctx.lang),
        description: inLang(view.card.summary, ctx.lang),
        section: '/layanan',
        body: <ServicePage lang={ctx.lang} {...view} />,
      });
    },
  }),
];
