-- The public facts of queues as they stand in the log, case by case under their random names, and the figures counted from them:
-- nothing here that a stranger could not make from the log alone.
create table services.queue_cases (
  agency_id uuid not null references directory.agencies,
  token text not null,
  -- Empty for facts from before version 2, which named none.
  unit text not null,
  service text not null,
  arrived_at timestamptz not null,
  -- From when until when it waited to be taken, in milliseconds.
  spans jsonb not null,
  -- The end of its last wait; none while it waits.
  waited_until timestamptz,
  taken_at timestamptz,
  reason text,
  primary key (agency_id, token)
);
create index queue_cases_by_queue on services.queue_cases (agency_id, service, unit, waited_until);
select platform.guard('services.queue_cases');

create table services.overtaking (
  agency_id uuid not null references directory.agencies,
  unit text not null,
  service text not null,
  month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  taken integer not null,
  out_of_turn integer not null check (out_of_turn <= taken),
  reasons jsonb not null,
  passed jsonb not null,
  primary key (agency_id, unit, service, month)
);
select platform.guard('services.overtaking');

-- How many entries of the log have been counted.
create table services.queue_counted (
  is_only boolean primary key default true check (is_only),
  size bigint not null
);
insert into services.queue_counted (size) values (0);
select platform.open_table('services.queue_counted', 'select, update');
