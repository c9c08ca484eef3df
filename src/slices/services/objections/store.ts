import type { AgencyId, PersonId } from '#slices/directory';
import type { Scope } from '#platform/access';
import { over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { ApplicationId, ObjectionId, ObjectionStage } from '../model.ts';
import type { ServicesTables } from '../schema.ts';

export type ObjectionRow = {
  readonly agency_id: AgencyId;
  readonly id: ObjectionId;
  readonly application_id: ApplicationId;
  readonly stage: ObjectionStage;
  readonly grounds: string;
  readonly filed_at: Instant;
  readonly due_on: PlainDate;
  readonly due_provisional: boolean;
  readonly decided_at: Instant | null;
  readonly decided_by: PersonId | null;
  readonly outcome: 'upheld' | 'dismissed' | null;
  readonly reason: string | null;
};

const columns = sql.raw(
  'o.agency_id, o.id, o.application_id, o.stage, o.grounds, o.filed_at, o.due_on, o.due_provisional, o.decided_at, o.decided_by, o.outcome, o.reason',
);

type NewObjection = Omit<ObjectionRow, 'decided_at' | 'decided_by' | 'outcome' | 'reason'>;

export async function insertObjection(tx: Tx, row: NewObjection): Promise<void> {
  await over<ServicesTables>(tx)
    .insertInto('services.objections')
    .values({ ...row })
    .execute();
}

/** Those of a case, the objection before the appeal. */
export async function objectionsOf(tx: Tx, { agency_id, id }: { readonly agency_id: string; readonly id: string }): Promise<readonly ObjectionRow[]> {
  const { rows } = await sql<ObjectionRow>`select ${columns} from services.objections o where o.agency_id = ${agency_id} and o.application_id = ${id}
    order by o.filed_at, o.id`.execute(tx);
  return rows;
}

function reached(scope: Scope) {
  switch (scope.reach) {
    case 'unit':
      return sql<boolean>`a.agency_id = ${scope.agencyId ?? null} and a.unit_id = any(${scope.unitIds as string[]}::uuid[])`;
    case 'agency':
      return sql<boolean>`a.agency_id = ${scope.agencyId ?? null}`;
    case 'region':
    case 'nation':
      return sql<boolean>`true`;
    case 'own':
      return sql<boolean>`false`;
  }
}

const withCase = sql.raw('services.objections o join services.applications a on a.agency_id = o.agency_id and a.id = o.application_id');

export async function findObjection(tx: Tx, id: ObjectionId, scope: Scope, lock: boolean): Promise<ObjectionRow | undefined> {
  const { rows } =
    await sql<ObjectionRow>`select ${columns} from ${withCase} where o.id = ${id} and ${reached(scope)} ${lock ? sql`for update of o` : sql``}`.execute(tx);
  return rows[0];
}

export type DeskObjection = ObjectionRow & { readonly ticket: string; readonly applicant_name: string | null; readonly citizen_id: string | null };

/** What waits for an answer first, the most urgent on top, then what was answered lately. */
export async function objectionsWithin(tx: Tx, scope: Scope, most: number): Promise<readonly DeskObjection[]> {
  const { rows } = await sql<DeskObjection>`select ${columns}, a.ticket, a.applicant_name, a.citizen_id from ${withCase} where ${reached(scope)}
    order by o.decided_at is not null, case when o.decided_at is null then o.due_on end, o.decided_at desc, o.id limit ${most}`.execute(tx);
  return rows;
}

type Answer = { readonly decided_at: Instant; readonly decided_by: PersonId; readonly outcome: 'upheld' | 'dismissed'; readonly reason: string };

export async function answerRow(tx: Tx, row: ObjectionRow, answer: Answer): Promise<void> {
  await over<ServicesTables>(tx)
    .updateTable('services.objections')
    .set({ ...answer })
    .where('agency_id', '=', row.agency_id)
    .where('id', '=', row.id)
    .execute();
}
