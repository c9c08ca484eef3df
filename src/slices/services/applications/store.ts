import type { AgencyId, CitizenId, PersonId, UnitId } from '#slices/directory';
import type { Scope } from '#platform/access';
import { json, over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { Lang } from '#platform/words';
import type { Answers, ApplicationId, ApplicationState, Lane, Pause, ServiceId, StepKind } from '../model.ts';
import type { ServicesTables } from '../schema.ts';

const tables = (tx: Tx) => over<ServicesTables>(tx);

export type ApplicationRow = {
  readonly agency_id: AgencyId;
  readonly id: ApplicationId;
  readonly service_id: ServiceId;
  readonly service_version: number;
  readonly unit_id: UnitId;
  readonly citizen_id: CitizenId | null;
  readonly state: ApplicationState;
  readonly answers: Answers;
  readonly ticket: string | null;
  readonly queue_token: string | null;
  readonly lane: Lane;
  readonly lang: Lang;
  readonly applicant_name: string | null;
  readonly applicant_email: string | null;
  readonly account_email: string | null;
  readonly applicant_person_id: PersonId | null;
  /** Who typed it at a counter. */
  readonly clerk_id: PersonId | null;
  readonly saved_at: Instant;
  readonly submitted_at: Instant | null;
  readonly submitted_event: string | null;
  readonly due_on: PlainDate | null;
  readonly due_provisional: boolean;
  readonly officer_id: PersonId | null;
  readonly taken_at: Instant | null;
  readonly returned_fields: readonly string[];
  readonly returned_note: string | null;
  readonly decided_at: Instant | null;
  readonly decision_event: string | null;
  readonly reason: string | null;
  readonly version: number;
};

const names = `agency_id, id, service_id, service_version, unit_id, citizen_id, state, answers, ticket, queue_token, lane, lang,
  applicant_name, applicant_email, account_email, applicant_person_id, clerk_id, saved_at, submitted_at, submitted_event, due_on, due_provisional, officer_id, taken_at, returned_fields, returned_note, decided_at, decision_event, reason, version`;
export const applicationColumns = sql.raw(names);

type NewDraft = {
  readonly agency_id: AgencyId;
  readonly id: ApplicationId;
  readonly service_id: ServiceId;
  readonly service_version: number;
  readonly unit_id: UnitId;
  readonly citizen_id: CitizenId | null;
  readonly clerk_id: PersonId | null;
  readonly answers: Answers;
  readonly resume_hash: Uint8Array;
  readonly now: Instant;
};

export async function insertDraft(tx: Tx, { now, answers, ...draft }: NewDraft): Promise<void> {
  await tables(tx)
    .insertInto('services.applications')
    .values({ ...draft, state: 'draft', answers: json(answers), begun_at: now, saved_at: now })
    .execute();
}

export async function findApplication(tx: Tx, id: ApplicationId): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`select ${applicationColumns} from services.applications where id = ${id}`.execute(tx);
  return rows[0];
}

/** A draft by the code that its owner wrote down. */
export async function findDraftByCode(tx: Tx, codeHash: Uint8Array): Promise<ApplicationRow | undefined> {
  const { rows } =
    await sql<ApplicationRow>`select ${applicationColumns} from services.applications where resume_hash = ${codeHash} and state = 'draft'`.execute(tx);
  return rows[0];
}

export async function findApplicationByTicket(tx: Tx, ticket: string): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`select ${applicationColumns} from services.applications where ticket = ${ticket}`.execute(tx);
  return rows[0];
}

export async function applicationsByIds(tx: Tx, ids: readonly string[]): Promise<readonly ApplicationRow[]> {
  const { rows } = await sql<ApplicationRow>`select ${applicationColumns} from services.applications where id = any(${ids as string[]}::uuid[])`.execute(tx);
  return rows;
}

/** Locked: what is decided on does not change until the decision is written. */
export async function applicationForUpdate(tx: Tx, id: ApplicationId): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`select ${applicationColumns} from services.applications where id = ${id} for update`.execute(tx);
  return rows[0];
}

// What is outside the reach is not found, rather than filtered later.
export function within(scope: Scope) {
  switch (scope.reach) {
    case 'own':
      return sql<boolean>`citizen_id = ${scope.ownerId ?? null}`;
    case 'unit':
      // One unit, the usual case, is found and sorted by the index alone.
      return scope.unitIds.length === 1
        ? sql<boolean>`agency_id = ${scope.agencyId ?? null} and unit_id = ${scope.unitIds[0]}`
        : sql<boolean>`agency_id = ${scope.agencyId ?? null} and unit_id = any(${scope.unitIds as string[]}::uuid[])`;
    case 'agency':
      return sql<boolean>`agency_id = ${scope.agencyId ?? null}`;
    case 'region':
    case 'nation':
      return sql<boolean>`true`;
  }
}

// A unit that a workflow calls in sees the case as the unit does that serves it.
function stepWithin(scope: Scope) {
  return scope.reach === 'unit' ? within(scope) : sql<boolean>`false`;
}

export async function applicationWithin(tx: Tx, id: ApplicationId, scope: Scope, lock: boolean): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`select ${applicationColumns} from services.applications a where id = ${id} and state <> 'draft'
    and (${within(scope)} or exists (select from services.tasks where application_id = a.id and ${stepWithin(scope)})) ${lock ? sql`for update` : sql``}`.execute(
    tx,
  );
  return rows[0];
}

/** One statement: the draft is the case that it will become. False when it is no draft any more. */
export async function saveDraft(tx: Tx, id: ApplicationId, answers: Answers, now: Instant): Promise<boolean> {
  const { rows } = await sql`update services.applications set answers = answers || ${json(answers)}, saved_at = ${now}
    where id = ${id} and state = 'draft' returning 1 as saved`.execute(tx);
  return rows.length > 0;
}

type ApplicationChange = Partial<Omit<ApplicationRow, 'agency_id' | 'id' | 'version' | 'answers'>> & {
  readonly answers?: Answers;
  readonly decided_by?: PersonId;
};

export async function updateApplication(tx: Tx, row: ApplicationRow, { answers, ...change }: ApplicationChange): Promise<void> {
  await tables(tx)
    .updateTable('services.applications')
    .set({ ...change, ...(answers ? { answers: json(answers) } : {}), version: row.version + 1 })
    .where('agency_id', '=', row.agency_id)
    .where('id', '=', row.id)
    .execute();
}

export type StepRow = {
  readonly kind: StepKind;
  /** Of the workflow, where it was of one. */
  readonly step: string | null;
  readonly note: string | null;
  readonly person_id: PersonId | null;
  readonly happened_at: Instant;
};

export async function insertStep(
  tx: Tx,
  row: StepRow & { readonly agency_id: AgencyId; readonly application_id: ApplicationId; readonly version: number },
): Promise<void> {
  await tables(tx)
    .insertInto('services.application_steps')
    .values({ ...row })
    .execute();
}

export async function stepsOf(tx: Tx, row: Pick<ApplicationRow, 'agency_id' | 'id'>): Promise<readonly StepRow[]> {
  const { rows } = await sql<StepRow>`select kind, step, note, person_id, happened_at from services.application_steps
    where agency_id = ${row.agency_id} and application_id = ${row.id} order by version`.execute(tx);
  return rows;
}

export type FileRow = {
  readonly id: string;
  readonly field: string;
  readonly sha256: Uint8Array;
  readonly file_name: string;
  readonly media_type: string;
  readonly size_bytes: bigint;
};

export async function insertFile(
  tx: Tx,
  row: FileRow & { readonly agency_id: AgencyId; readonly application_id: ApplicationId; readonly added_at: Instant },
): Promise<void> {
  await tables(tx)
    .insertInto('services.application_files')
    .values({ ...row })
    .execute();
}

export async function deleteFile(tx: Tx, applicationId: ApplicationId, id: string, fields?: readonly string[]): Promise<void> {
  await sql`delete from services.application_files where application_id = ${applicationId} and id = ${id}
    ${fields ? sql`and field = any(${fields as string[]}::text[])` : sql``}`.execute(tx);
}

/** All files of these fields: the question that they answered is asked no more. */
export async function deleteFilesOf(tx: Tx, applicationId: ApplicationId, fields: readonly string[]): Promise<void> {
  await sql`delete from services.application_files where application_id = ${applicationId} and field = any(${fields as string[]}::text[])`.execute(tx);
}

export async function filesOf(tx: Tx, applicationId: ApplicationId): Promise<readonly FileRow[]> {
  const { rows } =
    await sql<FileRow>`select id, field, sha256, file_name, media_type, size_bytes from services.application_files where application_id = ${applicationId} order by id`.execute(
      tx,
    );
  return rows;
}

export async function findFile(tx: Tx, id: string): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select id, field, sha256, file_name, media_type, size_bytes from services.application_files where id = ${id}`.execute(tx);
  return rows[0];
}

export async function openPause(tx: Tx, row: Pick<ApplicationRow, 'agency_id' | 'id'>, from: PlainDate, at: Instant): Promise<void> {
  await sql`insert into services.pauses (agency_id, application_id, from_on, at) values (${row.agency_id}, ${row.id}, ${from}, ${at})`.execute(tx);
}

export async function closePause(tx: Tx, row: Pick<ApplicationRow, 'agency_id' | 'id'>, until: PlainDate): Promise<void> {
  await sql`update services.pauses set until_on = ${until} where agency_id = ${row.agency_id} and application_id = ${row.id} and until_on is null`.execute(tx);
}

/** Days on which the applicant had to act; the last one open while they still have to. */
export async function pausesOf(tx: Tx, row: Pick<ApplicationRow, 'agency_id' | 'id'>): Promise<readonly Pause[]> {
  const { rows } = await sql<{ from_on: PlainDate; until_on: PlainDate | null }>`select from_on, until_on from services.pauses
    where agency_id = ${row.agency_id} and application_id = ${row.id} order by at`.execute(tx);
  return rows.map((pause) => ({ from: pause.from_on, until: pause.until_on ?? undefined }));
}

export type Line = { readonly ahead: number; readonly waiting: number };

/** How many came before and still wait for the same service, and how many wait in all. */
export async function lineOf(tx: Tx, row: ApplicationRow): Promise<Line> {
  const { rows } = await sql<{ ahead: bigint; waiting: bigint }>`
    select count(*) filter (where (submitted_at, id) < (${row.submitted_at}, ${row.id})) as ahead, count(*) as waiting from services.applications
    where agency_id = ${row.agency_id} and unit_id = ${row.unit_id} and service_id = ${row.service_id} and state in ('submitted', 'in-review', 'returned')`.execute(
    tx,
  );
  return { ahead: Number(rows[0]?.ahead ?? 0n), waiting: Number(rows[0]?.waiting ?? 0n) };
}

export async function applicationsOf(tx: Tx, citizenId: CitizenId): Promise<readonly ApplicationRow[]> {
  const { rows } =
    await sql<ApplicationRow>`select ${applicationColumns} from services.applications where citizen_id = ${citizenId} order by saved_at desc, id desc limit 100`.execute(
      tx,
    );
  return rows;
}

export async function deleteOldDrafts(tx: Tx, before: Instant): Promise<number> {
  await sql`delete from services.walk_ins w using services.applications a
    where a.agency_id = w.agency_id and a.id = w.application_id and a.state = 'draft' and a.saved_at < ${before}`.execute(tx);
  await sql`delete from services.application_files f using services.applications a
    where a.agency_id = f.agency_id and a.id = f.application_id and a.state = 'draft' and a.saved_at < ${before}`.execute(tx);
  const { rows } = await sql`delete from services.applications where state = 'draft' and saved_at < ${before} returning 1 as gone`.execute(tx);
  return rows.length;
}
