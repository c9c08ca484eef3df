import { z } from 'zod';
import type { Ctx } from '#platform/context';
import { defineEvent, emit } from '#platform/outbox';
import { holdKey, sequence, settleIdentity } from './actions.ts';
import type { LogKey } from './model.ts';
import { publicKeyOf, verifierKey } from './note.ts';

const noted = defineEvent({ kind: 'test.noted', says: { id: 'Uji', en: 'Test' }, version: 1, ledger: 'commitment', payload: z.object({ note: z.string() }) });
const announced = defineEvent({
  kind: 'test.announced',
  says: { id: 'Uji', en: 'Test' },
  version: 1,
  ledger: 'public',
  payload: z.object({ note: z.string() }),
});

/** A key by its number: the same number is the same key. */
export function keyNumber(number: number, origin = 'contoh.go.id/ledger'): LogKey {
  const seed = new Uint8Array(32).fill(number);
  return { origin, seed, vkey: verifierKey(origin, publicKeyOf(seed)) };
}

/** Makers for tests of receipts: a log with a key, events in it. */
export const make = {
  /** A log that this process signs for. */
  async log(ctx: Ctx, key: LogKey = keyNumber(7)): Promise<LogKey> {
    holdKey(key);
    await settleIdentity(ctx, key);
    return key;
  },

  /** An event that waits for the sequencer; gives its id. */
  async event(ctx: Ctx, note: string, ledger: 'commitment' | 'public' = 'commitment'): Promise<string> {
    const { eventId } = await ctx.transact((tx) => emit(tx, ctx, ledger === 'public' ? announced : noted, { note }, { agencyId: ctx.agency.id }));
    return eventId;
  },

  /** Places all that waits. */
  async sequenced(ctx: Ctx): Promise<void> {
    while ((await sequence(ctx)) > 0) continue;
  },
};
