import { unitTrend } from '#slices/competency';
import { supervisorOf } from '#slices/directory';
import { leafOf, receiptOf } from '#slices/ledger';
import { skmGoodFrom } from '#slices/standards';
import { z } from 'zod';
import { findScope, scopeFor } from '#platform/access';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { bytesReply, type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import { formatDate, formatInstant, monthName } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber, textIn } from '#platform/words';
import { dismissProposal, nominate } from './actions.ts';
import type { ChainStep } from './chain-step.ts';
import type { ProposalId, RecommendationId } from './model.ts';
import { nomineesFor } from './nominees.ts';
import { type Candidate, PlanChainPage, ProposalPage, type ShownStep } from './pages/chain.tsx';
import { permissions } from './permissions.ts';
import { type PlanFacts, planChain, planFacts } from './plan-chain.ts';
import { eventsOf, factsOf, proposalChain, type ProposalFacts } from './proposal-chain.ts';
import { reasonText } from './reason-text.ts';
import { findProposal, findRecommendation, type Proposal, type Recommendation } from './store.ts';
import { words } from './words.ts';

type PersonId = Recommendation['person_id'];

async function shownSteps(tx: Tx, ctx: WebCtx, steps: readonly ChainStep[], receipts: string): Promise<readonly ShownStep[]> {
  const leaves = await leafOf(tx, eventsOf(steps));
  return steps.map((step) => {
    const leaf = step.event ? leaves.get(step.event) : undefined;
    const when =
      typeof step.at === 'string' ? formatDate(Temporal.PlainDate.from(step.at), ctx.lang) : step.at && formatInstant(step.at, ctx.zone, ctx.lang, 'day');
    return {
      title: step.title,
      when,
      text: step.text ?? [],
      links: step.links ?? [],
      state: step.state,
      leaf,
      receipt: leaf === undefined ? undefined : ctx.href(`${receipts}/${step.event}`),
    };
  });
}

async function sentReceipt(tx: Tx, ctx: Ctx, steps: readonly ChainStep[], event: string): Promise<Reply> {
  const receipt = eventsOf(steps).includes(event) ? await receiptOf(tx, event) : undefined;
  if (!receipt) throw problems.notFound();
  return bytesReply(new TextEncoder().encode(`${JSON.stringify(receipt, null, 2)}\n`), { mediaType: 'application/json', fileName: 'tanda-terima.json' });
}

async function seenProposal(tx: Tx, ctx: Ctx, idText: string): Promise<ProposalFacts> {
  const id = findId<'proposal'>(idText);
  const proposal = id && (await findProposal(tx, id, scopeFor(ctx.actor, permissions['planning.proposals'])));
  if (!proposal) throw problems.notFound();
  return factsOf(tx, proposal);
}

// Whom the reader can name; undefined when the unit is not the reader's to nominate for.
async function candidatesOf(tx: Tx, ctx: Ctx, proposal: Proposal): Promise<readonly Candidate[] | undefined> {
  const scope = findScope(ctx.actor, permissions['planning.nominate']);
  if (!scope || !(await findProposal(tx, proposal.id, scope))) return undefined;
  return (await nomineesFor(tx, ctx, proposal)).map((post) => ({ id: post.personId, name: post.name, position: post.positionName }));
}

// From half a year before the gap was found until today.
async function trendOf(tx: Tx, ctx: Ctx, { proposal, gap, unitName }: ProposalFacts) {
  const w = words(ctx.lang);
  const from = Temporal.PlainDate.from(gap.foundOn).subtract({ months: 5 });
  const points = await unitTrend(tx, { agencyId: proposal.agency_id, unitId: proposal.unit_id, unsur: gap.unsur, from, until: ctx.today });
  const known = points.slice(
    Math.max(
      0,
      points.findIndex((point) => point.n > 0),
    ),
  );
  const last = known.findLast((point) => point.mean !== undefined)?.mean;
  return {
    title: last === undefined ? w.trendUnknown(gap.unsur, unitName) : w.trend(gap.unsur, unitName, formatNumber(last, ctx.lang, 2)),
    goodFrom: skmGoodFrom,
    points: known.map((point) => ({
      label: monthName(Temporal.PlainDate.from(point.month).month, ctx.lang).slice(0, 3),
      value: point.mean,
      n: point.n,
    })),
  };
}

async function proposalPage(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const facts = await seenProposal(tx, ctx, idText);
    const { proposal } = facts;
    for (const plan of facts.plans) ctx.looked({ subjectKind: 'person', subjectId: plan.person_id, agencyId: plan.agency_id });
    if (facts.plans.length === 0) ctx.looked({ own: true, subjectKind: 'proposal', subjectId: proposal.id, agencyId: proposal.agency_id });
    const nominees = facts.plans.map((plan) => ({
      id: plan.id,
      name: facts.names.get(plan.person_id) ?? '',
      state: plan.state,
      certificate: plan.enrolment_id ? facts.certificates.get(plan.enrolment_id)?.number : undefined,
    }));
    return (
      <ProposalPage
        lang={ctx.lang}
        id={proposal.id}
        title={words(ctx.lang).proposalTitle(textIn(facts.course.title, ctx.lang), facts.unitName)}
        state={proposal.state}
        reason={reasonText(proposal.reason, ctx.lang)}
        steps={await shownSteps(tx, ctx, proposalChain(ctx, facts), `/rencana/usulan/${proposal.id}/tanda-terima`)}
        nominees={nominees}
        candidates={await candidatesOf(tx, ctx, proposal)}
        trend={await trendOf(tx, ctx, facts)}
        form={form}
      />
    );
  });
  return page({ title: words(ctx.lang).proposal, section: '/rencana/unit', dense: true, body });
}

// Its person, the person's supervisor of the day, and who may see the proposal or the plans of the agency.
async function seenPlan(tx: Tx, ctx: WebCtx, idText: string): Promise<PlanFacts> {
  const id = findId<'recommendation'>(idText);
  const plan = id && (await findRecommendation(tx, id as RecommendationId));
  if (!plan || ctx.actor.kind !== 'staff') throw problems.notFound();
  const isOwn = ctx.actor.personId === plan.person_id;
  const proposals = findScope(ctx.actor, permissions['planning.proposals']);
  const seesProposal = plan.proposal_id !== null && proposals !== undefined && (await findProposal(tx, plan.proposal_id, proposals)) !== undefined;
  const overview = findScope(ctx.actor, permissions['planning.overview']);
  const oversees = overview !== undefined && (overview.reach !== 'agency' || overview.agencyId === plan.agency_id);
  const may = isOwn || seesProposal || oversees || (await supervisorOf(tx, plan.person_id, ctx.today)) === (ctx.actor.personId as PersonId);
  if (!may) throw problems.notFound();
  ctx.looked({ own: isOwn, subjectKind: 'person', subjectId: plan.person_id, agencyId: plan.agency_id });
  return planFacts(tx, plan, { isOwn, seesProposal });
}

async function planChainPage(ctx: WebCtx, id: string): Promise<Reply> {
  const body = await ctx.read(async (tx) => {
    const facts = await seenPlan(tx, ctx, id);
    return (
      <PlanChainPage
        lang={ctx.lang}
        name={facts.personName}
        course={textIn(facts.course.title, ctx.lang)}
        state={facts.plan.state}
        steps={await shownSteps(tx, ctx, planChain(ctx, facts), `/rencana/rantai/${facts.plan.id}/tanda-terima`)}
        back={facts.isOwn ? '/rencana' : findScope(ctx.actor, permissions['planning.approve']) ? '/rencana/unit' : '/rencana/instansi'}
      />
    );
  });
  return page({ title: words(ctx.lang).chain, section: '/rencana', body });
}

function again(ctx: WebCtx, raw: RawInput, errors: FieldCodes): Promise<Reply> {
  return proposalPage(ctx, String(raw['id']), { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) });
}

const byId = z.object({ id: z.string() });
const byEvent = z.object({ id: z.string(), event: z.string() });
const many = z.union([z.string(), z.array(z.string())], 'nobody-chosen').transform((value) => (Array.isArray(value) ? value : [value]));
const sees = permissions['planning.proposals'];

export const chainRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/rencana/usulan/:id',
    allow: sees,
    shows: 'person-data',
    input: byId,
    handle: (ctx, { id }) => proposalPage(ctx, id, emptyForm),
  }),
  route({
    method: 'GET',
    path: '/rencana/usulan/:id/tanda-terima/:event',
    allow: sees,
    input: byEvent,
    handle: (ctx, { id, event }) => ctx.read(async (tx) => sentReceipt(tx, ctx, proposalChain(ctx, await seenProposal(tx, ctx, id)), event)),
  }),
  route({
    method: 'POST',
    path: '/rencana/usulan/:id/nominasi',
    allow: permissions['planning.nominate'],
    shows: 'person-data',
    input: byId.extend({ personIds: many }),
    async handle(ctx, { id, personIds }) {
      if (!findId(id)) throw problems.notFound();
      const chosen = personIds.filter((personId) => findId(personId)) as PersonId[];
      const count = await nominate(ctx, { proposalId: id as ProposalId, personIds: chosen });
      return redirect(`/rencana/usulan/${id}`, { kind: 'good', text: words(ctx.lang).nominated(formatNumber(count, ctx.lang)) });
    },
    again,
  }),
  route({
    method: 'POST',
    path: '/rencana/usulan/:id/tutup',
    allow: permissions['planning.nominate'],
    shows: 'person-data',
    input: byId.extend({ because: z.string().trim().min(1, 'reason-required').max(500, 'too-long') }),
    async handle(ctx, { id, because }) {
      if (!findId(id)) throw problems.notFound();
      await dismissProposal(ctx, { proposalId: id as ProposalId, because });
      return redirect(`/rencana/usulan/${id}`, { kind: 'info', text: words(ctx.lang).dismissed });
    },
    again,
  }),
  route({
    method: 'GET',
    path: '/rencana/rantai/:id',
    allow: permissions['planning.own'],
    shows: 'person-data',
    input: byId,
    handle: (ctx, { id }) => planChainPage(ctx, id),
  }),
  route({
    method: 'GET',
    path: '/rencana/rantai/:id/tanda-terima/:event',
    allow: permissions['planning.own'],
    shows: 'person-data',
    input: byEvent,
    handle: (ctx, { id, event }) => ctx.read(async (tx) => sentReceipt(tx, ctx, planChain(ctx, await seenPlan(tx, ctx, id)), event)),
  }),
];
