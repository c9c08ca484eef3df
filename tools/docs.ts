import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { staleFiles } from './stale.ts';

/** Writes docs/generated from what the code declares: `node tools/docs.ts`; with `--check` it only tells what is stale. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const outfile = join(root, 'dist/docs-texts.js');

// The routes come with their pages, which are TSX: bundled first, as the server is.
await build({
  absWorkingDir: root,
  entryPoints: ['tools/docs/texts.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node26',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
});
const { texts } = (await import(pathToFileURL(outfile).href)) as typeof import('./docs/texts.ts');
const pathOf = (name: string) => join(root, 'docs/generated', `${name}.md`);
const drawn = new Map(Object.entries(texts).map(([name, draw]) => [name, draw()]));
const stale = await staleFiles(drawn, (name) => readFile(pathOf(name), 'utf8').catch(() => undefined));
const check = process.argv.includes('--check');
if (!check) {
  for (const name of stale) {
    await mkdir(dirname(pathOf(name)), { recursive: true });
    await writeFile(pathOf(name), drawn.get(name) ?? '');
  }
}
process.stdout.write(
  stale.length === 0 ? `docs/generated: ${drawn.size} pages, fresh\n` : `docs/generated: ${check ? 'stale' : 'written'}: ${stale.join(', ')}\n`,
);
process.exit(check && (stale.length > 0 || drawn.size === 0) ? 1 : 0);
