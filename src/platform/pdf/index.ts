export { makePdf, type PdfBlock } from './document.ts';
