-- What a clerk types for who came in person.

-- Who typed the case at a counter: somebody else decides it.
alter table services.applications add column clerk_id uuid references directory.people;

-- A case that was typed at a counter: that the applicant was there, and by what they were known.
create table services.walk_ins (
  agency_id uuid not null,
  application_id uuid not null,
  unit_id uuid not null,
  identity text not null check (identity in ('ktp', 'kuasa')),
  -- Who came with a power of attorney.
  attorney_name text,
  begun_at timestamptz not null,
  primary key (agency_id, application_id),
  foreign key (agency_id, application_id) references services.applications,
  foreign key (agency_id, unit_id) references directory.units,
  check ((attorney_name is not null) = (identity = 'kuasa'))
);
select platform.guard('services.walk_ins');
