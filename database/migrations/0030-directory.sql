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
create index people_birth on directory.people (birth_on);
create index people_search on directory.people using gin (search gin_trgm_ops);
select platform.open_table('directory.people');

-- What posts are called here, once each: from the level follow the required levels of competence. A level that an import
-- read from the name waits for somebody to confirm it.
create table directory.positions (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('struktural', 'fungsional', 'pelaksana')),
  level text not null,
  confirmed_at timestamptz,
  added_at timestamptz not null,
  name_key text generated always as (platform.plain_text(name)) stored,
  primary key (agency_id, id),
  unique (agency_id, name_key)
);
select platform.guard('directory.positions');

create table directory.posts (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  person_id uuid not null references directory.people,
  unit_id uuid not null,
  position_id uuid not null,
  golongan text,
  heads_unit boolean not null default false,
  started_on date not null,
  ended_on date,
  primary key (agency_id, id),
  foreign key (agency_id, unit_id) references directory.units,
  foreign key (agency_id, position_id) references directory.positions,
  check (ended_on is null or ended_on >= started_on),
  -- Nobody holds two posts on a day, of whatever agency: who has two houses would carry the rights of one into the other. No unit
  -- has two heads.
  constraint posts_one_at_a_time exclude using gist (person_id with =, daterange(started_on, ended_on, '[]') with &&),
  constraint posts_one_head exclude using gist (agency_id with =, unit_id with =, daterange(started_on, ended_on, '[]') with &&) where (heads_unit)
);
create index posts_by_unit on directory.posts (agency_id, unit_id, started_on);
create index posts_by_person on directory.posts (person_id, started_on desc);
create index posts_by_position on directory.posts (agency_id, position_id);
select platform.guard('directory.posts');

-- Where somebody works on a day, and whether anywhere after it: past row-level security, since an agency must not act on the
-- account of who belongs to another, and cannot see that they do.
create function directory.agency_of(person uuid, on_day date) returns uuid
  language sql stable security definer set search_path = ''
  as $$
    select agency_id from directory.posts where person_id = person and started_on <= on_day and (ended_on is null or ended_on >= on_day)
  $$;
create function directory.posted_after(person uuid, on_day date) returns boolean
  language sql stable security definer set search_path = ''
  as $$ select exists (select from directory.posts where person_id = person and (ended_on is null or ended_on > on_day)) $$;
revoke all on function directory.agency_of(uuid, date), directory.posted_after(uuid, date) from public;
grant execute on function directory.agency_of(uuid, date), directory.posted_after(uuid, date) to app;

-- A role held for a time, given by somebody. Plt and Plh end by themselves.
create table directory.grants (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  person_id uuid not null references directory.people,
  role text not null,
  -- Plt (the post is vacant) and Plh (its holder is away) act for a time: they always have an end.
  capacity text not null default 'definitif' check (capacity in ('definitif', 'plt', 'plh')),
  unit_id uuid,
  starts_on date not null,
  ends_on date,
  reason text not null,
  granted_by text not null,
  granted_at timestamptz not null,
  primary key (agency_id, id),
  foreign key (agency_id, unit_id) references directory.units,
  check (capacity = 'definitif' or ends_on is not null),
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
  -- Whose data it is when the subject is a thing of theirs: an application, a complaint.
  owner_id uuid,
  person_id uuid references directory.people,
  actor text not null,
  route text not null,
  looked_at timestamptz not null,
  primary key (agency_id, id)
);
create index looks_by_subject on directory.looks (subject_id, looked_at desc);
create index looks_by_owner on directory.looks (owner_id, looked_at desc) where owner_id is not null;
select platform.guard('directory.looks');

-- A staff list that was sent: checked first, written when somebody agrees. Both go on in the background, a few hundred rows a
-- transaction.
create table directory.imports (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  file_name text not null,
  sha256 bytea not null,
  media_type text not null,
  size_bytes bigint not null,
  state text not null check (state in ('checking', 'checked', 'writing', 'done', 'cancelled', 'failed')),
  read_bytes bigint not null default 0,
  rows_read integer not null default 0,
  rows_good integer not null default 0,
  rows_done integer not null default 0,
  added integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  faulty_rows integer not null default 0,
  failure text,
  notes jsonb not null default '[]',
  made_by uuid not null references directory.people,
  made_at timestamptz not null,
  began_at timestamptz,
  primary key (agency_id, id)
);
create index imports_by_file on directory.imports (sha256) where state = 'checking';
select platform.guard('directory.imports');

-- Rows that can be brought in, from the check until they are.
create table directory.import_rows (
  agency_id uuid not null,
  import_id uuid not null,
  line integer not null,
  unit_key text not null,
  unit_name text not null,
  content jsonb not null,
  primary key (agency_id, import_id, line),
  foreign key (agency_id, import_id) references directory.imports on delete cascade
);
create index import_rows_by_unit on directory.import_rows (agency_id, import_id, unit_key);
select platform.guard('directory.import_rows');

create table directory.import_faults (
  agency_id uuid not null,
  import_id uuid not null,
  line integer not null,
  column_key text not null,
  code text not null,
  content text not null,
  primary key (agency_id, import_id, line, column_key, code),
  foreign key (agency_id, import_id) references directory.imports on delete cascade
);
select platform.guard('directory.import_faults');

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

-- Who decides on each person's requests: the head of the unit, or, for the head, of the unit above. Who acts for the head
-- (Plt, Plh) stands before the holder; nobody is their own supervisor. Nothing when nobody is posted above.
create function directory.supervisors(agency uuid, on_day date, units uuid[], only_person uuid default null)
  returns table (person_id uuid, supervisor_id uuid)
  language sql stable
  as $$
    with recursive heads as (
      select po.unit_id, po.person_id, false as acting from directory.posts po
      where po.agency_id = agency and po.heads_unit and po.started_on <= on_day and (po.ended_on is null or po.ended_on >= on_day)
      union all
      select g.unit_id, g.person_id, true from directory.grants g
      where g.agency_id = agency and g.role = 'unit-head' and g.capacity <> 'definitif' and g.starts_on <= on_day and g.ends_on >= on_day),
    above as (
      select po.person_id, u.id, u.parent_id, 0 as steps
      from directory.posts po join directory.units u on u.agency_id = po.agency_id and u.id = po.unit_id
      where po.agency_id = agency and po.started_on <= on_day and (po.ended_on is null or po.ended_on >= on_day)
        and (units is null or po.unit_id = any (units)) and (only_person is null or po.person_id = only_person)
      union all
      select a.person_id, u.id, u.parent_id, a.steps + 1
      from above a join directory.units u on u.agency_id = agency and u.id = a.parent_id)
    select distinct on (a.person_id) a.person_id, h.person_id
    from above a join heads h on h.unit_id = a.id and h.person_id <> a.person_id
    order by a.person_id, a.steps, h.acting desc, h.person_id
  $$;
