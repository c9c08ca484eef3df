import { over, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { EnteredLevel } from './rules.ts';
import type { MeasuresTables } from './schema.ts';

const tables = (tx: Tx) => over<MeasuresTables>(tx);

export async function levelsOf(tx: Tx, agencyId: string, instrument: string, year: number): Promise<ReadonlyMap<number, number>> {
  const rows = await tables(tx)
    .selectFrom('measures.levels')
    .select(['indicator', 'level_hundredths'])
    .where('agency_id', '=', agencyId)
    .where('instrument', '=', instrument)
    .where('year', '=', year)
    .orderBy('indicator')
    .execute();
  return new Map(rows.map((row) => [row.indicator, row.level_hundredths / 100]));
}

type Saving = {
  readonly agencyId: string;
  readonly instrument: string;
  readonly year: number;
  readonly levels: readonly EnteredLevel[];
  readonly by: string;
  readonly now: Instant;
};

/** Replaces what was entered: an indicator that was emptied is unknown again. */
export async function saveLevels(tx: Tx, { agencyId, instrument, year, levels, by, now }: Saving): Promise<void> {
  await tables(tx).deleteFrom('measures.levels').where('agency_id', '=', agencyId).where('instrument', '=', instrument).where('year', '=', year).execute();
  if (levels.length === 0) return;
  await tables(tx)
    .insertInto('measures.levels')
    .values(levels.map((level) => ({ agency_id: agencyId, instrument, year, ...level, entered_by: by, entered_at: now })))
    .execute();
}
