import type { AgencyId, PersonId, UnitId } from '#slices/directory';
import { make as competency } from '#slices/competency/testing';
import type { Ctx } from '#platform/context';
import { proposeCourse, renewRecommendations } from './actions.ts';
import { findProposalOfGap, type Proposal, type Recommendation, recommendationsOf } from './store.ts';

/** Makers for tests, through the slice's own actions. A course that trains M.05 must be there. */
export const make = {
  /** A unit's gap with its proposal, open. */
  async proposal(ctx: Ctx, unitId: UnitId): Promise<Proposal> {
    const gap = await competency.gap(ctx, unitId);
    await proposeCourse(ctx, ctx.agency.id as AgencyId, gap.id);
    const proposal = await ctx.read((tx) => findProposalOfGap(tx, gap.id));
    if (!proposal) throw new Error('no course trains what the gap asks for');
    return proposal;
  },

  /** What a failed test recommends to a person. */
  async recommendation(ctx: Ctx, personId: PersonId): Promise<Recommendation> {
    await competency.evidence(ctx, { personId, level: 0 });
    await renewRecommendations(ctx, { agencyId: ctx.agency.id as AgencyId, personId });
    const [newest] = await ctx.read((tx) => recommendationsOf(tx, personId));
    if (!newest) throw new Error('no course trains what the test asks for');
    return newest;
  },
};
