-- The catalogue with its standard, cases from draft to result, and the facts of the queue.
create schema services;

create table services.services (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  slug text not null,
  unit_id uuid not null,
  version integer not null,
  life_event text not null,
  name jsonb not null,
  summary jsonb not null,
  synonyms text[] not null,
  working_days integer not null check (working_days > 0),
  fee_rupiah bigint not null check (fee_rupiah >= 0),
  fee_basis text not null,
  account_needed boolean not null,
  definition jsonb not null,
  published_at timestamptz not null,
  search_plain text not null,
  search_words tsvector not null,
  primary key (agency_id, id),
  unique (agency_id, slug),
  foreign key (agency_id, unit_id) references directory.units
);
create index services_search_words on services.services using gin (search_words);
create index services_search_plain on services.services using gin (search_plain gin_trgm_ops);
select platform.guard('services.services');

-- Each case is bound to the version of the standard in force when it was begun.
create table services.service_versions (
  agency_id uuid not null,
  service_id uuid not null,
  version integer not null,
  working_days integer not null,
  definition jsonb not null,
  published_at timestamptz not null,
  primary key (agency_id, service_id, version),
  foreign key (agency_id, service_id) references services.services
);
select platform.guard('services.service_versions');

create table services.applications (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  service_id uuid not null,
  service_version integer not null,
  unit_id uuid not null,
  citizen_id uuid references directory.citizens,
  state text not null check (state in ('draft', 'submitted', 'in-review', 'returned', 'granted', 'refused', 'withdrawn')),
  answers jsonb not null,
  ticket text,
  queue_token text,
  applicant_name text,
  applicant_email text,
  begun_at timestamptz not null,
  saved_at timestamptz not null,
  submitted_at timestamptz,
  submitted_event uuid,
  due_on date,
  due_provisional boolean not null default false,
  officer_id uuid references directory.people,
  taken_at timestamptz,
  returned_fields text[] not null default '{}',
  returned_note text,
  decided_at timestamptz,
  decided_by uuid references directory.people,
  decision_event uuid,
  reason text,
  result_number text,
  result_code_hash bytea,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, service_id, service_version) references services.service_versions,
  foreign key (agency_id, unit_id) references directory.units,
  check ((state = 'draft') = (ticket is null))
);
create unique index applications_ticket on services.applications (ticket) where ticket is not null;
create unique index applications_result on services.applications (result_code_hash) where result_code_hash is not null;
create index applications_open on services.applications (agency_id, unit_id, submitted_at, id) where state in ('submitted', 'in-review', 'returned');
create index applications_decided on services.applications (agency_id, unit_id, decided_at desc) where state in ('granted', 'refused');
create index applications_by_citizen on services.applications (citizen_id, saved_at desc) where citizen_id is not null;
create index applications_drafts on services.applications (saved_at) where state = 'draft';
select platform.guard('services.applications');

create table services.application_files (
  agency_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  field text not null,
  sha256 bytea not null references files.contents,
  file_name text not null,
  media_type text not null,
  size_bytes bigint not null,
  added_at timestamptz not null,
  primary key (agency_id, id),
  foreign key (agency_id, application_id) references services.applications
);
create index application_files_of on services.application_files (agency_id, application_id);
select platform.guard('services.application_files');

create table services.application_steps (
  agency_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  kind text not null check (kind in ('submitted', 'taken', 'returned', 'corrected', 'granted', 'refused', 'withdrawn')),
  note text,
  person_id uuid references directory.people,
  happened_at timestamptz not null,
  primary key (agency_id, id),
  foreign key (agency_id, application_id) references services.applications
);
create index application_steps_of on services.application_steps (agency_id, application_id, happened_at, id);
select platform.guard('services.application_steps');

-- While the applicant must act the clock stands still.
create table services.pauses (
  agency_id uuid not null,
  application_id uuid not null,
  from_on date not null,
  until_on date,
  at timestamptz not null,
  primary key (agency_id, application_id, at),
  foreign key (agency_id, application_id) references services.applications
);
select platform.guard('services.pauses');

-- Running totals: how many were decided after how many working days. Medians and shares come from here.
create table services.durations (
  agency_id uuid not null,
  service_id uuid not null,
  month_on date not null,
  working_days integer not null,
  n integer not null,
  late_n integer not null,
  primary key (agency_id, service_id, month_on, working_days),
  foreign key (agency_id, service_id) references services.services
);
select platform.guard('services.durations');

-- Words first, then likeness, so that "legalisir ijasah" finds the legalised diploma.
create function services.find_services(query text, most integer)
  returns table (agency_id uuid, id uuid, rank real)
  language sql stable security definer set search_path = 'public', 'pg_catalog'
  as $$
    with asked as (select plainto_tsquery('indonesian', query) as words, platform.plain_text(query) as plain)
    select s.agency_id, s.id, (ts_rank(s.search_words, a.words) * 2 + word_similarity(a.plain, s.search_plain))::real
    from services.services s, asked a
    where (platform.reach_all() or s.agency_id = any (platform.reach()))
      and (s.search_words @@ a.words or word_similarity(a.plain, s.search_plain) > 0.4)
    order by 3 desc, s.slug limit most
  $$;
revoke all on function services.find_services(text, integer) from public;
grant execute on function services.find_services(text, integer) to app;
