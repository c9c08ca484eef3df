import { describe, expect, test } from 'vitest';
import type { Actor } from '#platform/access';
import { linkSecret, openHouse } from '#test/house';
import { testNow } from '#test/facts';
import { bytesReply, page } from './reply.ts';
import { type Route, route } from './route.ts';
import { isSigned, signPath } from './signed-link.ts';

const sri: Actor = { kind: 'staff', personId: 'p1', name: 'Sri', agencyId: 'a', unitIds: [], grants: [], secondFactor: true };
const html = new TextEncoder().encode('<script>alert(1)</script>');
const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/berkas/:id',
    origin: 'content',
    allow: 'public',
    handle: (ctx) => bytesReply(html, { mediaType: 'text/html', fileName: `${ctx.actor.kind}.html`, cacheControl: 'public, max-age=600' }),
  }),
  route({ method: 'GET', path: '/beranda', allow: 'signed-in', handle: (ctx) => page({ title: ctx.contentLink('/berkas/a1', 600), body: null }) }),
];
const link = (path = '/berkas/a1', seconds = 600) => signPath(linkSecret, path, testNow, seconds);

describe('the second origin', () => {
  test('answers a link that the first has signed', async () => {
    const site = await openHouse(routes, { sessions: { sri } });
    const content = await openHouse(routes, { origin: 'content' });
    const shown = /<title>(.*)<\/title>/.exec(await (await site.get('/beranda', { cookie: 'sesi=sri' })).text())?.[1] ?? '';
    expect(shown.startsWith('http://isi.contoh.id/berkas/a1?')).toBe(true);
    expect((await content.get(shown.slice('http://isi.contoh.id'.length))).status).toBe(200);
  });

  test('F8: gives what others made as a download, in a sandbox, sniffed by nobody, kept by no shared cache', async () => {
    const content = await openHouse(routes, { origin: 'content' });
    const answer = await content.get(link());
    expect(answer.headers.get('content-disposition')).toContain('attachment;');
    expect(answer.headers.get('content-security-policy')).toContain('; sandbox');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  });

  test('knows no session and sets no cookie', async () => {
    const content = await openHouse(routes, { origin: 'content', sessions: { sri } });
    const answer = await content.get(link(), { cookie: 'sesi=sri' });
    expect(answer.headers.get('content-disposition')).toContain('anonymous.html');
    expect(answer.headers.has('set-cookie')).toBe(false);
  });

  test('A2: has nothing at a link that was altered, stretched, ended, or never signed', async () => {
    const content = await openHouse(routes, { origin: 'content' });
    const good = link();
    const altered = [
      '/berkas/a1',
      good.replace('/a1?', '/a2?'),
      good.replace(/sampai=(\d+)/, (_all, until: string) => `sampai=${Number(until) + 1}`),
      good.replace(/tanda=./, (found) => (found.endsWith('A') ? 'tanda=B' : 'tanda=A')),
      good.replace(/tanda=.*/, 'tanda='),
      good.replace('sampai=', 'sampai=NaN&x='),
      good.replace('sampai=', 'sampai=9999999999&sampai='),
      `//isi.contoh.id${good}`,
      good.replace('/a1', '/a1%2f..%2fa1'),
      link('/berkas/a1', -1),
    ];
    for (const path of altered) expect([path, (await content.get(path)).status]).toEqual([path, 404]);
  });

  test('has no pages of the first, nor the first its files', async () => {
    const site = await openHouse(routes, { sessions: { sri } });
    const content = await openHouse(routes, { origin: 'content', sessions: { sri } });
    expect((await content.get('/beranda', { cookie: 'sesi=sri' })).status).toBe(404);
    expect((await content.get('/assets/app-1.css')).status).toBe(404);
    expect((await site.get(link())).status).toBe(404);
  });
});

test('a link is good to its last second, and with its own secret only', () => {
  const path = link('/berkas/a1', 60);
  expect(isSigned(linkSecret, path, testNow.add({ seconds: 60 }))).toBe(true);
  expect(isSigned(linkSecret, path, testNow.add({ milliseconds: 60_001 }))).toBe(false);
  expect(isSigned(new Uint8Array(32).fill(8), path, testNow)).toBe(false);
});
