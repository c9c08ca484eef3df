export { hiddenOf } from './hidden.ts';
export { shownFrom } from './thresholds.ts';
