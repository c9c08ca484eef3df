-- Levels that an agency enters for an index, by year. The index itself is computed, never stored.
create schema measures;

create table measures.levels (
  agency_id uuid not null references directory.agencies,
  instrument text not null check (instrument in ('spbe-2020', 'pemdi-2026')),
  year integer not null,
  indicator integer not null,
  level_hundredths integer not null check (level_hundredths between 100 and 500),
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (agency_id, instrument, year, indicator)
);
select platform.guard('measures.levels');
