import { z } from 'zod';
import { defineEvent } from '#platform/outbox';

export const keyAnnounced = defineEvent({
  kind: 'ledger.key-announced',
  says: { id: 'Kunci baru buku besar diumumkan', en: 'New key of the ledger announced' },
  version: 1,
  ledger: 'public',
  payload: z.object({ origin: z.string(), from: z.string(), to: z.string(), statement: z.string() }),
});

export const keyRetired = defineEvent({
  kind: 'ledger.key-retired',
  says: { id: 'Kunci lama buku besar tidak dipakai lagi', en: 'Old key of the ledger retired' },
  version: 1,
  ledger: 'public',
  payload: z.object({ origin: z.string(), vkey: z.string(), to: z.string(), size: z.number() }),
});
