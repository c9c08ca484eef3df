import { sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { EnteredLevel } from './rules.ts';

export async function levelsOf(tx: Tx, agencyId: string, instrument: string, year: number): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ indicator: number; level_hundredths: number }>`select indicator, level_hundredths from measures.levels
    where agency_id = ${agencyId} and instrument = ${instrument} and year = ${year} order by indicator`.execute(tx);
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
  await sql`delete from measures.levels where agency_id = ${agencyId} and instrument = ${instrument} and year = ${year}`.execute(tx);
  for (const { indicator, level_hundredths } of levels) {
    await sql`insert into measures.levels (agency_id, instrument, year, indicator, level_hundredths, entered_by, entered_at)
      values (${agencyId}, ${instrument}, ${year}, ${indicator}, ${level_hundredths}, ${by}, ${now})`.execute(tx);
  }
}
