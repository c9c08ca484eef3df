-- Counters of a unit, and the numbers of a day.

create table services.counters (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  unit_id uuid not null,
  name text not null,
  -- Minutes of the day in the agency's zone.
  opens_minute smallint not null check (opens_minute between 0 and 1439),
  closes_minute smallint not null check (closes_minute between 1 and 1440),
  service_ids uuid[] not null check (cardinality(service_ids) > 0),
  in_use boolean not null,
  primary key (agency_id, id),
  foreign key (agency_id, unit_id) references directory.units,
  check (opens_minute < closes_minute)
);
create unique index counters_id on services.counters (id);
create index counters_of_unit on services.counters (agency_id, unit_id);
select platform.guard('services.counters');

-- One row a unit and day: who gives or calls a number holds it, so that no number is given or called twice.
create table services.queue_days (
  agency_id uuid not null,
  unit_id uuid not null,
  day_on date not null,
  last_number integer not null,
  -- Facts told of this day, and the latest moment in them: their order is this one, whatever the clocks of two processes say.
  last_step integer not null,
  last_at timestamptz not null,
  primary key (agency_id, unit_id, day_on),
  foreign key (agency_id, unit_id) references directory.units
);
select platform.guard('services.queue_days');

create table services.queue_numbers (
  agency_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  day_on date not null,
  number integer not null,
  lane text not null check (lane in ('regular', 'priority', 'appointment')),
  ground text check (ground in ('lansia', 'difabel', 'hamil', 'anak')),
  -- None: information, or something that is no service of the catalogue. Every counter of the unit calls it.
  service_id uuid,
  application_id uuid,
  token text not null,
  issued_at timestamptz not null,
  -- From when it stands in its lane: the moment of issue, or the hour of an appointment.
  stands_at timestamptz not null,
  state text not null check (state in ('waiting', 'called', 'served', 'no-show')),
  -- Where it was called, or to which counter it was passed on.
  counter_id uuid,
  called_at timestamptz,
  done_at timestamptz,
  primary key (agency_id, id),
  unique (agency_id, unit_id, day_on, number),
  foreign key (agency_id, unit_id, day_on) references services.queue_days,
  foreign key (agency_id, service_id) references services.services,
  foreign key (agency_id, application_id) references services.applications,
  foreign key (agency_id, counter_id) references services.counters,
  check ((ground is not null) = (lane = 'priority')),
  check ((done_at is not null) = (state in ('served', 'no-show')))
);
create unique index queue_numbers_token on services.queue_numbers (token);
select platform.guard('services.queue_numbers');

-- Each call of a number, the first and those after it: what the screen shows, and who called.
create table services.number_calls (
  agency_id uuid not null,
  number_id uuid not null,
  at timestamptz not null,
  counter_id uuid not null,
  person_id uuid not null references directory.people,
  is_recall boolean not null,
  primary key (agency_id, number_id, at),
  foreign key (agency_id, number_id) references services.queue_numbers,
  foreign key (agency_id, counter_id) references services.counters
);
create index number_calls_at_counter on services.number_calls (agency_id, counter_id, at desc);
select platform.guard('services.number_calls');

-- The number under which who came in person was served.
alter table services.walk_ins add column number_id uuid;
alter table services.walk_ins add foreign key (agency_id, number_id) references services.queue_numbers;
