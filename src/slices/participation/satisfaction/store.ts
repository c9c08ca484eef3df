import type { AgencyId, UnitId } from '#slices/directory';
import type { Scope } from '#platform/access';
import { over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { RatingId, RatingSums, SurveyId } from '../model.ts';
import type { ParticipationTables } from '../schema.ts';

const tables = (tx: Tx) => over<ParticipationTables>(tx);

export type SurveyRow = {
  readonly agency_id: AgencyId;
  readonly id: SurveyId;
  readonly application_id: string;
  readonly service_id: string;
  readonly unit_id: UnitId;
  readonly expires_on: PlainDate;
  readonly answered: boolean;
};

/** Does nothing when the application has its survey already: the handler may run twice. */
export async function insertSurvey(tx: Tx, row: SurveyRow & { readonly token_hash: Uint8Array; readonly opened_at: Instant }): Promise<boolean> {
  const result = await tables(tx)
    .insertInto('participation.surveys')
    .values({ ...row })
    .onConflict((conflict) => conflict.columns(['agency_id', 'application_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

const columns = sql.raw('agency_id, id, application_id, service_id, unit_id, expires_on, answered');

export async function findSurvey(tx: Tx, tokenHash: Uint8Array): Promise<SurveyRow | undefined> {
  const { rows } = await sql<SurveyRow>`select ${columns} from participation.surveys where token_hash = ${tokenHash}`.execute(tx);
  return rows[0];
}

export async function surveyForUpdate(tx: Tx, tokenHash: Uint8Array): Promise<SurveyRow | undefined> {
  const { rows } = await sql<SurveyRow>`select ${columns} from participation.surveys where token_hash = ${tokenHash} for update`.execute(tx);
  return rows[0];
}

export async function findSurveyOf(tx: Tx, applicationId: string): Promise<SurveyRow | undefined> {
  const { rows } = await sql<SurveyRow>`select ${columns} from participation.surveys where application_id = ${applicationId}`.execute(tx);
  return rows[0];
}

/** Without a time: a time would lead from the rating back to the application. */
export async function markAnswered(tx: Tx, survey: SurveyRow): Promise<void> {
  await sql`update participation.surveys set answered = true where agency_id = ${survey.agency_id} and id = ${survey.id}`.execute(tx);
}

export type NewRating = {
  readonly agency_id: AgencyId;
  readonly id: RatingId;
  readonly service_id: string;
  readonly unit_id: UnitId;
  readonly rated_on: PlainDate;
  readonly scores: readonly number[];
  readonly comment: string | null;
};

export async function insertRating(tx: Tx, row: NewRating, square: bigint): Promise<void> {
  const scores = `{${row.scores.join(',')}}`;
  await sql`
    with rating as (
      insert into participation.ratings (agency_id, id, service_id, unit_id, rated_on, scores, comment)
      values (${row.agency_id}, ${row.id}, ${row.service_id}, ${row.unit_id}, ${row.rated_on}, ${scores}::text::smallint[], ${row.comment}))
    insert into participation.rating_totals as t (agency_id, unit_id, service_id, month_on, n, sums, squares)
    values (${row.agency_id}, ${row.unit_id}, ${row.service_id}, ${row.rated_on.with({ day: 1 })}, 1, ${scores}::text::integer[], ${square})
    on conflict (agency_id, unit_id, service_id, month_on) do update set
      n = t.n + 1,
      squares = t.squares + excluded.squares,
      sums = array(select a + b from unnest(t.sums, excluded.sums) with ordinality as pair(a, b, place) order by place)`.execute(tx);
}

export type Comment = {
  readonly id: RatingId;
  readonly unit_id: UnitId;
  readonly service_id: string;
  /** Null where fewer than the threshold rated the service in that month. */
  readonly month_on: PlainDate | null;
  readonly comment: string;
};

// What is outside the reach is not found.
function unitWithin(scope: Scope) {
  switch (scope.reach) {
    case 'own':
    case 'unit':
      return sql<boolean>`agency_id = ${scope.agencyId ?? null} and unit_id = any(${scope.unitIds as string[]}::uuid[])`;
    case 'agency':
      return sql<boolean>`agency_id = ${scope.agencyId ?? null}`;
    case 'region':
    case 'nation':
      return sql<boolean>`true`;
  }
}

type CommentFilter = { readonly scope: Scope; readonly threshold: number; readonly limit: number; readonly offset: number };

/**
 * What citizens wrote, newest month first, then what has none; within each in an order that says nothing. The day and the scores stay out, and
 * so does what a unit's service heard from fewer than the threshold; the month stands where as many rated in it.
 */
export async function commentsOf(
  tx: Tx,
  { scope, threshold, limit, offset }: CommentFilter,
): Promise<{ readonly rows: readonly Comment[]; readonly total: number }> {
  const { rows } = await sql<Comment & { total: number }>`
    with heard as (select agency_id, unit_id, service_id from participation.rating_totals where ${unitWithin(scope)}
                   group by agency_id, unit_id, service_id having sum(n) >= ${threshold})
    select r.id, r.unit_id, r.service_id, case when t.n >= ${threshold} then t.month_on end as month_on, r.comment, (count(*) over ())::int as total
    from participation.ratings r join heard h using (agency_id, unit_id, service_id)
      join participation.rating_totals t on t.agency_id = r.agency_id and t.unit_id = r.unit_id and t.service_id = r.service_id
        and t.month_on = date_trunc('month', r.rated_on)::date
    where r.comment is not null order by 4 desc nulls last, md5(r.id::text) limit ${limit} offset ${offset}`.execute(tx);
  return { rows, total: rows[0]?.total ?? 0 };
}

export type SumsQuery = {
  readonly agencyId: string;
  readonly unitId?: string | undefined;
  readonly serviceId?: string | undefined;
  readonly from: PlainDate;
  readonly until: PlainDate;
};

/** Running totals by unit, service and month, between two dates (whole months). */
export async function ratingSums(tx: Tx, query: SumsQuery): Promise<readonly RatingSums[]> {
  const { rows } = await sql<{ unit_id: string; service_id: string; month_on: PlainDate; n: number; sums: number[]; squares: bigint }>`
    select unit_id, service_id, month_on, n, sums, squares from participation.rating_totals
    where agency_id = ${query.agencyId} and month_on >= ${query.from.with({ day: 1 })} and month_on <= ${query.until}
      ${query.unitId ? sql`and unit_id = ${query.unitId}` : sql``} ${query.serviceId ? sql`and service_id = ${query.serviceId}` : sql``}
    order by month_on, unit_id, service_id`.execute(tx);
  return rows.map((row) => ({
    unitId: row.unit_id,
    serviceId: row.service_id,
    month: row.month_on.toString(),
    n: row.n,
    sums: row.sums,
    squares: row.squares,
  }));
}
