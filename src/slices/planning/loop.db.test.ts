import { beforeAll, describe, expect, test } from 'vitest';
import { openGaps, profileOf, registerJobs as competencyJobs } from '#slices/competency';
import type { AgencyId, UnitId } from '#slices/directory';
import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { certificatesFor } from '#slices/learning';
import { make as learning } from '#slices/learning/testing';
import { registerJobs as participationJobs } from '#slices/participation';
import { make as participation, scores } from '#slices/participation/testing';
import { testAgency, testDatabase, testNow } from '#test/db';
import { assignProductRoles } from '#test/roles';
import { type Ctx, ctxOn } from '#platform/context';
import { makeSecret, sql } from '#platform/db';
import { newId } from '#platform/ids';
import { dispatch } from '#platform/outbox';
import { decideTraining, nominate } from './actions.ts';
import { registerJobs } from './jobs.ts';
import { planChain, planFacts } from './plan-chain.ts';
import { eventsOf, factsOf, proposalChain } from './proposal-chain.ts';
import { findProposalOfGap, type Proposal, proposalsList, recommendationsFrom, type Recommendation } from './store.ts';

participationJobs();
competencyJobs();
registerJobs();
assignProductRoles();

const database = testDatabase();
const agencyId = testAgency.id as AgencyId;
const serviceId = newId<'service'>();
const at = (days: number) => testNow.add({ hours: 24 * days });
const live = (days = 0): Ctx =>
  ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: at(days), lang: 'id', agency: testAgency, requestId: 'test' });
const as = (one: MadeStaff, days = 0): Ctx => ({ ...live(days), actor: one.actor });

function setting(days: number, failures: string[] = []): Parameters<typeof dispatch>[0] {
  return {
    db: database.app,
    now: () => at(days),
    ctxFor: async () => ({ actor: { kind: 'system', name: 'outbox' }, now: at(days), lang: 'id', agency: testAgency, requestId: 'outbox' }),
    onFailure: (report) => failures.push(`${report.handler}: ${(report.error as Error).message}`),
  };
}

/** Two dispatchers side by side, as two processes on one database would run, until nothing waits. */
async function settle(days: number): Promise<readonly string[]> {
  const failures: string[] = [];
  for (let done = 1; done > 0; ) {
    const ran = await Promise.all([dispatch(setting(days, failures)), dispatch(setting(days, failures))]);
    done = ran.reduce((sum, one) => sum + one, 0);
  }
  return failures;
}

const countOf = async (kind: string) =>
  (await live().read((tx) => sql<{ n: number }>`select count(*)::int as n from outbox.events where kind = ${kind}`.execute(tx))).rows[0]?.n;
const everywhere = { reach: 'nation', unitIds: [] } as const;

type Province = { readonly unitId: UnitId; readonly head: MadeStaff; readonly anna: MadeStaff; readonly budi: MadeStaff };
const held: { province?: Province; course?: Awaited<ReturnType<typeof learning.course>>; proposal?: Proposal; plans?: readonly Recommendation[] } = {};
const province = () => held.province!;

// Each test is the next step of the loop: they stand in its order.
describe('the whole loop, its events delivered by two dispatchers at once', () => {
  beforeAll(async () => {
    const ctx = live();
    await directory.home(ctx);
    await ctx.transact((tx) => makeSecret(tx, 'certificates'));
    held.course = await learning.course(ctx, { jp: { online: 6, classroom: 4 } });
    const { id: unitId } = await directory.unit(ctx);
    const head = await directory.staff(ctx, {
      unitId,
      headsUnit: true,
      positionName: 'Kepala Dinas',
      positionLevel: 'JPT Pratama',
      roles: ['unit-head', 'supervisor'],
    });
    held.province = { unitId, head, anna: await directory.staff(ctx, { unitId }), budi: await directory.staff(ctx, { unitId }) };
  });

  test('citizens rate the unit: a gap opens, once, and a course is proposed to its head, once', async () => {
    const { unitId } = province();
    await participation.ratings(live(), { serviceId, unitId }, 14, scores(4, { U7: 2 }));
    expect(await settle(0)).toEqual([]);
    const gaps = await live().read((tx) => openGaps(tx, agencyId));
    expect(gaps).toMatchObject([{ unitId, unsur: 'U7', n: 14, mean: 2 }]);
    expect(gaps[0]?.foundN).toBeGreaterThanOrEqual(10);
    expect([await countOf('competency.gap-found'), await countOf('planning.course-proposed')]).toEqual([1, 1]);
    const [proposal] = await live().read((tx) => proposalsList(tx, everywhere));
    expect(proposal).toMatchObject({ state: 'open', unit_id: unitId });
    held.proposal = proposal!;
  });

  test('the head nominates two, and approves them as their supervisor: they are enrolled', async () => {
    const { head, anna, budi } = province();
    await nominate(as(head, 1), { proposalId: held.proposal!.id, personIds: [anna.personId, budi.personId] });
    const plans = await live().read((tx) => recommendationsFrom(tx, held.proposal!));
    for (const plan of plans) await decideTraining(as(head, 2), { id: plan.id, outcome: 'approved', because: null });
    expect(await settle(2)).toEqual([]);
    held.plans = await live().read((tx) => recommendationsFrom(tx, held.proposal!));
    expect(held.plans.map((plan) => plan.state)).toEqual(['approved', 'approved']);
    expect(held.plans.every((plan) => plan.enrolment_id !== null)).toBe(true);
  });

  test('they complete both halves: certificate, evidence on each of them, plan ticked; each once', async () => {
    const { anna, budi, head } = province();
    const course = held.course!;
    for (const who of [anna, budi]) await learning.studied(live(10), { course, personId: who.personId });
    await learning.attended(live(11), { course, tutorId: head.personId, personIds: [anna.personId, budi.personId] });
    expect(await settle(11)).toEqual([]);
    const plans = await live().read((tx) => recommendationsFrom(tx, held.proposal!));
    expect(plans.map((plan) => plan.state)).toEqual(['completed', 'completed']);
    const certificates = await live().read((tx) =>
      certificatesFor(
        tx,
        plans.flatMap((plan) => plan.enrolment_id ?? []),
      ),
    );
    expect(certificates.size).toBe(2);
    for (const who of [anna, budi]) {
      const profile = await live(11).read((tx) => profileOf(tx, who.personId, live(11).today, 'id'));
      expect(profile.lines.find((line) => line.competency === 'M.05')).toMatchObject({ held: 2, standing: 'meets', counted: { source: 'course' } });
    }
    expect([await countOf('competency.evidence-added'), await countOf('planning.plan-completed')]).toEqual([2, 2]);
  });

  test('the ratings rise: the gap closes, and the nomination stays in the record', async () => {
    const { unitId } = province();
    await participation.ratings(live(40), { serviceId, unitId }, 30, scores(4));
    expect(await settle(40)).toEqual([]);
    expect(await live().read((tx) => openGaps(tx, agencyId))).toEqual([]);
    expect(await countOf('competency.gap-closed')).toBe(1);
    expect((await live().read((tx) => findProposalOfGap(tx, held.proposal!.gap_id)))?.state).toBe('nominated');
  });

  test('the chain leads from the rating to the certificate and the rating after, with an event at each step', async () => {
    const { proposal, plan } = await live(40).read(async (tx) => {
      const facts = await factsOf(tx, (await findProposalOfGap(tx, held.proposal!.gap_id))!);
      const own = await planFacts(tx, facts.plans[0]!, { isOwn: true, seesProposal: true });
      return { proposal: proposalChain(live(40), facts), plan: planChain(live(40), own) };
    });
    expect(proposal.map((step) => step.state)).toEqual(Array.from({ length: 9 }, () => 'done'));
    expect(eventsOf(proposal)).toHaveLength(4);
    expect(plan.map((step) => step.state)).toEqual(Array.from({ length: 7 }, () => 'done'));
    expect(plan.flatMap((step) => step.links ?? []).map((link) => link.href)).toEqual(
      expect.arrayContaining([
        `/rencana/usulan/${held.proposal!.id}`,
        expect.stringMatching(/^\/belajar\/sertifikat\/.*\.pdf$/),
        expect.stringMatching(/^\/kompetensi\/bukti\//),
      ]),
    );
    const { rows } = await live().read((tx) =>
      sql<{ ledger: string }>`select ledger from outbox.events where id = any(${[...eventsOf(proposal), ...eventsOf(plan)]}::uuid[])`.execute(tx),
    );
    expect(rows.length).toBe(7);
    expect(rows.every((row) => row.ledger !== 'none')).toBe(true);
  });

  test('R18: all events delivered once more change nothing', async () => {
    const before = [await countOf('competency.evidence-added'), await countOf('planning.course-proposed'), await countOf('planning.plan-completed')];
    await database.owner.transact('all', async (tx) => {
      await sql`delete from outbox.deliveries`.execute(tx);
      await sql`update outbox.events set delivered = false`.execute(tx);
    });
    expect(await settle(41)).toEqual([]);
    expect([await countOf('competency.evidence-added'), await countOf('planning.course-proposed'), await countOf('planning.plan-completed')]).toEqual(before);
    expect(await live().read((tx) => openGaps(tx, agencyId))).toEqual([]);
    expect(await countOf('participation.survey-opened')).toBe(44);
  });
});
