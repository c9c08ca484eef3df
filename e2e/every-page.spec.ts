import { readdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readPath } from '#platform/words';
import { faultsOf, journey } from '#test/browser';
import { allRoutes } from '../src/app/slices.ts';

const demo = journey();

const routes = allRoutes({ provider: undefined, isDemo: () => true, isEmpty: () => false, onSetUp: () => Promise.resolve() })
  .filter((route) => route.method === 'GET' && route.origin !== 'content')
  .map((route) => route.path);

/** Pages that no link of the demo leads to, by the journey that walks them. */
const elsewhere: Readonly<Record<string, string>> = {
  '/siapkan': 'administrator-sets-up',
  '/kelola/impor/:id': 'administrator-sets-up',
  '/kelola/impor/:id/masalah': 'administrator-sets-up',
  '/masuk/dua-langkah': 'staff-second-factor',
  '/akun/dua-langkah': 'staff-second-factor',
  '/permohonan/:id/langkah/:n': 'citizen-is-served',
  '/permohonan/:id/periksa': 'citizen-is-served',
  '/permohonan/:id/perbaikan': 'citizen-is-served',
  '/permohonan/:id/tanda-terima': 'citizen-is-served',
  '/permohonan/:id/tanda-terima.json': 'citizen-is-served',
  '/permohonan/:id/hasil.pdf': 'citizen-is-served',
  '/permohonan/:id': 'citizen-is-served',
  '/verifikasi/hasil/:code': 'citizen-is-served',
  '/verifikasi/sertifikat/:code': 'the-loop',
  '/belajar/:slug/kegiatan/:id/takarir.vtt': 'the-loop',
  '/survei/:token': 'the-loop',
  '/survei/terima-kasih': 'the-loop',
};

/** Waiting for a journey: each has tests of its own, and none in a browser. */
const waiting = new Set([
  '/masuk/warga/kode',
  '/akun/surel/kode',
  '/asesmen/tes/:id/soal/:n',
  '/asesmen/tes/:id/selesai',
  '/aduan/tanda-terima',
  '/aduan/nomor/:ticket',
  '/aduan/nomor/:ticket/tanda-terima.json',
  '/kelola/kursus/:slug/modul/baru',
  '/kerja/:id/hasil.pdf',
  '/kerja/:id/berkas/:file',
  '/permohonan/:id/tanda-terima.pdf',
  '/survei',
  '/verifikasi/hasil',
  '/verifikasi/sertifikat',
  '/kelola',
]);

const patterns = routes.map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\/:[^/]+/g, '/[^/]+').replace(/\*$/, '.*')}$`) }));

/** The route behind an address; one without parameters wins. */
function routeOf(address: string): string | undefined {
  const { path } = readPath(address.split(/[?#]/)[0] ?? '');
  return patterns.toSorted((a, b) => a.path.split(':').length - b.path.split(':').length).find(({ pattern }) => pattern.test(path))?.path;
}

async function linksOn(page: Page): Promise<readonly string[]> {
  const hrefs = await page.locator('a[href^="/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  return Array.from(new Set(hrefs.map((href) => href.split('#')[0] ?? '').filter((href) => href !== '' && !href.startsWith('/en'))));
}

/** What a reader of this page would meet: both languages, both schemes, at 360 px. */
async function look(page: Page, address: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const lang of ['id', 'en'] as const) {
    if (lang === 'en') {
      const english = await page.locator('link[rel=alternate][hreflang=en]').getAttribute('href');
      if (english === null) return [...faults, `${address} has no English`];
      const answer = await page.goto(english);
      if (answer?.status() !== 200) faults.push(`${english} answers ${answer?.status()}`);
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      faults.push(...(await faultsOf(page)).map((fault) => `${lang} ${colorScheme} ${fault}`));
    }
    if ((await page.locator('h1').count()) !== 1) faults.push(`${lang} ${address} has not one h1`);
    if ((await page.locator('html').getAttribute('lang')) !== lang) faults.push(`${lang} ${address} says another language`);
  }
  return faults;
}

/** Kinds of page that somebody has looked at. */
const seen = new Set<string>();

/** Follows links from the start, one page of each kind; only what nobody has looked at before is looked at. */
async function walk(role: string): Promise<{ readonly looked: number; readonly faults: readonly string[] }> {
  const { page, context, faults: console } = role === 'anonymous' ? await demo.visitor() : await demo.signedIn(role);
  const queue = role === 'anonymous' ? ['/', '/masuk', '/masuk/warga', '/komponen'] : ['/beranda', '/akun'];
  const queued = new Set(queue);
  const visited = new Set<string>();
  const faults: string[] = [];
  let looked = 0;
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const route = routeOf(address);
    if (route === undefined) {
      faults.push(`${address} is linked and is no route`);
      continue;
    }
    if (visited.has(route)) continue;
    const answer = await context.request.get(address, { maxRedirects: 0 });
    const isNew = !seen.has(route);
    visited.add(route);
    seen.add(route);
    if (answer.status() === 303) continue;
    if (answer.status() !== 200) faults.push(`${role}: ${address} answers ${answer.status()}`);
    looked += 1;
    if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    await page.goto(address);
    for (const link of await linksOn(page)) {
      if (queued.has(link)) continue;
      queued.add(link);
      queue.push(link);
    }
    if (isNew) faults.push(...(await look(page, address)));
  }
  await context.close();
  return { looked, faults: [...faults, ...console] };
}

describe('every page', () => {
  test.each(['anonymous', 'citizen', 'asn', 'officer', 'supervisor', 'trainer', 'training-manager', 'service-manager', 'head', 'inspector', 'admin'])(
    'that %s can reach is whole: both languages, both schemes, 360 px, no fault of axe, nothing in the console',
    async (role) => {
      const { looked, faults } = await walk(role);
      expect(faults).toEqual([]);
      expect(looked).toBeGreaterThan(0);
    },
  );

  test('was reached, or a journey of its own walks it', async () => {
    const missed = routes.filter(
      (path) => !seen.has(path) && !(path in elsewhere) && !waiting.has(path) && !/^\/(ledger|healthz|readyz|metrics|api)/.test(path),
    );
    expect(missed).toEqual([]);
    const journeys = await readdir(import.meta.dirname);
    expect(Object.values(elsewhere).filter((name) => !journeys.includes(`${name}.spec.ts`))).toEqual([]);
  });
});
