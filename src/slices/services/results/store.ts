import type { AgencyId, PersonId, UnitId } from '#slices/directory';
import type { Scope } from '#platform/access';
import { json, over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { Answers, ApplicationId, ResultId, RevocationReason } from '../model.ts';
import { applicationColumns, type ApplicationRow } from '../applications/store.ts';
import type { ServicesTables } from '../schema.ts';

const tables = (tx: Tx) => over<ServicesTables>(tx);

export type ResultRow = {
  readonly agency_id: AgencyId;
  readonly id: ResultId;
  readonly application_id: ApplicationId;
  readonly edition: number;
  readonly outcome: 'granted' | 'refused';
  readonly number: string;
  readonly answers: Answers | null;
  readonly because: string | null;
  readonly made_by: PersonId | null;
  readonly made_at: Instant;
  readonly electronic: boolean;
  readonly signing_until: Instant | null;
  readonly fault: string | null;
  readonly issued_at: Instant | null;
  readonly signed_by: PersonId | null;
  readonly signer_name: string | null;
  readonly signer_post: string | null;
  readonly sha256: Uint8Array | null;
  readonly is_demo: boolean;
  readonly signed_at: Instant | null;
  readonly goes_out_at: Instant | null;
  readonly reason: RevocationReason | null;
  readonly revoked_at: Instant | null;
  /** For the applicant only. */
  readonly revoked_note: string | null;
};

const columns = sql.raw(`r.agency_id, r.id, r.application_id, r.edition, r.outcome, r.number, r.answers, r.because, r.made_by, r.made_at, r.electronic,
  r.signing_until, r.fault, r.issued_at, s.person_id as signed_by, s.signer_name, s.signer_post, s.sha256, coalesce(s.is_demo, false) as is_demo, s.signed_at,
  s.goes_out_at, v.reason, v.revoked_at, v.note as revoked_note`);
const from = sql.raw(`services.results r
  left join services.signatures s on s.agency_id = r.agency_id and s.result_id = r.id
  left join services.revocations v on v.agency_id = r.agency_id and v.result_id = r.id`);

type NewResult = Pick<
  ResultRow,
  'agency_id' | 'id' | 'application_id' | 'edition' | 'outcome' | 'number' | 'answers' | 'because' | 'made_by' | 'made_at' | 'electronic' | 'issued_at'
> & { readonly code_hash: Uint8Array };

export async function insertResult(tx: Tx, { answers, ...row }: NewResult): Promise<void> {
  await tables(tx)
    .insertInto('services.results')
    .values({ ...row, answers: answers ? json(answers) : null })
    .execute();
}

type OfCase = { readonly agency_id: string; readonly id: string };

/** All papers of a case, the newest first. */
export async function resultsOf(tx: Tx, { agency_id, id }: OfCase): Promise<readonly ResultRow[]> {
  const { rows } = await sql<ResultRow>`select ${columns} from ${from} where r.agency_id = ${agency_id} and r.application_id = ${id}
    order by r.edition desc`.execute(tx);
  return rows;
}

export async function findResultByCode(tx: Tx, codeHash: Uint8Array): Promise<ResultRow | undefined> {
  const { rows } = await sql<ResultRow>`select ${columns} from ${from} where r.code_hash = ${codeHash}`.execute(tx);
  return rows[0];
}

export async function findResultByFile(tx: Tx, sha256: Uint8Array): Promise<ResultRow | undefined> {
  const { rows } = await sql<ResultRow>`select ${columns} from ${from} where s.sha256 = ${sha256} limit 1`.execute(tx);
  return rows[0];
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

const withCase = sql.raw('join services.applications a on a.agency_id = r.agency_id and a.id = r.application_id');

/** A paper that this official may sign, locked: what is signed does not change until it is written. */
export async function resultForUpdate(tx: Tx, id: ResultId, scope: Scope): Promise<ResultRow | undefined> {
  const { rows } = await sql<ResultRow>`select ${columns} from ${from} ${withCase} where r.id = ${id} and ${reached(scope)} for update of r`.execute(tx);
  return rows[0];
}

export async function findResult(tx: Tx, id: ResultId, scope: Scope): Promise<ResultRow | undefined> {
  const { rows } = await sql<ResultRow>`select ${columns} from ${from} ${withCase} where r.id = ${id} and ${reached(scope)}`.execute(tx);
  return rows[0];
}

export type DeskRow = ResultRow & {
  readonly ticket: string;
  readonly applicant_name: string | null;
  readonly applicant_email: string | null;
  readonly account_email: string | null;
  readonly applicant_person_id: PersonId | null;
  readonly citizen_id: string | null;
  readonly service_id: string;
};

const caseColumns = sql.raw('a.ticket, a.applicant_name, a.applicant_email, a.account_email, a.applicant_person_id, a.citizen_id, a.service_id');

/** What waits for a signature, is being signed, or can still be taken back; in the order in which it came. */
export async function resultsToSign(tx: Tx, scope: Scope, most: number): Promise<readonly DeskRow[]> {
  const { rows } = await sql<DeskRow>`select ${columns}, ${caseColumns} from ${from} ${withCase}
    where r.issued_at is null and ${reached(scope)} order by r.made_at, r.id limit ${most}`.execute(tx);
  return rows;
}

/** What went out signed, the newest first. */
export async function resultsIssued(tx: Tx, scope: Scope, most: number): Promise<readonly DeskRow[]> {
  const { rows } = await sql<DeskRow>`select ${columns}, ${caseColumns} from ${from} ${withCase}
    where r.issued_at is not null and r.electronic and ${reached(scope)} order by r.issued_at desc limit ${most}`.execute(tx);
  return rows;
}

type Change = { readonly signing_until?: Instant | null; readonly fault?: string | null; readonly issued_at?: Instant };

export async function updateResult(tx: Tx, row: Pick<ResultRow, 'agency_id' | 'id'>, change: Change): Promise<void> {
  await tables(tx)
    .updateTable('services.results')
    .set({ ...change })
    .where('agency_id', '=', row.agency_id)
    .where('id', '=', row.id)
    .execute();
}

export type NewSignature = {
  readonly agency_id: AgencyId;
  readonly result_id: ResultId;
  readonly person_id: PersonId;
  readonly signer_name: string;
  readonly signer_post: string;
  readonly sha256: Uint8Array;
  readonly size_bytes: bigint;
  readonly is_demo: boolean;
  readonly signed_at: Instant;
  readonly goes_out_at: Instant;
};

export async function insertSignature(tx: Tx, signature: NewSignature): Promise<void> {
  await tables(tx)
    .insertInto('services.signatures')
    .values({ ...signature })
    .execute();
}

export async function deleteSignature(tx: Tx, row: Pick<ResultRow, 'agency_id' | 'id'>): Promise<void> {
  await sql`delete from services.signatures where agency_id = ${row.agency_id} and result_id = ${row.id}`.execute(tx);
}

/** Signed papers whose time to be taken back is over, of all agencies. */
export async function resultsDue(tx: Tx, now: Instant): Promise<readonly ResultRow[]> {
  const { rows } = await sql<ResultRow>`select ${columns} from ${from} where r.issued_at is null and s.goes_out_at <= ${now}
    order by s.goes_out_at, r.id limit 500 for update of r skip locked`.execute(tx);
  return rows;
}

type NewRevocation = {
  readonly agency_id: AgencyId;
  readonly result_id: ResultId;
  readonly reason: RevocationReason;
  readonly note: string;
  readonly person_id: PersonId | null;
  readonly revoked_at: Instant;
  readonly event_id: string;
};

/** False when it was revoked before: the first stands. */
export async function insertRevocation(tx: Tx, revocation: NewRevocation): Promise<boolean> {
  const result = await tables(tx)
    .insertInto('services.revocations')
    .values({ ...revocation })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export type Revoked = { readonly number: string; readonly reason: RevocationReason; readonly revoked_at: Instant; readonly event_id: string };

/** The list that anyone may read: number, day and reason, and no person. */
export async function revocationsOf(tx: Tx, agencyId: string, most: number): Promise<readonly Revoked[]> {
  const { rows } = await sql<Revoked>`select r.number, v.reason, v.revoked_at, v.event_id from services.revocations v
    join services.results r on r.agency_id = v.agency_id and r.id = v.result_id
    where v.agency_id = ${agencyId} order by v.revoked_at desc, r.number limit ${most}`.execute(tx);
  return rows;
}

/** The next number of a unit in a year; held until the end of the transaction, so that none is left out. */
export async function nextLetterSerial(tx: Tx, agencyId: AgencyId, unitId: UnitId, on: PlainDate): Promise<number> {
  const { rows } = await sql<{ last: number }>`insert into services.letter_serials as l (agency_id, unit_id, year, last)
    values (${agencyId}, ${unitId}, ${on.year}, 1) on conflict (agency_id, unit_id, year) do update set last = l.last + 1 returning last`.execute(tx);
  return rows[0]?.last ?? 1;
}

export type Kept = { readonly agency_id: AgencyId; readonly id: ResultId; readonly number: string; readonly sha256: Uint8Array };

/** Papers that went out, those first that were compared with their hash longest ago. */
export async function resultsToCheck(tx: Tx, most: number): Promise<readonly Kept[]> {
  const { rows } = await sql<Kept>`select r.agency_id, r.id, r.number, s.sha256 from services.results r
    join services.signatures s on s.agency_id = r.agency_id and s.result_id = r.id
    where r.issued_at is not null order by r.checked_at nulls first, r.id limit ${most}`.execute(tx);
  return rows;
}

export async function markChecked(tx: Tx, rows: readonly Kept[], at: Instant): Promise<void> {
  await sql`update services.results set checked_at = ${at} where id = any(${rows.map((row) => row.id) as string[]}::uuid[])`.execute(tx);
}

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
  const result = await tables(tx)
    .insertInto('services.signed_acts')
    .values({ ...act })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findSignedAct(tx: Tx, row: OfCase): Promise<SignedAct | undefined> {
  const { rows } = await sql<SignedAct>`select sha256, file_name, media_type, size_bytes, added_at from services.signed_acts
    where agency_id = ${row.agency_id} and application_id = ${row.id}`.execute(tx);
  return rows[0];
}

/** Cases that have waited for their applicant since that day, and nobody was reminded; locked, so that each is reminded once. */
export async function returnedSince(tx: Tx, day: PlainDate): Promise<readonly ApplicationRow[]> {
  const { rows } = await sql<ApplicationRow>`select ${applicationColumns} from services.applications
    where state = 'returned' and exists (select from services.pauses p where p.agency_id = applications.agency_id and p.application_id = applications.id
      and p.until_on is null and p.from_on <= ${day} and not exists (select from services.application_steps s
        where s.agency_id = p.agency_id and s.application_id = p.application_id and s.kind = 'reminded' and s.happened_at >= p.at))
    order by id limit 500 for update skip locked`.execute(tx);
  return rows;
}
