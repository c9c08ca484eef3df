import { createCanvas, DOMMatrix, ImageData, Path2D } from '@napi-rs/canvas';
import jsqr from 'jsqr';

// What a browser has: the reader draws with these, and looks for them when it is loaded.
Object.assign(globalThis, { DOMMatrix, ImageData, Path2D });
const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');

export type Paper = {
  /** All text of all pages, in reading order. */
  readonly text: string;
  /** What the QR code on the first page says to a camera, if there is one. */
  readonly qr: string | undefined;
};

/** A PDF as its reader meets it: drawn, read, and scanned. */
export async function readPaper(bytes: Uint8Array): Promise<Paper> {
  const paper = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const texts: string[] = [];
  for (let number = 1; number <= paper.numPages; number += 1) {
    const { items } = await (await paper.getPage(number)).getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
  }
  const first = await paper.getPage(1);
  const viewport = first.getViewport({ scale: 2 });
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  await first.render({ canvas: canvas as unknown as HTMLCanvasElement, canvasContext: pen as unknown as CanvasRenderingContext2D, viewport }).promise;
  const seen = jsqr(new Uint8ClampedArray(pen.getImageData(0, 0, width, height).data), width, height);
  await paper.destroy();
  return { text: texts.join('\n'), qr: seen?.data };
}
