// Made by tools/schema.ts from the migrated database; not by hand.
import type { Generated } from 'kysely';

export type DirectoryTables = {
  'directory.agencies': {
    id: string;
    code: string;
    name: string;
    short_name: string;
    kind: string;
    zone: string;
    is_home: Generated<boolean>;
    is_demo: Generated<boolean>;
    added_at: Temporal.Instant;
  };
  'directory.citizens': {
    id: string;
    name: string;
    email: string | null;
    phone: string | null;
    password_hash: string | null;
    added_at: Temporal.Instant;
  };
  'directory.credentials': {
    person_id: string;
    password_hash: string | null;
    totp_secret: Uint8Array | null;
    totp_confirmed_at: Temporal.Instant | null;
    totp_last_step: bigint | null;
    disabled_at: Temporal.Instant | null;
    changed_at: Temporal.Instant;
  };
  'directory.devices': {
    token_hash: Uint8Array;
    owner_id: string;
    seen_at: Temporal.Instant;
  };
  'directory.grants': {
    agency_id: string;
    id: string;
    person_id: string;
    role: string;
    capacity: Generated<string>;
    unit_id: string | null;
    starts_on: Temporal.PlainDate;
    ends_on: Temporal.PlainDate | null;
    reason: string;
    granted_by: string;
    granted_at: Temporal.Instant;
  };
  'directory.identities': {
    issuer: string;
    subject: string;
    person_id: string;
    linked_at: Temporal.Instant;
  };
  'directory.import_faults': {
    agency_id: string;
    import_id: string;
    line: number;
    column_key: string;
    code: string;
    content: string;
  };
  'directory.import_rows': {
    agency_id: string;
    import_id: string;
    line: number;
    unit_key: string;
    unit_name: string;
    content: unknown;
  };
  'directory.imports': {
    agency_id: string;
    id: string;
    file_name: string;
    sha256: Uint8Array;
    media_type: string;
    size_bytes: bigint;
    state: string;
    read_bytes: Generated<bigint>;
    rows_read: Generated<number>;
    rows_good: Generated<number>;
    rows_done: Generated<number>;
    added: Generated<number>;
    changed: Generated<number>;
    unchanged: Generated<number>;
    faulty_rows: Generated<number>;
    failure: string | null;
    notes: Generated<unknown>;
    made_by: string;
    made_at: Temporal.Instant;
    began_at: Temporal.Instant | null;
  };
  'directory.looks': {
    agency_id: string;
    id: string;
    subject_kind: string;
    subject_id: string;
    owner_id: string | null;
    person_id: string | null;
    actor: string;
    route: string;
    looked_at: Temporal.Instant;
    purpose: string | null;
  };
  'directory.people': {
    id: string;
    nip: string;
    name: string;
    status: string;
    birth_on: Temporal.PlainDate;
    email: string | null;
    education: string | null;
    added_at: Temporal.Instant;
    search: Generated<string | null>;
  };
  'directory.positions': {
    agency_id: string;
    id: string;
    name: string;
    kind: string;
    level: string;
    confirmed_at: Temporal.Instant | null;
    added_at: Temporal.Instant;
    name_key: Generated<string | null>;
  };
  'directory.posts': {
    agency_id: string;
    id: string;
    person_id: string;
    unit_id: string;
    position_id: string;
    golongan: string | null;
    heads_unit: Generated<boolean>;
    started_on: Temporal.PlainDate;
    ended_on: Temporal.PlainDate | null;
  };
  'directory.recovery_codes': {
    person_id: string;
    code_hash: Uint8Array;
    used_at: Temporal.Instant | null;
  };
  'directory.sessions': {
    id: string;
    token_hash: Uint8Array;
    person_id: string | null;
    citizen_id: string | null;
    user_agent: string;
    second_factor_at: Temporal.Instant | null;
    made_at: Temporal.Instant;
    seen_at: Temporal.Instant;
    expires_at: Temporal.Instant;
  };
  'directory.sign_ins': {
    id: string;
    kind: string;
    secret_hash: Uint8Array;
    person_id: string | null;
    citizen_id: string | null;
    email: string | null;
    code_hash: Uint8Array | null;
    details: Generated<unknown>;
    tries: Generated<number>;
    made_at: Temporal.Instant;
    expires_at: Temporal.Instant;
  };
  'directory.tries': {
    key: Uint8Array;
    count: number;
    began_at: Temporal.Instant;
  };
  'directory.units': {
    agency_id: string;
    id: string;
    parent_id: string | null;
    code: string;
    name: string;
    short_name: string;
    kind: string;
    added_at: Temporal.Instant;
  };
};
