import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
};

async function server(entry: string, name: string): Promise<void> {
  if (!existsSync(join(root, entry))) return;
  await build({ ...common, entryPoints: [entry], outfile: join(dist, name), platform: 'node', target: 'node26', packages: 'external', sourcemap: true });
}

/** `src/slices/services/islands/autosave.ts` is the island `services/autosave`; a part's island takes the slice's name too. */
export function islandName(path: string): string {
  const [, , slice = ''] = path.split('/');
  return `${slice}/${basename(path).replace(/\.tsx?$/, '')}`;
}

async function islandFiles(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const path of glob(['src/slices/*/islands/*.{ts,tsx}', 'src/slices/*/*/islands/*.{ts,tsx}'], { cwd: root })) {
    if (!path.includes('.test.')) found.push(path);
  }
  return found.sort();
}

async function hashed(name: string, extension: string, bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const file = `${name.replaceAll('/', '-')}-${hash}.${extension}`;
  await writeFile(join(dist, 'assets', file), bytes);
  return file;
}

/** The sheet, and beside it the font that it names. */
async function stylesheet(): Promise<string> {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ['src/platform/ui/css/index.css'],
    outdir: join(dist, 'assets'),
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    publicPath: '/assets',
    minify: true,
    write: false,
  });
  let sheet = '';
  for (const { path, contents } of outputFiles ?? []) {
    if (path.endsWith('.css')) sheet = await hashed('app', 'css', contents);
    else await writeFile(path, contents);
  }
  return sheet;
}

/** Our schemas leave formats to our own checks, on the server too: the library's twenty of them need not travel. */
const withoutFormats: Plugin = {
  name: 'without-formats',
  setup(building) {
    building.onLoad({ filter: /@cfworker\/json-schema\/dist\/esm\/format\.js$/ }, () => ({ contents: 'export const format = {};' }));
  },
};

async function browser(): Promise<Record<string, string>> {
  const manifest: Record<string, string> = {};
  for (const path of await islandFiles()) {
    const { outputFiles } = await build({
      ...common,
      entryPoints: [path],
      // Two islands of one page share no names.
      format: 'iife',
      platform: 'browser',
      target: ['chrome80', 'firefox78', 'safari14'],
      supported: { destructuring: true },
      plugins: [withoutFormats],
      minify: true,
      write: false,
    });
    const bytes = outputFiles?.[0]?.contents;
    if (bytes) manifest[islandName(path)] = await hashed(islandName(path), 'js', bytes);
  }
  manifest['css'] = await stylesheet();
  manifest['icon'] = await hashed('mark', 'svg', await readFile(join(root, 'src/platform/ui/mark.svg')));
  return manifest;
}

await rm(join(dist, 'assets'), { recursive: true, force: true });
await mkdir(join(dist, 'assets'), { recursive: true });
await server('src/app/main.ts', 'server.js');
for (const program of ['verify', 'monitor']) await server(`src/slices/ledger/programs/${program}.ts`, `${program}.js`);
await server('src/slices/services/fairness/recount-cli.ts', 'recount.js');
const manifest = await browser();
await writeFile(join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
