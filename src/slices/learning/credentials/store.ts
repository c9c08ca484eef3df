import type { AgencyId, PersonId } from '#slices/directory';
import { over, sql, type Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import type { CourseId, CourseText, EnrolmentId } from '../model.ts';
import type { LearningTables } from '../schema.ts';

const tables = (tx: Tx) => over<LearningTables>(tx);

export type CertificateRow = {
  readonly agency_id: AgencyId;
  readonly id: string;
  readonly enrolment_id: EnrolmentId;
  readonly person_id: PersonId;
  readonly course_id: CourseId;
  readonly number: string;
  readonly jp: number;
  readonly issued_at: Instant;
};
const columns = sql.raw('agency_id, id, enrolment_id, person_id, course_id, number, jp, issued_at');

export async function insertCertificate(tx: Tx, row: CertificateRow & { readonly code_hash: Uint8Array }): Promise<void> {
  await tables(tx)
    .insertInto('learning.certificates')
    .values({ ...row })
    .execute();
}

export async function certificatesOf(tx: Tx, personId: PersonId): Promise<readonly CertificateRow[]> {
  const { rows } = await sql<CertificateRow>`select ${columns} from learning.certificates where person_id = ${personId} order by issued_at desc`.execute(tx);
  return rows;
}

/** Certificates by the enrolment that earned them. */
export async function certificatesFor(tx: Tx, enrolmentIds: readonly string[]): Promise<ReadonlyMap<string, CertificateRow>> {
  const { rows } =
    await sql<CertificateRow>`select ${columns} from learning.certificates where enrolment_id = any(${enrolmentIds as string[]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.enrolment_id, row]));
}

export async function findCertificate(tx: Tx, id: string): Promise<CertificateRow | undefined> {
  const { rows } = await sql<CertificateRow>`select ${columns} from learning.certificates where id = ${id}`.execute(tx);
  return rows[0];
}

export async function findCertificateByCode(tx: Tx, hash: Uint8Array): Promise<CertificateRow | undefined> {
  const { rows } = await sql<CertificateRow>`select ${columns} from learning.certificates where code_hash = ${hash}`.execute(tx);
  return rows[0];
}

type Hours = {
  readonly agency_id: AgencyId;
  readonly id: string;
  readonly person_id: PersonId;
  readonly year: number;
  readonly jp: number;
  readonly form: 'e-learning' | 'klasikal';
  readonly source_id: string;
  readonly earned_on: PlainDate;
};

export async function insertJp(tx: Tx, row: Hours): Promise<void> {
  await tables(tx)
    .insertInto('learning.jp')
    .values({ ...row })
    .onConflict((conflict) => conflict.columns(['agency_id', 'source_id', 'form']).doNothing())
    .execute();
}

/** Hours by person in a year. */
export async function jpOf(tx: Tx, agencyId: string, year: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{
    person_id: string;
    jp: bigint;
  }>`select person_id, sum(jp) as jp from learning.jp where agency_id = ${agencyId} and year = ${year} group by person_id`.execute(tx);
  return new Map(rows.map((row) => [row.person_id, Number(row.jp)]));
}

export type JpLine = {
  readonly year: number;
  readonly jp: number;
  readonly form: 'e-learning' | 'klasikal';
  readonly earned_on: PlainDate;
  readonly course: CourseText;
};

/** Every hour that a person has earned, the newest first: their transcript. */
export async function jpLines(tx: Tx, personId: PersonId): Promise<readonly JpLine[]> {
  const { rows } = await sql<JpLine>`select j.year, j.jp, j.form, j.earned_on, c.title as course from learning.jp j
    join learning.enrolments e on e.agency_id = j.agency_id and e.id = j.source_id
    join learning.courses c on c.agency_id = e.agency_id and c.id = e.course_id
    where j.person_id = ${personId} order by j.earned_on desc, j.form`.execute(tx);
  return rows;
}
