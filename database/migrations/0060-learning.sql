-- Courses of online modules and tutorial classes under one completion rule; hours and certificates that they earn.
create schema learning;

create table learning.courses (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  slug text not null,
  title jsonb not null,
  summary jsonb not null,
  trains jsonb not null,
  jp_online integer not null check (jp_online >= 0),
  jp_classroom integer not null check (jp_classroom >= 0),
  passing integer not null check (passing between 0 and 100),
  state text not null check (state in ('draft', 'published')),
  authored_by uuid references directory.people,
  made_at timestamptz not null,
  published_at timestamptz,
  primary key (agency_id, id),
  unique (agency_id, slug)
);
select platform.guard('learning.courses');

create table learning.modules (
  agency_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  place integer not null,
  kind text not null check (kind in ('page', 'video', 'quiz')),
  title jsonb not null,
  minutes integer not null,
  content jsonb not null,
  video_sha256 bytea references files.contents,
  primary key (agency_id, id),
  unique (agency_id, course_id, place),
  foreign key (agency_id, course_id) references learning.courses
);
select platform.guard('learning.modules');

create table learning.enrolments (
  agency_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  person_id uuid not null references directory.people,
  because text not null check (because in ('own-wish', 'recommendation')),
  enrolled_at timestamptz not null,
  completed_at timestamptz,
  primary key (agency_id, id),
  unique (agency_id, course_id, person_id),
  foreign key (agency_id, course_id) references learning.courses
);
create index enrolments_by_person on learning.enrolments (agency_id, person_id, enrolled_at desc);
select platform.guard('learning.enrolments');

-- What was done of each module. High-rate: it tells others only when the course is complete.
create table learning.progress (
  agency_id uuid not null,
  enrolment_id uuid not null,
  module_id uuid not null,
  done_at timestamptz,
  watched_s integer not null default 0,
  best_score integer,
  tries integer not null default 0,
  begun_at timestamptz not null,
  touched_at timestamptz not null,
  primary key (agency_id, enrolment_id, module_id),
  foreign key (agency_id, enrolment_id) references learning.enrolments,
  foreign key (agency_id, module_id) references learning.modules
);
select platform.guard('learning.progress');

create table learning.classes (
  agency_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  title jsonb not null,
  agenda jsonb not null,
  tutor_id uuid not null references directory.people,
  room text,
  meeting_link text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity integer not null check (capacity > 0),
  secret bytea not null,
  state text not null default 'open' check (state in ('open', 'cancelled')),
  opened_at timestamptz not null,
  primary key (agency_id, id),
  foreign key (agency_id, course_id) references learning.courses,
  check (ends_at > starts_at),
  check (room is not null or meeting_link is not null)
);
create index classes_by_course on learning.classes (agency_id, course_id, starts_at);
create index classes_by_tutor on learning.classes (agency_id, tutor_id, starts_at);
select platform.guard('learning.classes');

-- Seats in the order of asking, which is the order of `place`: given under the class's lock, so that it proves itself. The first
-- so many are in, the others wait; who gives up lets the next in. A place is never given twice.
create table learning.seats (
  agency_id uuid not null,
  id uuid not null,
  class_id uuid not null,
  enrolment_id uuid not null,
  person_id uuid not null references directory.people,
  place integer not null check (place > 0),
  state text not null check (state in ('seated', 'waiting', 'given-up')),
  asked_at timestamptz not null,
  seated_at timestamptz,
  attended_at timestamptz,
  attended_by text check (attended_by in ('code', 'list')),
  primary key (agency_id, id),
  foreign key (agency_id, class_id) references learning.classes,
  foreign key (agency_id, enrolment_id) references learning.enrolments
);
create unique index seats_live on learning.seats (agency_id, class_id, person_id) where state <> 'given-up';
create unique index seats_in_order on learning.seats (agency_id, class_id, place);
create index seats_by_person on learning.seats (agency_id, person_id);
create index seats_by_enrolment on learning.seats (agency_id, enrolment_id);
select platform.guard('learning.seats');

create table learning.certificates (
  agency_id uuid not null,
  id uuid not null,
  enrolment_id uuid not null unique,
  person_id uuid not null references directory.people,
  course_id uuid not null,
  number text not null,
  code_hash bytea not null,
  jp integer not null,
  issued_at timestamptz not null,
  primary key (agency_id, id),
  foreign key (agency_id, enrolment_id) references learning.enrolments
);
create unique index certificates_code on learning.certificates (code_hash);
create index certificates_by_person on learning.certificates (agency_id, person_id, issued_at desc);
select platform.guard('learning.certificates');

-- Hours by person and year: what the floor and the ceiling are compared with.
create table learning.jp (
  agency_id uuid not null,
  id uuid not null,
  person_id uuid not null references directory.people,
  year integer not null,
  jp integer not null check (jp > 0),
  form text not null check (form in ('e-learning', 'klasikal')),
  source_id uuid not null,
  earned_on date not null,
  primary key (agency_id, id),
  unique (agency_id, source_id, form)
);
create index jp_by_person on learning.jp (agency_id, person_id, year);
create index jp_by_year on learning.jp (agency_id, year);
select platform.guard('learning.jp');
