import { profileOf } from '#slices/competency';
import { type AgencyId, peopleByIds, type PersonId, postsOn, subordinatesOf, unitsByIds } from '#slices/directory';
import { coursesByIds, coursesTraining } from '#slices/learning';
import { z } from 'zod';
import { findScope } from '#platform/access';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber } from '#platform/words';
import { decideTraining, nominate, recommend, requestTraining } from './actions.ts';
import type { ProposalId, RecommendationId } from './model.ts';
import { PlanPage, type ProposalRow, UnitPlanPage } from './pages/plan.tsx';
import { permissions } from './permissions.ts';
import { reasonText } from './reason-text.ts';
import { bestCourse, personalReason } from './rules.ts';
import { proposalsList, recommendationsOf, requestedOf } from './store.ts';
import { words } from './words.ts';

const own = permissions['planning.own'];

function me(ctx: WebCtx): { readonly personId: PersonId; readonly agencyId: AgencyId } {
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
    return (
      <PlanPage
        lang={ctx.lang}
        rows={rows.map((row) => ({
          id: row.id,
          course: courses.get(row.course_id)?.title ?? { id: '' },
          slug: courses.get(row.course_id)?.slug ?? '',
          reason: reasonText(row.reason, ctx.lang),
          state: row.state,
        }))}
      />
    );
  });
  return page({ title: words(ctx.lang).plan, section: '/rencana', body });
}

/** From the own profile: a course for each line that is below, or unknown where the post asks for more. */
async function renew(ctx: WebCtx): Promise<Reply> {
  const { personId, agencyId } = me(ctx);
  const wishes = await ctx.read(async (tx) => {
    const profile = await profileOf(tx, personId, ctx.today, ctx.lang);
    const found = [];
    for (const line of profile.lines) {
      const newest = line.evidence.find((one) => one.source === 'test');
      const reason = personalReason({ ...line, right: newest?.right, items: newest?.items }, profile.position);
      const course = reason && bestCourse(await coursesTraining(tx, line.competency, 1), line.competency, line.required);
      if (reason && course) found.push({ agencyId, personId, courseId: course.id, reason });
    }
    return found;
  });
  for (const wish of wishes) await recommend(ctx, wish);
  return redirect('/rencana', { kind: 'info', text: words(ctx.lang).refreshed(formatNumber(wishes.length, ctx.lang)) });
}

async function unitPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const { personId, agencyId } = me(ctx);
  const nominating = findScope(ctx.actor, permissions['planning.nominate']);
  const scope = nominating ?? findScope(ctx.actor, permissions['planning.overview']);
  const body = await ctx.read(async (tx) => {
    const requests = await requestedOf(tx, agencyId, await subordinatesOf(tx, agencyId, personId, ctx.today));
    const proposals = scope ? await proposalsList(tx, scope) : [];
    const courses = await coursesByIds(
      tx,
      [...requests, ...proposals].map((row) => row.course_id),
    );
    const people = await peopleByIds(
      tx,
      requests.map((row) => row.person_id),
    );
    const units = await unitsByIds(
      tx,
      proposals.map((row) => row.unit_id),
    );
    const posts = await postsOn(tx, agencyId, ctx.today);
    const shown = proposals.map(
      (row): ProposalRow => ({
        id: row.id,
        unit: units.get(row.unit_id)?.shortName ?? '',
        course: courses.get(row.course_id)?.title ?? { id: '' },
        reason: reasonText(row.reason, ctx.lang),
        state: row.state,
        people:
          row.state === 'open'
            ? posts
                .filter((post) => post.unitId === row.unit_id && !post.headsUnit)
                .map((post) => ({ id: post.personId, name: post.name, position: post.positionName }))
            : [],
      }),
    );
    const asked = requests.map((row) => ({
      id: row.id,
      name: people.get(row.person_id)?.name ?? '',
      position: posts.find((post) => post.personId === row.person_id)?.positionName ?? '',
      course: courses.get(row.course_id)?.title ?? { id: '' },
      reason: reasonText(row.reason, ctx.lang),
    }));
    return <UnitPlanPage lang={ctx.lang} proposals={shown} requests={asked} mayNominate={nominating !== undefined} form={form} />;
  });
  return page({ title: words(ctx.lang).approvals, section: '/rencana/unit', dense: true, body });
}

function formOf(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

const again = (ctx: WebCtx, raw: RawInput, errors: FieldCodes) => unitPage(ctx, formOf(ctx, raw, errors));

export const routes: readonly Route[] = [
  route({ method: 'GET', path: '/rencana', allow: own, handle: planPage }),
  route({ method: 'POST', path: '/rencana/perbarui', allow: own, perMinute: 20, handle: renew }),
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
  route({ method: 'GET', path: '/rencana/unit', allow: permissions['planning.approve'], handle: (ctx) => unitPage(ctx, emptyForm) }),
  route({ method: 'GET', path: '/rencana/instansi', allow: permissions['planning.overview'], handle: (ctx) => unitPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/rencana/permintaan/:id',
    allow: permissions['planning.approve'],
    input: z.looseObject({ id: z.string(), outcome: z.enum(['approved', 'rejected']) }),
    async handle(ctx, { id, outcome, ...raw }) {
      if (!findId(id)) throw problems.notFound();
      const typed = raw[`because-${id}`];
      const because = typeof typed === 'string' && typed.trim() !== '' ? typed.trim().slice(0, 300) : null;
      if (outcome === 'rejected' && !because) orRefuse(refuse('reason-required', { fields: { [`because-${id}`]: 'reason-required' } }));
      await decideTraining(ctx, { id: id as RecommendationId, outcome, because });
      const w = words(ctx.lang);
      return redirect('/rencana/unit', { kind: 'good', text: outcome === 'approved' ? w.approved : w.rejected });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/rencana/usulan/:id/nominasi',
    allow: permissions['planning.nominate'],
    input: z.object({
      id: z.string(),
      personIds: z.union([z.string(), z.array(z.string())], 'nobody-chosen').transform((value) => (Array.isArray(value) ? value : [value])),
    }),
    async handle(ctx, { id, personIds }) {
      const count = await nominate(ctx, { proposalId: id as ProposalId, personIds: personIds as PersonId[] });
      return redirect('/rencana/unit', { kind: 'good', text: words(ctx.lang).nominated(formatNumber(count, ctx.lang)) });
    },
    again,
  }),
];
