import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { page, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatDate, todayIn } from '#platform/time';
import { trackAddress } from '../applications/news.ts';
import { permissions } from '../permissions.ts';
import { servicesByIds } from '../standards/store.ts';
import { casesByTasks } from '../workflow/store.ts';
import { LabelSheet } from './pages/labels.tsx';
import { casesWithin } from './store.ts';
import { words } from './words.ts';

const allow = permissions['services.work'];
const mostLabels = 50;

/** The sheet for the cases that were ticked in the list, by their steps, or for one case; in order of arrival. */
async function labels(ctx: WebCtx, cases: readonly string[]): Promise<Reply> {
  const ticked = cases.flatMap((id) => findId<'application'>(id) ?? []);
  if (ticked.length === 0) return redirect('/kerja', { kind: 'info', text: words(ctx.lang).labelsNone });
  const { ids, rows, services } = await ctx.read(async (tx) => {
    const steps = await casesByTasks(tx, ticked);
    const ids = ticked.map((id) => steps.get(id) ?? id);
    const found = await casesWithin(tx, ids, scopeFor(ctx.actor, allow));
    const names = await servicesByIds(
      tx,
      found.map((row) => row.service_id),
    );
    return { ids, rows: found, services: names };
  });
  if (rows.length < new Set(ids).size) throw problems.notFound();
  for (const row of rows) ctx.looked({ subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: row.agency_id });
  const shown = rows.map((row) => ({
    ticket: row.ticket ?? '',
    service: services.get(row.service_id)?.name ?? { id: '' },
    received: formatDate(todayIn(row.submitted_at ?? ctx.now, ctx.zone), ctx.lang, 'short'),
    trackUrl: trackAddress(ctx.lang, row.ticket ?? ''),
  }));
  return page({ title: words(ctx.lang).labels, section: '/kerja', dense: true, body: <LabelSheet lang={ctx.lang} labels={shown} /> });
}

export const labelRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/kerja/etiket',
    allow,
    shows: 'applicant-data',
    input: z.object({ cases: z.preprocess((value) => [value ?? []].flat(), z.array(z.string()).max(mostLabels)) }),
    handle: (ctx, { cases }) => labels(ctx, cases),
  }),
];
