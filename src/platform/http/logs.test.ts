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
