-- The papers that end a case: the first, those that correct it, who signed them, and what was taken back.
create table services.results (
  agency_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  edition integer not null check (edition > 0),
  outcome text not null check (outcome in ('granted', 'refused')),
  number text not null,
  -- What the QR carries; only its hash is kept.
  code_hash bytea not null,
  -- As corrected; null: as they stand in the case.
  answers jsonb,
  -- Why it corrects the one before; null for the first.
  because text,
  made_by uuid references directory.people,
  made_at timestamptz not null,
  -- Signed electronically by an official before it goes out; else it is a copy of what is signed on paper, and goes out at once.
  electronic boolean not null,
  -- While it is being signed; once this has passed it waits again.
  signing_until timestamptz,
  -- Why the last signing failed, as a code.
  fault text,
  issued_at timestamptz,
  checked_at timestamptz,
  primary key (agency_id, id),
  unique (agency_id, application_id, edition),
  foreign key (agency_id, application_id) references services.applications
);
create unique index results_number on services.results (agency_id, number);
create unique index results_code on services.results (code_hash);
create index results_open on services.results (agency_id, made_at) where issued_at is null;
create index results_issued on services.results (agency_id, issued_at desc) where issued_at is not null and electronic;
select platform.guard('services.results');

create table services.signatures (
  agency_id uuid not null,
  result_id uuid not null,
  person_id uuid not null references directory.people,
  signer_name text not null,
  signer_post text not null,
  sha256 bytea not null references files.contents,
  size_bytes bigint not null,
  is_demo boolean not null,
  signed_at timestamptz not null,
  -- Until then it can be taken back unseen.
  goes_out_at timestamptz not null,
  primary key (agency_id, result_id),
  foreign key (agency_id, result_id) references services.results
);
create index signatures_content on services.signatures (sha256);
select platform.guard('services.signatures');

-- Public by number, day and reason; the note is for the applicant.
create table services.revocations (
  agency_id uuid not null,
  result_id uuid not null,
  reason text not null,
  note text not null,
  person_id uuid references directory.people,
  revoked_at timestamptz not null,
  event_id uuid not null,
  primary key (agency_id, result_id),
  foreign key (agency_id, result_id) references services.results
);
create index revocations_at on services.revocations (agency_id, revoked_at desc);
select platform.guard('services.revocations');

-- The number of the next letter of a unit in a year. Taken in the transaction of the decision: what is rolled back leaves no gap.
create table services.letter_serials (
  agency_id uuid not null,
  unit_id uuid not null,
  year integer not null,
  last integer not null,
  primary key (agency_id, unit_id, year),
  foreign key (agency_id, unit_id) references directory.units
);
select platform.guard('services.letter_serials');

-- Results of before were copies, and went out with their decision.
insert into services.results (agency_id, id, application_id, edition, outcome, number, code_hash, made_by, made_at, electronic, issued_at)
select agency_id, id, id, 1, 'granted', result_number, result_code_hash, decided_by, decided_at, false, decided_at
from services.applications where result_number is not null and result_code_hash is not null;
alter table services.applications drop column result_number, drop column result_code_hash;

-- More kinds of steps than the first ones; the code names them.
alter table services.application_steps drop constraint if exists application_steps_kind_check, drop constraint if exists application_steps_kind;
alter table services.application_steps add constraint application_steps_kind check (kind ~ '^[a-z-]+$');
