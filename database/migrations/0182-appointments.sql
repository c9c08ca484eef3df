-- Appointments at the counters of a unit: the weekly pattern, days that differ, and what was booked.

create table services.slot_plans (
  agency_id uuid not null references directory.agencies,
  id uuid not null,
  unit_id uuid not null,
  -- None: for any service of the unit.
  service_id uuid,
  -- Monday is 1.
  weekday smallint not null check (weekday between 1 and 7),
  -- Minutes of the day in the agency's zone.
  starts_minute smallint not null check (starts_minute between 0 and 1439),
  ends_minute smallint not null check (ends_minute between 1 and 1440),
  slot_minutes smallint not null check (slot_minutes between 5 and 240),
  capacity smallint not null check (capacity between 1 and 500),
  from_on date not null,
  until_on date,
  primary key (agency_id, id),
  foreign key (agency_id, unit_id) references directory.units,
  foreign key (agency_id, service_id) references services.services,
  check (starts_minute + slot_minutes <= ends_minute),
  check (until_on is null or until_on >= from_on)
);
create unique index slot_plans_id on services.slot_plans (id);
create index slot_plans_of_unit on services.slot_plans (agency_id, unit_id);
select platform.guard('services.slot_plans');

-- A day on which a unit takes no appointments though it is a working day.
create table services.slot_closures (
  agency_id uuid not null,
  unit_id uuid not null,
  day_on date not null,
  reason text not null,
  primary key (agency_id, unit_id, day_on),
  foreign key (agency_id, unit_id) references directory.units
);
select platform.guard('services.slot_closures');

-- How many places of a slot are taken: the row that everybody who books, moves or cancels holds.
create table services.slots (
  agency_id uuid not null,
  plan_id uuid not null,
  starts_at timestamptz not null,
  taken integer not null check (taken >= 0),
  primary key (agency_id, plan_id, starts_at),
  foreign key (agency_id, plan_id) references services.slot_plans
);
select platform.guard('services.slots');

create table services.appointments (
  agency_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  service_id uuid not null,
  plan_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null check (state in ('booked', 'cancelled', 'arrived', 'missed')),
  citizen_id uuid references directory.citizens,
  application_id uuid,
  -- What opens it without an account; only its hash is kept.
  code_hash bytea not null,
  name text not null,
  email text,
  lang text not null check (lang in ('id', 'en')),
  -- How often it was moved: calendars take the newest.
  moves integer not null default 0,
  number_id uuid,
  booked_at timestamptz not null,
  reminded_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, unit_id) references directory.units,
  foreign key (agency_id, service_id) references services.services,
  foreign key (agency_id, plan_id, starts_at) references services.slots,
  foreign key (agency_id, application_id) references services.applications,
  foreign key (agency_id, number_id) references services.queue_numbers,
  check ((state = 'arrived') = (number_id is not null))
);
create unique index appointments_id on services.appointments (id);
create unique index appointments_code on services.appointments (code_hash);
create index appointments_of_unit on services.appointments (agency_id, unit_id, starts_at);
create index appointments_of_citizen on services.appointments (citizen_id, starts_at) where citizen_id is not null;
create index appointments_to_come on services.appointments (starts_at) where state = 'booked';
select platform.guard('services.appointments');
