import { register } from 'prom-client';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Actor } from '#platform/access';
import { Refused } from '#platform/result';
import { openHouse } from '#test/house';
import { page, redirect } from './reply.ts';
import { type Route, route } from './route.ts';

const canaries = ['198501012010011001', '5271010101850001', 'kenari@contoh.id', 'Kenari Rahasia', 'kode-7H3K-92QD'];
const nip = canaries[0] ?? '';
const person: Actor = { kind: 'citizen', citizenId: 'c1', name: 'Kenari Rahasia', email: 'kenari@contoh.id' };
const officer: Actor = { kind: 'staff', personId: 'pegawai-7', name: 'Kenari Rahasia', agencyId: 'a', unitIds: [], grants: [], secondFactor: true };
const routes: readonly Route[] = [
  route({ method: 'GET', path: '/cari', allow: 'public', input: z.looseObject({}), handle: () => page({ title: 'Cari', body: null }) }),
  route({ method: 'GET', path: '/orang/:nip', allow: 'signed-in', input: z.looseObject({}), handle: () => page({ title: 'Orang', body: null }) }),
  route({ method: 'POST', path: '/tulis', allow: 'public', maxFile_bytes: 1000, input: z.looseObject({}), handle: () => redirect('/cari') }),
  route({
    method: 'POST',
    path: '/ditolak',
    allow: 'public',
    input: z.looseObject({}),
    handle: (_ctx, input) => Promise.reject(new Refused({ code: 'no', params: { was: JSON.stringify(input) } })),
  }),
  route({
    method: 'POST',
    path: '/rusak',
    allow: 'public',
    input: z.looseObject({}),
    handle: (_ctx, input) => Promise.reject(new Error(`could not store ${JSON.stringify(input)}`)),
  }),
  route({ method: 'POST', path: '/terlalu-ketat', allow: 'public', input: z.object({ a: z.enum(['x']) }), handle: () => redirect('/cari') }),
];

test('P2: a canary planted in every place of a request stands in no line of the log, and in no metric', async () => {
  const house = await openHouse(routes, { sessions: { [nip]: person } });
  const everywhere = canaries.map(encodeURIComponent).join('-');
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const headers = {
    'user-agent': canaries.join(' '),
    referer: `http://x/?q=${everywhere}`,
    cookie: `sesi=${nip}; lain=${everywhere}`,
    'x-forwarded-for': nip,
    authorization: `Bearer ${nip}`,
    'sec-fetch-site': 'same-origin',
    'idempotency-key': nip,
  };
  await house.get(`/cari?q=${everywhere}`, headers);
  await house.get(`/orang/${nip}`, headers);
  await house.get(`/tiada/${everywhere}`, headers);
  await house.get(`/%zz${nip}`, headers);
  for (const path of ['/tulis', '/ditolak', '/rusak', '/terlalu-ketat', '/tiada']) {
    await house.post(path, `a=${everywhere}&${nip}=1`, { ...form, ...headers });
    await house.post(path, JSON.stringify({ a: canaries, [nip]: 1 }), { ...headers, 'content-type': 'application/json', accept: 'application/json' });
    await house.post(path, `{"a":"${nip}`, { ...headers, 'content-type': 'application/json' });
  }
  const files = new FormData();
  files.append('a', new Blob([canaries.join()]), `${nip}.txt`);
  await house.post('/tulis', files, headers);
  await house.raw(`GET /${nip} HTTP/1.1\r\nHost : ${nip}\r\n\r\n`);

  const text = [...house.lines, await register.metrics()].join('\n');
  expect(house.lines.length).toBeGreaterThan(18);
  expect(house.lines.some((line) => line.includes('"route":"/orang/:nip"'))).toBe(true);
  for (const canary of [...canaries, everywhere, 'Kenari', 'kenari']) expect(text).not.toContain(canary);
});

test('what was refused is logged: which page, why, and who of the staff asked; never a citizen, never what was typed', async () => {
  const refusing: readonly Route[] = [
    route({ method: 'GET', path: '/kelola/:nip', allow: 'directory.grant', input: z.looseObject({}), handle: () => page({ title: 'Kelola', body: null }) }),
    route({
      method: 'POST',
      path: '/masuk',
      allow: 'public',
      perMinute: 1,
      input: z.looseObject({}),
      handle: () => Promise.reject(new Refused({ code: 'wrong-sign-in' })),
      again: () => page({ title: 'Masuk', body: null }),
    }),
  ];
  const house = await openHouse(refusing, { sessions: { warga: person, pegawai: officer } });
  const refused = () => house.lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => 'refused' in line);
  expect((await house.get(`/kelola/${nip}`, { cookie: 'sesi=pegawai' })).status).toBe(403);
  expect((await house.get(`/kelola/${nip}`, { cookie: 'sesi=warga' })).status).toBe(403);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await house.post('/masuk', `username=${nip}`, { ...form, origin: 'https://jahat.contoh' })).status).toBe(403);
  expect((await house.post('/masuk', `username=${nip}`, form)).status).toBe(422);
  expect((await house.post('/masuk', `username=${nip}`, form)).status).toBe(429);
  expect(refused()).toMatchObject([
    { level: 40, route: '/kelola/:nip', refused: 'platform.forbidden', by: expect.stringContaining('pegawai-7') as string },
    { level: 40, route: '/kelola/:nip', refused: 'platform.forbidden', by: 'citizen' },
    { level: 40, method: 'POST', route: '/masuk', refused: 'platform.crossSite', by: 'anonymous' },
    { level: 40, method: 'POST', route: '/masuk', refused: 'wrong-sign-in' },
    { level: 40, method: 'POST', route: '/masuk', refused: 'platform.tooMany' },
  ]);
  for (const canary of ['c1', ...canaries]) expect(JSON.stringify(refused())).not.toContain(`"${canary}"`);
  expect(house.lines.join()).not.toContain(nip);
});
