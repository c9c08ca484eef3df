import type { Ctx } from '#platform/context';
import { makePdf } from '#platform/pdf';
import { formatDate, todayIn } from '#platform/time';
import type { Definition } from '../model.ts';
import { mergeFields } from '../standards/rules.ts';
import { shownAnswers } from '../applications/answers.ts';
import type { ApplicationRow } from '../applications/store.ts';
import { words } from '../words.ts';

type Shown = { readonly definition: Definition; readonly unit: string; readonly checkUrl: string };

/**
 * The result as a paper with a QR that verifies; made when it is asked for, the same bytes each time. Until electronic
 * signatures come it says that it is a copy.
 */
export function resultPdf(ctx: Ctx, row: ApplicationRow, { definition, unit, checkUrl }: Shown): Promise<Uint8Array> {
  const w = words('id');
  const decidedAt = row.decided_at ?? ctx.now;
  return makePdf({
    lang: 'id',
    layout: 'letter',
    title: definition.resultTitle.id,
    agency: { name: ctx.agency.name, unit },
    number: row.result_number ?? '',
    blocks: [
      ...mergeFields(definition.resultText.id, shownAnswers(definition.form, row.answers, 'id'))
        .split(/\n{2,}/)
        .map((text) => ({ kind: 'paragraph' as const, text })),
      {
        kind: 'facts',
        facts: [
          [w.ticket, row.ticket ?? ''],
          [w.decidedAt, formatDate(todayIn(decidedAt, ctx.zone), 'id')],
          ...(row.reason ? ([[w.reason, row.reason]] as const) : []),
        ],
      },
    ],
    qr: { text: checkUrl, caption: w.qrCaption },
    watermark: w.copyMark,
    madeAt: decidedAt.toString(),
  });
}
