-- What is written of a service until a second person publishes it; who published each version; services that take no new applications.
create table services.service_drafts (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  -- The service that it becomes, or whose next version it is: known from the beginning.
  service_id uuid not null,
  state text not null check (state in ('draft', 'in-review', 'published', 'discarded')),
  -- A whole service, while parts of it may still be missing.
  content jsonb not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  primary key (agency_id, id)
);
create unique index service_drafts_id on services.service_drafts (id);
create unique index service_drafts_open on services.service_drafts (agency_id, service_id) where state in ('draft', 'in-review');
select platform.guard('services.service_drafts');

-- One row for each version of a draft, by whom: who wrote any part of it cannot publish it.
create table services.draft_steps (
  agency_id uuid not null,
  draft_id uuid not null,
  version integer not null,
  kind text not null check (kind in ('begun', 'written', 'sent', 'returned', 'published', 'discarded')),
  -- What was written: `components.cost`, `form`.
  parts text[] not null default '{}',
  note text,
  -- Nobody: the product itself.
  person_id uuid references directory.people,
  happened_at timestamptz not null,
  primary key (agency_id, draft_id, version),
  foreign key (agency_id, draft_id) references services.service_drafts
);
select platform.guard('services.draft_steps');

-- What a version says outside its definition, and by whom it stands. Until now only the newest was kept: it stands in for those before.
alter table services.service_versions add column head jsonb, add column published_by uuid references directory.people, add column draft_id uuid;
update services.service_versions v set head = jsonb_build_object(
    'slug', s.slug, 'unit', u.code, 'name', s.name, 'summary', s.summary, 'lifeEvent', s.life_event, 'synonyms', to_jsonb(s.synonyms),
    'workingDays', v.working_days, 'fee', jsonb_build_object('rupiah', s.fee_rupiah, 'basis', s.fee_basis), 'accountNeeded', s.account_needed)
  from services.services s join directory.units u on u.agency_id = s.agency_id and u.id = s.unit_id
  where s.agency_id = v.agency_id and s.id = v.service_id;
alter table services.service_versions alter column head set not null,
  add foreign key (agency_id, draft_id) references services.service_drafts;

-- From when to when a service takes no new applications; those that run go on.
create table services.retirements (
  agency_id uuid not null,
  service_id uuid not null,
  retired_at timestamptz not null,
  retired_by uuid references directory.people,
  reason text not null,
  ended_at timestamptz,
  ended_by uuid references directory.people,
  primary key (agency_id, service_id, retired_at),
  foreign key (agency_id, service_id) references services.services
);
create unique index retirements_now on services.retirements (agency_id, service_id) where ended_at is null;
select platform.guard('services.retirements');
