-- Who there is: agencies, units, people with dated posts, grants, citizens; and who looked at whom.
create schema directory;

create table directory.agencies (
  id uuid primary key,
  code text not null unique,
  name text not null,
  short_name text not null,
  kind text not null check (kind in ('provinsi', 'kabupaten', 'kota', 'instansi')),
  zone text not null check (zone in ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
  -- The agency whose house this is. The others are known, and may be served from the same database.
  is_home boolean not null default false,
  is_demo boolean not null default false,
  added_at timestamptz not null
);
create unique index agencies_home on directory.agencies (is_home) where is_home;
select platform.open_table('directory.agencies', 'select, insert, update');

create table directory.units (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  parent_id uuid,
  code text not null,
  name text not null,
  short_name text not null,
  kind text not null check (kind in ('opd', 'bagian', 'upt')),
  added_at timestamptz not null,
  primary key (agency_id, id),
  unique (agency_id, code),
  foreign key (agency_id, parent_id) references directory.units
);
select platform.guard('directory.units');

-- A person is one, wherever posted: global, found by NIP.
create table directory.people (
  id uuid primary key,
  nip text not null unique check (nip ~ '^[0-9]{18}$'),
  name text not null,
  status text not null check (status in ('PNS', 'PPPK')),
  birth_on date not null,
  email text unique,
  education text,
  added_at timestamptz not null,
  search text generated always as (platform.plain_text(name) || ' ' || nip) stored
);
create index people_search on directory.people using gin (search gin_trgm_ops);
select platform.open_table('directory.people');

create table directory.posts (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  person_id uuid not null references directory.people,
  unit_id uuid not null,
  position_name text not null,
  position_kind text not null check (position_kind in ('struktural', 'fungsional', 'pelaksana')),
  position_level text not null,
  golongan text,
  heads_unit boolean not null default false,
  started_on date not null,
  ended_on date,
  primary key (agency_id, id),
  foreign key (agency_id, unit_id) references directory.units,
  check (ended_on is null or ended_on >= started_on)
);
create unique index posts_current on directory.posts (agency_id, person_id) where ended_on is null;
create index posts_by_unit on directory.posts (agency_id, unit_id, started_on);
create index posts_by_person on directory.posts (person_id, started_on desc);
select platform.guard('directory.posts');

-- A role held for a time, given by somebody. Plt and Plh end by themselves.
create table directory.grants (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  person_id uuid not null references directory.people,
  role text not null,
  unit_id uuid,
  starts_on date not null,
  ends_on date,
  reason text not null,
  granted_by text not null,
  granted_at timestamptz not null,
  primary key (agency_id, id),
  foreign key (agency_id, unit_id) references directory.units,
  -- One that is taken back on its first day never held.
  check (ends_on is null or ends_on >= starts_on - 1)
);
create index grants_by_person on directory.grants (person_id, starts_on);
select platform.guard('directory.grants');

create table directory.citizens (
  id uuid primary key,
  name text not null,
  email text unique,
  phone text,
  password_hash text,
  added_at timestamptz not null
);
select platform.open_table('directory.citizens');

-- Who looked at whose data: written before the page is sent, read by the person whose data it was.
create table directory.looks (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  person_id uuid references directory.people,
  actor text not null,
  route text not null,
  looked_at timestamptz not null,
  primary key (agency_id, id)
);
create index looks_by_subject on directory.looks (subject_id, looked_at desc);
select platform.guard('directory.looks');

create table directory.imports (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  file_name text not null,
  state text not null check (state in ('checking', 'checked', 'writing', 'done', 'failed')),
  rows_total integer not null default 0,
  rows_done integer not null default 0,
  added integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  faults jsonb not null default '[]',
  advice text,
  rows jsonb not null default '[]',
  made_by uuid not null references directory.people,
  made_at timestamptz not null,
  finished_at timestamptz,
  primary key (agency_id, id)
);
select platform.guard('directory.imports');

-- The unit and all units below it.
create function directory.units_below(agency uuid, top uuid) returns uuid[]
  language sql stable
  as $$
    with recursive below as (
      select id from directory.units where agency_id = agency and id = top
      union all
      select u.id from directory.units u join below b on u.agency_id = agency and u.parent_id = b.id)
    select coalesce(array_agg(id), '{}') from below
  $$;
