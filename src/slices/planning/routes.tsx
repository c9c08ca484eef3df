import { type AgencyId, peopleByIds, type PersonId, postsOn, subordinatesOf, unitsByIds } from '#slices/directory';
import { coursesByIds } from '#slices/learning';
import { z } from 'zod';
import { findScope, type Scope, scopeFor } from '#platform/access';
import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatDate, todayIn } from '#platform/time';
import { emptyForm, type FormState, type LinkRow } from '#platform/ui';
import { errorSentences, formatNumber, textIn } from '#platform/words';
import { decideTraining, renewRecommendations, requestTraining } from './actions.ts';
import { chainRoutes } from './chain-routes.tsx';
import type { RecommendationId } from './model.ts';
import { AgencyPlanPage, PlanPage, UnitPlanPage } from './pages/plan.tsx';
import { permissions } from './permissions.ts';
import { reasonText } from './reason-text.ts';
import { proposalsList, recommendationsOf, requestedOf } from './store.ts';
import { words } from './words.ts';

const own = permissions['planning.own'];

function me(ctx: Ctx): { readonly personId: PersonId; readonly agencyId: AgencyId } {
  if (ctx.actor.kind !== 'staff') throw problems.forbidden();
  return { personId: ctx.actor.personId as PersonId, agencyId: ctx.actor.agencyId as AgencyId };
}

async function planPage(ctx: WebCtx): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const rows = await recommendationsOf(tx, me(ctx).personId);
    const courses = await coursesByIds(
      tx,
      rows.map((row) => row.course_id),
    );
    const shown = rows.map((row) => ({
      id: row.id,
      course: courses.get(row.course_id)?.title ?? { id: '' },
      slug: courses.get(row.course_id)?.slug ?? '',
      reason: reasonText(row.reason, ctx.lang),
      state: row.state,
      decision: row.decision_reason,
    }));
    return <PlanPage lang={ctx.lang} rows={shown} />;
  });
  return page({ title: words(ctx.lang).plan, section: '/rencana', body });
}

/** Proposals within a reach as lines to open. */
async function proposalRows(
  tx: Tx,
  ctx: WebCtx,
  scope: Scope,
): Promise<{ readonly rows: readonly LinkRow[]; readonly open: number; readonly nominated: number }> {
  const w = words(ctx.lang);
  const proposals = await proposalsList(tx, scope);
  const [courses, units] = await together([
    coursesByIds(
      tx,
      proposals.map((row) => row.course_id),
    ),
    unitsByIds(
      tx,
      proposals.map((row) => row.unit_id),
    ),
  ]);
  const count = (state: string) => proposals.filter((row) => row.state === state).length;
  const rows = proposals.map(
    (row): LinkRow => ({
      href: ctx.href(`/rencana/usulan/${row.id}`),
      title: w.proposalTitle(textIn(courses.get(row.course_id)?.title ?? { id: '' }, ctx.lang), units.get(row.unit_id)?.shortName ?? ''),
      note: reasonText(row.reason, ctx.lang),
      side: `${w.proposalStates[row.state]}, ${formatDate(todayIn(row.proposed_at, ctx.zone), ctx.lang, 'short')}`,
      icon: row.state === 'open' ? 'bulb' : 'check',
    }),
  );
  return { rows, open: count('open'), nominated: count('nominated') };
}

async function unitPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const { personId, agencyId } = me(ctx);
  const scope = findScope(ctx.actor, permissions['planning.nominate']);
  const body = await ctx.read(async (tx) => {
    const requests = await requestedOf(tx, agencyId, await subordinatesOf(tx, agencyId, personId, ctx.today));
    const personIds = requests.map((row) => row.person_id);
    const [courses, people, posts, proposals] = await together([
      coursesByIds(
        tx,
        requests.map((row) => row.course_id),
      ),
      peopleByIds(tx, personIds),
      postsOn(tx, agencyId, ctx.today, { personIds }),
      scope && proposalRows(tx, ctx, scope),
    ]);
    const asked = requests.map((row) => {
      ctx.looked({ subjectKind: 'person', subjectId: row.person_id, agencyId: row.agency_id });
      return {
        id: row.id,
        name: people.get(row.person_id)?.name ?? '',
        position: posts.find((post) => post.personId === row.person_id)?.positionName ?? '',
        course: courses.get(row.course_id)?.title ?? { id: '' },
        reason: reasonText(row.reason, ctx.lang),
      };
    });
    // Also an empty list is a look at nobody's data but one's own.
    if (asked.length === 0) ctx.looked({ own: true, subjectKind: 'person', subjectId: personId, agencyId });
    return <UnitPlanPage lang={ctx.lang} requests={asked} proposals={proposals?.rows ?? []} form={form} />;
  });
  return page({ title: words(ctx.lang).approvals, section: '/rencana/unit', dense: true, body });
}

async function agencyPage(ctx: WebCtx): Promise<Reply> {
  const scope = scopeFor(ctx.actor, permissions['planning.overview']);
  const body = await ctx.read(async (tx) => {
    const { rows, ...counts } = await proposalRows(tx, ctx, scope);
    return <AgencyPlanPage lang={ctx.lang} {...counts} proposals={rows} />;
  });
  return page({ title: words(ctx.lang).agency, section: '/rencana/instansi', dense: true, body });
}

function formOf(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

const planRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/rencana', allow: own, handle: planPage }),
  route({
    method: 'POST',
    path: '/rencana/perbarui',
    allow: own,
    perMinute: 20,
    async handle(ctx) {
      const added = await renewRecommendations(ctx, me(ctx));
      return redirect('/rencana', { kind: 'info', text: words(ctx.lang).refreshed(formatNumber(added, ctx.lang)) });
    },
  }),
  route({
    method: 'POST',
    path: '/rencana/:id/minta',
    allow: own,
    input: z.object({ id: z.string() }),
    async handle(ctx, { id }) {
      if (!findId(id)) throw problems.notFound();
      await requestTraining(ctx, id as RecommendationId);
      return redirect('/rencana', { kind: 'good', text: words(ctx.lang).asked });
    },
  }),
  route({ method: 'GET', path: '/rencana/unit', allow: permissions['planning.approve'], shows: 'person-data', handle: (ctx) => unitPage(ctx, emptyForm) }),
  route({ method: 'GET', path: '/rencana/instansi', allow: permissions['planning.overview'], handle: agencyPage }),
  route({
    method: 'POST',
    path: '/rencana/permintaan/:id',
    allow: permissions['planning.approve'],
    shows: 'person-data',
    input: z.looseObject({ id: z.string(), outcome: z.enum(['approved', 'rejected']) }),
    async handle(ctx, { id, outcome, ...raw }) {
      if (!findId(id)) throw problems.notFound();
      const typed = raw[`because-${id}`];
      const because = typeof typed === 'string' && typed.trim() !== '' ? typed.trim().slice(0, 300) : null;
      await decideTraining(ctx, { id: id as RecommendationId, outcome, because });
      const w = words(ctx.lang);
      return redirect('/rencana/unit', { kind: 'good', text: outcome === 'approved' ? w.approved : w.rejected });
    },
    again: (ctx, raw, errors) => unitPage(ctx, formOf(ctx, raw, errors)),
  }),
];

export const routes: readonly Route[] = [...planRoutes, ...chainRoutes];
