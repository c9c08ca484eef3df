import { expect, test } from 'vitest';
import { isFree, licenceByText, licences } from './licences.ts';

const lockfile = '{ "packages": { "node_modules/a": { "version": "1.0.0" } } }';

test('free licences and a lockfile without hosts are clean', () => {
  expect(licences.look({ packages: [{ path: 'node_modules/a', licence: 'MIT' }], lockfile })).toEqual({ looked: 1, findings: [] });
});

test.each([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  '0BSD',
  'Apache-2.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'Python-2.0',
  'CC0-1.0',
  '(MIT OR GPL-3.0)',
  '(MIT AND ISC)',
])('%s is free', (licence) => {
  expect(isFree(licence)).toBe(true);
});

test.each(['', 'GPL-3.0', 'AGPL-3.0-only', 'UNLICENSED', 'SEE LICENSE IN LICENSE', '(MIT AND GPL-3.0)', 'BUSL-1.1'])(
  'a package under "%s" is a finding',
  (licence) => {
    const { findings } = licences.look({ packages: [{ path: 'node_modules/a', licence }], lockfile });
    expect(findings).toEqual([expect.objectContaining({ path: 'node_modules/a', rule: 'licence' })]);
  },
);

test('a lockfile that names a host is a finding', () => {
  const { findings } = licences.look({ packages: [{ path: 'node_modules/a', licence: 'MIT' }], lockfile: '{ "resolved": "https://packages.example/a.tgz" }' });
  expect(findings).toEqual([expect.objectContaining({ rule: 'resolved' })]);
});

test('nothing to look at is counted as nothing', () => {
  expect(licences.look({ packages: [], lockfile }).looked).toBe(0);
});

test('a package without a licence in its manifest may carry the text of the MIT licence', () => {
  const grant = 'Permission is hereby granted, free of charge, to any person\nobtaining a copy of this …';
  expect(licenceByText(`${grant}\nThe above copyright notice and this permission notice shall be included in all copies`)).toBe('MIT');
  expect(licenceByText('All rights reserved.')).toBe('');
});
