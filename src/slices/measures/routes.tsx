import { openGaps } from '#slices/competency';
import type { AgencyId } from '#slices/directory';
import { jpOf } from '#slices/learning';
import { complaintCounts } from '#slices/participation';
import { egdiCountries, egdiOf, egdiYears, gci2018, levelIndex, levelInstrument } from '#slices/standards';
import { z } from 'zod';
import { findScope } from '#platform/access';
import { csvReply, type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { orRefuse } from '#platform/result';
import type { FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { enterLevels } from './actions.ts';
import { jpFigures, publicThreshold, skmFigures, staffThreshold, timeFigures } from './figures.ts';
import { instruments, levelsInput } from './model.ts';
import { CountriesPage, EnterPage, IndicesPage } from './pages/indices.tsx';
import { AgencyPage, PerformancePage } from './pages/performance.tsx';
import { permissions } from './permissions.ts';
import { readLevels } from './rules.ts';
import { levelsOf } from './store.ts';
import { words } from './words.ts';

const agencyOf = (ctx: WebCtx) => ctx.agency.id as AgencyId;
const yearStart = (ctx: WebCtx) => ctx.today.with({ month: 1, day: 1 });

async function publicPage(ctx: WebCtx): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const skm = await skmFigures(tx, agencyOf(ctx), yearStart(ctx), ctx.today, publicThreshold);
    return (
      <PerformancePage
        lang={ctx.lang}
        skm={skm}
        times={await timeFigures(tx, agencyOf(ctx), yearStart(ctx))}
        complaints={await complaintCounts(tx, agencyOf(ctx), ctx.today)}
      />
    );
  });
  return page({ title: words(ctx.lang).performance, section: '/kinerja', body });
}

async function agencyPage(ctx: WebCtx): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const agencyId = agencyOf(ctx);
    const gaps = new Set((await openGaps(tx, agencyId)).map((gap) => gap.unitId)).size;
    return (
      <AgencyPage
        lang={ctx.lang}
        skm={await skmFigures(tx, agencyId, yearStart(ctx), ctx.today, staffThreshold)}
        times={await timeFigures(tx, agencyId, yearStart(ctx))}
        complaints={await complaintCounts(tx, agencyId, ctx.today)}
        jp={await jpFigures(tx, agencyId, ctx.today)}
        gaps={gaps}
        mayOpen={(permission) => findScope(ctx.actor, permission) !== undefined}
        learners={(await jpOf(tx, agencyId, ctx.today.year)).size}
      />
    );
  });
  return page({ title: words(ctx.lang).agency, section: '/kinerja/instansi', dense: true, body });
}

async function skmCsv(ctx: WebCtx): Promise<Reply> {
  const figures = await ctx.read((tx) => skmFigures(tx, agencyOf(ctx), yearStart(ctx), ctx.today, publicThreshold));
  const rows = [
    ...figures.byMonth.map((one) => ['month', one.month.slice(0, 7), one.n, one.skm?.index, one.skm?.grade] as const),
    ...figures.byService.map((one) => ['service', one.name.id, one.n, one.skm?.index, one.skm?.grade] as const),
    ...figures.byUnit.map((one) => ['unit', one.name.id, one.n, one.skm?.index, one.skm?.grade] as const),
  ].map(([kind, name, n, index, grade]) => [kind, name, n >= publicThreshold ? n : '<10', index, grade]);
  return csvReply('skm.csv', ['group', 'name', 'n', 'skm', 'grade'], rows);
}

async function indicesPage(ctx: WebCtx): Promise<Reply> {
  const indices = await ctx.read((tx) =>
    Promise.all(
      instruments.map(async (code) => {
        const year = code === 'spbe-2020' ? 2025 : ctx.today.year;
        return { code, year, result: levelIndex(code, await levelsOf(tx, agencyOf(ctx), code, year)) };
      }),
    ),
  );
  const mayEnter = findScope(ctx.actor, permissions['measures.enter']) !== undefined;
  return page({ title: words(ctx.lang).indices, section: '/kinerja', body: <IndicesPage lang={ctx.lang} indices={indices} mayEnter={mayEnter} /> });
}

function countriesPage(ctx: WebCtx, asked: number): Reply {
  const years = egdiYears();
  const year = years.includes(asked) ? asked : 2018;
  const indonesia = years.flatMap((one) => egdiOf(one).filter((row) => row.iso3 === 'IDN'));
  const body = (
    <CountriesPage lang={ctx.lang} year={year} years={years} rows={egdiOf(year)} outOf={egdiCountries(year)} indonesia={indonesia} gci={gci2018()} />
  );
  return page({ title: words(ctx.lang).countries, section: '/kinerja', body });
}

type Code = (typeof instruments)[number];
const byCode = z.object({ code: z.enum(instruments) });

async function enterPage(ctx: WebCtx, code: Code, typed?: FormState): Promise<Reply> {
  const year = code === 'spbe-2020' ? 2025 : ctx.today.year;
  const levels = await ctx.read((tx) => levelsOf(tx, agencyOf(ctx), code, year));
  const form = typed ?? { values: Object.fromEntries(Array.from(levels, ([no, level]) => [`i${no}`, String(level)])), errors: {} };
  return page({ title: levelInstrument(code).title, section: '/kelola', dense: true, body: <EnterPage lang={ctx.lang} code={code} year={year} form={form} /> });
}

export const routes: readonly Route[] = [
  route({ method: 'GET', path: '/kinerja', allow: 'public', cache_s: 10, handle: publicPage }),
  route({ method: 'GET', path: '/data/skm.csv', allow: 'public', cache_s: 10, handle: skmCsv }),
  route({ method: 'GET', path: '/kinerja/indeks', allow: 'public', handle: indicesPage }),
  route({
    method: 'GET',
    path: '/kinerja/negara',
    allow: 'public',
    cache_s: 60,
    input: z.object({ tahun: z.coerce.number().int().catch(2018) }),
    handle: (ctx, { tahun }) => countriesPage(ctx, tahun),
  }),
  route({ method: 'GET', path: '/kinerja/instansi', allow: permissions['measures.agency'], handle: agencyPage }),
  route({
    method: 'GET',
    path: '/kinerja/jp.csv',
    allow: permissions['measures.agency'],
    async handle(ctx) {
      const rows = await ctx.read((tx) => jpFigures(tx, agencyOf(ctx), ctx.today));
      return csvReply(
        'jp.csv',
        ['unit', 'pns', 'reached_20_jp', 'mean_jp'],
        rows.map((row) => [row.name, row.pns, row.reached, row.mean.toFixed(2)]),
      );
    },
  }),
  route({ method: 'GET', path: '/kelola/indeks/:code', allow: permissions['measures.enter'], input: byCode, handle: (ctx, { code }) => enterPage(ctx, code) }),
  route({
    method: 'POST',
    path: '/kelola/indeks/:code',
    allow: permissions['measures.enter'],
    input: levelsInput
      .omit({ instrument: true })
      .extend({ code: z.enum(instruments) })
      .loose(),
    async handle(ctx, { code, year, ...raw }) {
      const levels = orRefuse(
        readLevels(
          levelInstrument(code).indicators.map((one) => one.no),
          raw,
        ),
      );
      await enterLevels(ctx, { agencyId: agencyOf(ctx), instrument: code, year, levels });
      return redirect('/kinerja/indeks', { kind: 'good', text: words(ctx.lang).saved });
    },
    again: (ctx: WebCtx, raw: RawInput, errors: FieldCodes) =>
      enterPage(ctx, raw['code'] as Code, { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) }),
  }),
];
