import { makePdf, type PdfBlock } from '#platform/pdf';
import { mergeFields } from '../standards/rules.ts';
import { words as sliceWords } from '../words.ts';
import type { Letter, Places } from './letters.ts';
import { paragraphs } from './result-pdf.ts';
import { words } from './words.ts';

type Facts = {
  readonly letter: Letter;
  readonly places: Places;
  readonly agency: string;
  readonly unit: string;
  readonly number: string;
  readonly madeAt: string;
};

/** A letter as it will look, with answers of nobody. */
export function previewPdf({ letter, places, agency, unit, number, madeAt }: Facts): Promise<Uint8Array> {
  return makePdf({
    lang: 'id',
    layout: 'letter',
    title: mergeFields(letter.title, places),
    agency: { name: agency, unit },
    number,
    blocks: paragraphs(letter.text, places),
    watermark: words('id').previewMark,
    madeAt,
  });
}

type Asked = Facts & { readonly fields: readonly string[]; readonly note: string; readonly ticket: string; readonly trackUrl: string };

/** The request for correction on paper, for who left no e-mail address. The code stands on the receipt, and not here: this passes through other hands. */
export function correctionPdf({ letter, places, agency, unit, number, madeAt, fields, note, ticket, trackUrl }: Asked): Promise<Uint8Array> {
  const [w, own] = [sliceWords('id'), words('id')];
  const blocks: readonly PdfBlock[] = [
    ...paragraphs(letter.text, places),
    { kind: 'facts', facts: [[w.ticket, ticket]] },
    { kind: 'heading', text: own.toMend },
    { kind: 'list', items: fields },
    { kind: 'facts', facts: [[own.officerNote, note]] },
    { kind: 'paragraph', text: own.mendHow },
  ];
  return makePdf({
    lang: 'id',
    layout: 'letter',
    title: mergeFields(letter.title, places),
    agency: { name: agency, unit },
    number,
    blocks,
    qr: { text: trackUrl, caption: w.qrHint },
    madeAt,
  });
}
