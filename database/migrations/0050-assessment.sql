-- Item bank, tests, attempts. Answers are a log of their own: acknowledged one by one, announced only at the end.
create schema assessment;

create table assessment.items (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  code text not null,
  competency text not null,
  level smallint not null check (level between 1 and 5),
  stem text not null,
  options jsonb not null,
  answer_key text not null,
  rationale text not null,
  added_at timestamptz not null,
  primary key (agency_id, id),
  unique (agency_id, code)
);
select platform.guard('assessment.items');

create table assessment.tests (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  slug text not null,
  title jsonb not null,
  summary jsonb not null,
  competencies text[] not null,
  duration_minutes integer not null check (duration_minutes > 0),
  items_per_level integer not null check (items_per_level > 0),
  state text not null check (state in ('open', 'closed')),
  opened_at timestamptz not null,
  primary key (agency_id, id),
  unique (agency_id, slug)
);
select platform.guard('assessment.tests');

create table assessment.attempts (
  agency_id uuid not null,
  id uuid not null,
  test_id uuid not null,
  person_id uuid not null references directory.people,
  item_ids uuid[] not null,
  started_at timestamptz not null,
  ends_at timestamptz not null,
  finished_at timestamptz,
  result jsonb,
  primary key (agency_id, id),
  foreign key (agency_id, test_id) references assessment.tests
);
create unique index attempts_running on assessment.attempts (agency_id, test_id, person_id) where finished_at is null;
create index attempts_by_person on assessment.attempts (agency_id, person_id, started_at desc);
create index attempts_overdue on assessment.attempts (ends_at) where finished_at is null;
select platform.guard('assessment.attempts');

create table assessment.answers (
  agency_id uuid not null,
  attempt_id uuid not null,
  item_id uuid not null,
  choice text not null,
  -- Of the client, so that a replay after an outage cannot overwrite what was chosen later.
  sequence bigint not null,
  saved_at timestamptz not null,
  primary key (agency_id, attempt_id, item_id),
  foreign key (agency_id, attempt_id) references assessment.attempts,
  foreign key (agency_id, item_id) references assessment.items
);
select platform.guard('assessment.answers');

-- Came after the end of time: evidence for a dispute, never scored.
create table assessment.late_answers (
  agency_id uuid not null,
  attempt_id uuid not null,
  item_id uuid not null,
  choice text not null,
  sequence bigint not null,
  received_at timestamptz not null,
  primary key (agency_id, attempt_id, item_id, sequence),
  foreign key (agency_id, attempt_id) references assessment.attempts,
  foreign key (agency_id, item_id) references assessment.items
);
select platform.guard('assessment.late_answers');

-- More time for who needs it (WCAG 2.2, 2.2.1). Why is not asked: it may be about health.
create table assessment.extra_time (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  person_id uuid not null references directory.people,
  state text not null check (state in ('asked', 'given', 'declined')),
  percent integer not null check (percent between 0 and 200),
  asked_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references directory.people,
  primary key (agency_id, id)
);
create unique index extra_time_waiting on assessment.extra_time (agency_id, person_id) where state = 'asked';
create index extra_time_by_person on assessment.extra_time (agency_id, person_id, asked_at desc);
select platform.guard('assessment.extra_time');
