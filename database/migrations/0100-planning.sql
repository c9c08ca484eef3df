-- From a gap to a seat in a course: proposals to units, recommendations to persons, with their reasons.
create schema planning;

-- A unit's gap proposes a course to the unit's head; nobody is named until the head names somebody.
create table planning.proposals (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  unit_id uuid not null,
  gap_id uuid not null,
  course_id uuid not null,
  reason jsonb not null,
  state text not null check (state in ('open', 'nominated', 'dismissed', 'lapsed')),
  proposed_at timestamptz not null,
  proposed_event uuid not null,
  closed_at timestamptz,
  closed_by uuid references directory.people,
  closed_reason text,
  closed_event uuid,
  primary key (agency_id, id),
  unique (agency_id, gap_id),
  foreign key (agency_id, unit_id) references directory.units
);
create index proposals_open on planning.proposals (agency_id, unit_id) where state = 'open';
select platform.guard('planning.proposals');

-- One person, one course, one reason: of the person's own evidence or post, or of a nomination by the unit's head.
create table planning.recommendations (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  person_id uuid not null references directory.people,
  course_id uuid not null,
  proposal_id uuid,
  reason jsonb not null,
  state text not null check (state in ('proposed', 'requested', 'approved', 'rejected', 'completed', 'lapsed')),
  made_at timestamptz not null,
  requested_at timestamptz,
  requested_event uuid,
  decided_at timestamptz,
  decided_by uuid references directory.people,
  decision_reason text,
  decided_event uuid,
  enrolment_id uuid,
  completed_at timestamptz,
  completed_event uuid,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, proposal_id) references planning.proposals
);
create unique index recommendations_live on planning.recommendations (agency_id, person_id, course_id) where state not in ('rejected', 'lapsed');
create index recommendations_of_proposal on planning.recommendations (agency_id, proposal_id) where proposal_id is not null;
create index recommendations_waiting on planning.recommendations (agency_id, person_id) where state = 'requested';
select platform.guard('planning.recommendations');
