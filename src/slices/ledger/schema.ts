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
  'ledger.nodes': {
    level: number;
    index: bigint;
    hash: Uint8Array;
  };
};
