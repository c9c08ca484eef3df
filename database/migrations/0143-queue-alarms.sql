-- What the detector needs of a case besides its turn; all is counted once more from the log.
alter table services.queue_cases
  add column pauses integer not null default 0,
  add column paused_since timestamptz,
  add column paused_ms bigint not null default 0,
  add column ended_at timestamptz;
delete from services.queue_cases;
delete from services.overtaking;
update services.queue_counted set size = 0;

-- Where a queue departed from its peers in a month, for the inspectorate; found anew each day from the public facts.
create table services.queue_alarms (
  agency_id uuid not null references directory.agencies,
  unit text not null,
  service text not null,
  month text not null,
  kind text not null check (kind in ('priority', 'urgent', 'parked', 'held')),
  taken integer not null,
  expected double precision not null,
  chance double precision not null,
  tokens text[] not null,
  first_found_at timestamptz not null,
  found_at timestamptz not null,
  primary key (agency_id, unit, service, month, kind)
);
select platform.guard('services.queue_alarms');
