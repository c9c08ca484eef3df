-- What an applicant holds against a decision: first to the official (keberatan), then to the superior (banding).
create table services.objections (
  agency_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  stage text not null check (stage in ('objection', 'appeal')),
  grounds text not null,
  filed_at timestamptz not null,
  -- The last day for the answer; after it the law takes it as granted.
  due_on date not null,
  due_provisional boolean not null,
  decided_at timestamptz,
  decided_by uuid references directory.people,
  outcome text check (outcome in ('upheld', 'dismissed')),
  reason text,
  primary key (agency_id, id),
  unique (agency_id, application_id, stage),
  check ((decided_at is null) = (outcome is null)),
  foreign key (agency_id, application_id) references services.applications
);
create index objections_open on services.objections (agency_id, due_on, id) where decided_at is null;
select platform.guard('services.objections');
