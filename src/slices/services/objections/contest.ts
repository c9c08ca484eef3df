import { type Ctx, together } from '#platform/context';
import type { Tx } from '#platform/db';
import type { ObjectionStage } from '../model.ts';
import type { ApplicationRow } from '../applications/store.ts';
import { stageNow } from './actions.ts';
import { type ObjectionRow, objectionsOf } from './store.ts';

type Contest = { readonly objections: readonly ObjectionRow[]; readonly mayFile: ObjectionStage | undefined };

/** What its applicant holds against the decision of a case, and what they can file now. */
export async function contestOf(tx: Tx, ctx: Ctx, row: ApplicationRow): Promise<Contest> {
  if (row.state !== 'granted' && row.state !== 'refused') return { objections: [], mayFile: undefined };
  const [objections, stage] = await together([objectionsOf(tx, row), stageNow(tx, ctx, row)]);
  return { objections, mayFile: stage.ok ? stage.value : undefined };
}
