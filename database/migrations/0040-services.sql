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
create index services_search_words on services.services using gin (search_words) with (fastupdate = off);
create index services_search_plain on services.services using gin (search_plain gin_trgm_ops) with (fastupdate = off);
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
  lang text not null default 'id' check (lang in ('id', 'en')),
  -- What continues a draft on another device; only its hash is kept.
  resume_hash bytea,
  state text not null check (state in ('draft', 'submitted', 'in-review', 'returned', 'granted', 'refused', 'withdrawn')),
  answers jsonb not null,
  ticket text,
  queue_token text,
  lane text not null default 'regular' check (lane in ('regular', 'priority')),
  applicant_name text,
  applicant_email text,
  -- Who an officer must not be: the account's address, and the person who handed in while signed in as staff.
  account_email text,
  applicant_person_id uuid references directory.people,
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
create unique index applications_id on services.applications (id);
create unique index applications_resume on services.applications (resume_hash) where state = 'draft';
create unique index applications_ticket on services.applications (ticket) where ticket is not null;
create unique index applications_result on services.applications (result_code_hash) where result_code_hash is not null;
create index applications_open on services.applications (agency_id, unit_id, submitted_at, id) include (state, due_on, officer_id) where state in ('submitted', 'in-review', 'returned');
create index applications_open_agency on services.applications (agency_id, submitted_at, id) where state in ('submitted', 'in-review', 'returned');
create index applications_decided on services.applications (agency_id, unit_id, decided_at desc, id desc) where state in ('granted', 'refused');
create index applications_decided_agency on services.applications (agency_id, decided_at desc, id desc) where state in ('granted', 'refused');
create index applications_provisional on services.applications (agency_id) where due_provisional and state in ('submitted', 'in-review', 'returned');
create index applications_name on services.applications using gin (platform.plain_text(applicant_name) gin_trgm_ops) where state <> 'draft';
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
create unique index application_files_id on services.application_files (id);
create index application_files_content on services.application_files (sha256);
create index application_files_of on services.application_files (application_id, id);
select platform.guard('services.application_files');

-- In the order in which they happened to the case, which is that of its versions: clocks of two processes may differ.
create table services.application_steps (
  agency_id uuid not null,
  application_id uuid not null,
  version integer not null,
  kind text not null check (kind in ('submitted', 'taken', 'returned', 'corrected', 'granted', 'refused', 'withdrawn')),
  note text,
  person_id uuid references directory.people,
  happened_at timestamptz not null,
  primary key (agency_id, application_id, version),
  foreign key (agency_id, application_id) references services.applications
);
select platform.guard('services.application_steps');

-- The scan of the act as an official signed it on paper: until electronic signatures come, this is the result itself.
create table services.signed_acts (
  agency_id uuid not null,
  application_id uuid not null,
  sha256 bytea not null references files.contents,
  file_name text not null,
  media_type text not null,
  size_bytes bigint not null,
  added_by uuid not null references directory.people,
  added_at timestamptz not null,
  primary key (agency_id, application_id),
  foreign key (agency_id, application_id) references services.applications
);
create index signed_acts_content on services.signed_acts (sha256);
select platform.guard('services.signed_acts');

-- Which requirements of the standard the holder has found fulfilled so far, by their place in its list; the decision's record keeps them.
create table services.checks (
  agency_id uuid not null,
  application_id uuid not null,
  requirement smallint not null,
  person_id uuid not null references directory.people,
  checked_at timestamptz not null,
  primary key (agency_id, application_id, requirement),
  foreign key (agency_id, application_id) references services.applications
);
select platform.guard('services.checks');

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
  -- The unit that decided: a service can move to another one.
  unit_id uuid not null,
  month_on date not null,
  working_days integer not null,
  n integer not null,
  late_n integer not null,
  primary key (agency_id, service_id, month_on, working_days, unit_id),
  foreign key (agency_id, service_id) references services.services,
  foreign key (agency_id, unit_id) references directory.units
);
select platform.guard('services.durations');

-- Row security switches text indexes off, so both searches go through functions that keep to the reach themselves.

-- Each word by its stem or, with a typing error, by its likeness to a word of the name, the synonyms or the summary. The mean
-- likeness counts half, the least half; what fits clearly worse than the best is left out: so one common word does not bring in
-- everything. The limit makes each word a search of its own, by the index.
create function services.find_services(query text, most integer)
  returns table (agency_id uuid, id uuid, rank real)
  language sql stable security definer
  set search_path = 'public', 'pg_catalog' set pg_trgm.word_similarity_threshold = 0.45
  as $$
    with asked as (select plainto_tsquery('indonesian', query) as stems, platform.plain_text(query) as plain),
    typed as (
      select word from asked, regexp_split_to_table(asked.plain, '[^[:alnum:]]+') with ordinality as t (word, place)
      where length(word) > 2 order by place limit 12
    ),
    found as (
      select s.* from services.services s, asked a where s.search_words @@ a.stems
      union all
      select l.* from typed t, lateral (select s.* from services.services s where t.word <% s.search_plain limit 200) l
    ),
    -- Materialized: a likeness is costly, and its mean and least would each be reckoned where the score is used.
    scored as materialized (
      select f.agency_id, f.id, f.slug,
        coalesce((select avg(likeness) / 2 + min(likeness) / 2 from (select word_similarity(t.word, f.search_plain) as likeness from typed t) l), 0)
          + ts_rank(f.search_words, a.stems) as score
      from (select distinct on (agency_id, id) * from found order by agency_id, id) f, asked a
      where platform.reach_all() or f.agency_id = any (platform.reach())
    )
    select agency_id, id, score::real from (select *, max(score) over () as best from scored) x
    where score >= 0.75 * best order by score desc, slug limit most
  $$;
revoke all on function services.find_services(text, integer) from public;
grant execute on function services.find_services(text, integer) to app;

-- Cases whose applicant's name holds what was typed, in any state but draft, the newest first.
create function services.find_applications(query text, most integer)
  returns table (id uuid)
  language sql stable security definer set search_path = 'public', 'pg_catalog'
  as $$
    select a.id from services.applications a
    where a.state <> 'draft' and platform.plain_text(a.applicant_name)
        like '%' || replace(replace(replace(platform.plain_text(query), '\', '\\'), '%', '\%'), '_', '\_') || '%'
      and (platform.reach_all() or a.agency_id = any (platform.reach()))
    order by a.id desc limit most
  $$;
revoke all on function services.find_applications(text, integer) from public;
grant execute on function services.find_applications(text, integer) to app;
