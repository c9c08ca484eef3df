import type { AgencyId, PersonId, UnitId } from '#slices/directory';
import type { Scope } from '#platform/access';
import { json, over, sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import { type ProposalId, type ProposalState, type Reason, reason, type RecommendationId, type RecommendationState } from './model.ts';
import type { PlanningTables } from './schema.ts';

const tables = (tx: Tx) => over<PlanningTables>(tx);

export type Proposal = {
  readonly id: ProposalId;
  readonly agency_id: AgencyId;
  readonly unit_id: UnitId;
  readonly gap_id: string;
  readonly course_id: string;
  readonly reason: Reason;
  readonly state: ProposalState;
  readonly proposed_at: Instant;
};

export type Recommendation = {
  readonly id: RecommendationId;
  readonly agency_id: AgencyId;
  readonly person_id: PersonId;
  readonly course_id: string;
  readonly proposal_id: ProposalId | null;
  readonly reason: Reason;
  readonly state: RecommendationState;
  readonly made_at: Instant;
  readonly enrolment_id: string | null;
  readonly version: number;
};

const proposalColumns = sql.raw('id, agency_id, unit_id, gap_id, course_id, reason, state, proposed_at');
const recommendationColumns = sql.raw('id, agency_id, person_id, course_id, proposal_id, reason, state, made_at, enrolment_id, version');

const parsed = <Row extends { readonly reason: unknown }>(row: Row) => ({ ...row, reason: reason.parse(row.reason) });

/** False when this gap has proposed this course before. */
export async function insertProposal(tx: Tx, row: Proposal): Promise<boolean> {
  const { rows } = await sql`
    insert into planning.proposals (agency_id, id, unit_id, gap_id, course_id, reason, state, proposed_at)
    values (${row.agency_id}, ${row.id}, ${row.unit_id}, ${row.gap_id}, ${row.course_id}, ${json(row.reason)}, ${row.state}, ${row.proposed_at})
    on conflict (agency_id, gap_id, course_id) do nothing returning 1 as inserted`.execute(tx);
  return rows.length > 0;
}

// What is outside the reach is not found.
function unitWithin(scope: Scope) {
  if (scope.reach === 'unit' || scope.reach === 'own')
    return sql`agency_id = ${scope.agencyId ?? null} and unit_id = any(${scope.unitIds as string[]}::uuid[])`;
  return scope.reach === 'agency' ? sql`agency_id = ${scope.agencyId ?? null}` : sql`true`;
}

export async function proposalsList(tx: Tx, scope: Scope): Promise<readonly Proposal[]> {
  const { rows } =
    await sql<Proposal>`select ${proposalColumns} from planning.proposals where ${unitWithin(scope)} order by state <> 'open', proposed_at desc limit 200`.execute(
      tx,
    );
  return rows.map(parsed);
}

export async function proposalForUpdate(tx: Tx, id: ProposalId, scope: Scope): Promise<Proposal | undefined> {
  const { rows } = await sql<Proposal>`select ${proposalColumns} from planning.proposals where id = ${id} and ${unitWithin(scope)} for update`.execute(tx);
  return rows[0] && parsed(rows[0]);
}

export async function findProposal(tx: Tx, id: ProposalId, scope: Scope): Promise<Proposal | undefined> {
  const { rows } = await sql<Proposal>`select ${proposalColumns} from planning.proposals where id = ${id} and ${unitWithin(scope)}`.execute(tx);
  return rows[0] && parsed(rows[0]);
}

export async function closeProposal(tx: Tx, proposal: Proposal, state: ProposalState, at: Instant, because: string | null): Promise<void> {
  await tables(tx)
    .updateTable('planning.proposals')
    .set({ state, closed_at: at, closed_reason: because })
    .where('agency_id', '=', proposal.agency_id)
    .where('id', '=', proposal.id)
    .execute();
}

export async function lapseProposals(tx: Tx, agencyId: AgencyId, gapId: string, at: Instant): Promise<void> {
  await sql`update planning.proposals set state = 'lapsed', closed_at = ${at} where agency_id = ${agencyId} and gap_id = ${gapId} and state = 'open'`.execute(
    tx,
  );
}

/** False when the person has a live recommendation for this course already. */
export async function insertRecommendation(
  tx: Tx,
  row: Omit<Recommendation, 'enrolment_id' | 'version'> & { readonly requested_at: Instant | null },
): Promise<boolean> {
  const { rows } = await sql`
    insert into planning.recommendations (agency_id, id, person_id, course_id, proposal_id, reason, state, made_at, requested_at)
    values (${row.agency_id}, ${row.id}, ${row.person_id}, ${row.course_id}, ${row.proposal_id}, ${json(row.reason)}, ${row.state}, ${row.made_at}, ${row.requested_at})
    on conflict (agency_id, person_id, course_id) where state <> 'rejected' do nothing returning 1 as inserted`.execute(tx);
  return rows.length > 0;
}

export async function recommendationsOf(tx: Tx, personId: PersonId): Promise<readonly Recommendation[]> {
  const { rows } =
    await sql<Recommendation>`select ${recommendationColumns} from planning.recommendations where person_id = ${personId} order by made_at desc, id desc`.execute(
      tx,
    );
  return rows.map(parsed);
}

export async function requestedOf(tx: Tx, agencyId: AgencyId, personIds: readonly PersonId[]): Promise<readonly Recommendation[]> {
  const { rows } = await sql<Recommendation>`select ${recommendationColumns} from planning.recommendations
    where agency_id = ${agencyId} and state = 'requested' and person_id = any(${personIds as PersonId[]}::uuid[]) order by requested_at, id`.execute(tx);
  return rows.map(parsed);
}

export async function recommendationForUpdate(tx: Tx, id: RecommendationId): Promise<Recommendation | undefined> {
  const { rows } = await sql<Recommendation>`select ${recommendationColumns} from planning.recommendations where id = ${id} for update`.execute(tx);
  return rows[0] && parsed(rows[0]);
}

export type RecommendationChange = {
  readonly state: RecommendationState;
  readonly requested_at?: Instant;
  readonly decided_at?: Instant;
  readonly decided_by?: PersonId;
  readonly decision_reason?: string | null;
  readonly enrolment_id?: string;
};

export async function updateRecommendation(tx: Tx, row: Recommendation, change: RecommendationChange): Promise<void> {
  await tables(tx)
    .updateTable('planning.recommendations')
    .set({ ...change, version: row.version + 1 })
    .where('agency_id', '=', row.agency_id)
    .where('id', '=', row.id)
    .execute();
}

export async function completeRecommendation(tx: Tx, personId: PersonId, courseId: string): Promise<void> {
  await sql`update planning.recommendations set state = 'completed', version = version + 1
    where person_id = ${personId} and course_id = ${courseId} and state = 'approved'`.execute(tx);
}

/** For each gap of a unit: how many were named for training because of it, and how many of them are done. */
export async function trainingForGaps(tx: Tx, agencyId: string): Promise<ReadonlyMap<string, { readonly named: number; readonly completed: number }>> {
  const { rows } = await sql<{ gap_id: string; named: bigint; completed: bigint }>`
    select p.gap_id, count(distinct r.person_id) as named, count(distinct r.person_id) filter (where r.state = 'completed') as completed
    from planning.proposals p join planning.recommendations r on r.agency_id = p.agency_id and r.proposal_id = p.id and r.state <> 'rejected'
    where p.agency_id = ${agencyId} group by p.gap_id`.execute(tx);
  return new Map(rows.map((row) => [row.gap_id, { named: Number(row.named), completed: Number(row.completed) }]));
}
