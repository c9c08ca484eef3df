import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Gate } from './gate.ts';

/** A package that runs in production: `licence` is what it declares, '' when it declares none. */
export type ProductionPackage = { readonly path: string; readonly licence: string };
export type LicenceFacts = { readonly packages: readonly ProductionPackage[]; readonly lockfile: string };

/** OFL-1.1 is the licence of fonts: it binds the font, not what is written with it. */
const free = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'Python-2.0',
  'CC0-1.0',
  'OFL-1.1',
]);

export const licences: Gate<LicenceFacts> = {
  name: 'licences',
  look({ packages, lockfile }) {
    const findings: Finding[] = packages
      .filter((one) => !isFree(one.licence))
      .map((one) => ({ path: one.path, rule: 'licence', message: one.licence === '' ? 'declares no licence' : `is under ${one.licence}` }));
    if (/"resolved":\s*"http/.test(lockfile))
      findings.push({ path: 'package-lock.json', rule: 'resolved', message: 'names the host that a package came from' });
    return { looked: packages.length, findings };
  },
};

/** Of licences joined by OR one must be free, of those joined by AND each. */
export function isFree(licence: string): boolean {
  const plain = licence.replaceAll(/[()]/g, '').trim();
  return plain.split(/\s+OR\s+/).some((choice) => choice.split(/\s+AND\s+/).every((name) => free.has(name)));
}

/** The closure of the production dependencies, by the lockfile, each with the licence of its installed manifest. */
export function readLicenceFacts(root: string): LicenceFacts {
  const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const packages: ProductionPackage[] = [];
  for (const [path, locked] of entries(member(JSON.parse(lockfile), 'packages'))) {
    if (path === '' || member(locked, 'dev') === true) continue;
    const manifest = readManifest(join(root, path, 'package.json'));
    // An optional package for another system is not installed here: the lockfile then speaks for it.
    packages.push({ path, licence: licenceOf(manifest ?? locked) || licenceByText(readLicenceFile(join(root, path))) });
  }
  return { packages, lockfile };
}

function readManifest(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A package without a licence in its manifest may still carry the text of one. */
export function licenceByText(text: string): string {
  const words = text.replaceAll(/\s+/g, ' ');
  return words.includes('Permission is hereby granted, free of charge, to any person obtaining a copy') &&
    words.includes('The above copyright notice and this permission notice shall be included')
    ? 'MIT'
    : '';
}

function readLicenceFile(folder: string): string {
  const name = existsSync(folder) ? readdirSync(folder).find((one) => /^licen[cs]e(?:\.|$)/i.test(one)) : undefined;
  return name === undefined ? '' : readFileSync(join(folder, name), 'utf8');
}

/** Old manifests have an object, or a list of objects, instead of a name. */
function licenceOf(manifest: unknown): string {
  const licence = member(manifest, 'license');
  if (typeof licence === 'string') return licence;
  const list: unknown = member(manifest, 'licenses');
  const types: readonly unknown[] = (Array.isArray(list) ? list : [licence]).map((one: unknown) => member(one, 'type'));
  return types.filter((type) => typeof type === 'string').join(' OR ');
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
