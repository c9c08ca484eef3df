import { JSDOM } from 'jsdom';
import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import type { Actor } from '#platform/access';
import type { WebCtx } from '#platform/http';
import { page } from '#platform/http';
import { allProblems } from '#platform/problem';
import { href } from '#platform/words';
import { testAgency, testNow } from '#test/facts';
import { nextSentence } from './frame-words.ts';
import { makeFrame } from './frame.tsx';

const frame = makeFrame({ find: () => undefined, hrefOf: (entry) => `/assets/${entry}` }, () => true);

function ctxOf(lang: 'id' | 'en', path: string, actor: Actor = { kind: 'anonymous' }): WebCtx {
  return { lang, path, linkPath: path, actor, agency: testAgency, zone: testAgency.zone, now: testNow, href: (to: string) => href(lang, to) } as WebCtx;
}

function documentOf(html: string): Document {
  return new JSDOM(html, { runScripts: 'outside-only' }).window.document;
}

async function faultsOf(html: string): Promise<readonly string[]> {
  const { window } = new JSDOM(html, { runScripts: 'outside-only' });
  window.eval(axe.source);
  const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(window.document.documentElement, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return violations.map(({ id }) => id);
}

describe('the frame', () => {
  test.each(['id', 'en'] as const)('in %s has one main part, a way past the head, and nothing that axe finds', async (lang) => {
    const answer = page({ title: 'Layanan', body: <h1>Layanan</h1> });
    if (answer.type !== 'page') throw new Error('a page');
    const html = frame.renderPage(ctxOf(lang, '/layanan?q=a'), answer, { kind: 'good', text: 'Tersimpan' });
    const seen = documentOf(html);
    expect(seen.documentElement.lang).toBe(lang);
    expect(seen.querySelectorAll('main')).toHaveLength(1);
    expect(seen.querySelector('a.skip')?.getAttribute('href')).toBe(`#${seen.querySelector('main')?.id ?? ''}`);
    expect(seen.querySelector('[role=status]')?.textContent).toContain('Tersimpan');
    expect(await faultsOf(html)).toEqual([]);
  });

  test.each(['//lain.contoh/x', '/\\lain.contoh/x', '/\t/lain.contoh/x', '///lain.contoh'])('A13: at %j its links lead to no other site', (path) => {
    const html = frame.renderProblem(ctxOf('id', path), { status: 404, code: 'platform.notFound', sentence: 'Tidak ada', reference: 'r' });
    const { document } = new JSDOM(html, { url: 'https://situs.contoh/' }).window;
    const hosts = new Set(Array.from(document.querySelectorAll('a'), (link) => link.host));
    expect(Array.from(hosts)).toEqual(['situs.contoh']);
  });

  test('leads to the same page in the other language, with its query', () => {
    const answer = page({ title: 'Layanan', body: <h1>Layanan</h1> });
    if (answer.type !== 'page') throw new Error('a page');
    const links = (lang: 'id' | 'en') =>
      Array.from(documentOf(frame.renderPage(ctxOf(lang, '/layanan?q=a'), answer, undefined)).querySelectorAll('a[hreflang]'), (link) => [
        link.getAttribute('hreflang'),
        link.getAttribute('href'),
      ]);
    for (const lang of ['id', 'en'] as const) {
      expect(links(lang)).toEqual([
        ['id', '/layanan?q=a'],
        ['en', '/en/services?q=a'],
      ]);
    }
  });

  test('offers no other language where the page is shown only once', () => {
    const answer = page({ title: 'Kode pemulihan', once: true, body: <h1>Kode pemulihan</h1> });
    if (answer.type !== 'page') throw new Error('a page');
    const seen = documentOf(frame.renderPage(ctxOf('id', '/akun/dua-langkah'), answer, undefined));
    expect(seen.querySelectorAll('[hreflang]')).toHaveLength(0);
    expect(seen.querySelectorAll('.identity nav a')).toHaveLength(1);
  });

  test('F15: shows what people typed as text, wherever it stands', () => {
    const bad = '<img src=x onerror=alert(1)>"\'';
    const answer = page({ title: bad, description: bad, body: <p>{bad}</p> });
    if (answer.type !== 'page') throw new Error('a page');
    const actor: Actor = { kind: 'citizen', citizenId: 'c', name: bad, email: 'a@contoh.id' };
    const seen = documentOf(
      frame.renderPage({ ...ctxOf('id', `/layanan?q=${encodeURIComponent(bad)}`, actor), agency: { ...testAgency, name: bad, shortName: bad } }, answer, {
        kind: 'bad',
        text: bad,
      }),
    );
    expect(seen.querySelectorAll('img, script:not([src]), [onerror], style')).toHaveLength(0);
    expect(seen.title).toContain(bad);
  });
});

describe('a problem page', () => {
  const statuses = Array.from(new Set(Array.from(allProblems().values(), ({ status }) => status))).toSorted((a, b) => a - b);

  test.each(statuses)('for %i says what happened, what to do next and by which reference to ask', async (status) => {
    const html = frame.renderProblem(ctxOf('id', '/x'), {
      status,
      code: 'a.b',
      sentence: 'Ada yang tidak dapat.',
      reference: 'rujukan-1',
      retryAfter_s: status >= 500 ? 3 : undefined,
    });
    const seen = documentOf(html);
    expect(seen.querySelector('h1')?.textContent).toBe('Ada yang tidak dapat.');
    expect(seen.querySelector('main')?.textContent).toContain('rujukan-1');
    expect(seen.querySelector('main')?.textContent).toContain(nextSentence('id', status));
    expect(nextSentence('id', status)).not.toBe('');
    expect(nextSentence('en', status)).not.toBe(nextSentence('id', status));
    expect(seen.querySelector('meta[name=robots]')?.getAttribute('content')).toContain('noindex');
    expect(await faultsOf(html)).toEqual([]);
  });

  test('too large is not answered as an address that is wrong', () => {
    expect(nextSentence('id', 413)).not.toBe(nextSentence('id', 404));
    expect(nextSentence('id', 418)).toBe(nextSentence('id', 400));
    expect(nextSentence('id', 503)).toBe(nextSentence('id', 500));
  });
});
