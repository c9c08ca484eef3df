export { errorSentences } from './errors.ts';
export { href, pathWords, readPath } from './paths.ts';
export type { Lang, Text } from './words.ts';
export { bilingual, formatBytes, formatNumber, formatPercent, langOf, textIn } from './words.ts';
