import type { AgencyId } from '#slices/directory';
import { ratingSums } from '#slices/participation';
import { evaluate, skmGoodFrom } from '#slices/standards';
import type { Tx } from '#platform/db';
import type { PlainDate } from '#platform/time';
import { publicThreshold } from './model.ts';
import { addUp, hiddenNested } from './rules.ts';

type Satisfaction = {
  readonly index: number;
  readonly grade: string;
  readonly n: number;
  /** The mean of an unsur from which it counts as good. */
  readonly goodFrom: number;
  readonly unsur: readonly { readonly code: string; readonly mean: number }[];
};

/** SKM of one service this year, for its page: the figure of the public performance page, and hidden where that one is. */
export async function satisfactionOf(tx: Tx, agencyId: string, serviceId: string, today: PlainDate): Promise<Satisfaction | undefined> {
  const rows = await ratingSums(tx, { agencyId: agencyId as AgencyId, from: today.with({ month: 1, day: 1 }), until: today });
  if (hiddenNested(rows, publicThreshold).services.has(serviceId)) return undefined;
  const skm = evaluate('skm-2017', addUp(rows.filter((row) => row.serviceId === serviceId)));
  return skm && { index: skm.index, grade: skm.grade, n: skm.n, goodFrom: skmGoodFrom, unsur: skm.unsur.map(({ code, mean }) => ({ code, mean })) };
}
