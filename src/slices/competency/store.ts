import type { AgencyId, PersonId, UnitId } from '#slices/directory';
import { over, sql, type Tx } from '#platform/db';
import type { PlainDate } from '#platform/time';
import type { EvidenceId, PersonEvidence, UnitGap, UnitGapId, UnitMonth } from './model.ts';
import type { CompetencyTables } from './schema.ts';

const tables = (tx: Tx) => over<CompetencyTables>(tx);

export type NewEvidence = {
  readonly agency_id: AgencyId;
  readonly id: EvidenceId;
  readonly person_id: PersonId;
  readonly competency: string;
  readonly level: number;
  readonly source: 'test' | 'course';
  readonly source_id: string;
  readonly right_items: number | null;
  readonly items: number | null;
  readonly observed_on: PlainDate;
};

/** False when this source has spoken already. */
export async function insertEvidence(tx: Tx, row: NewEvidence): Promise<boolean> {
  const result = await tables(tx)
    .insertInto('competency.person_evidence')
    .values({ ...row })
    .onConflict((conflict) => conflict.columns(['agency_id', 'source', 'source_id', 'competency']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

type EvidenceRow = {
  readonly person_id: PersonId;
  readonly competency: string;
  readonly level: number;
  readonly source: 'test' | 'course';
  readonly right_items: number | null;
  readonly items: number | null;
  readonly observed_on: PlainDate;
};

/** All evidence of these persons, by person. */
export async function evidenceOf(tx: Tx, personIds: readonly PersonId[]): Promise<ReadonlyMap<PersonId, readonly PersonEvidence[]>> {
  const { rows } = await sql<EvidenceRow>`
    select person_id, competency, level, source, right_items, items, observed_on from competency.person_evidence
    where person_id = any(${personIds as PersonId[]}::uuid[]) order by person_id, competency, observed_on desc, id desc`.execute(tx);
  const byPerson = new Map<PersonId, PersonEvidence[]>();
  for (const row of rows) {
    const list = byPerson.get(row.person_id) ?? [];
    list.push({
      competency: row.competency,
      level: row.level,
      source: row.source,
      observedOn: row.observed_on.toString(),
      right: row.right_items ?? undefined,
      items: row.items ?? undefined,
    });
    byPerson.set(row.person_id, list);
  }
  return byPerson;
}

export async function saveUnitMonth(tx: Tx, agencyId: AgencyId, unitId: UnitId, month: UnitMonth): Promise<void> {
  await sql`insert into competency.unit_evidence (agency_id, unit_id, unsur, month_on, n, total)
    values (${agencyId}, ${unitId}, ${month.unsur}, ${month.month}::text::date, ${month.n}, ${month.total})
    on conflict (agency_id, unit_id, unsur, month_on) do update set n = excluded.n, total = excluded.total`.execute(tx);
}

export type UnitMonthRow = UnitMonth & { readonly unitId: UnitId };

export async function unitMonths(tx: Tx, agencyId: AgencyId, from: PlainDate, unitId?: UnitId): Promise<readonly UnitMonthRow[]> {
  const { rows } = await sql<{ unit_id: UnitId; unsur: string; month_on: PlainDate; n: number; total: number }>`
    select unit_id, unsur, month_on, n, total from competency.unit_evidence
    where agency_id = ${agencyId} and month_on >= ${from} ${unitId ? sql`and unit_id = ${unitId}` : sql``}
    order by unit_id, unsur, month_on`.execute(tx);
  return rows.map((row) => ({ unitId: row.unit_id, unsur: row.unsur, month: row.month_on.toString(), n: row.n, total: row.total }));
}

type GapRow = {
  readonly id: UnitGapId;
  readonly unit_id: UnitId;
  readonly unsur: string;
  readonly competency: string;
  readonly mean: string;
  readonly n: number;
  readonly norm: string;
  readonly found_on: PlainDate;
};

function toGap(row: GapRow): UnitGap {
  return {
    id: row.id,
    unitId: row.unit_id,
    unsur: row.unsur,
    competency: row.competency,
    mean: Number(row.mean),
    n: row.n,
    norm: Number(row.norm),
    foundOn: row.found_on.toString(),
  };
}

export async function openGaps(tx: Tx, agencyId: AgencyId): Promise<readonly UnitGap[]> {
  const { rows } = await sql<GapRow>`select id, unit_id, unsur, competency, mean, n, norm, found_on from competency.unit_gaps
    where agency_id = ${agencyId} and closed_on is null order by mean, unit_id`.execute(tx);
  return rows.map(toGap);
}

export async function findGap(tx: Tx, id: UnitGapId): Promise<UnitGap | undefined> {
  const { rows } = await sql<GapRow>`select id, unit_id, unsur, competency, mean, n, norm, found_on from competency.unit_gaps where id = ${id}`.execute(tx);
  return rows[0] && toGap(rows[0]);
}

/** Locked, so that two ratings at one moment open one gap. */
export async function openGapForUpdate(tx: Tx, agencyId: AgencyId, unitId: UnitId, unsur: string): Promise<UnitGap | undefined> {
  const { rows } = await sql<GapRow>`select id, unit_id, unsur, competency, mean, n, norm, found_on from competency.unit_gaps
    where agency_id = ${agencyId} and unit_id = ${unitId} and unsur = ${unsur} and closed_on is null for update`.execute(tx);
  return rows[0] && toGap(rows[0]);
}

export type NewGap = {
  readonly agency_id: AgencyId;
  readonly id: UnitGapId;
  readonly unit_id: UnitId;
  readonly unsur: string;
  readonly competency: string;
  readonly mean: number;
  readonly n: number;
  readonly norm: number;
  readonly crosswalk: string;
  readonly found_on: PlainDate;
};

/** False when another has opened it at the same moment. */
export async function insertGap(tx: Tx, row: NewGap): Promise<boolean> {
  const { rows } = await sql`
    insert into competency.unit_gaps (agency_id, id, unit_id, unsur, competency, mean, n, norm, crosswalk, found_on)
    values (${row.agency_id}, ${row.id}, ${row.unit_id}, ${row.unsur}, ${row.competency}, ${row.mean.toFixed(4)}::text::numeric, ${row.n},
            ${row.norm.toFixed(4)}::text::numeric, ${row.crosswalk}, ${row.found_on})
    on conflict do nothing returning 1 as inserted`.execute(tx);
  return rows.length > 0;
}

export async function updateGap(
  tx: Tx,
  agencyId: AgencyId,
  id: UnitGapId,
  change: { readonly mean: number; readonly n: number; readonly closed_on: PlainDate | null },
): Promise<void> {
  await sql`update competency.unit_gaps set mean = ${change.mean.toFixed(4)}::text::numeric, n = ${change.n}, closed_on = ${change.closed_on}
    where agency_id = ${agencyId} and id = ${id}`.execute(tx);
}

export async function eraseEvidence(tx: Tx, personId: PersonId): Promise<void> {
  await sql`delete from competency.person_evidence where person_id = ${personId}`.execute(tx);
}
