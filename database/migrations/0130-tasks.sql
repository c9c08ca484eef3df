-- The steps of a case: who has what to do, until when, and what came of it. One row each time that a step begins.
create table services.tasks (
  agency_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  -- Key and name of the step in the workflow of the case's version.
  step text not null,
  name jsonb not null,
  -- Of the case, again: the worklist is read from one index.
  service_id uuid not null,
  submitted_at timestamptz not null,
  -- Who can do it: this role in this unit.
  unit_id uuid not null,
  role text not null check (role in ('officer', 'supervisor', 'unit-head')),
  -- Four eyes: nobody who did one of these steps of the case.
  not_by text[] not null default '{}',
  state text not null check (state in ('open', 'taken', 'done', 'cancelled')),
  -- The clock stands still: the applicant must act.
  stopped boolean not null default false,
  opened_at timestamptz not null,
  due_on date not null,
  officer_id uuid references directory.people,
  -- In whose stead the holder acts.
  acting text check (acting in ('plt', 'plh')),
  taken_at timestamptz,
  done_at timestamptz,
  outcome text check (outcome in ('next', 'back', 'refuse', 'grant')),
  note text,
  -- That it is nearly due was told, and that it is late: once each.
  warned_at timestamptz,
  escalated_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, application_id) references services.applications,
  foreign key (agency_id, unit_id) references directory.units,
  check ((state = 'taken') <= (officer_id is not null)),
  check ((state in ('done', 'cancelled')) = (done_at is not null))
);
create unique index tasks_id on services.tasks (id);
-- A step of a case is not begun twice at a time.
create unique index tasks_live on services.tasks (application_id, step) where done_at is null;
create index tasks_of on services.tasks (application_id, opened_at);
create index tasks_open on services.tasks (agency_id, unit_id, role, submitted_at, application_id) include (state, stopped, due_on, officer_id) where state in ('open', 'taken');
create index tasks_open_agency on services.tasks (agency_id, submitted_at, application_id) where state in ('open', 'taken');
create index tasks_due on services.tasks (due_on) where state in ('open', 'taken') and not stopped and escalated_at is null;
select platform.guard('services.tasks');

-- Cases that were open already have the one step that every service had.
insert into services.tasks (agency_id, id, application_id, step, name, service_id, submitted_at, unit_id, role, state, stopped, opened_at, due_on, officer_id, taken_at)
  select agency_id, gen_random_uuid(), id, 'periksa', '{"id": "Periksa dan putuskan", "en": "Check and decide"}', service_id, submitted_at, unit_id, 'officer',
    case when officer_id is null then 'open' else 'taken' end, state = 'returned', submitted_at, due_on, officer_id, taken_at
  from services.applications where state in ('submitted', 'in-review', 'returned');

-- A line of the timeline says which step it was of.
alter table services.application_steps add column step text, drop constraint if exists application_steps_kind_check;

-- Each step has its own list to tick off.
alter table services.checks add column step text not null default 'periksa';
alter table services.checks alter column step drop default, drop constraint checks_pkey, add primary key (agency_id, application_id, step, requirement);
