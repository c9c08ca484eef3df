import { createHmac } from 'node:crypto';
import { peopleByIds } from '#slices/directory';
import type { Ctx } from '#platform/context';
import { nextSerial, secretOf, type Tx } from '#platform/db';
import { hashCode, newId, ticket } from '#platform/ids';
import { queueMail } from '#platform/mail';
import { emit } from '#platform/outbox';
import type { EnrolmentRow } from '../content/store.ts';
import { certificateIssued } from '../events.ts';
import type { Course } from '../model.ts';
import { words } from '../words.ts';
import { insertCertificate, insertJp } from './store.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The code in a certificate's QR, 80 bits: made again from the secret, so that it stands nowhere. */
export function certificateCode(secret: Uint8Array, certificateId: string): string {
  const digest = createHmac('sha256', secret).update(`certificate ${certificateId}`).digest();
  return Array.from(digest.subarray(0, 16), (byte) => alphabet[byte & 31])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');
}

/** Hours by both forms of learning, and a certificate with a number and a code that verifies; once an enrolment. */
export async function issueCertificate(tx: Tx, ctx: Ctx, enrolment: EnrolmentRow, course: Course): Promise<void> {
  const id = newId<'certificate'>(ctx.now.epochMilliseconds);
  const jp = course.jpOnline + course.jpClassroom;
  const number = ticket('SRT', ctx.agency.code, ctx.today.year, await nextSerial(tx, 'SRT'));
  const base = { agency_id: enrolment.agency_id, person_id: enrolment.person_id };
  await insertCertificate(tx, {
    ...base,
    id,
    enrolment_id: enrolment.id,
    course_id: course.id,
    number,
    jp,
    issued_at: ctx.now,
    code_hash: hashCode(certificateCode(await secretOf(tx, 'certificates'), id)),
  });
  const hours = { ...base, year: ctx.today.year, source_id: enrolment.id, earned_on: ctx.today };
  if (course.jpOnline > 0) await insertJp(tx, { ...hours, id: newId(), jp: course.jpOnline, form: 'e-learning' });
  if (course.jpClassroom > 0) await insertJp(tx, { ...hours, id: newId(), jp: course.jpClassroom, form: 'klasikal' });
  const fact = { certificateId: id, enrolmentId: enrolment.id, personId: enrolment.person_id };
  const person = (await peopleByIds(tx, [enrolment.person_id])).get(enrolment.person_id);
  if (person?.email) await queueMail(tx, ctx, { to: person.email, lang: 'id', ...words('id').mail.certificate(course.title.id, String(jp), number) });
  await emit(tx, ctx, certificateIssued, fact, { agencyId: enrolment.agency_id, record: { ...fact, number, jp, course: course.slug } });
}
