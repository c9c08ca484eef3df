// Made by tools/schema.ts from the migrated database; not by hand.
import type { Generated } from 'kysely';

export type LearningTables = {
  'learning.certificates': {
    agency_id: string;
    id: string;
    enrolment_id: string;
    person_id: string;
    course_id: string;
    number: string;
    code_hash: Uint8Array;
    jp: number;
    issued_at: Temporal.Instant;
  };
  'learning.classes': {
    agency_id: string;
    id: string;
    course_id: string;
    title: unknown;
    agenda: unknown;
    tutor_id: string;
    room: string | null;
    meeting_link: string | null;
    starts_at: Temporal.Instant;
    ends_at: Temporal.Instant;
    capacity: number;
    secret: Uint8Array;
    state: Generated<string>;
    opened_at: Temporal.Instant;
  };
  'learning.courses': {
    agency_id: string;
    id: string;
    slug: string;
    title: unknown;
    summary: unknown;
    trains: unknown;
    jp_online: number;
    jp_classroom: number;
    passing: number;
    state: string;
    authored_by: string | null;
    made_at: Temporal.Instant;
    published_at: Temporal.Instant | null;
  };
  'learning.enrolments': {
    agency_id: string;
    id: string;
    course_id: string;
    person_id: string;
    because: string;
    enrolled_at: Temporal.Instant;
    completed_at: Temporal.Instant | null;
  };
  'learning.jp': {
    agency_id: string;
    id: string;
    person_id: string;
    year: number;
    jp: number;
    form: string;
    source_id: string;
    earned_on: Temporal.PlainDate;
  };
  'learning.modules': {
    agency_id: string;
    id: string;
    course_id: string;
    place: number;
    kind: string;
    title: unknown;
    minutes: number;
    content: unknown;
    video_sha256: Uint8Array | null;
  };
  'learning.progress': {
    agency_id: string;
    enrolment_id: string;
    module_id: string;
    done_at: Temporal.Instant | null;
    watched_s: Generated<number>;
    best_score: number | null;
    tries: Generated<number>;
    begun_at: Temporal.Instant;
    touched_at: Temporal.Instant;
  };
  'learning.seats': {
    agency_id: string;
    id: string;
    class_id: string;
    enrolment_id: string;
    person_id: string;
    place: number;
    state: string;
    asked_at: Temporal.Instant;
    seated_at: Temporal.Instant | null;
    attended_at: Temporal.Instant | null;
    attended_by: string | null;
  };
};
