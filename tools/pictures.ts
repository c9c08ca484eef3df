import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launchBrowser, signIn } from '#test/chromium';
import { accountsOf } from '#test/product';

/** Takes the pictures of the README from a running demo: `node tools/pictures.ts --url http://localhost:3000 --data ./data`. */
const { values: options } = parseArgs({ options: { url: { type: 'string', default: 'http://localhost:3000' }, data: { type: 'string', default: './data' } } });
const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs/pictures');

type Picture = {
  readonly name: string;
  readonly role?: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly scheme?: 'dark';
};

const pictures: readonly Picture[] = [
  { name: 'front', path: '/', width: 1280, height: 900 },
  { name: 'service', path: '/layanan/uji-laboratorium-lingkungan', width: 1280, height: 900 },
  { name: 'service-phone', path: '/layanan/uji-laboratorium-lingkungan', width: 360, height: 760 },
  { name: 'front-phone', path: '/', width: 360, height: 760 },
  { name: 'worklist', role: 'officer', path: '/kerja', width: 1280, height: 760 },
  { name: 'learner', role: 'asn', path: '/belajar', width: 1280, height: 900 },
  { name: 'learner-phone', role: 'asn', path: '/belajar', width: 360, height: 760, scheme: 'dark' },
  { name: 'competence', role: 'asn', path: '/kompetensi', width: 1280, height: 900 },
  { name: 'head', role: 'head', path: '/kinerja/instansi', width: 1280, height: 1100 },
  { name: 'ledger', path: '/transparansi', width: 1280, height: 760 },
];

const browser = await launchBrowser();
const accounts = await accountsOf(options.data);
await mkdir(folder, { recursive: true });
for (const { name, role, path, width, height, scheme = 'light' } of pictures) {
  const context = await browser.newContext({ baseURL: options.url, viewport: { width, height }, colorScheme: scheme });
  const page = await context.newPage();
  const account = role === undefined ? undefined : accounts.get(role);
  if (account) await signIn(page, account);
  await page.goto(path);
  // The font is optional: it is there for who comes a second time.
  await page.waitForLoadState('networkidle');
  await page.reload({ waitUntil: 'networkidle' });
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
}
await browser.close();
