import type { AgencyId, UnitId } from '#slices/directory';
import { over, sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { ApplicationId, IdentityKind } from '../model.ts';
import type { ServicesTables } from '../schema.ts';

const tables = (tx: Tx) => over<ServicesTables>(tx);

/** That a case was typed at a counter, and by what its applicant was known. */
export type WalkIn = {
  readonly agency_id: AgencyId;
  readonly application_id: ApplicationId;
  readonly unit_id: UnitId;
  readonly identity: IdentityKind;
  readonly attorney_name: string | null;
  readonly begun_at: Instant;
};

export async function insertWalkIn(tx: Tx, row: WalkIn): Promise<void> {
  await tables(tx).insertInto('services.walk_ins').values(row).execute();
}

export async function findWalkIn(tx: Tx, id: ApplicationId): Promise<WalkIn | undefined> {
  const { rows } = await sql<WalkIn>`select agency_id, application_id, unit_id, identity, attorney_name, begun_at
    from services.walk_ins where application_id = ${id}`.execute(tx);
  return rows[0];
}
