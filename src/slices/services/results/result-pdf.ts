import { objectionTerms } from '#slices/standards';
import { makePdf, type PdfBlock } from '#platform/pdf';
import { type Instant, formatDate, todayIn, type Zone } from '#platform/time';
import type { Definition } from '../model.ts';
import { mergeFields } from '../standards/rules.ts';
import type { ApplicationRow } from '../applications/store.ts';
import { words as sliceWords } from '../words.ts';
import { houseFacts, letterOf, type Places, placesOf } from './letters.ts';
import type { ResultRow } from './store.ts';
import { words } from './words.ts';

/** What a paper is made from; the same facts make the same bytes. */
export type PaperFacts = {
  readonly agency: { readonly name: string; readonly zone: Zone };
  readonly row: ApplicationRow;
  readonly result: Pick<ResultRow, 'outcome' | 'number' | 'answers' | 'because' | 'made_at'>;
  readonly definition: Definition;
  readonly service: string;
  readonly unit: string;
  readonly checkUrl: string;
};

/** Who signs electronically, and when. */
export type Sealing = { readonly name: string; readonly post: string; readonly at: Instant; readonly isDemo: boolean };

export type PaperKind = { readonly as: 'copy' } | { readonly as: 'preview' } | { readonly as: 'sealed'; readonly by: Sealing };

function mark(kind: PaperKind): string | undefined {
  const w = words('id');
  switch (kind.as) {
    case 'copy':
      return sliceWords('id').copyMark;
    case 'preview':
      return w.previewMark;
    case 'sealed':
      return kind.by.isDemo ? w.demoMark : undefined;
  }
}

function closing(kind: PaperKind): readonly PdfBlock[] {
  if (kind.as !== 'sealed') return [];
  const w = words('id');
  return [
    {
      kind: 'facts',
      facts: [
        [w.signedElectronicallyBy, kind.by.name],
        [w.post, kind.by.post],
      ],
    },
    { kind: 'note', text: w.sealNote },
  ];
}

/** A letter's text with what stands in its places: no answer begins a paragraph of its own. */
export function paragraphs(text: string, places: Places): readonly PdfBlock[] {
  return text.split(/\n{2,}/).map((one) => ({ kind: 'paragraph', text: mergeFields(one, places) }));
}

/** The result, or the refusal, as a paper with a QR that verifies. What it is not stands at its foot. */
export function resultPdf({ agency, row, result, definition, service, unit, checkUrl }: PaperFacts, kind: PaperKind): Promise<Uint8Array> {
  const [w, own] = [sliceWords('id'), words('id')];
  const letter = letterOf(definition, result.outcome);
  const decidedAt = row.decided_at ?? result.made_at;
  const house = houseFacts({
    on: todayIn(result.made_at, agency.zone),
    nomor_surat: result.number,
    nomor_permohonan: row.ticket ?? '',
    nama_layanan: service,
    nama_unit: unit,
    nama_instansi: agency.name,
    nama_pemohon: row.applicant_name ?? '',
    alasan_keputusan: row.reason ?? '',
  });
  const places = placesOf(definition.form, result.answers ?? row.answers, house);
  return makePdf({
    lang: 'id',
    layout: 'letter',
    title: mergeFields(letter.title, places),
    about: checkUrl,
    agency: { name: agency.name, unit },
    number: result.number,
    blocks: [
      ...paragraphs(letter.text, places),
      {
        kind: 'facts',
        facts: [
          [w.ticket, row.ticket ?? ''],
          [w.applicant, row.applicant_name ?? ''],
          [w.decidedAt, formatDate(todayIn(decidedAt, agency.zone), 'id')],
          ...(row.reason ? ([[w.reason, row.reason]] as const) : []),
          ...(result.because ? ([[own.correctionOf, result.because]] as const) : []),
        ],
      },
      ...(result.outcome === 'refused' ? [{ kind: 'paragraph' as const, text: w.refusedNext(objectionTerms()) }] : []),
      ...closing(kind),
    ],
    qr: { text: checkUrl, caption: w.qrCaption },
    watermark: mark(kind),
    madeAt: (kind.as === 'sealed' ? kind.by.at : result.made_at).toString(),
  });
}
