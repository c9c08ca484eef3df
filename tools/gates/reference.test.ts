import { expect, test } from 'vitest';
import type { SourceFile } from './gate.ts';
import { reference } from './reference.ts';

const folder = 'reference/instruments/skm/2017';
const edition = { verified: true, source: ['the regulation'], formula: { text: 'mean' } };
const sound: Readonly<Record<string, string>> = {
  [`${folder}/instrument.json`]: JSON.stringify(edition),
  [`${folder}/SOURCE.md`]: '# SKM\n\nmarked `verified: true`\n',
  [`${folder}/example.json`]: '{"vectors": []}',
  'reference/frameworks/own.json': JSON.stringify({ verified: false, note: 'the product has made it itself' }),
  'src/slices/standards/skm.ts': `import skm from '#${folder}/instrument.json' with { type: 'json' };`,
  'src/slices/standards/skm.test.ts': `import example from '#${folder}/example.json' with { type: 'json' };`,
};

function look(changes: Readonly<Record<string, string | undefined>> = {}): ReturnType<typeof reference.look> {
  const files = Object.entries({ ...sound, ...changes }).flatMap(([path, text]): readonly SourceFile[] => (text === undefined ? [] : [{ path, text }]));
  return reference.look(files);
}

test('editions with source, mark and a recomputed example are clean, and counted', () => {
  expect(look()).toEqual({ looked: 2, findings: [] });
});

test.each<readonly [string, Readonly<Record<string, string | undefined>>]>([
  ['does not say whether it was verified', { [`${folder}/instrument.json`]: JSON.stringify({ ...edition, verified: 'yes' }) }],
  ['names no source, and no note says why', { [`${folder}/instrument.json`]: JSON.stringify({ ...edition, source: [] }) }],
  ['names no source, and no note says why', { 'reference/frameworks/own.json': '{"verified": false}' }],
  ['is no JSON object', { 'reference/frameworks/own.json': '[' }],
  ['has no SOURCE.md that says what was verified', { [`${folder}/SOURCE.md`]: undefined }],
  ['has no SOURCE.md that says what was verified', { [`${folder}/SOURCE.md`]: '# SKM\n' }],
  ['has a formula in use and no example.json', { [`${folder}/example.json`]: undefined }],
  ['has an example that no test recomputes', { 'src/slices/standards/skm.test.ts': '' }],
])('a planted fault is found: %s', (message, changes) => {
  expect(look(changes).findings.map((finding) => finding.message)).toEqual([message]);
});

test('a formula that nothing uses yet needs no example', () => {
  expect(look({ 'src/slices/standards/skm.ts': '', [`${folder}/example.json`]: undefined }).findings).toEqual([]);
});
