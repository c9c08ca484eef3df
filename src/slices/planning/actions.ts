import { findGap } from '#slices/competency';
import { type AgencyId, type PersonId, postsOn, supervisorOf, type UnitId } from '#slices/directory';
import { coursesTraining, enrol } from '#slices/learning';
import { scopeFor } from '#platform/access';
import { type Ctx, ctxInside } from '#platform/context';
import type { Tx } from '#platform/db';
import { type Id, newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { courseProposed, courseRecommended, trainingDecided, trainingRequested } from './events.ts';
import type { ProposalId, Reason, RecommendationId } from './model.ts';
import { permissions } from './permissions.ts';
import { bestCourse, mayDecide, move } from './rules.ts';
import {
  closeProposal,
  completeRecommendation,
  insertProposal,
  insertRecommendation,
  lapseProposals,
  proposalForUpdate,
  type Recommendation,
  recommendationForUpdate,
  updateRecommendation,
} from './store.ts';

/** The level that a unit's course should reach: what most posts that meet citizens ask for (Permenpan RB 38/2017, level 2 and up). */
const unitCourseLevel = 2;

/** A unit's gap was found: a course is proposed to its head, who nominates. */
export async function proposeCourse(ctx: Ctx, agencyId: AgencyId, gapId: string): Promise<void> {
  await ctx.transact(async (tx) => {
    const gap = await findGap(tx, gapId as Id<'unit-gap'>);
    if (!gap) return;
    const course = bestCourse(await coursesTraining(tx, gap.competency, 1), gap.competency, unitCourseLevel);
    if (!course) return;
    const id = newId<'proposal'>(ctx.now.epochMilliseconds);
    const reason: Reason = { kind: 'unit-rating', unsur: gap.unsur, competency: gap.competency, mean: gap.mean, n: gap.n, norm: gap.norm };
    const added = await insertProposal(tx, {
      id,
      agency_id: agencyId,
      unit_id: gap.unitId as UnitId,
      gap_id: gapId,
      course_id: course.id,
      reason,
      state: 'open',
      proposed_at: ctx.now,
    });
    const fact = { proposalId: id, unitId: gap.unitId, gapId, courseId: course.id };
    if (added) await emit(tx, ctx, courseProposed, fact, { agencyId, record: { ...fact, reason } });
  });
}

/** The gap closed by itself: what nobody took up lapses. */
export async function lapseProposal(ctx: Ctx, agencyId: AgencyId, gapId: string): Promise<void> {
  await ctx.transact((tx) => lapseProposals(tx, agencyId, gapId, ctx.now));
}

/** The unit's head names who of the unit should go; each name becomes a request to that person's supervisor. */
export async function nominate(ctx: Ctx, input: { readonly proposalId: ProposalId; readonly personIds: readonly PersonId[] }): Promise<number> {
  return ctx.transact(async (tx) => {
    const proposal = await proposalForUpdate(tx, input.proposalId, scopeFor(ctx.actor, permissions['planning.nominate']));
    if (!proposal) throw problems.notFound();
    if (proposal.state === 'dismissed' || proposal.state === 'lapsed') orRefuse(refuse('proposal-closed'));
    const inUnit = new Set((await postsOn(tx, proposal.agency_id, ctx.today)).filter((post) => post.unitId === proposal.unit_id).map((post) => post.personId));
    const chosen = input.personIds.filter((personId) => inUnit.has(personId));
    if (chosen.length === 0) orRefuse(refuse('nobody-chosen', { fields: { personIds: 'nobody-chosen' } }));
    let requested = 0;
    for (const personId of chosen) {
      if (await request(tx, ctx, { agencyId: proposal.agency_id, personId, courseId: proposal.course_id, proposalId: proposal.id, reason: proposal.reason }))
        requested += 1;
    }
    await closeProposal(tx, proposal, 'nominated', ctx.now, null);
    return requested;
  });
}

export async function dismissProposal(ctx: Ctx, input: { readonly proposalId: ProposalId; readonly because: string }): Promise<void> {
  await ctx.transact(async (tx) => {
    const proposal = await proposalForUpdate(tx, input.proposalId, scopeFor(ctx.actor, permissions['planning.nominate']));
    if (!proposal) throw problems.notFound();
    if (proposal.state !== 'open') orRefuse(refuse('proposal-closed'));
    await closeProposal(tx, proposal, 'dismissed', ctx.now, input.because);
  });
}

type Wish = {
  readonly agencyId: AgencyId;
  readonly personId: PersonId;
  readonly courseId: string;
  readonly proposalId: ProposalId | null;
  readonly reason: Reason;
};

async function request(tx: Tx, ctx: Ctx, wish: Wish): Promise<boolean> {
  const id = newId<'recommendation'>(ctx.now.epochMilliseconds);
  const added = await insertRecommendation(tx, {
    id,
    agency_id: wish.agencyId,
    person_id: wish.personId,
    course_id: wish.courseId,
    proposal_id: wish.proposalId,
    reason: wish.reason,
    state: 'requested',
    made_at: ctx.now,
    requested_at: ctx.now,
  });
  if (!added) return false;
  const fact = { recommendationId: id, personId: wish.personId, courseId: wish.courseId };
  await emit(tx, ctx, trainingRequested, fact, { agencyId: wish.agencyId, record: { ...fact, reason: wish.reason } });
  return true;
}

/** Proposes to a person what the own evidence or post gives reason for. */
export async function recommend(ctx: Ctx, wish: Omit<Wish, 'proposalId'>): Promise<void> {
  await ctx.transact(async (tx) => {
    const id = newId<'recommendation'>(ctx.now.epochMilliseconds);
    const added = await insertRecommendation(tx, {
      id,
      agency_id: wish.agencyId,
      person_id: wish.personId,
      course_id: wish.courseId,
      proposal_id: null,
      reason: wish.reason,
      state: 'proposed',
      made_at: ctx.now,
      requested_at: null,
    });
    const fact = { recommendationId: id, personId: wish.personId, courseId: wish.courseId };
    if (added) await emit(tx, ctx, courseRecommended, fact, { agencyId: wish.agencyId });
  });
}

/** The person takes up a recommendation: the supervisor is asked. */
export async function requestTraining(ctx: Ctx, id: RecommendationId): Promise<void> {
  await ctx.transact(async (tx) => {
    const recommendation = await recommendationForUpdate(tx, id);
    if (!recommendation || ctx.actor.kind !== 'staff' || recommendation.person_id !== ctx.actor.personId) throw problems.notFound();
    const state = orRefuse(move(recommendation.state, 'requested'));
    await updateRecommendation(tx, recommendation, { state, requested_at: ctx.now });
    const fact = { recommendationId: id, personId: recommendation.person_id, courseId: recommendation.course_id };
    await emit(tx, ctx, trainingRequested, fact, { agencyId: recommendation.agency_id, record: { ...fact, reason: recommendation.reason } });
  });
}

type Decision = { readonly id: RecommendationId; readonly outcome: 'approved' | 'rejected'; readonly because: string | null };

/** The supervisor decides; an approval enrols in the same transaction. */
export async function decideTraining(ctx: Ctx, { id, outcome, because }: Decision): Promise<void> {
  await ctx.transact(async (tx) => {
    const recommendation = await decidable(tx, ctx, id);
    const state = orRefuse(move(recommendation.state, outcome));
    const decided = { state, decided_at: ctx.now, decided_by: (ctx.actor.kind === 'staff' ? ctx.actor.personId : '') as PersonId, decision_reason: because };
    if (outcome === 'approved') {
      const inside = ctxInside(tx, ctx);
      const { enrolmentId } = await enrol(inside, {
        courseId: recommendation.course_id as Id<'course'>,
        personId: recommendation.person_id,
        because: 'recommendation',
      });
      await updateRecommendation(tx, recommendation, { ...decided, enrolment_id: enrolmentId });
    } else {
      await updateRecommendation(tx, recommendation, decided);
    }
    const fact = { recommendationId: id, personId: recommendation.person_id, courseId: recommendation.course_id, outcome };
    await emit(tx, ctx, trainingDecided, fact, { agencyId: recommendation.agency_id, record: { ...fact, because } });
  });
}

// The supervisor of the day decides, whoever asked: rights follow the posts of today.
async function decidable(tx: Tx, ctx: Ctx, id: RecommendationId): Promise<Recommendation> {
  const recommendation = await recommendationForUpdate(tx, id);
  if (!recommendation || ctx.actor.kind !== 'staff') throw problems.notFound();
  orRefuse(mayDecide(ctx.actor.personId, recommendation.person_id));
  const supervisor = await supervisorOf(tx, recommendation.person_id, ctx.today);
  if (supervisor !== ctx.actor.personId) throw problems.notFound();
  return recommendation;
}

export async function noteCompletion(ctx: Ctx, personId: PersonId, courseId: string): Promise<void> {
  await ctx.transact((tx) => completeRecommendation(tx, personId, courseId));
}
