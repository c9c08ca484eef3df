import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { JSDOM } from 'jsdom';
import { Secret, TOTP } from 'otpauth';
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
  [undefined, '/masuk', citizens],
  [undefined, '/aduan', citizens],
  [undefined, '/kinerja', citizens],
  [undefined, '/transparansi', citizens],
  ['citizen', '/permohonan', citizens],
  ['citizen', '/beranda', citizens],
  ['asn', '/beranda', staff],
  ['asn', '/belajar', staff],
  ['asn', '/belajar/kerja-digital-aman', staff],
  ['asn', '/kompetensi', staff],
  ['asn', '/asesmen', staff],
  ['asn', '/rencana', staff],
  ['officer', '/beranda', staff],
  ['officer', '/kerja', staff],
  ['officer', '/kerja?tampilan=done', staff],
  ['supervisor', '/rencana/unit', staff],
  ['head', '/kinerja/instansi', staff],
  ['head', '/beranda', staff],
  ['head', '/kompetensi/unit', staff],
  ['training-manager', '/kelola/soal', staff],
  ['admin', '/kelola/pegawai', staff],
];

async function signIn(role: string | undefined): Promise<Reader> {
  const visitor = reader(url);
  if (role === undefined) return visitor;
  const account = (await accountsOf(data)).get(role);
  if (!account) throw new Error(`no account for ${role}`);
  const { username, password, totp_secret: secret } = account;
  if (role === 'citizen') await visitor.send(await visitor.open('/masuk/warga/sandi'), /\/sandi$/, { email: username, password });
  else {
    const second = await visitor.send(await visitor.open('/masuk'), /\/masuk$/, { username, password });
    if (secret) await visitor.send(second, /\/dua-langkah$/, { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate() });
  }
  return visitor;
}

// Once a role: a code of the authenticator counts once.
const visitors = new Map<string | undefined, Promise<Reader>>();
function signedIn(role: string | undefined): Promise<Reader> {
  const visitor = visitors.get(role) ?? signIn(role);
  visitors.set(role, visitor);
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
  const answer = await fetch(new URL(path, url), { headers: { cookie: visitor.cookie(), 'accept-encoding': 'gzip' } });
  if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
  const html = await answer.text();
  const { document } = new JSDOM(html).window;
  const sum = async (selector: string, attribute: string) => {
    const found = Array.from(document.querySelectorAll(selector), (one) => one.getAttribute(attribute) ?? '');
    return (await Promise.all(found.map(sizeOf))).reduce((total, size) => total + size, 0);
  };
  return { html: Number(answer.headers.get('content-length')), css: await sum('link[rel=stylesheet]', 'href'), scripts: await sum('script[src]', 'src') };
}

const kilo = (bytes: number) => (bytes / 1000).toFixed(1);
const rows: string[] = [];
let over = 0;
async function row(role: string | undefined, path: string, budget: Budget, name = path): Promise<void> {
  const { html, css, scripts } = await weigh(await signedIn(role), path);
  const whole = html + css + scripts;
  const fits = whole <= budget.whole && scripts <= budget.scripts;
  if (!fits) over += 1;
  rows.push(
    `| ${name} | ${role ?? 'anonymous'} | ${kilo(html)} | ${kilo(css)} | ${kilo(scripts)} | ${kilo(whole)} | ${kilo(budget.whole)}, scripts ${kilo(budget.scripts)} | ${fits ? 'fits' : 'OVER'} |`,
  );
}
for (const [role, path, budget] of pages) await row(role, path, budget);
const applicant = await signedIn(undefined);
const step = await applicant.send(await applicant.open('/layanan/uji-laboratorium-lingkungan'), /\/mulai$/, {});
await row(undefined, step.path, citizens, 'a step of a form');
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
