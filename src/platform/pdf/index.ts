export { makePdf } from './document.ts';
