import { peopleByIds } from '#slices/directory';
import type { Ctx } from '#platform/context';
import { secretOf, type Tx } from '#platform/db';
import { makePdf } from '#platform/pdf';
import { formatDate, todayIn } from '#platform/time';
import { coursesByIds } from '../content/store.ts';
import { words } from '../words.ts';
import { certificateCode } from './actions.ts';
import type { CertificateRow } from './store.ts';

/**
 * The certificate as a paper; the same bytes each time. It names the holder and nothing else of them: a paper is passed on, and
 * who needs to know whose it is scans the code.
 */
export async function certificatePdf(tx: Tx, ctx: Ctx, row: CertificateRow, publicUrl: string): Promise<Promise<Uint8Array>> {
  const w = words('id');
  const person = (await peopleByIds(tx, [row.person_id])).get(row.person_id);
  const course = (await coursesByIds(tx, [row.course_id])).get(row.course_id);
  const code = certificateCode(await secretOf(tx, 'certificates'), row.id);
  return makePdf({
    lang: 'id',
    layout: 'certificate',
    title: w.pdf.title,
    agency: { name: ctx.agency.name },
    number: row.number,
    blocks: [
      { kind: 'note', text: w.pdf.given },
      { kind: 'heading', text: person?.name ?? '' },
      { kind: 'paragraph', text: w.pdf.for(course?.title.id ?? '', String(row.jp), formatDate(todayIn(row.issued_at, ctx.zone), 'id')) },
    ],
    qr: { text: `${publicUrl}/verifikasi/sertifikat/${code}`, caption: w.pdf.scan },
    watermark: w.pdf.copy,
    madeAt: row.issued_at.toString(),
  });
}
