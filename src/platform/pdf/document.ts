import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { create } from 'qrcode';
import type { Lang } from '#platform/words';

export type PdfBlock =
  | { readonly kind: 'paragraph' | 'heading' | 'note'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'list'; readonly items: readonly string[] };

export type PdfDocument = {
  readonly lang: Lang;
  readonly layout: 'letter' | 'certificate';
  readonly title: string;
  /** The address that verifies it, also for who reads the file and not the page. */
  readonly about?: string | undefined;
  readonly subtitle?: string | undefined;
  readonly agency: { readonly name: string; readonly unit?: string | undefined };
  readonly number?: string | undefined;
  readonly blocks: readonly PdfBlock[];
  readonly qr?: { readonly text: string; readonly caption: string } | undefined;
  /** A strip at the foot: what this paper is not. */
  readonly watermark?: string | undefined;
  /** Instant of the act that the paper is about, so that the same paper has the same bytes. */
  readonly madeAt: string;
};

const deep = '#1f2855';
const red = '#ff1800';
const grey = '#525252';
type Doc = PDFKit.PDFDocument;

// A letter is read at the desk; a certificate fills its page and is read on a wall.
const letter = { align: 'left', top: 64, bottom: 72, agency: 11, title: 17, subtitle: 13, number: 10, heading: 13, text: 11, note: 9 } as const;
const certificate = { align: 'center', top: 68, bottom: 52, agency: 15, title: 36, subtitle: 16, number: 12, heading: 30, text: 15, note: 12 } as const;
type Style = typeof letter | typeof certificate;

// Embedded, since names are written in more letters than the built-in fonts have, and a paper must look the same everywhere.
const fonts = {
  plain: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  bold: '@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf',
} as const;
const { resolve } = createRequire(import.meta.url);

/** A paper as tagged PDF with its language and title; the same bytes for the same content. */
export function makePdf(content: PdfDocument): Promise<Uint8Array> {
  const wide = content.layout === 'certificate';
  const style = wide ? certificate : letter;
  const doc = new PDFDocument({
    size: 'A4',
    layout: wide ? 'landscape' : 'portrait',
    margins: { top: style.top, bottom: style.bottom, left: wide ? 90 : 72, right: wide ? 90 : 72 },
    lang: content.lang === 'id' ? 'id-ID' : 'en',
    tagged: true,
    displayTitle: true,
    info: {
      Title: content.title,
      ...(content.about ? { Subject: content.about } : {}),
      Author: content.agency.name,
      CreationDate: new Date(Temporal.Instant.from(content.madeAt).epochMilliseconds),
    },
  });
  for (const [name, file] of Object.entries(fonts)) doc.registerFont(name, resolve(file));
  const done = collect(doc);
  doc.on('pageAdded', () => frame(doc, content));
  frame(doc, content);
  head(doc, content, style);
  for (const block of content.blocks) drawBlock(doc, block, style);
  if (content.qr) drawQr(doc, content.qr, wide);
  doc.end();
  return done;
}

function collect(doc: Doc): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on('error', reject);
  });
}

// The woven edge of the house, and the strip at the foot: decoration, so outside the tagged text.
function frame(doc: Doc, content: PdfDocument): void {
  const { width, height } = doc.page;
  const { x, y } = doc;
  doc.markContent('Artifact', { type: 'Layout' });
  doc.rect(0, 0, width, 18).fill(deep);
  for (let at = 0; at < width; at += 12) doc.polygon([at, 24], [at + 6, 16], [at + 12, 24]).fill(red);
  if (content.layout === 'certificate')
    doc
      .rect(28, 36, width - 56, height - 64)
      .lineWidth(1.5)
      .stroke(deep);
  if (content.watermark) {
    doc.fillColor(grey).font('plain').fontSize(8);
    const across = doc.widthOfString(content.watermark);
    doc.text(content.watermark, (width - across) / 2, height - 24, { lineBreak: false });
  }
  doc.endMarkedContent();
  doc.x = x;
  doc.y = y;
}

function head(doc: Doc, content: PdfDocument, style: Style): void {
  const { align } = style;
  doc.fillColor(grey).font('bold').fontSize(style.agency).text(content.agency.name, { align });
  if (content.agency.unit) doc.font('plain').fontSize(10).text(content.agency.unit, { align });
  doc.moveDown(1.5).fillColor(deep).font('bold').fontSize(style.title).text(content.title, { align });
  if (content.subtitle) doc.moveDown(0.3).font('plain').fontSize(style.subtitle).fillColor('#1f1f1f').text(content.subtitle, { align });
  if (content.number) doc.moveDown(0.3).font('plain').fontSize(style.number).fillColor(grey).text(content.number, { align });
  doc.moveDown(1.2).fillColor('#1f1f1f').font('plain').fontSize(11);
}

function drawBlock(doc: Doc, block: PdfBlock, style: Style): void {
  const { align } = style;
  switch (block.kind) {
    case 'heading':
      // A long name with its titles still leaves room for the code below it.
      doc
        .font('bold')
        .fontSize(block.text.length > 36 ? Math.min(style.heading, 18) : style.heading)
        .fillColor(deep)
        .text(block.text, { align })
        .moveDown(0.4);
      break;
    case 'paragraph':
      doc.font('plain').fontSize(style.text).fillColor('#1f1f1f').text(block.text, { align, lineGap: 3 }).moveDown(0.8);
      break;
    case 'note':
      doc.font('plain').fontSize(style.note).fillColor(grey).text(block.text, { align }).moveDown(0.6);
      break;
    case 'facts':
      for (const [label, value] of block.facts) {
        doc.font('plain').fontSize(10).fillColor(grey).text(`${label}: `, { continued: true, align: 'left' }).fillColor('#1f1f1f').font('bold').text(value);
        doc.moveDown(0.25);
      }
      doc.moveDown(0.5);
      break;
    case 'list':
      doc
        .font('plain')
        .fontSize(11)
        .fillColor('#1f1f1f')
        .list([...block.items], { bulletRadius: 2 })
        .moveDown(0.6);
      break;
  }
}

function drawQr(doc: Doc, qr: { readonly text: string; readonly caption: string }, atFoot: boolean): void {
  const side = 92;
  if (doc.y + side + 8 > doc.page.height - doc.page.margins.bottom) doc.addPage();
  const { modules } = create(qr.text, { errorCorrectionLevel: 'M' });
  const cell = side / modules.size;
  const left = doc.page.margins.left;
  const top = atFoot ? Math.max(doc.y + 8, doc.page.height - doc.page.margins.bottom - side) : doc.y + 8;
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) if (modules.get(y, x)) doc.rect(left + x * cell, top + y * cell, cell, cell);
  }
  doc.fill('#000');
  doc
    .font('plain')
    .fontSize(8)
    .fillColor(grey)
    .text(`${qr.caption}\n${qr.text}`, left + side + 12, top + 4, { width: 330 });
}
