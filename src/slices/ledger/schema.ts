// Made by tools/schema.ts from the migrated database; not by hand.
import type { Generated } from 'kysely';

export type LedgerTables = {
  'ledger.checkpoints': {
    size: bigint;
    root: Uint8Array;
    note: string;
    published_at: Temporal.Instant;
  };
  'ledger.checks': {
    checked_at: Temporal.Instant;
    size: bigint;
    fault: string | null;
    faults: Generated<readonly string[]>;
  };
  'ledger.cosignatures': {
    size: bigint;
    witness: string;
    line: string;
    stamped_at: Temporal.Instant;
  };
  'ledger.entries': {
    leaf_index: bigint;
    event_id: string;
    entry: Uint8Array;
  };
  'ledger.identity': {
    one: Generated<boolean>;
    origin: string;
    vkey: string;
  };
  'ledger.keys': {
    vkey: string;
    replaces: string;
    statement: string;
    announced_at: Temporal.Instant;
    alone_from: bigint | null;
  };
  'ledger.nodes': {
    level: number;
    index: bigint;
    hash: Uint8Array;
  };
  'ledger.witnesses': {
    witness: string;
    size: Generated<bigint>;
    signed_at: Temporal.Instant | null;
    next_ask_at: Temporal.Instant;
    failures: Generated<number>;
    fault: string | null;
    failing_since: Temporal.Instant | null;
  };
};
