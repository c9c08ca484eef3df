import { findGap, openGaps, profileOf } from '#slices/competency';
import { type AgencyId, type PersonId, supervisorOf, type UnitId } from '#slices/directory';
import { coursesByIds, coursesTraining, enrol, enrolmentsIn } from '#slices/learning';
import { scopeFor } from '#platform/access';
import { type Ctx, ctxInside } from '#platform/context';
import type { Tx } from '#platform/db';
import { type Id, newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import type { Instant } from '#platform/time';
import { courseProposed, courseRecommended, planCompleted, proposalClosed, recommendationLapsed, trainingDecided, trainingRequested } from './events.ts';
import type { PersonalReason, ProposalId, Reason, RecommendationId } from './model.ts';
import { nomineesFor } from './nominees.ts';
import { permissions } from './permissions.ts';
import { bestCourse, mayDecide, move, moveProposal, personalReason } from './rules.ts';
import {
  closeProposal,
  findProposalOfGap,
  insertProposal,
  insertRecommendation,
  livePlan,
  type Proposal,
  proposalForUpdate,
  proposalOfGap,
  type Recommendation,
  recommendationForUpdate,
  recommendationsOf,
  updateRecommendation,
} from './store.ts';

/** The level that a unit's course should reach: what most posts that meet citizens ask for (Permenpan RB 38/2017, level 2 and up). */
const unitCourseLevel = 2;

/** A unit's gap was found: a course is proposed to its head, who nominates. A gap that has closed again proposes nothing. */
export async function proposeCourse(ctx: Ctx, agencyId: AgencyId, gapId: string): Promise<void> {
  await ctx.transact(async (tx) => {
    const gap = await findGap(tx, gapId as Id<'unit-gap'>);
    if (!gap || gap.closedOn !== undefined || (await proposalOfGap(tx, gapId))) return;
    const course = bestCourse(await coursesTraining(tx, gap.competency, 1), gap.competency, unitCourseLevel);
    if (!course) return;
    const id = newId<'proposal'>(ctx.now.epochMilliseconds);
    const reason: Reason = { kind: 'unit-rating', unsur: gap.unsur, competency: gap.competency, mean: gap.mean, n: gap.n, norm: gap.norm };
    const fact = { proposalId: id, unitId: gap.unitId, gapId, courseId: course.id };
    const { eventId } = await emit(tx, ctx, courseProposed, fact, { agencyId, record: { ...fact, reason } });
    await insertProposal(tx, {
      id,
      agency_id: agencyId,
      unit_id: gap.unitId as UnitId,
      gap_id: gapId,
      course_id: course.id,
      reason,
      state: 'open',
      proposed_at: ctx.now,
      proposed_event: eventId,
    });
  });
}

/** A course was published: gaps that had none to be met with get their proposal. */
export async function proposeForOpenGaps(ctx: Ctx, agencyId: AgencyId, courseId: string): Promise<void> {
  await ctx.transact(async (tx) => {
    const course = (await coursesByIds(tx, [courseId])).get(courseId);
    const trained = new Set(course?.trains.map((one) => one.competency));
    for (const gap of await openGaps(tx, agencyId)) if (trained.has(gap.competency)) await proposeCourse(ctxInside(tx, ctx), agencyId, gap.id);
  });
}

type How = 'nominated' | 'dismissed' | 'lapsed';

async function close(tx: Tx, ctx: Ctx, proposal: Proposal, how: How, because: string | null): Promise<void> {
  const state = orRefuse(moveProposal(proposal.state, how));
  const fact = { proposalId: proposal.id, unitId: proposal.unit_id, how };
  const { eventId } = await emit(tx, ctx, proposalClosed, fact, { agencyId: proposal.agency_id, record: { ...fact, because } });
  const by = ctx.actor.kind === 'staff' ? (ctx.actor.personId as PersonId) : null;
  await closeProposal(tx, proposal, { state, closed_at: ctx.now, closed_by: by, closed_reason: because, closed_event: eventId });
}

/** The gap closed by itself: what nobody took up lapses. */
export async function lapseProposal(ctx: Ctx, gapId: string): Promise<void> {
  await ctx.transact(async (tx) => {
    const found = await findProposalOfGap(tx, gapId);
    const proposal = found && (await proposalForUpdate(tx, found.id, { reach: 'nation', unitIds: [] }));
    if (proposal?.state === 'open') await close(tx, ctx, proposal, 'lapsed', null);
  });
}

async function ownProposal(tx: Tx, ctx: Ctx, id: ProposalId): Promise<Proposal> {
  const proposal = await proposalForUpdate(tx, id, scopeFor(ctx.actor, permissions['planning.nominate']));
  if (!proposal) throw problems.notFound();
  return proposal;
}

/** The unit's head names who of the unit should go; each name becomes a request to that person's supervisor. */
export async function nominate(ctx: Ctx, input: { readonly proposalId: ProposalId; readonly personIds: readonly PersonId[] }): Promise<number> {
  return ctx.transact(async (tx) => {
    const proposal = await ownProposal(tx, ctx, input.proposalId);
    orRefuse(moveProposal(proposal.state, 'nominated'));
    const allowed = new Set((await nomineesFor(tx, ctx, proposal)).map((post) => post.personId));
    const chosen = Array.from(new Set(input.personIds)).filter((personId) => allowed.has(personId));
    if (chosen.length === 0) orRefuse(refuse('nobody-chosen', { fields: { personIds: 'nobody-chosen' } }));
    for (const personId of chosen) {
      await request(tx, ctx, { agencyId: proposal.agency_id, personId, courseId: proposal.course_id, proposalId: proposal.id, reason: proposal.reason });
    }
    // Later names have events of their own; the proposal was taken up by the first.
    if (proposal.state === 'open') await close(tx, ctx, proposal, 'nominated', null);
    return chosen.length;
  });
}

/** Not now: with the reason, which stays. */
export async function dismissProposal(ctx: Ctx, input: { readonly proposalId: ProposalId; readonly because: string }): Promise<void> {
  await ctx.transact(async (tx) => close(tx, ctx, await ownProposal(tx, ctx, input.proposalId), 'dismissed', input.because));
}

type Wish = {
  readonly agencyId: AgencyId;
  readonly personId: PersonId;
  readonly courseId: string;
  readonly proposalId: ProposalId;
  readonly reason: Reason;
};

// What was only recommended to the person before becomes the request, with the nomination as its reason.
async function request(tx: Tx, ctx: Ctx, wish: Wish): Promise<void> {
  const before = await livePlan(tx, wish.personId, wish.courseId);
  if (before && before.state !== 'proposed') return;
  const id = before?.id ?? newId<'recommendation'>(ctx.now.epochMilliseconds);
  const fact = { recommendationId: id, personId: wish.personId, courseId: wish.courseId };
  const { eventId } = await emit(tx, ctx, trainingRequested, fact, { agencyId: wish.agencyId, record: { ...fact, reason: wish.reason } });
  const asked = { state: 'requested' as const, proposal_id: wish.proposalId, reason: wish.reason, requested_at: ctx.now, requested_event: eventId };
  if (before) return updateRecommendation(tx, before, asked);
  await insertRecommendation(tx, { ...asked, id, agency_id: wish.agencyId, person_id: wish.personId, course_id: wish.courseId, made_at: ctx.now });
}

type Person = { readonly agencyId: AgencyId; readonly personId: PersonId };

/**
 * From a person's own profile of today: a course for each line that is below, or unknown where the post asks for more; and
 * what was recommended for a reason that is gone lapses. Returns how many are new.
 */
export async function renewRecommendations(ctx: Ctx, { agencyId, personId }: Person): Promise<number> {
  return ctx.transact(async (tx) => {
    const profile = await profileOf(tx, personId, ctx.today, ctx.lang);
    let added = 0;
    for (const line of profile.lines) {
      const reason = personalReason(line, profile.position);
      if (reason) added += (await recommend(tx, ctx, { agencyId, personId, reason })) ? 1 : 0;
      else await lapse(tx, ctx, personId, line.competency);
    }
    return added;
  });
}

async function recommend(tx: Tx, ctx: Ctx, { agencyId, personId, reason }: Person & { readonly reason: PersonalReason }): Promise<boolean> {
  const course = bestCourse(await coursesTraining(tx, reason.competency, 1), reason.competency, reason.required);
  if (!course || (await livePlan(tx, personId, course.id))) return false;
  if ((await enrolmentsIn(tx, course.id, [personId])).length > 0) return false;
  const id = newId<'recommendation'>(ctx.now.epochMilliseconds);
  await insertRecommendation(tx, {
    id,
    agency_id: agencyId,
    person_id: personId,
    course_id: course.id,
    proposal_id: null,
    reason,
    state: 'proposed',
    made_at: ctx.now,
    requested_at: null,
    requested_event: null,
  });
  await emit(tx, ctx, courseRecommended, { recommendationId: id, personId, courseId: course.id }, { agencyId });
  return true;
}

async function lapse(tx: Tx, ctx: Ctx, personId: PersonId, competency: string): Promise<void> {
  const stale = (await recommendationsOf(tx, personId)).filter((one) => one.state === 'proposed' && one.reason.competency === competency);
  for (const one of stale) {
    await updateRecommendation(tx, one, { state: orRefuse(move(one.state, 'lapsed')) });
    await emit(tx, ctx, recommendationLapsed, { recommendationId: one.id, personId, courseId: one.course_id }, { agencyId: one.agency_id });
  }
}

/** The person takes up a recommendation: the supervisor is asked. */
export async function requestTraining(ctx: Ctx, id: RecommendationId): Promise<void> {
  await ctx.transact(async (tx) => {
    const recommendation = await recommendationForUpdate(tx, id);
    if (!recommendation || ctx.actor.kind !== 'staff' || recommendation.person_id !== ctx.actor.personId) throw problems.notFound();
    const state = orRefuse(move(recommendation.state, 'requested'));
    const fact = { recommendationId: id, personId: recommendation.person_id, courseId: recommendation.course_id };
    const { eventId } = await emit(tx, ctx, trainingRequested, fact, {
      agencyId: recommendation.agency_id,
      record: { ...fact, reason: recommendation.reason },
    });
    await updateRecommendation(tx, recommendation, { state, requested_at: ctx.now, requested_event: eventId });
  });
}

type Decision = { readonly id: RecommendationId; readonly outcome: 'approved' | 'rejected'; readonly because: string | null };

/** The supervisor decides; an approval enrols in the same transaction. */
export async function decideTraining(ctx: Ctx, { id, outcome, because }: Decision): Promise<void> {
  await ctx.transact(async (tx) => {
    const { recommendation, decider } = await decidable(tx, ctx, id);
    const state = orRefuse(move(recommendation.state, outcome));
    if (outcome === 'rejected' && !because) orRefuse(refuse('reason-required', { fields: { [`because-${id}`]: 'reason-required' } }));
    const { person_id: personId, course_id: courseId, agency_id: agencyId } = recommendation;
    const fact = { recommendationId: id, personId, courseId, outcome };
    const { eventId } = await emit(tx, ctx, trainingDecided, fact, { agencyId, record: { ...fact, because } });
    const decided = { state, decided_at: ctx.now, decided_by: decider, decision_reason: because, decided_event: eventId };
    if (outcome === 'rejected') return updateRecommendation(tx, recommendation, decided);
    const { enrolmentId } = await enrol(ctxInside(tx, ctx), { courseId: courseId as Id<'course'>, personId, because: 'recommendation' });
    return updateRecommendation(tx, recommendation, { ...decided, enrolment_id: enrolmentId });
  });
}

// The supervisor of the day decides, whoever asked: rights follow the roles and posts of the moment in which it is written.
async function decidable(tx: Tx, ctx: Ctx, id: RecommendationId): Promise<{ readonly recommendation: Recommendation; readonly decider: PersonId }> {
  scopeFor(ctx.actor, permissions['planning.approve']);
  const recommendation = await recommendationForUpdate(tx, id);
  if (!recommendation || ctx.actor.kind !== 'staff') throw problems.notFound();
  orRefuse(mayDecide(ctx.actor.personId, recommendation.person_id));
  const decider = await supervisorOf(tx, recommendation.person_id, ctx.today);
  if (decider !== ctx.actor.personId) throw problems.notFound();
  return { recommendation, decider };
}

type Completion = { readonly personId: PersonId; readonly courseId: string; readonly enrolmentId: string; readonly at: Instant; readonly eventId: string };

/** A course was completed: the person's plan for it is ticked, whoever had the idea. */
export async function noteCompletion(ctx: Ctx, { personId, courseId, enrolmentId, at, eventId }: Completion): Promise<void> {
  await ctx.transact(async (tx) => {
    const plan = await livePlan(tx, personId, courseId);
    if (!plan || plan.state === 'completed') return;
    await updateRecommendation(tx, plan, {
      state: orRefuse(move(plan.state, 'completed')),
      enrolment_id: enrolmentId,
      completed_at: at,
      completed_event: eventId,
    });
    const fact = { recommendationId: plan.id, personId, courseId };
    await emit(tx, ctx, planCompleted, fact, { agencyId: plan.agency_id, record: { ...fact, completedAt: at.toString() } });
  });
}
