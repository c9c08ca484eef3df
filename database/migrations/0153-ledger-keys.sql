-- Keys after the first: each is announced by the one before it, and signs beside it until that one is retired.
create table ledger.keys (
  vkey text primary key,
  replaces text not null unique,
  -- A note that both keys have signed.
  statement text not null,
  announced_at timestamptz not null,
  -- How many entries the log had when this key became the only one; null while both sign.
  alone_from bigint,
  check (vkey <> replaces)
);
select platform.open_table('ledger.keys', 'select, insert, update');
