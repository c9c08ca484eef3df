import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Staff } from '#platform/access';
import { openHouse, type TestHouse } from '#test/house';
import { page, redirect, jsonReply } from './reply.ts';
import { type Route, route } from './route.ts';

const staff: Staff = { kind: 'staff', personId: 'p', name: 'Sri', agencyId: 'a', unitIds: [], grants: [], secondFactor: true };
const written: unknown[] = [];
const routes: readonly Route[] = [
  route({ method: 'GET', path: '/layanan', allow: 'public', cache_s: 60, handle: (ctx) => page({ title: `Layanan ${ctx.lang} ${ctx.path}`, body: null }) }),
  route({ method: 'GET', path: '/cari', allow: 'public', input: z.looseObject({}), handle: (_ctx, input) => jsonReply(input) }),
  route({ method: 'GET', path: '/akun', allow: 'signed-in', handle: () => page({ title: 'Akun Sri', body: null }) }),
  route({ method: 'GET', path: '/alamat', allow: 'public', handle: (ctx) => jsonReply({ ip: ctx.ip, publicUrl: ctx.publicUrl, href: ctx.href('/layanan') }) }),
  route({ method: 'GET', path: '/jarang', allow: 'public', perMinute: 3, handle: () => jsonReply({}) }),
  route({
    method: 'POST',
    path: '/api/catat',
    allow: 'public',
    input: z.looseObject({}),
    handle: (ctx, input) => {
      written.push(input);
      return jsonReply({ input, body: ctx.body });
    },
  }),
  route({
    method: 'POST',
    path: '/aduan',
    allow: 'public',
    input: z.looseObject({}),
    handle: (_ctx, input) => {
      written.push(input);
      return redirect('/layanan', { kind: 'good', text: 'Tercatat' });
    },
  }),
  route({ method: 'GET', path: '/pergi', allow: 'public', input: z.object({ ke: z.string() }), handle: (_ctx, { ke }) => redirect(ke) }),
];

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse(routes, { sessions: { kunci: staff } });
});

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

describe('H1: what two servers could read as different requests is refused, and the line is cut', () => {
  const body = 'a=1';
  const post = (headers: string, text = body) =>
    `POST /aduan HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n${headers}\r\n\r\n${text}`;
  const smuggled = `${post(`Content-Length: ${body.length}`)}`;
  test.each([
    ['Content-Length and Transfer-Encoding', post('Content-Length: 3\r\nTransfer-Encoding: chunked', '3\r\na=1\r\n0\r\n\r\n')],
    ['two Content-Lengths', post('Content-Length: 3\r\nContent-Length: 4')],
    ['chunked, identity', post('Transfer-Encoding: chunked, identity', '3\r\na=1\r\n0\r\n\r\n')],
    ['bare LF', smuggled.replaceAll('\r\n', '\n')],
    ['folded header', 'GET /layanan HTTP/1.1\r\nHost: x\r\nX-A: one\r\n two\r\n\r\n'],
    ['space before the colon', 'GET /layanan HTTP/1.1\r\nHost : x\r\n\r\n'],
    ['no Host', 'GET /layanan HTTP/1.1\r\n\r\n'],
  ])('%s', async (_what, bytes) => {
    written.length = 0;
    const answer = await house.raw(bytes);
    expect(statusOf(answer)).toBe(400);
    expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toHaveLength(1);
    expect(await house.cuts(bytes)).toBe(true);
    expect(written).toEqual([]);
  });
});

describe('H2: too much before the body', () => {
  test.each([
    ['a header of 100 KB', `GET /layanan HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(100_000)}\r\n\r\n`, 431],
    ['1,000 headers', `GET /layanan HTTP/1.1\r\nHost: x\r\n${Array.from({ length: 1000 }, (_none, at) => `X-${at}: aaaaaaaaaaaaaaaa\r\n`).join('')}\r\n`, 431],
    ['an address of 1 MB', `GET /${'a'.repeat(1_000_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  ])('%s is refused', async (_what, bytes, status) => {
    expect(statusOf(await house.raw(bytes))).toBe(status);
  });

  test('10,000 fields in a query or form are refused', async () => {
    const many = Array.from({ length: 10_000 }, () => 'a').join('&');
    expect((await house.get(`/cari?${many.slice(0, 15_000)}`)).status).toBe(400);
    expect((await house.post('/aduan', many, form)).status).toBe(400);
  });
});

describe('H4: a body without end', () => {
  test('one that announces 2 GB to a JSON route is refused before it is read', async () => {
    const answer = await house.raw('POST /api/catat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2000000000\r\n\r\n{"a":');
    expect(statusOf(answer)).toBe(413);
  });

  test('one in endless chunks is refused at the limit', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
    const answer = await fetch(`${house.url}/api/catat`, { method: 'POST', body: endless, headers: json, duplex: 'half' } as RequestInit).then(
      (response) => response.status,
      () => 413, // the line was cut while we still sent
    );
    expect(answer).toBe(413);
    expect(sent).toBeLessThan(20_000_000);
  });
});

describe('H5, H6, H7, H8, H10, H11: JSON is read strictly', () => {
  test.each([
    ['H5: nested a million deep (as far as a body goes)', `${'['.repeat(499_000)}${']'.repeat(499_000)}`],
    ['H5: nested 65 deep', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['H6: too many keys', `{${Array.from({ length: 20_001 }, (_none, at) => `"k${at}":1`).join(',')}}`],
    ['H6: 1e400', '{"n":1e400}'],
    ['H6: 2^53+1', '{"n":9007199254740993}'],
    ['H6: NaN', '{"n":NaN}'],
    ['H7: a key twice', '{"role":"user","role":"admin"}'],
    ['H7: a key twice, once escaped', '{"role":"user","r\\u006fle":"admin"}'],
    ['H7: a key twice, far from its colon', `{"role"${' '.repeat(200)}:"user","role"\n${'\t'.repeat(200)}:"admin"}`],
    ['H8: __proto__, far from its colon', `{"__proto__"${' '.repeat(200)}:{"x":1}}`],
    ['H8: __proto__', '{"__proto__":{"x":1}}'],
    ['H8: __proto__, escaped', '{"\\u005f_proto__":{"x":1}}'],
    ['H8: constructor.prototype', '{"constructor":{"prototype":{"x":1}}}'],
    ['H10: half a surrogate pair', '{"a":"\\ud800"}'],
    ['H10: a byte order mark', '\uFEFF{"a":1}'],
    ['H11: NUL in a value', '{"a":"x\\u0000y"}'],
    ['H11: NUL in a key', '{"a\\u0000":1}'],
    ['a comment', '{/* */"a":1}'],
    ['nothing', ''],
  ])('%s', async (_what, text) => {
    written.length = 0;
    const answer = await house.post('/api/catat', text, json);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(written).toEqual([]);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  test('H10: bytes that are no UTF-8 are refused in JSON, form and query', async () => {
    const overlong = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]);
    expect((await house.post('/api/catat', overlong, json)).status).toBe(400);
    expect((await house.post('/aduan', Buffer.concat([Buffer.from('a='), Buffer.from([0xc0, 0xaf])]), form)).status).toBe(400);
    for (const bytes of ['%C0%AF', '%ED%A0%80', '%FF']) {
      expect((await house.get(`/cari?q=${bytes}`)).status).toBe(400);
      expect((await house.post('/aduan', `a=${bytes}`, form)).status).toBe(400);
    }
  });

  test('H13: marks that turn the direction of what follows are left out, however the text is sent', async () => {
    const turned = 'gambar\u202Egpj.exe\u2066\u200F';
    written.length = 0;
    await house.post('/aduan', new URLSearchParams({ a: turned }).toString(), form);
    await house.post('/api/catat', JSON.stringify({ a: turned, b: [turned] }), json);
    expect(written).toMatchObject([{ a: 'gambargpj.exe\u200F' }, { a: 'gambargpj.exe\u200F', b: ['gambargpj.exe\u200F'] }]);
  });

  test('H14: the same text comes in the same form, however it is sent', async () => {
    const typed = 'Zoe\u0308\r\nbaris';
    written.length = 0;
    await house.post('/aduan', new URLSearchParams({ a: typed }).toString(), form);
    await house.post('/api/catat', JSON.stringify({ a: typed }), json);
    expect(written).toMatchObject([{ a: 'Zo\u00EB\nbaris' }, { a: 'Zo\u00EB\nbaris' }]);
  });

  test('H11: NUL is refused in query, form, path and name of a field', async () => {
    expect((await house.get('/cari?q=a%00b')).status).toBe(400);
    expect((await house.get('/cari?a%00b=1')).status).toBe(400);
    expect((await house.post('/aduan', 'teks=a%00b', form)).status).toBe(400);
    expect([400, 404]).toContain((await house.get('/layanan%00')).status);
  });

  test('H8: a name of the prototype is refused as a field, and pollutes nothing', async () => {
    expect((await house.get('/cari?__proto__=1')).status).toBe(400);
    expect((await house.get('/cari?constructor=1')).status).toBe(400);
    const nested = await house.get('/cari?a[__proto__][x]=1&toString=2');
    expect(await nested.json()).toEqual({ 'a[__proto__][x]': '1', toString: '2' });
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  test('what is typed is kept: newlines as LF, letters composed, a lone per cent sign, U+FFFD gone', async () => {
    const answer = await house.get(`/cari?q=${encodeURIComponent('satu\r\ndua')}&n=${encodeURIComponent('e\u0301')}&p=100%&r=a+b%2Bc&f=x%EF%BF%BDy&z`);
    expect(await answer.json()).toEqual({ q: 'satu\ndua', n: 'é', p: '100%', r: 'a b+c', f: 'xy', z: '' });
  });
});

describe('H9, H19: a body in another type, charset or packing is refused', () => {
  test.each([
    ['JSON as text/plain', '/api/catat', '{"a":1}', { 'content-type': 'text/plain' }],
    ['JSON as UTF-16', '/api/catat', '{"a":1}', { 'content-type': 'application/json; charset=utf-16' }],
    ['a form as UTF-7', '/aduan', 'a=1', { 'content-type': 'application/x-www-form-urlencoded; charset="utf-7"' }],
    [
      'files where none are taken',
      '/aduan',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
      { 'content-type': 'multipart/form-data; boundary=x' },
    ],
    ['XML', '/api/catat', '<a/>', { 'content-type': 'application/xml' }],
    ['H19: packed by gzip', '/api/catat', '{"a":1}', { ...json, 'content-encoding': 'gzip' }],
    ['H19: packed twice', '/api/catat', '{"a":1}', { ...json, 'content-encoding': 'gzip, br' }],
  ])('%s', async (_what, path, body, headers) => {
    written.length = 0;
    expect((await house.post(path, body, headers)).status).toBe(415);
    expect(written).toEqual([]);
  });

  test('UTF-8 by any of its names is taken', async () => {
    expect((await house.post('/api/catat', '{"a":1}', { 'content-type': 'application/json; charset="UTF-8"' })).status).toBe(200);
  });
});

describe('H15: who asks and who is asked are not believed from headers', () => {
  test('the address of ours in links is the one of the settings, whatever Host and X-Forwarded-* say', async () => {
    const answer = await house.raw(
      'GET /alamat HTTP/1.1\r\nHost: jahat.contoh\r\nX-Forwarded-Host: jahat.contoh\r\nX-Forwarded-For: 6.6.6.6\r\nForwarded: for=6.6.6.6;host=jahat.contoh\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toContain('"publicUrl":"http://situs.contoh.id"');
    expect(answer).toContain('"ip":"127.0.0.1"');
    expect(answer).not.toContain('jahat');
    expect(answer).not.toContain('6.6.6.6');
  });

  test('a limit by address is not passed by naming others', async () => {
    const strict = await openHouse(routes);
    const statuses: number[] = [];
    for (let at = 0; at < 5; at += 1) statuses.push((await strict.get('/jarang', { 'x-forwarded-for': `10.0.0.${at}` })).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });

  test('a proxy on this machine that nobody has named does not make all citizens one sender', async () => {
    const behind = await openHouse(routes, { perMinute: 1 });
    for (let at = 0; at < 3; at += 1) expect((await behind.get('/alamat')).status).toBe(200);
  });

  test('behind one proxy the last address named counts, and what stands before it does not', async () => {
    const behind = await openHouse(routes, { trustProxyHops: 1, perMinute: 2 });
    const first = await behind.get('/alamat', { 'x-forwarded-for': '6.6.6.6, 7.7.7.7' });
    expect(await first.json()).toMatchObject({ ip: '7.7.7.7' });
    expect((await behind.get('/alamat', { 'x-forwarded-for': '5.5.5.5, 7.7.7.7' })).status).toBe(200);
    expect((await behind.get('/alamat', { 'x-forwarded-for': '4.4.4.4, 7.7.7.7' })).status).toBe(429);
  });

  test('a target in absolute form is the path in it', async () => {
    const answer = await house.raw('GET http://jahat.contoh/akun HTTP/1.1\r\nHost: jahat.contoh\r\nConnection: close\r\n\r\n');
    expect(statusOf(answer)).toBe(303);
    expect(answer).toContain('location: /masuk?lanjut=%2Fakun\r\n');
  });
});

describe('H16: one decision for every way to write a request', () => {
  const hidden = ['/akun', '/akun?x=1', '/%61kun', '/en/account'];
  test.each(hidden)('%s is the page for who is signed in', async (path) => {
    expect((await house.get(path)).status).toBe(303);
    expect((await house.get(path, { cookie: 'sesi=kunci' })).status).toBe(200);
  });

  test.each([
    '/akun/',
    '/akun.',
    '/akun;x=1',
    '/AKUN',
    '/layanan/../akun',
    '/layanan/%2e%2e/akun',
    '/%2e%2e%2fakun',
    '//akun',
    '/akun%2f',
    '/%2561kun',
    '/akun/..;/',
    '/en/akun',
    '/account',
  ])('%s is no page at all', async (path) => {
    expect(statusOf(await house.raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nCookie: sesi=kunci\r\nConnection: close\r\n\r\n`))).toBe(404);
  });

  test('HEAD says what GET says, without the body', async () => {
    for (const [path, headers] of [
      ['/layanan', {}],
      ['/akun', { cookie: 'sesi=kunci' }],
      ['/akun', {}],
      ['/tiada', {}],
    ] as const) {
      const get = await house.get(path, headers);
      const head = await fetch(house.url + path, { method: 'HEAD', headers, redirect: 'manual' });
      expect([path, head.status, head.headers.get('cache-control'), head.headers.get('content-security-policy')]).toEqual([
        path,
        get.status,
        get.headers.get('cache-control'),
        get.headers.get('content-security-policy'),
      ]);
      expect(await head.text()).toBe('');
    }
  });

  test.each(['OPTIONS', 'PUT', 'DELETE', 'PATCH'])('%s on a page is nothing, with a header that overrides the method too', async (method) => {
    const answer = await fetch(`${house.url}/akun`, { method, headers: { cookie: 'sesi=kunci', 'x-http-method-override': 'GET' } });
    expect(answer.status).toBe(404);
    expect((await house.post('/akun', '_method=GET', { ...form, 'x-http-method-override': 'GET' })).status).toBe(404);
  });

  test('TRACE gives nothing back', async () => {
    const answer = await house.raw('TRACE /akun HTTP/1.1\r\nHost: x\r\nCookie: sesi=kunci\r\nConnection: close\r\n\r\n');
    expect(statusOf(answer)).toBe(404);
    expect(answer).not.toContain('kunci');
  });
});

test('A13: a redirect leads to a path of ours or to the front page', async () => {
  for (const target of ['//jahat', '/\\jahat', 'https://jahat', 'javascript:alert(1)', '/\t/jahat', '/ jahat', '/\\/jahat', 'jahat', '/a\nb']) {
    const answer = await house.get(`/pergi?ke=${encodeURIComponent(target)}`);
    expect([target, answer.headers.get('location')]).toEqual([target, '/']);
  }
  expect((await house.get('/pergi?ke=/layanan?a=1')).headers.get('location')).toBe('/layanan?a=1');
  expect((await house.get('/en/pergi?ke=/layanan')).headers.get('location')).toBe('/en/services');
});

describe('H17: what the client has already', () => {
  test('is not sent again, whichever of its names stands in the list', async () => {
    const etag = (await house.get('/layanan')).headers.get('etag') ?? '';
    for (const list of [etag, etag.replace('W/', ''), `"x", ${etag}`, '*']) {
      const answer = await house.get('/layanan', { 'if-none-match': list });
      expect([list, answer.status, await answer.text()]).toEqual([list, 304, '']);
    }
    expect((await house.get('/layanan', { 'if-none-match': '"x"' })).status).toBe(200);
  });

  test('a list of 10,000 is past the limit of headers', async () => {
    const list = Array.from({ length: 10_000 }, (_none, at) => `"${at}"`).join(', ');
    expect(statusOf(await house.raw(`GET /layanan HTTP/1.1\r\nHost: x\r\nIf-None-Match: ${list}\r\n\r\n`))).toBe(431);
  });
});

describe('H22: what another site sends in our name is refused', () => {
  const own = 'http://situs.contoh.id';
  const attempts: readonly (readonly [string, Record<string, string>])[] = [
    ['a form of another site', { origin: 'https://jahat.contoh', 'sec-fetch-site': 'cross-site' }],
    ['a form of a sister site', { origin: 'http://isi.contoh.id', 'sec-fetch-site': 'same-site' }],
    ['another site, in an old browser', { origin: 'https://jahat.contoh' }],
    ['a page without origin, sandboxed', { origin: 'null' }],
    ['no origin at all, with the cookie', {}],
    ['our origin as a prefix', { origin: `${own}.jahat.contoh` }],
    ['the origin right, the browser says cross-site', { origin: own, 'sec-fetch-site': 'cross-site' }],
  ];
  test.each(attempts)('%s', async (_what, headers) => {
    written.length = 0;
    const answer = await house.post('/aduan', 'a=1', { ...form, cookie: 'sesi=kunci', ...headers });
    expect(answer.status).toBe(403);
    expect(written).toEqual([]);
  });

  test('JSON dressed as text is refused, from wherever', async () => {
    expect((await house.post('/api/catat', '{"a":1}', { 'content-type': 'text/plain', cookie: 'sesi=kunci', 'sec-fetch-site': 'same-origin' })).status).toBe(
      415,
    );
  });

  test('our own form and a machine without a cookie pass', async () => {
    for (const headers of [
      { cookie: 'sesi=kunci', 'sec-fetch-site': 'same-origin' },
      { cookie: 'sesi=kunci', origin: own },
      { 'sec-fetch-site': 'none' },
      {},
    ]) {
      expect((await house.post('/aduan', 'a=1', { ...form, ...(headers as Record<string, string>) })).status).toBe(303);
    }
  });
});

describe('H20, H23: one request after the other over HTTP/1.1 is all that is spoken', () => {
  test('H23: a line is turned into nothing else, whoever asks', async () => {
    const upgrade =
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: https://jahat.contoh';
    expect(statusOf(await house.raw(`GET /akun HTTP/1.1\r\nHost: x\r\nCookie: sesi=kunci\r\n${upgrade}\r\n\r\n`))).toBe(200);
    expect(
      statusOf(await house.raw(`GET /akun HTTP/1.1\r\nHost: x\r\n${upgrade.replace('websocket', 'h2c')}\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`)),
    ).toBe(303);
  });

  test('H20: the preface of HTTP/2 is no request, and ends the line', async () => {
    const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
    expect(statusOf(await house.raw(preface))).toBe(400);
    expect(await house.cuts(preface)).toBe(true);
  });
});
