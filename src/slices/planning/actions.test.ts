import { describe, expect, test } from 'vitest';
import { make as competency } from '#slices/competency/testing';
import { type AgencyId, type UnitId } from '#slices/directory';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { enrolmentsIn } from '#slices/learning';
import { make as learning } from '#slices/learning/testing';
import { inTransaction, testAgency, testCtx, testDatabase } from '#test/db';
import { assignProductRoles } from '#test/roles';
import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';
import {
  decideTraining,
  dismissProposal,
  lapseProposal,
  nominate,
  noteCompletion,
  proposeCourse,
  proposeForOpenGaps,
  renewRecommendations,
  requestTraining,
} from './actions.ts';
import type { Reason } from './model.ts';
import { reasonText } from './reason-text.ts';
import { findProposalOfGap, findRecommendation, proposalsList, recommendationsFrom, recommendationsOf, requestedOf } from './store.ts';
import { make } from './testing.ts';

assignProductRoles();
const database = testDatabase();
const agencyId = testAgency.id as AgencyId;

type Scene = { readonly tx: Tx; readonly ctx: Ctx; readonly unitId: UnitId; readonly head: MadeStaff; readonly anna: MadeStaff; readonly budi: MadeStaff };

/** A unit with its head and two others, and a course that trains M.05 to level 2. */
async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    await learning.course(ctx);
    const { id: unitId } = await directory.unit(ctx);
    const head = await directory.staff(ctx, {
      unitId,
      headsUnit: true,
      positionName: 'Kepala Dinas',
      positionLevel: 'JPT Pratama',
      roles: ['unit-head', 'supervisor'],
    });
    await work({ tx, ctx, unitId, head, anna: await directory.staff(ctx, { unitId }), budi: await directory.staff(ctx, { unitId }) });
  });
}

const as = (ctx: Ctx, one: MadeStaff): Ctx => ({ ...ctx, actor: one.actor });
const code = (expected: string) => ({ refusal: { code: expected } });
const everywhere = { reach: 'nation', unitIds: [] } as const;
const kinds = async (tx: Tx): Promise<readonly string[]> =>
  (await sql<{ kind: string }>`select kind from outbox.events where kind like 'planning.%' order by occurred_at, id`.execute(tx)).rows.map((row) => row.kind);

describe('a unit’s gap', () => {
  test('is a proposal to the unit’s head, with its reason, and names nobody', () =>
    scene(async ({ tx, ctx, unitId }) => {
      const proposal = await make.proposal(ctx, unitId);
      expect(proposal).toMatchObject({ state: 'open', unit_id: unitId });
      expect(reasonText(proposal.reason, 'id')).toBe('Nilai unit U7 (Perilaku Pelaksana) 2,00 dari 12 jawaban; kursus ini melatih Pelayanan Publik.');
      expect(reasonText(proposal.reason, 'en')).toBe('The unit’s rating U7 (Behaviour of staff) is 2.00 from 12 answers; this course trains Public Service.');
      expect(await recommendationsFrom(tx, proposal)).toEqual([]);
    }));

  test('R18: told twice proposes once; closed before it was told proposes nothing', () =>
    scene(async ({ tx, ctx, unitId }) => {
      const proposal = await make.proposal(ctx, unitId);
      await proposeCourse(ctx, agencyId, proposal.gap_id);
      expect(await proposalsList(tx, everywhere)).toHaveLength(1);
      const late = await competency.gap(ctx, (await directory.unit(ctx)).id);
      await sql`update competency.unit_gaps set closed_on = '2026-11-23', closed_because = 'risen' where id = ${late.id}`.execute(tx);
      await lapseProposal(ctx, late.id);
      await proposeCourse(ctx, agencyId, late.id);
      expect(await findProposalOfGap(tx, late.id)).toBeUndefined();
    }));

  test('without a course gets its proposal when one is published', () =>
    scene(async ({ tx, ctx, unitId }) => {
      await sql`update learning.courses set state = 'draft'`.execute(tx);
      const gap = await competency.gap(ctx, unitId);
      await proposeCourse(ctx, agencyId, gap.id);
      expect(await findProposalOfGap(tx, gap.id)).toBeUndefined();
      const course = await learning.course(ctx);
      await proposeForOpenGaps(ctx, agencyId, course.id);
      expect(await findProposalOfGap(tx, gap.id)).toMatchObject({ course_id: course.id });
    }));

  test('that closed by itself lets an open proposal lapse, and leaves a nomination alone', () =>
    scene(async ({ tx, ctx, unitId, head, anna }) => {
      const proposal = await make.proposal(ctx, unitId);
      await nominate(as(ctx, head), { proposalId: proposal.id, personIds: [anna.personId] });
      await lapseProposal(ctx, proposal.gap_id);
      expect((await findProposalOfGap(tx, proposal.gap_id))?.state).toBe('nominated');
      const other = await make.proposal(ctx, (await directory.unit(ctx)).id);
      await lapseProposal(ctx, other.gap_id);
      expect((await findProposalOfGap(tx, other.gap_id))?.state).toBe('lapsed');
    }));
});

describe('the unit’s head', () => {
  test('nominates people of the unit; each name becomes a request', () =>
    scene(async ({ tx, ctx, unitId, head, anna, budi }) => {
      const proposal = await make.proposal(ctx, unitId);
      const stranger = await directory.staff(ctx, { unitId: (await directory.unit(ctx)).id });
      const count = await nominate(as(ctx, head), { proposalId: proposal.id, personIds: [anna.personId, stranger.personId, anna.personId, head.personId] });
      expect(count).toBe(1);
      expect((await recommendationsFrom(tx, proposal)).map((plan) => [plan.person_id, plan.state])).toEqual([[anna.personId, 'requested']]);
      expect(await nominate(as(ctx, head), { proposalId: proposal.id, personIds: [anna.personId, budi.personId] })).toBe(1);
    }));

  test('names more later, and the first nomination keeps its time and its place in the chain', () =>
    scene(async ({ tx, ctx, unitId, head, anna, budi }) => {
      const proposal = await make.proposal(ctx, unitId);
      await nominate(as(ctx, head), { proposalId: proposal.id, personIds: [anna.personId] });
      const first = await findProposalOfGap(tx, proposal.gap_id);
      await nominate(as({ ...ctx, now: ctx.now.add({ hours: 24 }) }, head), { proposalId: proposal.id, personIds: [budi.personId] });
      expect(await findProposalOfGap(tx, proposal.gap_id)).toEqual(first);
      expect(first?.closed_event).toEqual(expect.any(String));
      expect(await recommendationsFrom(tx, proposal)).toHaveLength(2);
    }));

  test('is nominated by nobody, a stand-in neither', () =>
    scene(async ({ ctx, unitId, head, anna, budi }) => {
      const proposal = await make.proposal(ctx, unitId);
      const byStandIn = { ...ctx, actor: { ...head.actor, personId: anna.personId } };
      await expect(nominate(byStandIn, { proposalId: proposal.id, personIds: [head.personId, anna.personId] })).rejects.toMatchObject(code('nobody-chosen'));
      expect(await nominate(byStandIn, { proposalId: proposal.id, personIds: [head.personId, budi.personId] })).toBe(1);
    }));

  test('takes up what was only recommended to the person: one plan, with the nomination as its reason', () =>
    scene(async ({ tx, ctx, unitId, head, anna }) => {
      const before = await make.recommendation(ctx, anna.personId);
      const proposal = await make.proposal(ctx, unitId);
      await nominate(as(ctx, head), { proposalId: proposal.id, personIds: [anna.personId] });
      const plans = await recommendationsOf(tx, anna.personId);
      expect(plans.map((plan) => plan.id)).toEqual([before.id]);
      expect(plans[0]).toMatchObject({ state: 'requested', proposal_id: proposal.id, reason: { kind: 'unit-rating' } });
    }));

  test('nominates nobody who has completed the course', () =>
    scene(async ({ tx, ctx, unitId, head, anna }) => {
      const { course } = await learning.completedCourse(ctx, { personId: anna.personId, jp: { online: 1, classroom: 0 } });
      const proposal = await make.proposal(ctx, unitId);
      expect(proposal.course_id).toBe(course.id);
      await expect(nominate(as(ctx, head), { proposalId: proposal.id, personIds: [anna.personId] })).rejects.toMatchObject(code('nobody-chosen'));
      expect((await findProposalOfGap(tx, proposal.gap_id))?.state).toBe('open');
    }));

  test('or dismisses it with a reason that stays; then nobody is named any more', () =>
    scene(async ({ tx, ctx, unitId, head, anna }) => {
      const proposal = await make.proposal(ctx, unitId);
      await dismissProposal(as(ctx, head), { proposalId: proposal.id, because: 'Loket sedang pindah gedung.' });
      expect(await findProposalOfGap(tx, proposal.gap_id)).toMatchObject({
        state: 'dismissed',
        closed_by: head.personId,
        closed_reason: 'Loket sedang pindah gedung.',
      });
      await expect(nominate(as(ctx, head), { proposalId: proposal.id, personIds: [anna.personId] })).rejects.toMatchObject(code('proposal-closed'));
      await expect(dismissProposal(as(ctx, head), { proposalId: proposal.id, because: 'Lagi.' })).rejects.toMatchObject(code('proposal-closed'));
    }));

  test('A1: of another unit does not find the proposal', () =>
    scene(async ({ ctx, unitId, anna }) => {
      const proposal = await make.proposal(ctx, unitId);
      const other = await directory.staff(ctx, { unitId: (await directory.unit(ctx)).id, headsUnit: true, roles: ['unit-head'] });
      await expect(nominate(as(ctx, other), { proposalId: proposal.id, personIds: [anna.personId] })).rejects.toMatchObject({ status: 404 });
      await expect(dismissProposal(as(ctx, anna), { proposalId: proposal.id, because: 'x' })).rejects.toMatchObject({ status: 403 });
    }));
});

describe('a person', () => {
  test('is recommended a course for the own test only, once', () =>
    scene(async ({ tx, ctx, anna, budi }) => {
      await make.recommendation(ctx, anna.personId);
      expect(await renewRecommendations(ctx, { agencyId, personId: anna.personId })).toBe(0);
      expect(await recommendationsOf(tx, anna.personId)).toMatchObject([{ state: 'proposed', reason: { kind: 'own-test', held: 0, required: 1 } }]);
      expect(await renewRecommendations(ctx, { agencyId, personId: budi.personId })).toBe(0);
    }));

  test('of a rated unit gets no recommendation from the rating', () =>
    scene(async ({ tx, ctx, unitId, anna }) => {
      await make.proposal(ctx, unitId);
      await renewRecommendations(ctx, { agencyId, personId: anna.personId });
      expect(await recommendationsOf(tx, anna.personId)).toEqual([]);
    }));

  test('whose newer test meets the post loses the recommendation, and not what is under way', () =>
    scene(async ({ tx, ctx, anna, budi }) => {
      await make.recommendation(ctx, anna.personId);
      const asked = await make.recommendation(ctx, budi.personId);
      await requestTraining(as(ctx, budi), asked.id);
      for (const { personId } of [anna, budi]) {
        await competency.evidence(ctx, { personId, level: 1, observedOn: ctx.today.add({ days: 1 }) });
        const tomorrow = { ...ctx, today: ctx.today.add({ days: 1 }) };
        await renewRecommendations(tomorrow, { agencyId, personId });
      }
      expect((await recommendationsOf(tx, anna.personId))[0]?.state).toBe('lapsed');
      expect((await recommendationsOf(tx, budi.personId))[0]?.state).toBe('requested');
    }));

  test('A1: asks for the own recommendation only', () =>
    scene(async ({ tx, ctx, anna, budi }) => {
      const { id } = await make.recommendation(ctx, anna.personId);
      await expect(requestTraining(as(ctx, budi), id)).rejects.toMatchObject({ status: 404 });
      await requestTraining(as(ctx, anna), id);
      expect(await requestedOf(tx, agencyId, [anna.personId])).toHaveLength(1);
      await expect(requestTraining(as(ctx, anna), id)).rejects.toMatchObject(code('recommendation-state'));
    }));
});

describe('the supervisor', () => {
  async function requested(s: Scene, who: MadeStaff) {
    const { id } = await make.recommendation(s.ctx, who.personId);
    await requestTraining(as(s.ctx, who), id);
    return id;
  }

  test('approves, and that enrols', () =>
    scene(async (s) => {
      const id = await requested(s, s.anna);
      await decideTraining(as(s.ctx, s.head), { id, outcome: 'approved', because: null });
      const plan = (await findRecommendation(s.tx, id))!;
      const [enrolment] = await enrolmentsIn(s.tx, plan.course_id, [s.anna.personId]);
      expect(plan).toMatchObject({ state: 'approved', decided_by: s.head.personId, enrolment_id: enrolment?.id });
    }));

  test('declines with a reason, never without', () =>
    scene(async (s) => {
      const id = await requested(s, s.anna);
      await expect(decideTraining(as(s.ctx, s.head), { id, outcome: 'rejected', because: null })).rejects.toMatchObject(code('reason-required'));
      await decideTraining(as(s.ctx, s.head), { id, outcome: 'rejected', because: 'Tahun depan.' });
      const plan = (await findRecommendation(s.tx, id))!;
      expect(plan).toMatchObject({ state: 'rejected', decision_reason: 'Tahun depan.', enrolment_id: null });
      expect(await enrolmentsIn(s.tx, plan.course_id, [s.anna.personId])).toEqual([]);
    }));

  test('C10: decides no request of their own; the head above does', () =>
    scene(async (s) => {
      const id = await requested(s, s.head);
      await expect(decideTraining(as(s.ctx, s.head), { id, outcome: 'approved', because: null })).rejects.toMatchObject(code('own-request'));
    }));

  test('C10: whose role or post ended between load and click is refused, and nothing is written', () =>
    scene(async (s) => {
      const id = await requested(s, s.anna);
      const decide = (one: MadeStaff) => decideTraining(as(s.ctx, one), { id, outcome: 'approved', because: null });
      await expect(decide({ ...s.head, actor: { ...s.head.actor, grants: [] } })).rejects.toMatchObject({ status: 403 });
      await sql`update directory.posts set ended_on = '2026-11-22' where person_id = ${s.head.personId}`.execute(s.tx);
      await expect(decide(s.head)).rejects.toMatchObject({ status: 404 });
      expect((await findRecommendation(s.tx, id))?.state).toBe('requested');
    }));

  test('C6: decides once', () =>
    scene(async (s) => {
      const id = await requested(s, s.anna);
      await decideTraining(as(s.ctx, s.head), { id, outcome: 'approved', because: null });
      await expect(decideTraining(as(s.ctx, s.head), { id, outcome: 'rejected', because: 'Salah.' })).rejects.toMatchObject(code('recommendation-state'));
    }));
});

describe('a completed course', () => {
  test('ticks the plan, once, whoever had the idea', () =>
    scene(async ({ tx, ctx, anna }) => {
      const { course_id: courseId } = await make.recommendation(ctx, anna.personId);
      const done = { personId: anna.personId, courseId, enrolmentId: newId(), at: ctx.now, eventId: newId() };
      await noteCompletion(ctx, done);
      await noteCompletion(ctx, done);
      expect((await recommendationsOf(tx, anna.personId))[0]).toMatchObject({ state: 'completed', completed_event: done.eventId });
      expect((await kinds(tx)).filter((kind) => kind === 'planning.plan-completed')).toHaveLength(1);
    }));

  test('without a plan changes nothing', () =>
    scene(async ({ tx, ctx, anna }) => {
      await noteCompletion(ctx, { personId: anna.personId, courseId: newId(), enrolmentId: newId(), at: ctx.now, eventId: newId() });
      expect(await recommendationsOf(tx, anna.personId)).toEqual([]);
    }));
});

test('each reason is said in both languages', () => {
  const reasons: readonly Reason[] = [
    { kind: 'unit-rating', unsur: 'U6', competency: 'T.01', mean: 2.86, n: 41, norm: 3.0644 },
    { kind: 'own-test', competency: 'T.01', required: 2, held: 1, right: 12, items: 30 },
    { kind: 'own-course', competency: 'M.05', required: 3, held: 2 },
    { kind: 'post', competency: 'M.05', required: 2, positionName: 'Analis' },
  ];
  for (const reason of reasons) {
    expect(reasonText(reason, 'id')).not.toContain('undefined');
    expect(reasonText(reason, 'en')).not.toBe(reasonText(reason, 'id'));
  }
});
