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
    proposed_event: string;
    closed_at: Temporal.Instant | null;
    closed_by: string | null;
    closed_reason: string | null;
    closed_event: string | null;
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
    requested_event: string | null;
    decided_at: Temporal.Instant | null;
    decided_by: string | null;
    decision_reason: string | null;
    decided_event: string | null;
    enrolment_id: string | null;
    completed_at: Temporal.Instant | null;
    completed_event: string | null;
    version: Generated<number>;
  };
};
