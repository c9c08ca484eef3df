-- When a case will likely be done, as the night's work has learned it: working days from now for each stage, by band of load and
-- by days spent (place: band * days + spent; whoever has spent more has the last of the band).
create table services.date_ranges (
  agency_id uuid not null,
  service_id uuid not null,
  stage text not null check (stage in ('waiting', 'held')),
  learned_on date not null,
  -- From which number of cases ahead for each officer on the next band begins.
  cuts double precision[] not null,
  officers integer not null check (officers > 0),
  days integer not null check (days > 0),
  least smallint[] not null,
  most smallint[] not null,
  -- Of past cases, how many were told a range on their first day, and how many of them kept to it.
  tried_n integer not null,
  held_n integer not null,
  primary key (agency_id, service_id, stage),
  foreign key (agency_id, service_id) references services.services,
  check (cardinality(least) = days * (cardinality(cuts) + 1) and cardinality(most) = cardinality(least))
);
select platform.guard('services.date_ranges');

-- The newest cases of a service, whatever became of them: what the dates are learned from.
create index applications_of_service on services.applications (agency_id, service_id, submitted_at desc, id desc) where state <> 'draft';

-- Days on which an agency works otherwise than the country: five or six days a week from a day on, and single days off or at work.
create table standards.agency_weeks (
  agency_id uuid not null references directory.agencies,
  from_on date not null,
  days smallint not null check (days in (5, 6)),
  basis text not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (agency_id, from_on)
);
select platform.guard('standards.agency_weeks');

create table standards.agency_days (
  agency_id uuid not null references directory.agencies,
  day_on date not null,
  works boolean not null,
  basis text not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (agency_id, day_on)
);
select platform.guard('standards.agency_days');

-- What a change of the calendar does to promises that were given: proposed by the change, decided by a person.
create table services.deadline_changes (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  cause text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  settled_by text,
  settled_at timestamptz,
  confirmed boolean,
  note text,
  primary key (agency_id, id),
  check ((settled_at is null) = (confirmed is null) and (settled_at is null) = (settled_by is null))
);
create index deadline_changes_open on services.deadline_changes (agency_id, proposed_at) where settled_at is null;
select platform.guard('services.deadline_changes');

create table services.deadline_moves (
  agency_id uuid not null,
  change_id uuid not null,
  application_id uuid not null,
  from_on date not null,
  to_on date not null,
  was_provisional boolean not null,
  moved boolean not null default false,
  primary key (agency_id, change_id, application_id),
  foreign key (agency_id, change_id) references services.deadline_changes,
  foreign key (agency_id, application_id) references services.applications
);
select platform.guard('services.deadline_moves');
