import type { Id } from '#platform/ids';
import { z } from 'zod';

export type ProposalId = Id<'proposal'>;
export type RecommendationId = Id<'recommendation'>;

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
  z.object({
    kind: z.literal('own-test'),
    competency: z.string(),
    required: z.number(),
    held: z.number(),
    right: z.number(),
    items: z.number(),
  }),
  z.object({ kind: z.literal('post'), competency: z.string(), required: z.number(), positionName: z.string() }),
]);
export type Reason = z.infer<typeof reason>;

export const proposalStates = ['open', 'nominated', 'dismissed', 'lapsed'] as const;
export type ProposalState = (typeof proposalStates)[number];

export const recommendationStates = ['proposed', 'requested', 'approved', 'rejected', 'completed'] as const;
export type RecommendationState = (typeof recommendationStates)[number];

/** Proposed to the person, requested by the person or the unit's head, decided by the supervisor, ended by completion. */
export const recommendationMoves = {
  proposed: ['requested'],
  requested: ['approved', 'rejected'],
  approved: ['completed'],
  rejected: [],
  completed: [],
} as const satisfies Record<RecommendationState, readonly RecommendationState[]>;
