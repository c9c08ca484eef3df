import type { AgencyId } from '#slices/directory';
import { json, sql, type Tx } from '#platform/db';
import type { DraftId, FormDefinition } from '../model.ts';

export type FormUndo = { readonly version: number; readonly form: FormDefinition };

/** The form before the last thing done to it, as long as the draft is still at the version that this made. */
export async function findUndo(tx: Tx, agencyId: AgencyId, draftId: DraftId, version: number): Promise<FormDefinition | undefined> {
  const { rows } = await sql<{ form: FormDefinition }>`select form from services.form_undos
    where agency_id = ${agencyId} and draft_id = ${draftId} and version = ${version}`.execute(tx);
  return rows[0]?.form;
}

export async function saveUndo(tx: Tx, { agencyId, id }: { readonly agencyId: AgencyId; readonly id: DraftId }, { version, form }: FormUndo): Promise<void> {
  await sql`insert into services.form_undos (agency_id, draft_id, version, form) values (${agencyId}, ${id}, ${version}, ${json(form)})
    on conflict (agency_id, draft_id) do update set version = excluded.version, form = excluded.form`.execute(tx);
}
