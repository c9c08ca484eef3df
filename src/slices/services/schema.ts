// Made by tools/schema.ts from the migrated database; not by hand.
import type { Generated } from 'kysely';

export type ServicesTables = {
  'services.application_files': {
    agency_id: string;
    id: string;
    application_id: string;
    field: string;
    sha256: Uint8Array;
    file_name: string;
    media_type: string;
    size_bytes: bigint;
    added_at: Temporal.Instant;
  };
  'services.application_steps': {
    agency_id: string;
    application_id: string;
    version: number;
    kind: string;
    note: string | null;
    person_id: string | null;
    happened_at: Temporal.Instant;
  };
  'services.applications': {
    agency_id: string;
    id: string;
    service_id: string;
    service_version: number;
    unit_id: string;
    citizen_id: string | null;
    lang: Generated<string>;
    resume_hash: Uint8Array | null;
    state: string;
    answers: unknown;
    ticket: string | null;
    queue_token: string | null;
    lane: Generated<string>;
    applicant_name: string | null;
    applicant_email: string | null;
    account_email: string | null;
    applicant_person_id: string | null;
    begun_at: Temporal.Instant;
    saved_at: Temporal.Instant;
    submitted_at: Temporal.Instant | null;
    submitted_event: string | null;
    due_on: Temporal.PlainDate | null;
    due_provisional: Generated<boolean>;
    officer_id: string | null;
    taken_at: Temporal.Instant | null;
    returned_fields: Generated<readonly string[]>;
    returned_note: string | null;
    decided_at: Temporal.Instant | null;
    decided_by: string | null;
    decision_event: string | null;
    reason: string | null;
    version: Generated<number>;
    clerk_id: string | null;
  };
  'services.appointments': {
    agency_id: string;
    id: string;
    unit_id: string;
    service_id: string;
    plan_id: string;
    starts_at: Temporal.Instant;
    ends_at: Temporal.Instant;
    state: string;
    citizen_id: string | null;
    application_id: string | null;
    code_hash: Uint8Array;
    name: string;
    email: string | null;
    lang: string;
    moves: Generated<number>;
    number_id: string | null;
    booked_at: Temporal.Instant;
    reminded_at: Temporal.Instant | null;
  };
  'services.checks': {
    agency_id: string;
    application_id: string;
    requirement: number;
    person_id: string;
    checked_at: Temporal.Instant;
  };
  'services.counters': {
    agency_id: string;
    id: string;
    unit_id: string;
    name: string;
    opens_minute: number;
    closes_minute: number;
    service_ids: readonly string[];
    in_use: boolean;
  };
  'services.date_ranges': {
    agency_id: string;
    service_id: string;
    stage: string;
    learned_on: Temporal.PlainDate;
    cuts: readonly number[];
    officers: number;
    days: number;
    least: readonly number[];
    most: readonly number[];
    tried_n: number;
    held_n: number;
  };
  'services.deadline_changes': {
    agency_id: string;
    id: string;
    cause: string;
    proposed_by: string;
    proposed_at: Temporal.Instant;
    settled_by: string | null;
    settled_at: Temporal.Instant | null;
    confirmed: boolean | null;
    note: string | null;
  };
  'services.deadline_moves': {
    agency_id: string;
    change_id: string;
    application_id: string;
    from_on: Temporal.PlainDate;
    to_on: Temporal.PlainDate;
    was_provisional: boolean;
    moved: Generated<boolean>;
  };
  'services.draft_steps': {
    agency_id: string;
    draft_id: string;
    version: number;
    kind: string;
    parts: Generated<readonly string[]>;
    note: string | null;
    person_id: string | null;
    happened_at: Temporal.Instant;
  };
  'services.draw_labels': {
    agency_id: string;
    draw_id: string;
    label: string;
    person_id: string;
    excluded: string | null;
    place: number | null;
    event_id: string | null;
  };
  'services.draws': {
    agency_id: string;
    id: string;
    application_id: string;
    draw: string;
    examiners: number;
    again: string | null;
    announced_event: string;
    announced_by: string;
    announced_at: Temporal.Instant;
    due_at: Temporal.Instant;
    size: bigint | null;
    root: Uint8Array | null;
    done_at: Temporal.Instant | null;
  };
  'services.durations': {
    agency_id: string;
    service_id: string;
    unit_id: string;
    month_on: Temporal.PlainDate;
    working_days: number;
    n: number;
    late_n: number;
  };
  'services.former_handlers': {
    agency_id: string;
    application_id: string;
    person_id: string;
    former_id: string;
  };
  'services.kin': {
    agency_id: string;
    id: string;
    person_id: string;
    relation: string;
    initials: string;
    name_hash: Uint8Array;
    nik_hash: Uint8Array | null;
    declared_at: Temporal.Instant;
    ended_at: Temporal.Instant | null;
  };
  'services.kin_answers': {
    agency_id: string;
    application_id: string;
    person_id: string;
    is_kin: boolean;
    answered_at: Temporal.Instant;
  };
  'services.letter_serials': {
    agency_id: string;
    unit_id: string;
    year: number;
    last: number;
  };
  'services.number_calls': {
    agency_id: string;
    number_id: string;
    at: Temporal.Instant;
    counter_id: string;
    person_id: string;
    is_recall: boolean;
  };
  'services.overtaking': {
    agency_id: string;
    unit: string;
    service: string;
    month: string;
    taken: number;
    out_of_turn: number;
    reasons: unknown;
    passed: unknown;
  };
  'services.parties': {
    agency_id: string;
    application_id: string;
    kind: string;
    hash: Uint8Array;
  };
  'services.pauses': {
    agency_id: string;
    application_id: string;
    from_on: Temporal.PlainDate;
    until_on: Temporal.PlainDate | null;
    at: Temporal.Instant;
  };
  'services.queue_cases': {
    agency_id: string;
    token: string;
    unit: string;
    service: string;
    arrived_at: Temporal.Instant;
    spans: unknown;
    waited_until: Temporal.Instant | null;
    taken_at: Temporal.Instant | null;
    reason: string | null;
  };
  'services.queue_counted': {
    is_only: Generated<boolean>;
    size: bigint;
  };
  'services.queue_days': {
    agency_id: string;
    unit_id: string;
    day_on: Temporal.PlainDate;
    last_number: number;
    last_step: number;
    last_at: Temporal.Instant;
  };
  'services.queue_numbers': {
    agency_id: string;
    id: string;
    unit_id: string;
    day_on: Temporal.PlainDate;
    number: number;
    lane: string;
    ground: string | null;
    service_id: string | null;
    application_id: string | null;
    token: string;
    issued_at: Temporal.Instant;
    stands_at: Temporal.Instant;
    state: string;
    counter_id: string | null;
    called_at: Temporal.Instant | null;
    done_at: Temporal.Instant | null;
  };
  'services.results': {
    agency_id: string;
    id: string;
    application_id: string;
    edition: number;
    outcome: string;
    number: string;
    code_hash: Uint8Array;
    answers: unknown;
    because: string | null;
    made_by: string | null;
    made_at: Temporal.Instant;
    electronic: boolean;
    signing_until: Temporal.Instant | null;
    fault: string | null;
    issued_at: Temporal.Instant | null;
    checked_at: Temporal.Instant | null;
  };
  'services.retirements': {
    agency_id: string;
    service_id: string;
    retired_at: Temporal.Instant;
    retired_by: string | null;
    reason: string;
    ended_at: Temporal.Instant | null;
    ended_by: string | null;
  };
  'services.revocations': {
    agency_id: string;
    result_id: string;
    reason: string;
    note: string;
    person_id: string | null;
    revoked_at: Temporal.Instant;
    event_id: string;
  };
  'services.service_drafts': {
    agency_id: string;
    id: string;
    service_id: string;
    state: string;
    content: unknown;
    version: Generated<number>;
    changed_at: Temporal.Instant;
  };
  'services.service_versions': {
    agency_id: string;
    service_id: string;
    version: number;
    working_days: number;
    definition: unknown;
    published_at: Temporal.Instant;
    head: unknown;
    published_by: string | null;
    draft_id: string | null;
  };
  'services.services': {
    agency_id: string;
    id: string;
    slug: string;
    unit_id: string;
    version: number;
    life_event: string;
    name: unknown;
    summary: unknown;
    synonyms: readonly string[];
    working_days: number;
    fee_rupiah: bigint;
    fee_basis: string;
    account_needed: boolean;
    definition: unknown;
    published_at: Temporal.Instant;
    search_plain: string;
    search_words: string;
  };
  'services.signatures': {
    agency_id: string;
    result_id: string;
    person_id: string;
    signer_name: string;
    signer_post: string;
    sha256: Uint8Array;
    size_bytes: bigint;
    is_demo: boolean;
    signed_at: Temporal.Instant;
    goes_out_at: Temporal.Instant;
  };
  'services.signed_acts': {
    agency_id: string;
    application_id: string;
    sha256: Uint8Array;
    file_name: string;
    media_type: string;
    size_bytes: bigint;
    added_by: string;
    added_at: Temporal.Instant;
  };
  'services.slot_closures': {
    agency_id: string;
    unit_id: string;
    day_on: Temporal.PlainDate;
    reason: string;
  };
  'services.slot_plans': {
    agency_id: string;
    id: string;
    unit_id: string;
    service_id: string | null;
    weekday: number;
    starts_minute: number;
    ends_minute: number;
    slot_minutes: number;
    capacity: number;
    from_on: Temporal.PlainDate;
    until_on: Temporal.PlainDate | null;
  };
  'services.slots': {
    agency_id: string;
    plan_id: string;
    starts_at: Temporal.Instant;
    taken: number;
  };
  'services.walk_ins': {
    agency_id: string;
    application_id: string;
    unit_id: string;
    identity: string;
    attorney_name: string | null;
    begun_at: Temporal.Instant;
    number_id: string | null;
  };
};
