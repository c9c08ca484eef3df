export { makePdf, type PdfBlock, type PdfDocument } from './document.ts';
