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
  readonly proposed_event: string;
  readonly closed_at: Instant | null;
  readonly closed_by: PersonId | null;
  readonly closed_reason: string | null;
  readonly closed_event: string | null;
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
  readonly requested_at: Instant | null;
  readonly requested_event: string | null;
  readonly decided_at: Instant | null;
  readonly decided_by: PersonId | null;
  readonly decision_reason: string | null;
  readonly decided_event: string | null;
  readonly enrolment_id: string | null;
  readonly completed_at: Instant | null;
  readonly completed_event: string | null;
  readonly version: number;
};

const proposalColumns = sql.raw(
  'id, agency_id, unit_id, gap_id, course_id, reason, state, proposed_at, proposed_event, closed_at, closed_by, closed_reason, closed_event',
);
const recommendationColumns = sql.raw(`id, agency_id, person_id, course_id, proposal_id, reason, state, made_at, requested_at, requested_event,
  decided_at, decided_by, decision_reason, decided_event, enrolment_id, completed_at, completed_event, version`);

const parsed = <Row extends { readonly reason: unknown }>(row: Row) => ({ ...row, reason: reason.parse(row.reason) });

type NewProposal = Omit<Proposal, 'closed_at' | 'closed_by' | 'closed_reason' | 'closed_event'>;

export async function insertProposal(tx: Tx, row: NewProposal): Promise<void> {
  await tables(tx)
    .insertInto('planning.proposals')
    .values({ ...row, reason: json(row.reason) })
    .execute();
}

/** The proposal against a gap, once a gap; others who would make it wait here. */
export async function proposalOfGap(tx: Tx, gapId: string): Promise<Proposal | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`proposal ${gapId}`}, 0))`.execute(tx);
  return findProposalOfGap(tx, gapId);
}

export async function findProposalOfGap(tx: Tx, gapId: string): Promise<Proposal | undefined> {
  const { rows } = await sql<Proposal>`select ${proposalColumns} from planning.proposals where gap_id = ${gapId}`.execute(tx);
  return rows[0] && parsed(rows[0]);
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

type Closing = Pick<Proposal, 'state' | 'closed_at' | 'closed_by' | 'closed_reason' | 'closed_event'>;

export async function closeProposal(tx: Tx, proposal: Pick<Proposal, 'agency_id' | 'id'>, closing: Closing): Promise<void> {
  await tables(tx)
    .updateTable('planning.proposals')
    .set({ ...closing })
    .where('agency_id', '=', proposal.agency_id)
    .where('id', '=', proposal.id)
    .execute();
}

export type NewRecommendation = Pick<
  Recommendation,
  'id' | 'agency_id' | 'person_id' | 'course_id' | 'proposal_id' | 'reason' | 'state' | 'made_at' | 'requested_at' | 'requested_event'
>;

export async function insertRecommendation(tx: Tx, row: NewRecommendation): Promise<void> {
  await tables(tx)
    .insertInto('planning.recommendations')
    .values({ ...row, reason: json(row.reason) })
    .execute();
}

/** The plan that a person has for a course, if any is live; others who would make one wait here. */
export async function livePlan(tx: Tx, personId: PersonId, courseId: string): Promise<Recommendation | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`plan ${personId} ${courseId}`}, 0))`.execute(tx);
  const { rows } = await sql<Recommendation>`select ${recommendationColumns} from planning.recommendations
    where person_id = ${personId} and course_id = ${courseId} and state not in ('rejected', 'lapsed') for update`.execute(tx);
  return rows[0] && parsed(rows[0]);
}

export async function recommendationsOf(tx: Tx, personId: PersonId): Promise<readonly Recommendation[]> {
  const { rows } =
    await sql<Recommendation>`select ${recommendationColumns} from planning.recommendations where person_id = ${personId} order by made_at desc, id desc`.execute(
      tx,
    );
  return rows.map(parsed);
}

/** All that came of a proposal. */
export async function recommendationsFrom(tx: Tx, proposal: Pick<Proposal, 'agency_id' | 'id'>): Promise<readonly Recommendation[]> {
  const { rows } = await sql<Recommendation>`select ${recommendationColumns} from planning.recommendations
    where agency_id = ${proposal.agency_id} and proposal_id = ${proposal.id} order by made_at, id`.execute(tx);
  return rows.map(parsed);
}

/** Who has a live plan for a course. */
export async function plannedFor(tx: Tx, agencyId: AgencyId, courseId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ person_id: string }>`select person_id from planning.recommendations
    where agency_id = ${agencyId} and course_id = ${courseId} and state in ('requested', 'approved', 'completed')`.execute(tx);
  return new Set(rows.map((row) => row.person_id));
}

export async function requestedOf(tx: Tx, agencyId: AgencyId, personIds: readonly PersonId[]): Promise<readonly Recommendation[]> {
  const { rows } = await sql<Recommendation>`select ${recommendationColumns} from planning.recommendations
    where agency_id = ${agencyId} and state = 'requested' and person_id = any(${personIds as PersonId[]}::uuid[]) order by requested_at, id`.execute(tx);
  return rows.map(parsed);
}

export async function findRecommendation(tx: Tx, id: RecommendationId): Promise<Recommendation | undefined> {
  const { rows } = await sql<Recommendation>`select ${recommendationColumns} from planning.recommendations where id = ${id}`.execute(tx);
  return rows[0] && parsed(rows[0]);
}

export async function recommendationForUpdate(tx: Tx, id: RecommendationId): Promise<Recommendation | undefined> {
  const { rows } = await sql<Recommendation>`select ${recommendationColumns} from planning.recommendations where id = ${id} for update`.execute(tx);
  return rows[0] && parsed(rows[0]);
}

export type RecommendationChange = Partial<
  Pick<
    Recommendation,
    | 'state'
    | 'proposal_id'
    | 'requested_at'
    | 'requested_event'
    | 'decided_at'
    | 'decided_by'
    | 'decision_reason'
    | 'decided_event'
    | 'enrolment_id'
    | 'completed_at'
    | 'completed_event'
  >
> & { readonly reason?: Reason };

export async function updateRecommendation(tx: Tx, row: Recommendation, { reason: because, ...change }: RecommendationChange): Promise<void> {
  await tables(tx)
    .updateTable('planning.recommendations')
    .set({ ...change, ...(because ? { reason: json(because) } : {}), version: row.version + 1 })
    .where('agency_id', '=', row.agency_id)
    .where('id', '=', row.id)
    .execute();
}

/** For each gap of a unit: how many were named for training because of it, and how many of them are done. */
export async function trainingForGaps(tx: Tx, agencyId: string): Promise<ReadonlyMap<string, { readonly named: number; readonly completed: number }>> {
  const { rows } = await sql<{ gap_id: string; named: bigint; completed: bigint }>`
    select p.gap_id, count(distinct r.person_id) as named, count(distinct r.person_id) filter (where r.state = 'completed') as completed
    from planning.proposals p join planning.recommendations r on r.agency_id = p.agency_id and r.proposal_id = p.id and r.state not in ('rejected', 'lapsed')
    where p.agency_id = ${agencyId} group by p.gap_id`.execute(tx);
  return new Map(rows.map((row) => [row.gap_id, { named: Number(row.named), completed: Number(row.completed) }]));
}
