import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import { readWitnessKey } from '../formats/cosignature.ts';
import { policy, witnessing } from '../held.ts';
import type { WitnessAddress, WitnessState } from '../model.ts';
import { newestCheckpoint } from '../store.ts';
import { newestWitnessed, witnessStates } from './store.ts';

type WitnessStanding = WitnessAddress & { readonly name: string; readonly state: WitnessState | undefined };

/** How the log and its witnesses stand at this moment. */
export type Standing = {
  readonly k: number;
  readonly size: number;
  readonly publishedAt: Instant | undefined;
  /** How many entries the newest tree has that enough witnesses have signed. */
  readonly witnessedSize: number | undefined;
  readonly witnesses: readonly WitnessStanding[];
};

export async function standing(tx: Tx): Promise<Standing> {
  const { k, witnesses } = witnessing();
  const [newest, witnessed, states] = await together([
    newestCheckpoint(tx),
    newestWitnessed(tx, policy()),
    witnessStates(
      tx,
      witnesses.map((one) => one.vkey),
    ),
  ]);
  return {
    k,
    size: newest?.size ?? 0,
    publishedAt: newest?.publishedAt,
    witnessedSize: witnessed?.size,
    witnesses: witnesses.map((one) => ({ ...one, name: readWitnessKey(one.vkey)?.name ?? '', state: states.find((state) => state.vkey === one.vkey) })),
  };
}
