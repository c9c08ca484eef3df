import type { Ctx } from '#platform/context';
import { emit } from '#platform/outbox';
import { keyAnnounced, keyRetired } from '../events.ts';
import { makeKeyStatement } from '../formats/key-statement.ts';
import { holdKey } from '../held.ts';
import type { LogKey } from '../model.ts';
import { newestCheckpoint } from '../store.ts';
import { insertKey, laterKeys, setAlone } from './store.ts';

export type Turned = 'ok' | 'foreign-key' | 'next-missing' | 'other-next';

/**
 * Settles with which keys this process signs. With a next key the old one announces it in the log, and both sign; once the next key
 * has taken the place of the old, that one is retired in the log, and signs no more. `first` is the key of the first start.
 */
export async function turnKeys(ctx: Ctx, first: string, own: LogKey, next: LogKey | undefined): Promise<Turned> {
  const later = await ctx.read(laterKeys);
  const current = later.findLast((key) => key.alone_from !== null)?.vkey ?? first;
  const pending = later.find((key) => key.alone_from === null);
  if (own.vkey !== current && own.vkey !== pending?.vkey) return 'foreign-key';
  if (pending?.vkey === own.vkey) {
    await retire(ctx, own, pending.replaces);
    holdKey(own);
    return 'ok';
  }
  if (pending && !next) return 'next-missing';
  if (pending && next && pending.vkey !== next.vkey) return 'other-next';
  if (next && !pending) await announce(ctx, own, next);
  holdKey(own, next);
  return 'ok';
}

async function announce(ctx: Ctx, own: LogKey, next: LogKey): Promise<void> {
  const keys = { origin: own.origin, from: own.vkey, to: next.vkey };
  const statement = makeKeyStatement(keys, { from: own.seed, to: next.seed });
  await ctx.transact(async (tx) => {
    if (await insertKey(tx, { vkey: next.vkey, replaces: own.vkey, statement }, ctx.now))
      await emit(tx, ctx, keyAnnounced, { ...keys, statement }, { agencyId: ctx.agency.id });
  });
}

async function retire(ctx: Ctx, own: LogKey, old: string): Promise<void> {
  await ctx.transact(async (tx) => {
    const { size } = (await newestCheckpoint(tx)) ?? { size: 0 };
    if (await setAlone(tx, own.vkey, size)) await emit(tx, ctx, keyRetired, { origin: own.origin, vkey: old, to: own.vkey, size }, { agencyId: ctx.agency.id });
  });
}
