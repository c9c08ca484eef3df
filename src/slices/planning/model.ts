import type { Id } from '#platform/ids';
import { z } from 'zod';

export type ProposalId = Id<'proposal'>;
export type RecommendationId = Id<'recommendation'>;

const level = { competency: z.string(), required: z.number() };

/** Why a course is proposed: facts only, so that each language can say it. */
export const reason = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('unit-rating'),
    unsur: z.string(),
    competency: z.string(),
    mean: z.number(),
    n: z.number(),
    norm: z.number(),
  }),
  z.object({ kind: z.literal('own-test'), ...level, held: z.number(), right: z.number(), items: z.number() }),
  z.object({ kind: z.literal('own-course'), ...level, held: z.number() }),
  z.object({ kind: z.literal('post'), ...level, positionName: z.string() }),
]);
export type Reason = z.infer<typeof reason>;
export type PersonalReason = Exclude<Reason, { readonly kind: 'unit-rating' }>;

export const proposalStates = ['open', 'nominated', 'dismissed', 'lapsed'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** A proposal waits for the head; more names may follow the first. It lapses when the gap closes before anybody was named. */
export const proposalMoves = {
  open: ['nominated', 'dismissed', 'lapsed'],
  nominated: ['nominated'],
  dismissed: [],
  lapsed: [],
} as const satisfies Record<ProposalState, readonly ProposalState[]>;

export const recommendationStates = ['proposed', 'requested', 'approved', 'rejected', 'completed', 'lapsed'] as const;
export type RecommendationState = (typeof recommendationStates)[number];

/**
 * Proposed to the person, requested by the person or the unit's head, decided by the supervisor, ended by completion: also by
 * one that the person went to without asking. A proposal whose reason is gone lapses.
 */
export const recommendationMoves = {
  proposed: ['requested', 'completed', 'lapsed'],
  requested: ['approved', 'rejected', 'completed'],
  approved: ['completed'],
  rejected: [],
  completed: [],
  lapsed: [],
} as const satisfies Record<RecommendationState, readonly RecommendationState[]>;
