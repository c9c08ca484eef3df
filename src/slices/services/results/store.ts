import type { AgencyId, PersonId } from '#slices/directory';
import { over, sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { ApplicationId } from '../model.ts';
import type { ServicesTables } from '../schema.ts';

export type SignedAct = {
  readonly sha256: Uint8Array;
  readonly file_name: string;
  readonly media_type: string;
  readonly size_bytes: bigint;
  readonly added_at: Instant;
};

type NewSignedAct = SignedAct & { readonly agency_id: AgencyId; readonly application_id: ApplicationId; readonly added_by: PersonId };

/** False when the case has one already: a signed act is not exchanged. */
export async function insertSignedAct(tx: Tx, act: NewSignedAct): Promise<boolean> {
  const result = await over<ServicesTables>(tx)
    .insertInto('services.signed_acts')
    .values({ ...act })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findSignedAct(tx: Tx, row: { readonly agency_id: string; readonly id: string }): Promise<SignedAct | undefined> {
  const { rows } = await sql<SignedAct>`select sha256, file_name, media_type, size_bytes, added_at from services.signed_acts
    where agency_id = ${row.agency_id} and application_id = ${row.id}`.execute(tx);
  return rows[0];
}
