import { peopleByIds } from '#slices/directory';
import { competencyName } from '#slices/standards';
import type { Ctx } from '#platform/context';
import { secretOf, type Tx } from '#platform/db';
import { makePdf } from '#platform/pdf';
import { formatDate, todayIn } from '#platform/time';
import { coursesByIds } from '../content/store.ts';
import type { Course } from '../model.ts';
import { words } from '../words.ts';
import { certificateCode } from './actions.ts';
import type { CertificateRow } from './store.ts';

export type CertificateFacts = { readonly row: CertificateRow; readonly holder: string; readonly course: Course };

/** What a certificate says: read in one transaction, before any paper is made of it. */
export async function certificateFacts(tx: Tx, row: CertificateRow): Promise<CertificateFacts> {
  const person = (await peopleByIds(tx, [row.person_id])).get(row.person_id);
  const course = (await coursesByIds(tx, [row.course_id])).get(row.course_id);
  if (!person || !course) throw new Error('a certificate has a holder and a course');
  return { row, holder: person.name, course };
}

export async function codeOf(tx: Tx, row: CertificateRow): Promise<string> {
  return certificateCode(await secretOf(tx, 'certificates'), row.id);
}

/**
 * The certificate as a paper; the same bytes each time. It names the holder and nothing else of them: a paper is passed on, and
 * who needs to know whose it is scans the code.
 */
export function certificatePdf(ctx: Ctx, { row, holder, course }: CertificateFacts, code: string, publicUrl: string): Promise<Uint8Array> {
  const w = words('id');
  const trained = course.trains.map((one) => `${competencyName(one.competency, 'id')} ${w.level(String(one.level))}`).join(', ');
  return makePdf({
    lang: 'id',
    layout: 'certificate',
    title: w.pdf.title,
    agency: { name: ctx.agency.name },
    number: row.number,
    blocks: [
      { kind: 'note', text: w.pdf.given },
      { kind: 'heading', text: holder },
      { kind: 'paragraph', text: w.pdf.for(course.title.id, String(row.jp), formatDate(todayIn(row.issued_at, ctx.zone), 'id')) },
      { kind: 'note', text: `${w.jpSplit(String(course.jpOnline), String(course.jpClassroom))}. ${w.pdf.trains(trained)}.` },
    ],
    qr: { text: `${publicUrl}/verifikasi/sertifikat/${code}`, caption: w.pdf.scan },
    watermark: w.pdf.copy,
    madeAt: row.issued_at.toString(),
  });
}
