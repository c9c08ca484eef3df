export { shownFrom } from './thresholds.ts';
