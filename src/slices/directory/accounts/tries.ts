import type { Ctx } from '#platform/context';
import { problems } from '#platform/problem';
import { type TryLimit, tryLimits } from './rules.ts';
import { hashToken } from './secrets.ts';
import { forgetTries, giveBackTries, takeTries } from './store.ts';

/** Where a try comes from, as far as limits care. */
export type Origin = { readonly ip: string; readonly device: string | undefined };

type Counter = { readonly limit: TryLimit; readonly key: Uint8Array };
const counter = (limit: TryLimit, of: string): Counter => ({ limit, key: hashToken(`${limit} ${of}`) });

/** The counters of one try at a password: a known browser's own, else those of account, address and everybody. */
export function passwordCounters(account: string, origin: Origin, isKnown: boolean): readonly Counter[] {
  if (isKnown) return [counter('device', `${account} ${origin.device ?? ''}`)];
  return [counter('pair', `${account} ${origin.ip}`), counter('account', account), counter('address', origin.ip), counter('all', '')];
}

/** The counters of one letter: strangers who ask for letters to an address keep none from who has signed in from this browser before. */
export function letterCounters(address: string, origin: Origin, isKnown: boolean): readonly Counter[] {
  if (isKnown) return [counter('lettersPair', `${address} ${origin.device ?? ''}`)];
  return [counter('lettersPair', `${address} ${origin.ip}`), counter('letters', address), counter('lettersPlace', origin.ip)];
}

export function secondStepCounters(personId: string): readonly Counter[] {
  return [counter('second', personId)];
}

/**
 * Counts the try before it is made; the answer is the same whether the account exists or not. One that is refused leaves no count
 * behind: else who is stopped by the bound of one address could use up those of an account and of everybody.
 */
export async function takeOrWait(ctx: Ctx, counters: readonly Counter[]): Promise<void> {
  const takes = counters.map(({ limit, key }) => ({ key, minutes: tryLimits[limit].minutes }));
  await ctx.transact(async (tx) => {
    const counts = await takeTries(tx, takes, ctx.now);
    const full = counters.find(({ limit }, at) => (counts[at] ?? 0) > tryLimits[limit].most);
    if (full) throw problems.tooMany(tryLimits[full.limit].minutes * 60);
  });
}

/** The try was no wrong one: only wrong ones count. */
export async function giveBack(ctx: Ctx, counters: readonly Counter[]): Promise<void> {
  await ctx.transact(async (tx) => {
    const own = counters.filter(({ limit }) => limit === 'pair' || limit === 'device' || limit === 'second');
    for (const { key } of own) await forgetTries(tx, key);
    const shared = counters.filter((one) => !own.includes(one)).map(({ key }) => key);
    if (shared.length > 0) await giveBackTries(tx, shared);
  });
}
