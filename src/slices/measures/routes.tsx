import { slots as competency, type UnitGapId } from '#slices/competency';
import { complaintCounts } from '#slices/participation';
import { countryName, egdiOf, egdiSurvey, egdiYears, evaluate, gci2018, levelInstrument } from '#slices/standards';
import type { AgencyId } from '#slices/directory';
import { z } from 'zod';
import { findScope } from '#platform/access';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { csvReply, type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { orRefuse } from '#platform/result';
import { formatDate } from '#platform/time';
import type { FormState } from '#platform/ui';
import { errorSentences, formatNumber } from '#platform/words';
import { enterLevels } from './actions.ts';
import { jpFigures, onTimeByMonth, skmFigures, timeFigures } from './figures.ts';
import { type instruments, levelsByCode, levelsInput, publicThreshold, staffThreshold } from './model.ts';
import { AgencyPage, type AgencyView } from './pages/agency.tsx';
import type { IndexView, SlopeView } from './pages/cards.tsx';
import { CountriesPage } from './pages/countries.tsx';
import { EnterPage, IndicesPage } from './pages/indices.tsx';
import { PerformancePage } from './pages/performance.tsx';
import { permissions } from './permissions.ts';
import { readLevels } from './rules.ts';
import { levelsOf } from './store.ts';
import { words } from './words.ts';
import { loopOf, worseThings } from './worse.ts';

type Code = (typeof instruments)[number];

const agencyOf = (ctx: WebCtx) => ctx.agency.id as AgencyId;
const yearStart = (ctx: WebCtx) => ctx.today.with({ month: 1, day: 1 });
/** SPBE was last evaluated in 2025; Pemdi takes its place from 2026 on. */
const yearOf = (ctx: WebCtx, code: Code) => (code === 'spbe-2020' ? 2025 : ctx.today.year);
const slope: SlopeView = { from: egdiOf(2018), to: egdiOf(2024) };

async function indexOf(tx: Tx, ctx: WebCtx, code: Code): Promise<IndexView> {
  const year = yearOf(ctx, code);
  const levels = await levelsOf(tx, agencyOf(ctx), code, year);
  return { code, year, levels, result: evaluate(code, levels) };
}

async function publicPage(ctx: WebCtx): Promise<Reply> {
  const agencyId = agencyOf(ctx);
  const [skm, times, months, complaints, pemdi] = await ctx.read((tx) =>
    together([
      skmFigures(tx, agencyId, yearStart(ctx), ctx.today, publicThreshold),
      timeFigures(tx, agencyId, yearStart(ctx)),
      onTimeByMonth(tx, agencyId, yearStart(ctx)),
      complaintCounts(tx, agencyId, ctx.today),
      indexOf(tx, ctx, 'pemdi-2026'),
    ]),
  );
  const body = <PerformancePage lang={ctx.lang} skm={skm} times={times} months={months} complaints={complaints} pemdi={pemdi} slope={slope} />;
  return page({ title: words(ctx.lang).performance, section: '/kinerja', body });
}

/** What got worse; and what is done about each gap, and where: from planning, by the slot of the gap itself. */
async function worseAndAnswers(tx: Tx, ctx: WebCtx): Promise<Pick<AgencyView, 'worse' | 'answers'>> {
  const worse = await worseThings(tx, agencyOf(ctx), ctx.today);
  const gaps = worse.flatMap((one) => (one.kind === 'gap' ? [one.gapId] : []));
  const answers = await together(gaps.map(async (gap) => [gap, await competency.answerTo(tx, gap as UnitGapId, ctx.lang)] as const));
  return { worse, answers: new Map(answers.flatMap(([gap, answer]) => (answer ? [[gap, answer] as const] : []))) };
}

async function agencyPage(ctx: WebCtx): Promise<Reply> {
  const agencyId = agencyOf(ctx);
  const [skm, times, months, complaints, { worse, answers }, loop, jp, pemdi] = await ctx.read((tx) =>
    together([
      skmFigures(tx, agencyId, yearStart(ctx), ctx.today, staffThreshold),
      timeFigures(tx, agencyId, yearStart(ctx)),
      onTimeByMonth(tx, agencyId, yearStart(ctx)),
      complaintCounts(tx, agencyId, ctx.today),
      worseAndAnswers(tx, ctx),
      loopOf(tx, agencyId, ctx.today),
      jpFigures(tx, agencyId, ctx.today),
      indexOf(tx, ctx, 'pemdi-2026'),
    ]),
  );
  const body = (
    <AgencyPage
      lang={ctx.lang}
      agency={ctx.agency.name}
      until={formatDate(ctx.today, ctx.lang)}
      daysLeft={ctx.today.until(ctx.today.with({ month: 12, day: 31 })).days}
      skm={skm}
      times={times}
      months={months}
      complaints={complaints}
      worse={worse}
      answers={answers}
      loop={loop}
      jp={jp}
      pemdi={pemdi}
      slope={slope}
      mayOpen={(permission) => findScope(ctx.actor, permission) !== undefined}
    />
  );
  return page({ title: words(ctx.lang).agency, section: '/kinerja/instansi', dense: true, islands: ['measures/print'], body });
}

async function skmCsv(ctx: WebCtx): Promise<Reply> {
  const figures = await ctx.read((tx) => skmFigures(tx, agencyOf(ctx), yearStart(ctx), ctx.today, publicThreshold));
  type Line = { readonly n: number | undefined; readonly skm: typeof figures.whole; readonly interval?: typeof figures.interval };
  const line = (group: string, name: string, one: Line) =>
    [
      group,
      name,
      one.n ?? `<${publicThreshold}`,
      one.skm?.index.toFixed(2),
      one.skm?.grade,
      one.interval?.low.toFixed(2),
      one.interval?.high.toFixed(2),
    ] as const;
  return csvReply(
    'skm.csv',
    ['group', 'name', 'n', 'skm', 'grade', 'low_95', 'high_95'],
    [
      line('whole', ctx.agency.name, { n: figures.whole ? figures.n : undefined, skm: figures.whole, interval: figures.interval }),
      ...figures.byMonth.map((one) => line('month', one.month.slice(0, 7), one)),
      ...figures.byService.map((one) => line('service', one.name.id, one)),
      ...figures.byUnit.map((one) => line('unit', one.name.id, one)),
    ],
  );
}

async function timesCsv(ctx: WebCtx): Promise<Reply> {
  const rows = await ctx.read((tx) => timeFigures(tx, agencyOf(ctx), yearStart(ctx)));
  return csvReply(
    'waktu-layanan.csv',
    ['service', 'unit', 'promise_working_days', 'n', 'median_working_days', 'p90_working_days', 'on_time_share'],
    rows.map((row) => [row.name.id, row.unitName, row.promise, row.n, row.median, row.p90, row.onTime?.toFixed(4)]),
  );
}

function egdiCsv(): Reply {
  const rows = egdiYears().flatMap((year) => egdiOf(year));
  return csvReply(
    'egdi.csv',
    ['year', 'iso3', 'country', 'rank', 'egdi', 'osi', 'tii', 'hci', 'epi', 'verified'],
    rows.map((row) => [row.year, row.iso3, countryName(row.iso3, 'en'), row.rank, row.egdi, row.osi, row.tii, row.hci, row.epi, String(row.verified)]),
  );
}

function gciCsv(): Reply {
  const { pillars, asean } = gci2018();
  return csvReply(
    'gci-2018.csv',
    ['kind', 'code', 'name', 'rank', 'score', 'verified'],
    [
      ...pillars.map((one) => ['pillar', one.no, one.name, one.rank, one.score, String(one.verified)] as const),
      ...asean.map((one) => ['country', one.iso3, countryName(one.iso3, 'en'), one.rank, one.score, String(one.verified)] as const),
    ],
  );
}

async function indicesPage(ctx: WebCtx): Promise<Reply> {
  const indices = await ctx.read((tx) => together([indexOf(tx, ctx, 'pemdi-2026'), indexOf(tx, ctx, 'spbe-2020')]));
  const mayEnter = findScope(ctx.actor, permissions['measures.enter']) !== undefined;
  return page({ title: words(ctx.lang).indices, section: '/kinerja/indeks', body: <IndicesPage lang={ctx.lang} indices={indices} mayEnter={mayEnter} /> });
}

function countriesPage(ctx: WebCtx, asked: number): Reply {
  const years = egdiYears();
  const year = years.includes(asked) ? asked : 2018;
  const indonesia = years.flatMap((one) => egdiOf(one).filter((row) => row.iso3 === 'IDN'));
  const body = (
    <CountriesPage
      lang={ctx.lang}
      year={year}
      years={years}
      rows={egdiOf(year)}
      survey={egdiSurvey(year)}
      indonesia={indonesia}
      slope={slope}
      gci={gci2018()}
    />
  );
  return page({ title: words(ctx.lang).countries, section: '/kinerja/negara', body });
}

async function enterPage(ctx: WebCtx, code: Code, typed?: FormState): Promise<Reply> {
  const year = yearOf(ctx, code);
  const levels = await ctx.read((tx) => levelsOf(tx, agencyOf(ctx), code, year));
  const form = typed ?? { values: Object.fromEntries(Array.from(levels, ([no, level]) => [`i${no}`, formatNumber(level, ctx.lang)])), errors: {} };
  return page({
    title: levelInstrument(code).title,
    section: '/kinerja/indeks',
    dense: true,
    body: <EnterPage lang={ctx.lang} code={code} year={year} form={form} />,
  });
}

async function jpCsv(ctx: WebCtx): Promise<Reply> {
  const rows = await ctx.read((tx) => jpFigures(tx, agencyOf(ctx), ctx.today));
  return csvReply(
    'jp.csv',
    ['unit', 'pns', 'reached_20_jp', 'mean_jp'],
    rows.map((row) => [row.name, row.pns ?? `<${staffThreshold}`, row.reached, row.mean?.toFixed(2)]),
  );
}

export const routes: readonly Route[] = [
  route({ method: 'GET', path: '/kinerja', allow: 'public', cache_s: 10, handle: publicPage }),
  route({ method: 'GET', path: '/data/skm.csv', allow: 'public', cache_s: 10, handle: skmCsv }),
  route({ method: 'GET', path: '/data/waktu-layanan.csv', allow: 'public', cache_s: 10, handle: timesCsv }),
  route({ method: 'GET', path: '/data/egdi.csv', allow: 'public', handle: egdiCsv }),
  route({ method: 'GET', path: '/data/gci-2018.csv', allow: 'public', handle: gciCsv }),
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
  route({ method: 'GET', path: '/kinerja/jp.csv', allow: permissions['measures.agency'], handle: jpCsv }),
  route({
    method: 'GET',
    path: '/kelola/indeks/:code',
    allow: permissions['measures.enter'],
    input: levelsByCode,
    handle: (ctx, { code }) => enterPage(ctx, code),
  }),
  route({
    method: 'POST',
    path: '/kelola/indeks/:code',
    allow: permissions['measures.enter'],
    input: levelsInput,
    async handle(ctx, { code, ...raw }) {
      const levels = orRefuse(
        readLevels(
          levelInstrument(code).indicators.map((one) => one.no),
          raw,
        ),
      );
      await enterLevels(ctx, { agencyId: agencyOf(ctx), instrument: code, year: yearOf(ctx, code), levels });
      return redirect('/kinerja/indeks', { kind: 'good', text: words(ctx.lang).saved });
    },
    again: (ctx: WebCtx, raw: RawInput, errors: FieldCodes) =>
      enterPage(ctx, raw['code'] as Code, { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) }),
  }),
];
