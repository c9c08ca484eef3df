-- Who looked at whose data: also why, by the right that opened the page. A look is never changed, and goes by its age only.
alter table directory.looks add column purpose text;
revoke update, delete on directory.looks from app;

create function directory.forget_looks(at timestamptz) returns bigint
  language sql security definer set search_path = ''
  as $$
    with gone as (delete from directory.looks where looked_at < least(at, now()) - interval '5 years' returning 1)
    select count(*) from gone
  $$;
revoke all on function directory.forget_looks(timestamptz) from public;
grant execute on function directory.forget_looks(timestamptz) to app;
