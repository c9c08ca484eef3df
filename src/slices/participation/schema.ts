// Made by tools/schema.ts from the migrated database; not by hand.
import type { Generated } from 'kysely';

export type ParticipationTables = {
  'participation.complaint_files': {
    agency_id: string;
    id: string;
    complaint_id: string;
    sha256: Uint8Array;
    file_name: string;
    media_type: string;
    size_bytes: bigint;
  };
  'participation.complaint_steps': {
    agency_id: string;
    id: string;
    complaint_id: string;
    kind: string;
    note: string | null;
    unit_id: string | null;
    person_id: string | null;
    happened_at: Temporal.Instant;
    version: number;
  };
  'participation.complaint_totals': {
    agency_id: string;
    month_on: Temporal.PlainDate;
    class: string;
    category: string;
    received: number;
    answered: number;
    in_time: number;
    days: number;
  };
  'participation.complaints': {
    agency_id: string;
    id: string;
    ticket: string;
    code_hash: Uint8Array;
    class: string;
    category: string;
    title: string;
    body: string;
    place: string | null;
    service_id: string | null;
    citizen_id: string | null;
    reporter_name: string | null;
    reporter_email: string | null;
    lang: string;
    confidential: boolean;
    named_unit_id: string | null;
    about_unit_id: string | null;
    about_person_id: string | null;
    independent: boolean;
    state: string;
    unit_id: string | null;
    oversight: boolean | null;
    verify_due_on: Temporal.PlainDate;
    term_from_on: Temporal.PlainDate | null;
    answer_due_on: Temporal.PlainDate | null;
    feedback_due_on: Temporal.PlainDate | null;
    due_provisional: boolean;
    submitted_at: Temporal.Instant;
    answered_at: Temporal.Instant | null;
    closed_at: Temporal.Instant | null;
    received_event: string;
    version: Generated<number>;
  };
  'participation.rating_totals': {
    agency_id: string;
    unit_id: string;
    service_id: string;
    month_on: Temporal.PlainDate;
    n: number;
    sums: readonly number[];
    squares: bigint;
  };
  'participation.ratings': {
    agency_id: string;
    id: string;
    service_id: string;
    unit_id: string;
    rated_on: Temporal.PlainDate;
    scores: readonly number[];
    comment: string | null;
  };
  'participation.surveys': {
    agency_id: string;
    id: string;
    application_id: string;
    service_id: string;
    unit_id: string;
    token_hash: Uint8Array;
    opened_at: Temporal.Instant;
    expires_on: Temporal.PlainDate;
    answered: Generated<boolean>;
  };
};
