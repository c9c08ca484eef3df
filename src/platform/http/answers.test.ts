import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Actor } from '#platform/access';
import { Problem, problems } from '#platform/problem';
import { Refused } from '#platform/result';
import { openHouse } from '#test/house';
import { pageCache } from './anonymous-cache.ts';
import { bytesReply, csvReply, jsonReply, page, redirect, textReply } from './reply.ts';
import { type Route, route } from './route.ts';

const sri: Actor = { kind: 'staff', personId: 'p1', name: 'Sri', agencyId: 'a', unitIds: [], grants: [], secondFactor: true };
const budi: Actor = { kind: 'citizen', citizenId: 'c1', name: 'Budi', email: 'budi@contoh.id' };
const sessions = { sri, budi };

function fails(path: string, make: () => Error): Route {
  return route({ method: 'GET', path, allow: 'public', handle: () => Promise.reject(make()) });
}

const failures: readonly (readonly [string, number, () => Error])[] = [
  ['/tiada-data', 404, () => problems.notFound()],
  ['/terlarang', 403, () => problems.forbidden()],
  ['/bentrok', 409, () => problems.conflict()],
  ['/ditolak', 409, () => new Refused({ code: 'already-closed' })],
  ['/tiada-lagi', 409, () => Object.assign(new Error('insert or update violates foreign key constraint'), { code: '23503' })],
  ['/besar', 413, () => problems.tooLarge()],
  ['/jenis', 415, () => problems.unsupported()],
  ['/isian', 422, () => problems.invalidInput()],
  ['/sering', 429, () => problems.tooMany(7)],
  ['/rusak', 500, () => new Error('secret of the inside')],
  ['/penuh', 503, () => Object.assign(new Error('no space'), { code: 'ENOSPC' })],
  ['/tutup', 503, () => problems.unavailable(3)],
];

let turn = 0;
const routes: readonly Route[] = [
  ...failures.map(([path, , make]) => fails(path, make)),
  route({
    method: 'GET',
    path: '/layanan',
    allow: 'public',
    cache_s: 60,
    handle: (ctx) => page({ title: `Giliran ${(turn += 1)} ${ctx.lang} ${ctx.actor.kind}`, body: null }),
  }),
  route({ method: 'GET', path: '/beranda', allow: 'signed-in', cache_s: 60, handle: (ctx) => page({ title: `Beranda ${ctx.actor.kind}`, body: null }) }),
  route({
    method: 'GET',
    path: '/unduh',
    allow: 'signed-in',
    handle: () => csvReply('data.csv', ['nama'], [['=1+1'], ['-5'], ['"a";b'], ['@x'], ['\tx'], ['a;=1+1'], ['a\n +2'], ['Rp -5; x']]),
  }),
  route({ method: 'GET', path: '/boros', allow: 'signed-in', handle: () => jsonReply({ mine: true }, { cacheControl: 'public, max-age=600' }) }),
  route({ method: 'GET', path: '/boros-berkas', allow: 'signed-in', handle: () => textReply('mine', { cacheControl: 'public, max-age=600' }) }),
  route({ method: 'GET', path: '/teks', allow: 'public', handle: () => textReply('kata '.repeat(1000)) }),
  route({ method: 'GET', path: '/pendek', allow: 'public', handle: () => textReply('kata') }),
  route({ method: 'GET', path: '/citra', allow: 'public', handle: () => bytesReply(new Uint8Array(5000), { mediaType: 'image/png', inline: true }) }),
  route({
    method: 'GET',
    path: '/nama',
    allow: 'public',
    input: z.object({ n: z.string() }),
    handle: (_ctx, { n }) => bytesReply(new Uint8Array([1]), { mediaType: 'application/pdf', fileName: n }),
  }),
  route({ method: 'GET', path: '/api/tanpa-izin', allow: 'services.work', handle: () => jsonReply({}) }),
  route({ method: 'GET', path: '/kabar', allow: 'public', handle: () => redirect('/layanan', { kind: 'good', text: 'Sudah <b>tersimpan</b>' }) }),
  route({
    method: 'POST',
    path: '/formulir',
    allow: 'public',
    input: z.object({ umur: z.coerce.number('not-a-number') }),
    handle: () => redirect('/layanan'),
    again: (_ctx, raw, errors) => page({ title: `Lagi ${String(raw['umur'])} ${String(errors['umur'])}`, body: null }),
  }),
];

test('an answer that may be left out is judged by what it should have been', async () => {
  const house = await openHouse([
    route({
      method: 'POST',
      path: '/surel',
      allow: 'public',
      input: z.object({ surel: z.union([z.literal(''), z.email('not-email').max(20, 'too-long')]).optional() }),
      handle: () => page({ title: 'baik', body: null }),
      again: (_ctx, _raw, errors) => page({ title: String(errors['surel']), body: null }),
    }),
  ]);
  const said = async (surel: string) => (await (await house.post('/surel', new URLSearchParams({ surel }))).text()).match(/<title>(.*)<\/title>/)?.[1];
  expect(await said('')).toBe('baik');
  expect(await said('a@contoh.id')).toBe('baik');
  expect(await said('bukan surel')).toBe('not-email');
  expect(await said('sangat-panjang-sekali@contoh.id')).toBe('too-long');
});

describe('a page that answers a form', () => {
  const shown = (path: string) => route({ method: 'GET', path, allow: 'public', handle: (ctx) => page({ title: ctx.linkPath, body: null }) });
  const sent = (path: string) => route({ method: 'POST', path, allow: 'public', handle: (ctx) => page({ title: ctx.linkPath, body: null }) });
  const forms = [
    shown('/akun'),
    shown('/kelola/impor/:id'),
    sent('/akun'),
    sent('/akun/sandi'),
    sent('/kelola/impor/:id/kirim'),
    sent('/kelola/impor/:id/baris/:n/hapus'),
    sent('/keluar'),
  ];

  test.each([
    ['/akun', '/akun'],
    ['/akun/sandi', '/akun'],
    ['/akun/sandi?lanjut=/x', '/akun'],
    ['/en/account/password', '/akun'],
    ['/kelola/impor/7/kirim', '/kelola/impor/7'],
    ['/kelola/impor/7/baris/3/hapus', '/kelola/impor/7'],
    ['/keluar', '/'],
  ])('of %s is linked to as %s, which can be read', async (path, link) => {
    const house = await openHouse(forms);
    expect(await (await house.post(path, new URLSearchParams())).text()).toContain(`<title>${link}</title>`);
  });

  test('that was not sent is linked to as it stands, whatever the address', async () => {
    const house = await openHouse(forms);
    expect(await (await house.get('/kelola/impor/7?halaman=2')).text()).toContain('<title>/kelola/impor/7?halaman=2</title>');
  });
});

describe('every answer', () => {
  test('carries the policy, no sniffing, no framing and a request id, also a failure, an asset and what is not there', async () => {
    const house = await openHouse(routes, { sessions });
    const ids = new Set<string | null>();
    const paths = [
      '/layanan',
      '/layanan',
      '/beranda',
      '/teks',
      '/assets/app-1.css',
      '/assets/nothing.js',
      '/nowhere',
      '/%zz',
      ...failures.map(([path]) => path),
    ];
    for (const path of paths) {
      const answer = await house.get(path);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect([path, policy]).toEqual([path, expect.stringContaining("default-src 'none'; script-src 'self'; style-src 'self'")]);
      expect(policy).not.toContain('unsafe');
      expect(policy).toContain("frame-ancestors 'none'");
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      ids.add(answer.headers.get('x-request-id'));
    }
    expect(ids.size).toBe(paths.length);
  });

  test('names a request id of its own, not one that came in', async () => {
    const house = await openHouse(routes);
    const answer = await house.get('/layanan', { 'x-request-id': 'jahat', 'request-id': 'jahat' });
    expect(answer.headers.get('x-request-id')).not.toBe('jahat');
  });

  test('insists on TLS where we are reached by it, and only there', async () => {
    const plain = await openHouse(routes);
    const secure = await openHouse(routes, { publicUrl: 'https://situs.contoh.id' });
    expect((await plain.get('/teks')).headers.has('strict-transport-security')).toBe(false);
    expect((await secure.get('/teks')).headers.get('strict-transport-security')).toContain('max-age=31536000');
  });
});

describe('a failure', () => {
  test.each(failures)('at %s is told as %i, to people as a page and to machines as problem+json', async (path, status) => {
    const house = await openHouse(routes);
    const seen = await house.get(path, { accept: 'text/html' });
    expect(seen.status).toBe(status);
    expect(seen.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(seen.headers.get('cache-control')).toBe('no-store');
    const text = await seen.text();
    expect(text).toContain(seen.headers.get('x-request-id'));
    expect(text).not.toContain('secret of the inside');
    const told = await house.get(path, { accept: 'application/json' });
    expect(told.status).toBe(status);
    expect(told.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const body = (await told.json()) as Record<string, unknown>;
    expect(body).toMatchObject({ status, type: `urn:smart-asn:problem:${String(body['code'])}`, reference: told.headers.get('x-request-id') });
    expect(JSON.stringify(body)).not.toContain('secret of the inside');
  });

  test('that will pass says when to come back', async () => {
    const house = await openHouse(routes);
    expect((await house.get('/sering')).headers.get('retry-after')).toBe('7');
    expect((await house.get('/tutup')).headers.get('retry-after')).toBe('3');
    expect((await house.get('/penuh')).headers.get('retry-after')).toBe('60');
    expect((await house.get('/tiada-data')).headers.has('retry-after')).toBe(false);
  });

  test('is told in the language of the page', async () => {
    const house = await openHouse(routes);
    expect(await (await house.get('/en/close')).text()).toContain('The service is not available');
    expect(await (await house.get('/tutup')).text()).toContain('Layanan sedang tidak tersedia');
  });

  test('of who has not signed in leads a person to sign in and back, and tells a machine 401', async () => {
    const house = await openHouse(routes, { sessions });
    const person = await house.get('/en/home?a=b&c=//jahat');
    expect(person.status).toBe(303);
    expect(person.headers.get('location')).toBe('/en/sign-in?lanjut=%2Fberanda%3Fa%3Db%26c%3D%2F%2Fjahat');
    expect((await house.get('/api/tanpa-izin')).status).toBe(401);
    expect((await house.get('/api/tanpa-izin', { cookie: 'sesi=sri' })).status).toBe(403);
  });

  test('with the database away is still a page, for a stranger', async () => {
    const house = await openHouse(routes, { identify: () => Promise.reject(problems.unavailable(3)) });
    const answer = await house.get('/beranda', { cookie: 'sesi=sri' });
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(5);
    expect(await answer.text()).toContain('Layanan sedang tidak tersedia');
  });

  test('of typing shows the form again with what was typed; without a form it names the field', async () => {
    const house = await openHouse(routes);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const again = await house.post('/formulir', 'umur=dua', form);
    expect(again.status).toBe(422);
    expect(await again.text()).toContain('Lagi dua not-a-number');
    const told = await house.post('/formulir', 'umur=dua', { ...form, accept: 'application/json' });
    expect(await told.json()).toMatchObject({ status: 422, code: 'platform.invalidInput', errors: { umur: 'not-a-number' } });
  });

  test('on our side is logged with its reference and its place, and without its message', async () => {
    const house = await openHouse(routes);
    const reference = (await house.get('/rusak')).headers.get('x-request-id');
    const logged = house.lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['level'] === 50);
    expect(logged).toMatchObject([{ id: reference, route: '/rusak', name: 'Error' }]);
    expect(String(logged[0]?.['stack'])).toContain('answers.test.ts');
    expect(JSON.stringify(logged)).not.toContain('secret of the inside');
  });
});

describe('H18: what is kept, and by whom', () => {
  test('a page for nobody is kept for a while, told apart by language and query, and never given to who has a cookie', async () => {
    const house = await openHouse(routes, { sessions });
    const title = async (path: string, headers = {}) => /<title>(.*)<\/title>/.exec(await (await house.get(path, headers)).text())?.[1];
    const first = await title('/layanan');
    expect(await title('/layanan')).toBe(first);
    expect(await title('/en/services')).toContain(' en anonymous');
    expect(await title('/layanan')).toBe(first);
    expect(await title('/layanan?a=1')).not.toBe(first);
    expect(await title('/layanan', { cookie: 'sesi=sri' })).toContain(' id staff');
    expect(await title('/layanan')).toBe(first);
    expect((await house.get('/layanan', { cookie: 'sesi=sri' })).headers.get('cache-control')).toBe('private, no-store');
    expect((await house.get('/layanan')).headers.get('vary')).toBe('accept, accept-encoding, cookie');
  });

  test('headers that only we set cannot choose what is kept', async () => {
    const house = await openHouse(routes);
    const poisoned = await house.get('/layanan?p=1', { 'x-smart-asn-lang': 'en', 'x-original-url': '/rusak', 'x-rewrite-url': '/rusak', host: 'jahat' });
    expect(await poisoned.text()).toContain(' id anonymous');
    expect(await (await house.get('/layanan?p=1')).text()).toContain(' id anonymous');
  });

  test('a page with news for one reader is not kept, and the news is shown once', async () => {
    const house = await openHouse(routes);
    const cookie = (await house.get('/kabar')).headers.get('set-cookie')?.split(';')[0] ?? '';
    const shown = await house.get('/layanan', { cookie });
    expect(await shown.text()).toContain('tersimpan');
    expect(shown.headers.get('set-cookie')).toContain('kabar=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
    expect(await (await house.get('/layanan')).text()).not.toContain('tersimpan');
  });

  test('an address dressed as a file is no page', async () => {
    const house = await openHouse(routes, { sessions });
    for (const path of ['/beranda/profil.css', '/beranda.css', '/beranda%2F.css', '/beranda;.css']) {
      expect([path, (await house.get(path, { cookie: 'sesi=sri' })).status]).toEqual([path, 404]);
    }
  });

  test('what only some may see is private, whatever its handler says', async () => {
    const house = await openHouse(routes, { sessions });
    for (const path of ['/beranda', '/unduh', '/boros', '/boros-berkas']) {
      for (const headers of [{}, { cookie: 'sesi=sri' }]) {
        expect([path, (await house.get(path, headers)).headers.get('cache-control')]).toEqual([path, expect.stringMatching(/^(private, )?no-store$/)]);
      }
    }
  });

  test('addresses that somebody makes up take no more memory than allowed', async () => {
    const cache = pageCache(() => 0, 10_000);
    for (let at = 0; at < 50; at += 1) await cache.keep(`id /layanan?${at}`, 'x'.repeat(1000), 60);
    const kept = Array.from({ length: 50 }, (_none, at) => cache.find(`id /layanan?${at}`)).filter((one) => one !== undefined);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.reduce((sum, { bodies }) => sum + bodies.br.length + bodies.gzip.length + bodies.identity.length, 0)).toBeLessThanOrEqual(10_000);
    expect(cache.find('id /layanan?49')).toBeDefined();
  });

  test('a kept page ends', async () => {
    let now = 0;
    const cache = pageCache(() => now);
    await cache.keep('a', 'x', 5);
    now = 5001;
    expect(cache.find('a')).toBeUndefined();
  });
});

describe('compression', () => {
  const raw = async (url: string, encoding: string) => {
    const { request } = await import('node:http');
    return new Promise<{ readonly encoding: string | undefined; readonly bytes: Buffer }>((resolve, reject) => {
      const sent = request(url, { headers: { 'accept-encoding': encoding } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve({ encoding: answer.headers['content-encoding'], bytes: Buffer.concat(chunks) }));
      });
      sent.on('error', reject);
      sent.end();
    });
  };

  test.each(['/teks', '/layanan'])('of %s is what the client takes', async (path) => {
    const house = await openHouse(routes);
    const plain = (await raw(house.url + path, 'identity')).bytes.toString();
    const br = await raw(house.url + path, 'gzip, deflate, br');
    const gzip = await raw(house.url + path, 'gzip, br;q=0');
    expect([br.encoding, gzip.encoding]).toEqual(['br', 'gzip']);
    if (path === '/teks') expect(brotliDecompressSync(br.bytes).toString()).toBe(plain);
    expect(gunzipSync(gzip.bytes).toString()).toContain(path === '/teks' ? plain : 'Giliran');
    expect((await raw(house.url + path, 'br;q=0, gzip;q=0')).encoding).toBeUndefined();
  });

  test('is not spent on what is short or packed already', async () => {
    const house = await openHouse(routes);
    expect((await raw(`${house.url}/pendek`, 'br')).encoding).toBeUndefined();
    expect((await raw(`${house.url}/citra`, 'br')).encoding).toBeUndefined();
  });
});

describe('cookies', () => {
  const setting = (publicUrl: string) =>
    openHouse(
      [
        route({
          method: 'GET',
          path: '/beri',
          allow: 'public',
          handle: (ctx) => (ctx.setCookie('sesi', 'a b;c', 60), ctx.setCookie('dua', 'x', 60), textReply('')),
        }),
      ],
      { publicUrl },
    );

  test('on TLS are bound to this host; on plain http, where browsers refuse the prefix, to this site', async () => {
    const secure = (await (await setting('https://situs.contoh.id')).get('/beri')).headers.getSetCookie();
    expect(secure).toEqual([
      '__Host-sesi=a%20b%3Bc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure',
      '__Host-dua=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure',
    ]);
    const plain = (await (await setting('http://localhost:3000')).get('/beri')).headers.getSetCookie();
    expect(plain[0]).toBe('sesi=a%20b%3Bc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60');
  });

  test('A4: on TLS a cookie without the prefix, set by a sister site, signs nobody in', async () => {
    const house = await openHouse(routes, { sessions, publicUrl: 'https://situs.contoh.id' });
    expect((await house.get('/beranda', { cookie: 'sesi=sri' })).status).toBe(303);
    expect((await house.get('/beranda', { cookie: '__Host-sesi=sri' })).status).toBe(200);
  });

  test('that cannot be read are as if they were not there', async () => {
    const house = await openHouse(routes, { sessions });
    for (const cookie of ['sesi=%zz', 'sesi', '=', ';;;', `kabar=${'x'.repeat(5000)}`, 'kabar=bm90IGpzb24']) {
      expect([cookie.slice(0, 20), (await house.get('/layanan', { cookie })).status]).toEqual([cookie.slice(0, 20), 200]);
    }
  });
});

describe('F5, F11: names and cells that would do harm elsewhere', () => {
  test.each([
    ['laporan "akhir"; x.pdf', `attachment; filename="laporan _akhir__ x.pdf"; filename*=UTF-8''laporan%20%22akhir%22%3B%20x.pdf`],
    ['naïve 📄.pdf', `attachment; filename="na_ve __.pdf"; filename*=UTF-8''na%C3%AFve%20%F0%9F%93%84.pdf`],
    ['a\r\nSet-Cookie: x=1.pdf', `attachment; filename="a_Set-Cookie: x=1.pdf"; filename*=UTF-8''a%0ASet-Cookie%3A%20x%3D1.pdf`],
    ["it's (1)*.pdf", `attachment; filename="it's (1)*.pdf"; filename*=UTF-8''it%27s%20%281%29%2A.pdf`],
  ])('the file name %j is one header', async (name, expected) => {
    const house = await openHouse(routes);
    const answer = await house.get(`/nama?n=${encodeURIComponent(name)}`);
    expect(answer.headers.get('content-disposition')).toBe(expected);
    expect(answer.headers.has('set-cookie')).toBe(false);
  });

  test('a cell that begins like a formula is text, and a number stays one', async () => {
    const house = await openHouse(routes, { sessions });
    const text = await (await house.get('/unduh', { cookie: 'sesi=sri' })).text();
    expect(text.replace('\uFEFF', '')).toBe('nama\r\n\'=1+1\r\n-5\r\n"""a"";b"\r\n\'@x\r\n\'\tx\r\n"a;\'=1+1"\r\n"a\n\' +2"\r\n"Rp -5; x"\r\n');
  });
});

test('a route that shows a person without saying whom is a fault of ours, not a page', async () => {
  const house = await openHouse(
    [
      route({ method: 'GET', path: '/berkas', allow: 'public', shows: 'applicant-data', handle: () => page({ title: 'Berkas', body: null }) }),
      route({
        method: 'GET',
        path: '/berkas-lain',
        allow: 'public',
        shows: 'applicant-data',
        handle: (ctx) => (ctx.looked({ subjectKind: 'application', subjectId: '1', agencyId: 'a' }), page({ title: 'Berkas', body: null })),
      }),
    ],
    { storeLooks: () => Promise.reject(new Problem('x', problems.unavailable().kind, 3)) },
  );
  expect((await house.get('/berkas')).status).toBe(500);
  // The look could not be stored: the body is not sent.
  const unseen = await house.get('/berkas-lain');
  expect(unseen.status).toBe(503);
  expect(await unseen.text()).not.toContain('Berkas');
});
