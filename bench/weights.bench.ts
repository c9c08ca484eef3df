import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { JSDOM } from 'jsdom';
import { accountsOf } from '#test/product';
import { type Reader, reader } from '#test/reader';

/*
 * What a first visit to each page transfers (gzip; fonts and pictures aside), against the budgets of the interface:
 * `node bench/weights.bench.ts --url http://localhost:3000 --data ./data` on a running demo. Ends with 1 when one is over.
 */

const { values: options } = parseArgs({ options: { url: { type: 'string', default: 'http://localhost:3000' }, data: { type: 'string', default: './data' } } });
const { url, data } = options;

type Budget = { readonly name: string; readonly whole: number; readonly scripts: number };
const citizens: Budget = { name: 'citizen', whole: 40_000, scripts: 10_000 };
const staff: Budget = { name: 'staff, learner', whole: 90_000, scripts: 40_000 };

const pages: readonly (readonly [role: string | undefined, path: string, budget: Budget])[] = [
  [undefined, '/', citizens],
  [undefined, '/layanan', citizens],
  [undefined, '/layanan/uji-laboratorium-lingkungan', citizens],
  [undefined, '/lacak', citizens],
  [undefined, '/aduan', citizens],
  [undefined, '/kinerja', citizens],
  [undefined, '/transparansi', citizens],
  ['citizen', '/permohonan', citizens],
  ['asn', '/beranda', staff],
  ['asn', '/belajar', staff],
  ['asn', '/belajar/kerja-digital-aman', staff],
  ['asn', '/kompetensi', staff],
  ['asn', '/asesmen', staff],
  ['asn', '/rencana', staff],
  ['officer', '/kerja', staff],
  ['supervisor', '/rencana/unit', staff],
  ['head', '/kinerja/instansi', staff],
  ['head', '/kompetensi/unit', staff],
  ['admin', '/kelola/pegawai', staff],
];

async function signedIn(role: string | undefined): Promise<Reader> {
  const visitor = reader(url);
  if (role === undefined) return visitor;
  const account = (await accountsOf(data)).get(role);
  if (!account) throw new Error(`no account for ${role}`);
  if (role === 'citizen') await visitor.send(await visitor.open('/masuk/warga/sandi'), /\/sandi$/, { email: account.username, password: account.password });
  else await visitor.send(await visitor.open('/masuk'), /\/masuk$/, { username: account.username, password: account.password });
  return visitor;
}

const sizes = new Map<string, number>();
async function sizeOf(path: string): Promise<number> {
  const known = sizes.get(path);
  if (known !== undefined) return known;
  const size = gzipSync(Buffer.from(await (await fetch(new URL(path, url))).arrayBuffer()), { level: 9 }).length;
  sizes.set(path, size);
  return size;
}

type Weight = { readonly html: number; readonly css: number; readonly scripts: number };

async function weigh(visitor: Reader, path: string): Promise<Weight> {
  const answer = await fetch(new URL(path, url), { headers: { cookie: visitor.cookie() } });
  if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
  const html = await answer.text();
  const { document } = new JSDOM(html).window;
  const sum = async (selector: string, attribute: string) => {
    const found = Array.from(document.querySelectorAll(selector), (one) => one.getAttribute(attribute) ?? '');
    return (await Promise.all(found.map(sizeOf))).reduce((total, size) => total + size, 0);
  };
  return { html: gzipSync(html).length, css: await sum('link[rel=stylesheet]', 'href'), scripts: await sum('script[src]', 'src') };
}

const kilo = (bytes: number) => (bytes / 1000).toFixed(1);
const rows: string[] = [];
let over = 0;
for (const [role, path, budget] of pages) {
  const { html, css, scripts } = await weigh(await signedIn(role), path);
  const whole = html + css + scripts;
  const fits = whole <= budget.whole && scripts <= budget.scripts;
  if (!fits) over += 1;
  rows.push(
    `| ${path} | ${role ?? 'anonymous'} | ${kilo(html)} | ${kilo(css)} | ${kilo(scripts)} | ${kilo(whole)} | ${kilo(budget.whole)}, scripts ${kilo(budget.scripts)} | ${fits ? 'fits' : 'OVER'} |`,
  );
}
const text = [
  '# Weight of pages',
  '',
  'kB, gzip, first visit, without fonts and pictures.',
  '',
  '| page | who | HTML | CSS | scripts | whole | budget | |',
  '|---|---|---:|---:|---:|---:|---|---|',
  ...rows,
  '',
].join('\n');
await mkdir(join(import.meta.dirname, 'results'), { recursive: true });
await writeFile(join(import.meta.dirname, 'results/weights.md'), text);
process.stdout.write(text);
process.exitCode = over === 0 ? 0 : 1;
