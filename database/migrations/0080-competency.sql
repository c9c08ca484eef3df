-- Evidence on persons and units, and the gaps that it shows.
create schema competency;

-- What is known of a person, each with its source. A rating of a unit never comes here.
create table competency.person_evidence (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  person_id uuid not null references directory.people,
  competency text not null,
  level smallint not null check (level between 0 and 5),
  source text not null check (source in ('test', 'course')),
  source_id uuid not null,
  right_items smallint,
  items smallint,
  -- The highest level of which a test asked: it says nothing of those above.
  tested_up_to smallint,
  observed_on date not null,
  event_id uuid not null,
  primary key (agency_id, id),
  unique (agency_id, source, source_id, competency)
);
create index person_evidence_of on competency.person_evidence (agency_id, person_id, competency, observed_on desc);
select platform.guard('competency.person_evidence');

-- Ratings of a unit by unsur and month, copied from the running totals of participation.
create table competency.unit_evidence (
  agency_id uuid not null references directory.agencies,
  unit_id uuid not null,
  unsur text not null,
  month_on date not null,
  n integer not null check (n > 0),
  total integer not null,
  primary key (agency_id, unit_id, unsur, month_on),
  foreign key (agency_id, unit_id) references directory.units
);
select platform.guard('competency.unit_evidence');

-- A gap is opened by evidence and closed by evidence; both are kept.
create table competency.unit_gaps (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  unit_id uuid not null,
  unsur text not null,
  competency text not null,
  -- As it was when the gap was found, and as it is, or was when the gap closed.
  found_mean numeric(6, 4) not null,
  found_n integer not null,
  mean numeric(6, 4) not null,
  n integer not null,
  norm numeric(6, 4) not null,
  crosswalk text not null,
  found_on date not null,
  found_event uuid not null,
  closed_on date,
  closed_event uuid,
  -- The mean rose to the norm, or too few answers are left to say so.
  closed_because text check (closed_because in ('risen', 'too-few')),
  check ((closed_on is null) = (closed_because is null)),
  primary key (agency_id, id),
  foreign key (agency_id, unit_id) references directory.units
);
create unique index unit_gaps_open on competency.unit_gaps (agency_id, unit_id, unsur) where closed_on is null;
select platform.guard('competency.unit_gaps');
