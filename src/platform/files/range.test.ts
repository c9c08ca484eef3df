import { expect, test } from 'vitest';
import { readRange } from './range.ts';

test.each([
  [undefined, 'whole'],
  ['bytes=0-', { start: 0, end: 999 }],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=500-699', { start: 500, end: 699 }],
  ['bytes=990-5000', { start: 990, end: 999 }],
  ['bytes=-100', { start: 900, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['bytes=1000-', 'not-satisfiable'],
  ['bytes=-0', 'not-satisfiable'],
  ['bytes=9-3', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
  ['items=0-1', 'whole'],
  ['bytes=abc-def', 'whole'],
  [`bytes=${'9'.repeat(100_000)}-`, 'whole'],
] as const)('of a thousand bytes, %s is answered with %o', (header, range) => {
  expect(readRange(header, 1000)).toEqual(range);
});
