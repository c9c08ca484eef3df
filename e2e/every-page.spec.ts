import { readdir } from 'node:fs/promises';
import { JSDOM } from 'jsdom';
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
  '/kelola': 'administrator-sets-up',
  '/kelola/layanan/terbit/:slug/banding': 'service-manager-publishes',
  '/kelola/layanan/:draft/alur/:step': 'service-manager-builds',
  '/kelola/layanan/:draft/formulir/isian/:path': 'service-manager-builds',
  '/kelola/layanan/:draft/formulir/halaman/:no': 'service-manager-builds',
  '/kelola/layanan/:draft/formulir/pratinjau': 'service-manager-builds',
  '/kelola/tenggat/:id': 'administrator-keeps-the-calendar',
  '/kelola/impor/:id': 'administrator-sets-up',
  '/kelola/impor/:id/masalah': 'administrator-sets-up',
  '/masuk/dua-langkah': 'staff-second-factor',
  '/akun/dua-langkah': 'staff-second-factor',
  '/masuk/warga/kode': 'citizen-signs-in',
  '/akun/surel/kode': 'citizen-signs-in',
  '/permohonan/:id/periksa': 'citizen-is-served',
  '/permohonan/:id/tanda-terima': 'citizen-is-served',
  '/kerja/:id/hasil.pdf': 'citizen-is-served',
  '/verifikasi/hasil/:code': 'citizen-is-served',
  '/janji': 'citizen-books-an-appointment',
  '/janji/:id': 'citizen-books-an-appointment',
  '/janji/:id/kalender.ics': 'citizen-books-an-appointment',
  '/loket/nomor/:token': 'clerk-serves-a-walk-in',
  '/kerja/loket/tanda-terima/:id': 'clerk-serves-a-walk-in',
  '/kerja/:id/betulkan': 'official-signs',
  '/kerja/:id/perbaikan.pdf': 'citizen-objects',
  '/permohonan/:id/keberatan': 'citizen-objects',
  '/kerja/keberatan/:id': 'citizen-objects',
  '/kelola/layanan/:draft/surat/:key/pratinjau.pdf': 'citizen-objects',
  '/asesmen/tes/:id/soal/:n': 'asn-takes-a-test',
  '/asesmen/tes/:id/selesai': 'asn-takes-a-test',
  '/aduan/tanda-terima': 'citizen-complains',
  '/verifikasi/sertifikat/:code': 'the-loop',
  '/belajar/:slug/kegiatan/:id/takarir.vtt': 'the-loop',
  '/kerja/:id/undi': 'stranger-recounts',
  '/kerja/:id/undian/:label': 'stranger-recounts',
  '/survei': 'the-loop',
  '/survei/terima-kasih': 'the-loop',
};

const patterns = routes.map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\/:[^/]+/g, '/[^/]+').replace(/\*$/, '.*')}$`) }));

/** The route behind an address; one without parameters wins. */
function routeOf(address: string): string | undefined {
  const { path } = readPath(address.split(/[?#]/)[0] ?? '');
  return patterns.toSorted((a, b) => a.path.split(':').length - b.path.split(':').length).find(({ pattern }) => pattern.test(path))?.path;
}

function linksIn(html: string): readonly string[] {
  const { document } = new JSDOM(html).window;
  const hrefs = Array.from(document.querySelectorAll('a[href^="/"]'), (link) => link.getAttribute('href')?.split('#')[0] ?? '');
  return hrefs.filter((href) => href !== '' && !href.startsWith('/en'));
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

/** So many pages of a kind are opened: one draft has other ways on than one decided case. */
const mostOfAKind = 8;

/** Follows links from the start; of each kind one page is looked at, unless somebody has looked at it before. */
async function walk(role: string): Promise<{ readonly looked: number; readonly faults: readonly string[] }> {
  const { page, context, faults: console } = role === 'anonymous' ? await demo.visitor() : await demo.signedIn(role);
  const queue = role === 'anonymous' ? ['/', '/masuk', '/masuk/warga', '/komponen'] : ['/beranda', '/akun'];
  const queued = new Set(queue);
  const visits = new Map<string, number>();
  const faults: string[] = [];
  let looked = 0;
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const route = routeOf(address);
    if (route === undefined) {
      faults.push(`${address} is linked and is no route`);
      continue;
    }
    const before = visits.get(route) ?? 0;
    if (before === mostOfAKind) continue;
    visits.set(route, before + 1);
    const answer = await context.request.get(address, { maxRedirects: 0 });
    if (answer.status() === 303) {
      seen.add(route);
      continue;
    }
    if (answer.status() !== 200) faults.push(`${role}: ${address} answers ${answer.status()}`);
    if ((answer.headers()['content-type'] ?? '').startsWith('text/html')) {
      for (const link of linksIn(await answer.text())) {
        if (queued.has(link)) continue;
        queued.add(link);
        queue.push(link);
      }
      if (!seen.has(route)) {
        await page.goto(address);
        faults.push(...(await look(page, address)));
      }
    }
    seen.add(route);
    looked += 1;
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
    const missed = routes.filter((path) => !seen.has(path) && !(path in elsewhere) && !/^\/(ledger|healthz|readyz|metrics|api)/.test(path));
    expect(missed).toEqual([]);
    const journeys = await readdir(import.meta.dirname);
    expect(Object.values(elsewhere).filter((name) => !journeys.includes(`${name}.spec.ts`))).toEqual([]);
  });
});
