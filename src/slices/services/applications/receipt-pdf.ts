import type { Ctx } from '#platform/context';
import { makePdf } from '#platform/pdf';
import { formatDate, formatInstant } from '#platform/time';
import { words } from '../words.ts';
import type { ApplicationRow } from './store.ts';

type Shown = { readonly service: string; readonly unit: string; readonly code: string; readonly trackUrl: string };

/** The receipt on paper, for who has no e-mail: with it and the code the case can be followed on any device. */
export function receiptPdf(ctx: Ctx, row: ApplicationRow, { service, unit, code, trackUrl }: Shown): Promise<Uint8Array> {
  const w = words(ctx.lang);
  const due = row.due_on ? `${formatDate(row.due_on, ctx.lang)}${row.due_provisional ? ` (${w.provisional})` : ''}` : '';
  return makePdf({
    lang: ctx.lang,
    layout: 'letter',
    title: w.receipt,
    agency: { name: ctx.agency.name, unit },
    number: row.ticket ?? '',
    blocks: [
      {
        kind: 'facts',
        facts: [
          [w.ticket, row.ticket ?? ''],
          [w.code, code],
          [w.service, service],
          [w.applicant, row.applicant_name ?? ''],
          [w.receivedAt, row.submitted_at ? formatInstant(row.submitted_at, ctx.zone, ctx.lang) : ''],
          [w.due, due],
          [w.queueTokenShort, row.queue_token ?? ''],
        ],
      },
      { kind: 'paragraph', text: w.paperHow },
      { kind: 'note', text: w.keepCode },
    ],
    qr: { text: trackUrl, caption: w.qrHint },
    madeAt: (row.submitted_at ?? ctx.now).toString(),
  });
}
