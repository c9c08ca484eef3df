import { unitsByIds } from '#slices/directory';
import { z } from 'zod';
import { findScope } from '#platform/access';
import { together } from '#platform/context';
import { page, type Reply, type Route, route, textReply, type WebCtx } from '#platform/http';
import { formatInstant } from '#platform/time';
import { permissions } from '../permissions.ts';
import { servicesByIds } from '../standards/store.ts';
import { drawRoutes } from './draw-routes.tsx';
import { kinRoutes } from './kin-routes.tsx';
import { type AlarmLine, AlarmsPage } from './pages/alarms.tsx';
import { nameOfMonth, type NamedRow, OvertakingPage } from './pages/overtaking.tsx';
import { type PublishedQueues, queuesFormat } from './recount.ts';
import { monthOf } from './rules.ts';
import { alarmsIn, publishedOvertaking } from './store.ts';
import { words } from './words.ts';

const section = '/transparansi';
const shownMonths = 12;

function firstMonth(now: Temporal.Instant): string {
  const [year = 0, month = 0] = monthOf(now.epochMilliseconds).split('-').map(Number);
  return new Date(Date.UTC(year, month - shownMonths, 1)).toISOString().slice(0, 7);
}

async function overtakingPage(ctx: WebCtx, month: string | undefined): Promise<Reply> {
  const { size, rows } = await ctx.read(async (tx) => {
    const published = await publishedOvertaking(tx);
    const recent = published.rows.filter((row) => row.month >= firstMonth(ctx.now));
    const [units, services] = await together([
      unitsByIds(tx, Array.from(new Set(recent.flatMap((row) => row.unit ?? [])))),
      servicesByIds(tx, Array.from(new Set(recent.map((row) => row.service)))),
    ]);
    const named = recent.map(
      (row): NamedRow => ({
        ...row,
        unitName: (row.unit && units.get(row.unit)?.name) ?? words(ctx.lang).unnamedUnit,
        serviceName: services.get(row.service)?.name ?? { id: row.service },
      }),
    );
    return { size: published.size, rows: named };
  });
  const body = (
    <OvertakingPage
      lang={ctx.lang}
      oversees={findScope(ctx.actor, permissions['services.oversee']) !== undefined}
      site={ctx.publicUrl}
      size={size}
      rows={rows}
      month={rows.some((row) => row.month === month) ? month : undefined}
    />
  );
  return page({ title: words(ctx.lang).overtaking, section, islands: ['services/recount'], body });
}

async function overtakingFile(ctx: WebCtx): Promise<Reply> {
  const published: PublishedQueues = { format: queuesFormat, ...(await ctx.read(publishedOvertaking)) };
  return textReply(`${JSON.stringify(published, null, 1)}\n`, {
    mediaType: 'application/json',
    cacheControl: 'public, max-age=10',
    headers: { 'access-control-allow-origin': '*' },
  });
}

async function alarmsPage(ctx: WebCtx): Promise<Reply> {
  const alarms = await ctx.read(async (tx) => {
    const found = await alarmsIn(tx, ctx.agency.id);
    const [units, services] = await together([
      unitsByIds(tx, Array.from(new Set(found.flatMap((one) => one.unit ?? [])))),
      servicesByIds(tx, Array.from(new Set(found.map((one) => one.service)))),
    ]);
    return found.map(
      (one): AlarmLine => ({
        ...one,
        id: `${one.unit} ${one.service} ${one.month} ${one.kind}`,
        monthName: nameOfMonth(one.month, ctx.lang),
        unitName: (one.unit && units.get(one.unit)?.name) ?? words(ctx.lang).unnamedUnit,
        serviceName: services.get(one.service)?.name ?? { id: one.service },
        count: one.tokens.length,
        chance: one.p,
        firstFound: formatInstant(one.firstFoundAt, ctx.zone, ctx.lang, 'day'),
      }),
    );
  });
  return page({ title: words(ctx.lang).alarms, section: '/kelola', dense: true, body: <AlarmsPage lang={ctx.lang} alarms={alarms} /> });
}

const monthInput = z.object({
  bulan: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional()
    .catch(undefined),
});

export const fairnessRoutes: readonly Route[] = [
  ...kinRoutes,
  ...drawRoutes,
  route({
    method: 'GET',
    path: '/transparansi/antrean',
    allow: 'public',
    reach: 'all',
    input: monthInput,
    handle: (ctx, { bulan }) => overtakingPage(ctx, bulan),
  }),
  route({ method: 'GET', path: '/kelola/kejanggalan', allow: permissions['services.oversee'], handle: alarmsPage }),
  route({ method: 'GET', path: '/transparansi/antrean.json', allow: 'public', reach: 'all', handle: overtakingFile }),
];
