import type { AgencyId } from '#slices/directory';
import { ratingSums } from '#slices/participation';
import { evaluate, skmGoodFrom } from '#slices/standards';
import type { Tx } from '#platform/db';
import { publicThreshold } from './model.ts';
import { addUp } from './rules.ts';

type Satisfaction = {
  readonly index: number;
  readonly grade: string;
  readonly n: number;
  /** The mean of an unsur from which it counts as good. */
  readonly goodFrom: number;
  readonly unsur: readonly { readonly code: string; readonly mean: number }[];
};

/** SKM of one service over all its ratings, from the public threshold on: for the slot on the service's page. */
export async function satisfactionOf(tx: Tx, agencyId: string, serviceId: string): Promise<Satisfaction | undefined> {
  const from = Temporal.PlainDate.from('2020-01-01');
  const rows = await ratingSums(tx, { agencyId: agencyId as AgencyId, serviceId, from, until: Temporal.PlainDate.from('2100-01-01') });
  const total = addUp(rows);
  const skm = total.n >= publicThreshold ? evaluate('skm-2017', total) : undefined;
  return skm && { index: skm.index, grade: skm.grade, n: skm.n, goodFrom: skmGoodFrom, unsur: skm.unsur.map(({ code, mean }) => ({ code, mean })) };
}
