import { expect, test } from 'vitest';
import { productOnly } from './product-only.ts';

function rules(text: string): readonly string[] {
  return productOnly.look([{ path: 'docs/guide.md', text }]).findings.map((finding) => finding.rule);
}

test.each(['home/ani', 'root/', 'work/main', 'tmp/bash_jobs'])('a path of one machine is found: %s', (path) => {
  expect(rules(`read /${path} first`)).toEqual(['machine-path']);
  expect(rules(`const a = '/${path}';`)).toEqual(['machine-path']);
  expect(rules(`file:///${path}`)).toEqual(['machine-path']);
});

test('a path outside the project is found', () => {
  expect(rules(['..', 'shared', 'design.md'].join('/'))).toEqual(['outside-path']);
});

test('the host of a registry is found, and so is a setting of one', () => {
  expect(rules(`https://${['registry', 'npmjs', 'org'].join('.')}/a`)).toEqual(['registry']);
  expect(rules('save-exact=true\nregistry=https://packages.example/\n')).toEqual(['registry']);
});

test('addresses of the product and paths inside it are clean, and counted', () => {
  const text = 'https://agency.example/home/news, ./work/file, /layanan/home, src/platform/work/index.ts, /tmp/upload';
  expect(productOnly.look([{ path: 'docs/guide.md', text }])).toEqual({ looked: 1, findings: [] });
});
