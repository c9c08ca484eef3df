// Made by tools/schema.ts from the migrated database; not by hand.
import type { Generated } from 'kysely';

export type PlanningTables = {
  'planning.proposals': {
    agency_id: string;
    id: string;
    unit_id: string;
    gap_id: string;
    course_id: string;
    reason: unknown;
    state: string;
    proposed_at: Temporal.Instant;
    closed_at: Temporal.Instant | null;
    closed_reason: string | null;
  };
  'planning.recommendations': {
    agency_id: string;
    id: string;
    person_id: string;
    course_id: string;
    proposal_id: string | null;
    reason: unknown;
    state: string;
    made_at: Temporal.Instant;
    requested_at: Temporal.Instant | null;
    decided_at: Temporal.Instant | null;
    decided_by: string | null;
    decision_reason: string | null;
    enrolment_id: string | null;
    version: Generated<number>;
  };
};
