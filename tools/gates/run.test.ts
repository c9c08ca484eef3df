import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFiles } from './read-files.ts';
import { runGates, settle } from './run.ts';

const root = join(import.meta.dirname, '..', '..');

test('a gate that looked at nothing has failed', async () => {
  expect(await settle('empty', () => ({ looked: 0, findings: [] }))).toMatchObject({ ok: false, lines: ['FAIL empty: looked at nothing'] });
});

test('a gate that breaks has failed', async () => {
  const broken = await settle('broken', () => {
    throw new Error('no lockfile');
  });
  expect(broken).toEqual({ name: 'broken', ok: false, lines: ['FAIL broken: no lockfile'] });
});

test('a finding fails its gate and is printed with its place', async () => {
  const result = await settle('one', () => ({ looked: 1, findings: [{ path: 'src/a.ts', rule: 'any', line: 3, message: 'a type' }] }));
  expect(result.ok).toBe(false);
  expect(result.lines[1]).toContain('src/a.ts:3 [any] a type');
});

test('a gate that looked and found nothing passes', async () => {
  expect(await settle('clean', () => ({ looked: 2, findings: [] }))).toMatchObject({ ok: true });
});

test('the files of the project are read: tracked, new, and none that git ignores', () => {
  const files = readFiles(root);
  expect(files.find((file) => file.path === 'package.json')?.text).toContain('"smart-asn"');
  expect(files.some((file) => file.path === 'tools/gates/run.ts')).toBe(true);
  expect(files.some((file) => file.path.startsWith('node_modules/'))).toBe(false);
});

test('every gate looks at something in the project itself', async () => {
  const results = await runGates(root);
  expect(results.map((result) => result.name)).toEqual(['boundaries', 'shape', 'words', 'reference', 'weights', 'licences', 'product-only']);
  for (const result of results) expect(result.lines[0]).toMatch(/looked at [1-9]/);
});
