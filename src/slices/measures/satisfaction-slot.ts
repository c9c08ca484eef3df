import type { AgencyId } from '#slices/directory';
import { ratingSums } from '#slices/participation';
import { skmOf } from '#slices/standards';
import type { Tx } from '#platform/db';
import { publicThreshold } from './figures.ts';
import { addUp } from './rules.ts';

/** SKM of one service over all its ratings, from the public threshold on: for the slot on the service's page. */
export async function satisfactionOf(
  tx: Tx,
  agencyId: string,
  serviceId: string,
): Promise<{ readonly index: string; readonly grade: string; readonly n: number } | undefined> {
  const from = Temporal.PlainDate.from('2020-01-01');
  const rows = await ratingSums(tx, { agencyId: agencyId as AgencyId, serviceId, from, until: Temporal.PlainDate.from('2100-01-01') });
  const total = addUp(rows);
  const skm = total.n >= publicThreshold ? skmOf(total) : undefined;
  return skm && { index: skm.index.toFixed(2), grade: skm.grade, n: skm.n };
}
