-- Complaints with documented answers; satisfaction by one-time link.
create schema participation;

create table participation.complaints (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  ticket text not null,
  code_hash bytea not null,
  class text not null check (class in ('pengaduan', 'aspirasi', 'permintaan-informasi')),
  category text not null,
  title text not null,
  body text not null,
  place text,
  service_id uuid,
  citizen_id uuid references directory.citizens,
  reporter_name text,
  reporter_email text,
  lang text not null check (lang in ('id', 'en')),
  -- The name is shown to nobody who handles the case.
  confidential boolean not null,
  -- What the complaint is about: the unit that the reporter named, which no officer changes, and how the officer reads it.
  -- independent: to be handled by none of those.
  named_unit_id uuid,
  about_unit_id uuid,
  about_person_id uuid references directory.people,
  independent boolean not null,
  state text not null check (state in ('received', 'assigned', 'answered', 'closed', 'not-ours')),
  unit_id uuid,
  oversight boolean,
  verify_due_on date not null,
  -- The day from which the term of the answer counts: the first disposition, or the reporter's word that opened the case again.
  term_from_on date,
  answer_due_on date,
  feedback_due_on date,
  due_provisional boolean not null,
  submitted_at timestamptz not null,
  answered_at timestamptz,
  closed_at timestamptz,
  received_event uuid not null,
  version integer not null default 1,
  primary key (agency_id, id),
  unique (agency_id, ticket),
  foreign key (agency_id, unit_id) references directory.units,
  foreign key (agency_id, named_unit_id) references directory.units,
  foreign key (agency_id, about_unit_id) references directory.units
);
create unique index complaints_ticket on participation.complaints (ticket);
create index complaints_open on participation.complaints (agency_id, unit_id, submitted_at, id) where state in ('received', 'assigned');
create index complaints_silent on participation.complaints (feedback_due_on) where state = 'answered';
create index complaints_by_citizen on participation.complaints (citizen_id, submitted_at desc) where citizen_id is not null;
select platform.guard('participation.complaints');

create table participation.complaint_steps (
  agency_id uuid not null,
  id uuid not null,
  complaint_id uuid not null,
  kind text not null check (kind in ('received', 'assigned', 'answered', 'replied', 'closed', 'not-ours')),
  note text,
  unit_id uuid,
  person_id uuid references directory.people,
  happened_at timestamptz not null,
  -- The version of the complaint that this step made: the order of steps, also of two within one instant.
  version integer not null,
  primary key (agency_id, id),
  unique (agency_id, complaint_id, version),
  foreign key (agency_id, complaint_id) references participation.complaints,
  foreign key (agency_id, unit_id) references directory.units
);
select platform.guard('participation.complaint_steps');

create table participation.complaint_files (
  agency_id uuid not null,
  id uuid not null,
  complaint_id uuid not null,
  sha256 bytea not null references files.contents,
  file_name text not null,
  media_type text not null,
  size_bytes bigint not null,
  primary key (agency_id, id),
  foreign key (agency_id, complaint_id) references participation.complaints
);
create index complaint_files_of on participation.complaint_files (agency_id, complaint_id);
select platform.guard('participation.complaint_files');

-- Running totals by month of receipt, so that no page counts through the complaints. days: working days to first answers, added up.
create table participation.complaint_totals (
  agency_id uuid not null references directory.agencies,
  month_on date not null,
  class text not null,
  category text not null,
  received integer not null,
  answered integer not null,
  in_time integer not null,
  days integer not null,
  primary key (agency_id, month_on, class, category)
);
select platform.guard('participation.complaint_totals');

-- The right to rate once. That it was used is a mark without a time: nothing here can be laid beside a rating.
create table participation.surveys (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  application_id uuid not null,
  service_id uuid not null,
  unit_id uuid not null,
  token_hash bytea not null,
  opened_at timestamptz not null,
  expires_on date not null,
  answered boolean not null default false,
  primary key (agency_id, id),
  unique (agency_id, application_id),
  foreign key (agency_id, unit_id) references directory.units
);
create unique index surveys_token on participation.surveys (token_hash);
select platform.guard('participation.surveys');

create table participation.ratings (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  service_id uuid not null,
  unit_id uuid not null,
  rated_on date not null,
  scores smallint[] not null check (cardinality(scores) = 9 and 1 <= all (scores) and 4 >= all (scores)),
  comment text,
  primary key (agency_id, id),
  foreign key (agency_id, unit_id) references directory.units
);
create index ratings_by_unit on participation.ratings (agency_id, unit_id, rated_on);
create index ratings_by_service on participation.ratings (agency_id, service_id, rated_on);
select platform.guard('participation.ratings');

-- Running totals, so that no dashboard ever scans the answers. squares: sum over respondents of (sum of the 9 scores)^2.
create table participation.rating_totals (
  agency_id uuid not null references directory.agencies,
  unit_id uuid not null,
  service_id uuid not null,
  month_on date not null,
  n integer not null,
  sums integer[] not null check (cardinality(sums) = 9),
  squares bigint not null,
  primary key (agency_id, unit_id, service_id, month_on),
  foreign key (agency_id, unit_id) references directory.units
);
select platform.guard('participation.rating_totals');
