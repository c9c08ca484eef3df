-- The public log: what was announced, in one order, never changed. The app may add and read.
create schema ledger;

create table ledger.entries (
  leaf_index bigint primary key,
  event_id uuid not null unique,
  entry bytea not null
);
select platform.open_table('ledger.entries', 'select, insert');

-- Hashes of complete subtrees (RFC 6962): level 0 are the leaves. Tiles and proofs are read from here.
create table ledger.nodes (
  level smallint not null,
  index bigint not null,
  hash bytea not null check (length(hash) = 32),
  primary key (level, index)
);
select platform.open_table('ledger.nodes', 'select, insert');

-- Two trees are never signed for one size: the size is the key.
create table ledger.checkpoints (
  size bigint primary key,
  root bytea not null,
  note text not null,
  published_at timestamptz not null
);
select platform.open_table('ledger.checkpoints', 'select, insert');

-- Origin and key are fixed at the first start.
create table ledger.identity (
  one boolean primary key default true check (one),
  origin text not null,
  vkey text not null
);
select platform.open_table('ledger.identity', 'select, insert');

-- What the daily recomputation of the whole log found; fault null means that all fits.
create table ledger.checks (
  checked_at timestamptz primary key,
  size bigint not null,
  fault text
);
select platform.open_table('ledger.checks', 'select, insert');
