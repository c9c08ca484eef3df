-- Whom an officer must not serve. Names and NIK are kept as keyed hashes only: enough to find a match, not to read anybody; what
-- the officer sees again of their own declaration is the relation and initials.
create table services.kin (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  person_id uuid not null references directory.people,
  relation text not null check (relation in ('pasangan', 'anak', 'orang-tua', 'saudara', 'mertua-ipar', 'lain')),
  initials text not null,
  name_hash bytea not null,
  nik_hash bytea,
  declared_at timestamptz not null,
  ended_at timestamptz,
  primary key (agency_id, id)
);
create index kin_by_person on services.kin (agency_id, person_id) where ended_at is null;
select platform.guard('services.kin');

-- Who a case is about, by the same hashes.
create table services.parties (
  agency_id uuid not null,
  application_id uuid not null,
  kind text not null check (kind in ('nik', 'name')),
  hash bytea not null,
  primary key (agency_id, application_id, kind, hash),
  foreign key (agency_id, application_id) references services.applications on delete cascade
);
create index parties_by_hash on services.parties (agency_id, hash);
select platform.guard('services.parties');

-- What an officer answered when a name was that of somebody they declared.
create table services.kin_answers (
  agency_id uuid not null,
  application_id uuid not null,
  person_id uuid not null references directory.people,
  is_kin boolean not null,
  answered_at timestamptz not null,
  primary key (agency_id, application_id, person_id),
  foreign key (agency_id, application_id) references services.applications on delete cascade
);
select platform.guard('services.kin_answers');

-- Who decided on the case that this one begins again, or objects to.
create table services.former_handlers (
  agency_id uuid not null,
  application_id uuid not null,
  person_id uuid not null references directory.people,
  former_id uuid not null,
  primary key (agency_id, application_id, person_id),
  foreign key (agency_id, application_id) references services.applications on delete cascade,
  foreign key (agency_id, former_id) references services.applications on delete cascade
);
select platform.guard('services.former_handlers');

-- Why a person must not handle a case: former-case, kin-case; kin-name while a name waits for their answer; nothing otherwise.
create function services.recusal_of(agency uuid, application uuid, person uuid) returns text
  language sql stable
  as $$
    select case
      when exists (select from services.former_handlers f where f.agency_id = agency and f.application_id = application and f.person_id = person)
        then 'former-case'
      when a.is_kin or exists (
          select from services.kin k join services.parties p on p.agency_id = k.agency_id and p.hash = k.nik_hash
          where k.agency_id = agency and k.person_id = person and k.ended_at is null and p.application_id = application and p.kind = 'nik')
        then 'kin-case'
      when a.is_kin is null and exists (
          select from services.kin k join services.parties p on p.agency_id = k.agency_id and p.hash = k.name_hash
          where k.agency_id = agency and k.person_id = person and k.ended_at is null and p.application_id = application and p.kind = 'name')
        then 'kin-name'
      end
    from (select (select is_kin from services.kin_answers where agency_id = agency and application_id = application and person_id = person) as is_kin) a
  $$;
grant execute on function services.recusal_of(uuid, uuid, uuid) to app;
