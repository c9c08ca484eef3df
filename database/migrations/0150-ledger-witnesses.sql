-- Witnesses of the log: what each has signed, and how it stands.
create table ledger.cosignatures (
  size bigint not null references ledger.checkpoints,
  -- Its verifier key.
  witness text not null,
  line text not null,
  stamped_at timestamptz not null,
  primary key (size, witness)
);
select platform.open_table('ledger.cosignatures', 'select, insert');

create table ledger.witnesses (
  witness text primary key,
  -- The newest tree that it has signed.
  size bigint not null default 0,
  signed_at timestamptz,
  next_ask_at timestamptz not null,
  failures integer not null default 0,
  fault text check (fault in ('unreachable', 'refused', 'garbage', 'other-history', 'ahead')),
  failing_since timestamptz,
  check ((fault is null) = (failing_since is null))
);
select platform.open_table('ledger.witnesses', 'select, insert, update');
