-- The ground: roles, the tenancy wall, text search, the outbox, mail, files, idempotency.
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gist;

do $$
begin
  if not exists (select from pg_roles where rolname = 'app') then
    create role app nologin nosuperuser nobypassrls;
  end if;
  if not pg_has_role(current_user, 'app', 'member') then
    execute format('grant app to %I', current_user);
  end if;
end
$$;

create schema if not exists platform;
grant usage on schema platform to app;
grant select on platform.migrations to app;

-- Whose rows a transaction may see; set by transact() for that transaction only.
create function platform.reach_all() returns boolean
  language sql stable parallel safe
  as $$ select coalesce(current_setting('app.reach', true), '') = '*' $$;

create function platform.reach() returns uuid[]
  language sql stable parallel safe
  as $$
    select case when coalesce(current_setting('app.reach', true), '') in ('', '*') then '{}'::uuid[]
           else string_to_array(current_setting('app.reach', true), ',')::uuid[] end
  $$;

-- A table of an agency's data: the second lock of the tenancy wall, and the rights of the app.
create function platform.guard(tablename text) returns void
  language plpgsql
  as $$
  begin
    execute format('grant usage on schema %I to app', split_part(tablename, '.', 1));
    execute format('grant select, insert, update, delete on %s to app', tablename);
    execute format('alter table %s enable row level security', tablename);
    execute format('create policy reach on %s using ((select platform.reach_all()) or agency_id = any ((select platform.reach())::uuid[]))', tablename);
  end
  $$;

-- A global table (people, citizens, editions): rights only. Listed in database/tenancy.json.
create function platform.open_table(tablename text, privileges text default 'select, insert, update, delete') returns void
  language plpgsql
  as $$
  begin
    execute format('grant usage on schema %I to app', split_part(tablename, '.', 1));
    execute format('grant %s on %s to app', privileges, tablename);
  end
  $$;

-- unaccent() is only stable; search columns need an immutable twin with the dictionary named.
create function platform.plain_text(input text) returns text
  language sql immutable parallel safe strict
  as $$ select lower(public.unaccent('public.unaccent'::regdictionary, input)) $$;

-- Once per key: what a person may repeat returns the first result (a double click, a retry after a cut line).
create table platform.idempotency (
  actor text not null,
  key text not null,
  action text not null,
  result jsonb not null,
  made_at timestamptz not null,
  primary key (actor, key)
);
select platform.open_table('platform.idempotency');
create index idempotency_age on platform.idempotency (made_at);

-- Numbers of tickets. A sequence never waits for another transaction; gaps are allowed, order is (submitted_at, id).
create sequence platform.serial_lyn;
create sequence platform.serial_adu;
create sequence platform.serial_srt;
grant usage on sequence platform.serial_lyn, platform.serial_adu, platform.serial_srt to app;

-- What every process must share and nobody may see: the key that signs addresses of the second origin.
create table platform.secrets (
  name text primary key,
  value bytea not null
);
select platform.open_table('platform.secrets', 'select, insert');

create schema outbox;
create table outbox.events (
  id uuid primary key,
  kind text not null,
  version integer not null,
  agency_id uuid not null,
  actor text not null,
  payload jsonb not null,
  ledger text not null check (ledger in ('none', 'commitment', 'public')),
  entry bytea check (length(entry) <= 65535),
  leaf_index bigint,
  occurred_at timestamptz not null,
  delivered boolean not null default false,
  check ((ledger = 'none') = (entry is null))
);
create index events_in_log on outbox.events (agency_id, leaf_index) where leaf_index is not null;
create index events_unsequenced on outbox.events (occurred_at, id) where leaf_index is null and ledger <> 'none';
create index events_undelivered on outbox.events (occurred_at, id) where not delivered;
create index events_by_kind on outbox.events (kind, occurred_at);
select platform.open_table('outbox.events', 'select, insert, update');

-- Record and salt of a commitment: what makes a leaf readable. Erased with the person.
create table outbox.openings (
  event_id uuid primary key references outbox.events,
  record jsonb not null,
  salt bytea not null
);
select platform.open_table('outbox.openings');

-- That a named handler has run for an event; with its failures until it has.
create table outbox.deliveries (
  event_id uuid not null references outbox.events,
  handler text not null,
  done_at timestamptz,
  attempts integer not null default 0,
  last_error text,
  next_attempt_at timestamptz,
  dead boolean not null default false,
  primary key (event_id, handler)
);
create index deliveries_due on outbox.deliveries (next_attempt_at) where done_at is null and not dead;
select platform.open_table('outbox.deliveries');

create schema mail;
create table mail.messages (
  id uuid primary key,
  agency_id uuid not null,
  recipient text not null,
  lang text not null check (lang in ('id', 'en')),
  subject text not null,
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'simulated')),
  attempts integer not null default 0,
  last_error text,
  next_attempt_at timestamptz,
  made_at timestamptz not null,
  sent_at timestamptz
);
create index messages_waiting on mail.messages (next_attempt_at, made_at) where state = 'waiting';
create index messages_newest on mail.messages (made_at desc);
select platform.open_table('mail.messages');

create schema files;
create table files.contents (
  sha256 bytea primary key,
  size_bytes bigint not null,
  media_type text not null,
  stored_at timestamptz not null
);
select platform.open_table('files.contents');
