// Made by tools/schema.ts from the migrated database; not by hand.
export type AssessmentTables = {
  'assessment.answers': {
    agency_id: string;
    attempt_id: string;
    item_id: string;
    choice: string;
    sequence: bigint;
    saved_at: Temporal.Instant;
  };
  'assessment.attempts': {
    agency_id: string;
    id: string;
    test_id: string;
    person_id: string;
    item_ids: readonly string[];
    started_at: Temporal.Instant;
    ends_at: Temporal.Instant;
    finished_at: Temporal.Instant | null;
    result: unknown;
  };
  'assessment.extra_time': {
    agency_id: string;
    id: string;
    person_id: string;
    state: string;
    percent: number;
    asked_at: Temporal.Instant;
    decided_at: Temporal.Instant | null;
    decided_by: string | null;
  };
  'assessment.items': {
    agency_id: string;
    id: string;
    code: string;
    competency: string;
    level: number;
    stem: string;
    options: unknown;
    answer_key: string;
    rationale: string;
    added_at: Temporal.Instant;
  };
  'assessment.late_answers': {
    agency_id: string;
    attempt_id: string;
    item_id: string;
    choice: string;
    sequence: bigint;
    received_at: Temporal.Instant;
  };
  'assessment.tests': {
    agency_id: string;
    id: string;
    slug: string;
    title: unknown;
    summary: unknown;
    competencies: readonly string[];
    duration_minutes: number;
    items_per_level: number;
    state: string;
    opened_at: Temporal.Instant;
  };
};
