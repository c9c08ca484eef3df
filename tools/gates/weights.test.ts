import { expect, test } from 'vitest';
import { type Weight, weights } from './weights.ts';

function look(...files: readonly (readonly [entry: string, bytes: number])[]): ReturnType<typeof weights.look> {
  return weights.look(files.map(([entry, bytes]): Weight => ({ entry, path: `dist/assets/${entry}`, bytes })));
}

test('what weighs as much as it may is clean, and counted', () => {
  expect(look(['css', 14_000], ['services/keep-draft', 10_000], ['learning/watch', 40_000], ['icon', 900_000])).toEqual({ looked: 3, findings: [] });
  expect(look().looked).toBe(0);
});

test.each([
  ['css', 14_001, 'css weighs 14001 bytes, at most 14000'],
  ['services/keep-draft', 10_001, 'services/keep-draft weighs 10001 bytes, at most 10000'],
  ['services/recount', 40_001, 'services/recount weighs 40001 bytes, at most 40000'],
  ['learning/watch', 40_001, 'learning/watch weighs 40001 bytes, at most 40000'],
])('%s with one byte more is found', (entry, bytes, message) => {
  expect(look(['css', 1], [entry, bytes]).findings.map((finding) => finding.message)).toEqual([message]);
});

test('a build without a stylesheet is found', () => {
  expect(look(['services/keep-draft', 1]).findings.map((finding) => finding.message)).toEqual(['names no stylesheet']);
});
