-- Working-day calendars that an administrator loads beside those that came with the product.
create schema standards;

create table standards.calendars (
  year integer primary key check (year between 2020 and 2100),
  decree text not null,
  days jsonb not null,
  loaded_at timestamptz not null,
  loaded_by text not null
);
select platform.open_table('standards.calendars', 'select, insert, update');
