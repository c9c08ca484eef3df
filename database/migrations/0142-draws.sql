-- Field examiners by lot. What is public of a lot stands in the log; here is who stands behind its labels.
create table services.draws (
  agency_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  -- Its random public name.
  draw text not null unique,
  examiners integer not null check (examiners > 0),
  -- Why it is drawn again; the first lot of a case has no such reason.
  again text check (again in ('berhalangan', 'keliru')),
  announced_event uuid not null,
  announced_by uuid not null references directory.people,
  announced_at timestamptz not null,
  due_at timestamptz not null,
  size bigint,
  root bytea,
  done_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, application_id) references services.applications,
  check ((done_at is null) = (root is null) and (done_at is null) = (size is null))
);
create unique index draws_first on services.draws (agency_id, application_id) where again is null;
create index draws_by_case on services.draws (agency_id, application_id, announced_at);
create index draws_open on services.draws (announced_at) where done_at is null;
create index draws_newest on services.draws (announced_at desc);
select platform.guard('services.draws');

create table services.draw_labels (
  agency_id uuid not null,
  draw_id uuid not null,
  label text not null,
  person_id uuid not null references directory.people,
  -- Why this person was not among those drawn from.
  excluded text check (excluded in ('pemegang', 'kasus', 'berhalangan')),
  -- The place in the result, from 1; and the event that says so to the applicant and the examiner.
  place integer,
  event_id uuid,
  primary key (agency_id, draw_id, label),
  unique (agency_id, draw_id, person_id),
  foreign key (agency_id, draw_id) references services.draws
);
create index draw_labels_by_person on services.draw_labels (agency_id, person_id) where place is not null;
select platform.guard('services.draw_labels');
