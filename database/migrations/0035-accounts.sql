-- How people sign in. Nothing here opens anything if it is read: hashes of tokens of 256 bits, Argon2id of passwords.
create table directory.credentials (
  person_id uuid primary key references directory.people,
  password_hash text,
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  disabled_at timestamptz,
  changed_at timestamptz not null
);
select platform.open_table('directory.credentials');

create table directory.recovery_codes (
  person_id uuid not null references directory.people,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);
select platform.open_table('directory.recovery_codes');

create table directory.sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid references directory.people,
  citizen_id uuid references directory.citizens,
  user_agent text not null,
  second_factor_at timestamptz,
  made_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  check ((person_id is null) <> (citizen_id is null))
);
create index sessions_by_person on directory.sessions (person_id, made_at desc) where person_id is not null;
create index sessions_by_citizen on directory.sessions (citizen_id, made_at desc) where citizen_id is not null;
create index sessions_expired on directory.sessions (expires_at);
select platform.open_table('directory.sessions');

-- Wrong tries of late, by account, address and altogether. Keys are hashes and are swept after an hour.
create table directory.tries (
  key bytea primary key,
  count integer not null,
  began_at timestamptz not null
);
create index tries_began on directory.tries (began_at);
select platform.open_table('directory.tries');

-- Browsers in which somebody has signed in before: what strangers try from elsewhere does not keep the owner out of these.
create table directory.devices (
  token_hash bytea not null,
  owner_id uuid not null,
  seen_at timestamptz not null,
  primary key (token_hash, owner_id)
);
create index devices_seen on directory.devices (seen_at);
select platform.open_table('directory.devices');

-- What was begun and is not finished: a code that was mailed or handed over, a password shown and the second factor awaited.
create table directory.sign_ins (
  id uuid primary key,
  kind text not null check (kind in ('citizen-code', 'second-factor', 'reset-asked', 'reset-mail', 'reset', 'email-change')),
  secret_hash bytea not null,
  person_id uuid references directory.people,
  citizen_id uuid references directory.citizens,
  email text,
  code_hash bytea,
  details jsonb not null default '{}',
  tries integer not null default 0,
  made_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_ins_secret on directory.sign_ins (secret_hash);
create index sign_ins_expired on directory.sign_ins (expires_at);
select platform.open_table('directory.sign_ins');

create table directory.identities (
  issuer text not null,
  subject text not null,
  person_id uuid not null references directory.people,
  linked_at timestamptz not null,
  primary key (issuer, subject)
);
select platform.open_table('directory.identities');

-- Names and NIP are searched through an index that row-level security would switch off; the reach is applied here. Every word
-- must be found; when nothing is, names that sound nearly so. A plan is made for the words at hand: as parameters they would
-- hide the index.
create function directory.find_people(agency uuid, query text, on_day date, most integer)
  returns table (id uuid, nip text, name text, unit_id uuid, position_name text)
  language plpgsql stable security definer set search_path = ''
  as $$
  declare
    words text[] := regexp_split_to_array(btrim(platform.plain_text(translate(query, '%_\', ''))), '\s+');
    found_by text;
    head constant text := 'select p.id, p.nip, p.name, po.unit_id, pn.name
      from directory.people p
      join directory.posts po on po.person_id = p.id and po.agency_id = $1 and po.started_on <= $2 and (po.ended_on is null or po.ended_on >= $2)
      join directory.positions pn on pn.agency_id = po.agency_id and pn.id = po.position_id where ';
  begin
    if not (platform.reach_all() or agency = any (platform.reach())) or words[1] = '' then
      return;
    end if;
    select string_agg(format('p.search like %L', '%' || word || '%'), ' and ') into found_by from unnest(words[1:5]) word;
    return query execute head || found_by || ' order by p.name, p.nip limit $3' using agency, on_day, most;
    if not found then
      return query execute head || format('%L operator(public.<%%) p.search order by public.word_similarity(%1$L, p.search) desc, p.name limit $3',
                                          array_to_string(words[1:5], ' ')) using agency, on_day, most;
    end if;
  end
  $$;
revoke all on function directory.find_people(uuid, text, date, integer) from public;
grant execute on function directory.find_people(uuid, text, date, integer) to app;
