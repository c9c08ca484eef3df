import type { Route } from '#platform/http';

/** The line: a slice calls only to its left. A test of the house reads it from here. */
export const line = [
  'ledger',
  'directory',
  'standards',
  'records',
  'assessment',
  'learning',
  'websites',
  'services',
  'participation',
  'competency',
  'measures',
  'planning',
  'portal',
] as const;

export const routes: readonly Route[] = [];
