import type { AgencyId, PersonId, UnitId } from '#slices/directory';
import { over, sql, type Tx } from '#platform/db';
import type { PlainDate } from '#platform/time';
import type { EvidenceId, GapEnd, PersonEvidence, UnitGap, UnitGapId, UnitMonth } from './model.ts';
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
  readonly tested_up_to: number | null;
  readonly observed_on: PlainDate;
  readonly event_id: string;
};

export async function insertEvidence(tx: Tx, row: NewEvidence): Promise<void> {
  await tables(tx)
    .insertInto('competency.person_evidence')
    .values({ ...row })
    .execute();
}

/** Whether this source has spoken of these competencies already: the handler may run twice. */
export async function spokenOf(tx: Tx, agencyId: AgencyId, source: 'test' | 'course', sourceId: string): Promise<ReadonlySet<string>> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`evidence ${sourceId}`}, 0))`.execute(tx);
  const { rows } = await sql<{ competency: string }>`select competency from competency.person_evidence
    where agency_id = ${agencyId} and source = ${source} and source_id = ${sourceId}`.execute(tx);
  return new Set(rows.map((row) => row.competency));
}

type EvidenceRow = Omit<NewEvidence, 'agency_id'>;
const evidenceColumns = sql.raw('id, person_id, competency, level, source, source_id, right_items, items, tested_up_to, observed_on, event_id');

function toEvidence(row: EvidenceRow): PersonEvidence {
  return {
    id: row.id,
    competency: row.competency,
    level: row.level,
    source: row.source,
    sourceId: row.source_id,
    observedOn: row.observed_on.toString(),
    right: row.right_items ?? undefined,
    items: row.items ?? undefined,
    testedUpTo: row.tested_up_to ?? undefined,
  };
}

/** All that was known of a person on a day, newest first. */
export async function evidenceOf(tx: Tx, personId: PersonId, on: PlainDate): Promise<readonly PersonEvidence[]> {
  const { rows } = await sql<EvidenceRow>`select ${evidenceColumns} from competency.person_evidence
    where person_id = ${personId} and observed_on <= ${on} order by observed_on desc, id desc`.execute(tx);
  return rows.map(toEvidence);
}

export type OwnEvidence = PersonEvidence & { readonly eventId: string };

export async function findEvidence(tx: Tx, id: EvidenceId, personId: PersonId): Promise<OwnEvidence | undefined> {
  const { rows } = await sql<EvidenceRow>`select ${evidenceColumns} from competency.person_evidence where id = ${id} and person_id = ${personId}`.execute(tx);
  return rows[0] && { ...toEvidence(rows[0]), eventId: rows[0].event_id };
}

/** What a course has shown of those who completed it, by enrolment. */
export async function evidenceFrom(tx: Tx, enrolmentIds: readonly string[]): Promise<ReadonlyMap<string, readonly PersonEvidence[]>> {
  const { rows } = await sql<EvidenceRow>`select ${evidenceColumns} from competency.person_evidence
    where source = 'course' and source_id = any(${enrolmentIds as string[]}::uuid[]) order by competency`.execute(tx);
  return Map.groupBy(rows.map(toEvidence), (one) => one.sourceId);
}

/** One at a time for a unit: a slower reader must not write older sums over newer ones. */
export async function lockUnit(tx: Tx, unitId: UnitId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`weigh ${unitId}`}, 0))`.execute(tx);
}

export async function saveUnitMonths(tx: Tx, agencyId: AgencyId, unitId: UnitId, months: readonly UnitMonth[]): Promise<void> {
  const column = <K extends keyof UnitMonth>(key: K) => months.map((month) => month[key]) as UnitMonth[K][];
  await sql`insert into competency.unit_evidence (agency_id, unit_id, unsur, month_on, n, total)
    select ${agencyId}, ${unitId}, new.unsur, new.month_on, new.n, new.total
    from unnest(${column('unsur')}::text[], ${column('month')}::text[]::date[], ${column('n')}::int[], ${column('total')}::int[]) as new(unsur, month_on, n, total)
    on conflict (agency_id, unit_id, unsur, month_on) do update set n = excluded.n, total = excluded.total`.execute(tx);
}

export type UnitMonthRow = UnitMonth & { readonly unitId: UnitId };
/** Units that were ever rated, of all agencies that the reader reaches. */
export async function ratedUnits(tx: Tx): Promise<readonly { readonly agency_id: AgencyId; readonly unit_id: UnitId }[]> {
  const { rows } = await sql<{ agency_id: AgencyId; unit_id: UnitId }>`
    select distinct agency_id, unit_id from competency.unit_evidence order by agency_id, unit_id`.execute(tx);
  return rows;
}

type Months = { readonly agencyId: AgencyId; readonly from: PlainDate; readonly until: PlainDate; readonly unitId?: UnitId | undefined };

export async function unitMonths(tx: Tx, { agencyId, from, until, unitId }: Months): Promise<readonly UnitMonthRow[]> {
  const { rows } = await sql<{ unit_id: UnitId; unsur: string; month_on: PlainDate; n: number; total: number }>`
    select unit_id, unsur, month_on, n, total from competency.unit_evidence
    where agency_id = ${agencyId} and month_on >= ${from} and month_on <= ${until} ${unitId ? sql`and unit_id = ${unitId}` : sql``}
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
  readonly found_mean: string;
  readonly found_n: number;
  readonly norm: string;
  readonly crosswalk: string;
  readonly found_on: PlainDate;
  readonly found_event: string;
  readonly closed_on: PlainDate | null;
  readonly closed_event: string | null;
  readonly closed_because: GapEnd | null;
};
const gapColumns = sql.raw(
  'id, unit_id, unsur, competency, mean, n, found_mean, found_n, norm, crosswalk, found_on, found_event, closed_on, closed_event, closed_because',
);

function toGap(row: GapRow): UnitGap {
  return {
    id: row.id,
    unitId: row.unit_id,
    unsur: row.unsur,
    competency: row.competency,
    norm: Number(row.norm),
    crosswalk: row.crosswalk,
    foundOn: row.found_on.toString(),
    foundMean: Number(row.found_mean),
    foundN: row.found_n,
    foundEvent: row.found_event,
    mean: Number(row.mean),
    n: row.n,
    closedOn: row.closed_on?.toString(),
    closedEvent: row.closed_event ?? undefined,
    closedBecause: row.closed_because ?? undefined,
  };
}

export async function openGaps(tx: Tx, agencyId: AgencyId): Promise<readonly UnitGap[]> {
  const { rows } =
    await sql<GapRow>`select ${gapColumns} from competency.unit_gaps where agency_id = ${agencyId} and closed_on is null order by mean, unit_id`.execute(tx);
  return rows.map(toGap);
}

/** Open ones first, then those that closed, newest first. */
export async function gapsOf(tx: Tx, agencyId: AgencyId): Promise<readonly UnitGap[]> {
  const { rows } = await sql<GapRow>`select ${gapColumns} from competency.unit_gaps where agency_id = ${agencyId}
    order by closed_on is not null, closed_on desc, mean, unit_id limit 200`.execute(tx);
  return rows.map(toGap);
}

export async function findGap(tx: Tx, id: UnitGapId): Promise<UnitGap | undefined> {
  const { rows } = await sql<GapRow>`select ${gapColumns} from competency.unit_gaps where id = ${id}`.execute(tx);
  return rows[0] && toGap(rows[0]);
}

export async function findOpenGap(tx: Tx, agencyId: AgencyId, unitId: UnitId, unsur: string): Promise<UnitGap | undefined> {
  const { rows } = await sql<GapRow>`select ${gapColumns} from competency.unit_gaps
    where agency_id = ${agencyId} and unit_id = ${unitId} and unsur = ${unsur} and closed_on is null`.execute(tx);
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
  readonly found_event: string;
};

export async function insertGap(tx: Tx, row: NewGap): Promise<void> {
  await sql`
    insert into competency.unit_gaps (agency_id, id, unit_id, unsur, competency, found_mean, found_n, mean, n, norm, crosswalk, found_on, found_event)
    values (${row.agency_id}, ${row.id}, ${row.unit_id}, ${row.unsur}, ${row.competency}, ${row.mean.toFixed(4)}::text::numeric, ${row.n},
            ${row.mean.toFixed(4)}::text::numeric, ${row.n}, ${row.norm.toFixed(4)}::text::numeric, ${row.crosswalk}, ${row.found_on}, ${row.found_event})`.execute(
    tx,
  );
}

type GapChange = {
  readonly mean: number;
  readonly n: number;
  readonly closed?: { readonly on: PlainDate; readonly event: string; readonly because: GapEnd } | undefined;
};

export async function updateGap(tx: Tx, agencyId: AgencyId, id: UnitGapId, { mean, n, closed }: GapChange): Promise<void> {
  await sql`update competency.unit_gaps set mean = ${mean.toFixed(4)}::text::numeric, n = ${n},
      closed_on = ${closed?.on ?? null}, closed_event = ${closed?.event ?? null}, closed_because = ${closed?.because ?? null}
    where agency_id = ${agencyId} and id = ${id}`.execute(tx);
}
