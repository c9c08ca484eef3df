import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Finding, Gate } from './gate.ts';

/** What a browser loads: `entry` as the manifest names it, `bytes` packed by gzip. */
export type Weight = { readonly entry: string; readonly path: string; readonly bytes: number };

const kB = 1000;
const css_bytes = 14 * kB;
const citizens_bytes = 10 * kB;
const staff_bytes = 40 * kB;
/** Slices whose pages citizens open, on any line and any telephone. */
const citizens = new Set(['services', 'participation', 'portal', 'standards', 'measures']);

/** What verifies a whole log, as heavy as the ledger's own: on pages that nobody needs in order to be served. */
const verifiers = new Set(['services/recount']);

function budgetOf(entry: string): number | undefined {
  if (entry === 'css') return css_bytes;
  if (!entry.includes('/')) return undefined;
  if (verifiers.has(entry)) return staff_bytes;
  return citizens.has(entry.split('/')[0] ?? '') ? citizens_bytes : staff_bytes;
}

/** The stylesheet and each island against the budgets of the interface. */
export const weights: Gate<readonly Weight[]> = {
  name: 'weights',
  look(files) {
    const findings: Finding[] = [];
    for (const { entry, path, bytes } of files) {
      const budget = budgetOf(entry);
      if (budget !== undefined && bytes > budget) findings.push({ path, rule: 'weight', message: `${entry} weighs ${bytes} bytes, at most ${budget}` });
    }
    if (files.length > 0 && !files.some(({ entry }) => entry === 'css'))
      findings.push({ path: 'dist/manifest.json', rule: 'weight', message: 'names no stylesheet' });
    return { looked: files.filter(({ entry }) => budgetOf(entry) !== undefined).length, findings };
  },
};

/** The built files; built first when nothing has been. */
export function readWeights(root: string): readonly Weight[] {
  const manifest = join(root, 'dist/manifest.json');
  if (!existsSync(manifest)) execFileSync(process.execPath, [join(root, 'tools/build.ts')], { cwd: root, stdio: 'inherit' });
  const entries = Object.entries(JSON.parse(readFileSync(manifest, 'utf8')) as Readonly<Record<string, string>>);
  return entries.map(([entry, file]) => {
    const path = `dist/assets/${file}`;
    return { entry, path, bytes: gzipSync(readFileSync(join(root, path)), { level: 9 }).length };
  });
}
