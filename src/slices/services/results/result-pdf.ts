import { unitsByIds } from '#slices/directory';
import type { Ctx } from '#platform/context';
import { secretOf, type Tx } from '#platform/db';
import { makePdf } from '#platform/pdf';
import { formatDate, todayIn } from '#platform/time';
import { mergeFields } from '../standards/rules.ts';
import { serviceVersion } from '../standards/store.ts';
import { resultCode } from '../applications/case-code.ts';
import type { ApplicationRow } from '../applications/store.ts';
import { words } from '../words.ts';

/**
 * The result as a paper with a QR that verifies; made when it is asked for, the same bytes each time. Until electronic
 * signatures come it says that it is a copy. Undefined while there is no result.
 */
export async function resultPdf(tx: Tx, ctx: Ctx, row: ApplicationRow, publicUrl: string): Promise<Promise<Uint8Array> | undefined> {
  if (row.state !== 'granted' || !row.decided_at || !row.result_number) return undefined;
  const w = words('id');
  const { definition } = await serviceVersion(tx, row.agency_id, row.service_id, row.service_version);
  const unit = (await unitsByIds(tx, [row.unit_id])).get(row.unit_id);
  const code = resultCode(await secretOf(tx, 'applications'), row.id);
  const decided = formatDate(todayIn(row.decided_at, ctx.zone), 'id');
  return makePdf({
    lang: 'id',
    layout: 'letter',
    title: definition.resultTitle.id,
    agency: { name: ctx.agency.name, unit: unit?.name ?? '' },
    number: row.result_number,
    blocks: [
      ...mergeFields(definition.resultText.id, row.answers)
        .split(/\n{2,}/)
        .map((text) => ({ kind: 'paragraph' as const, text })),
      { kind: 'facts', facts: [[w.ticket, row.ticket ?? ''], [w.decidedAt, decided], ...(row.reason ? ([[w.reason, row.reason]] as const) : [])] },
    ],
    qr: { text: `${publicUrl}/verifikasi/hasil/${code}`, caption: w.qrCaption },
    watermark: w.copyMark,
    madeAt: row.decided_at.toString(),
  });
}
