import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openHouse } from '#test/house';
import { jsonReply } from './reply.ts';
import { type Route, route } from './route.ts';

const limit = 1_000_000;
const routes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/kirim',
    allow: 'public',
    maxFile_bytes: limit,
    input: z.looseObject({}),
    handle: (ctx, input) =>
      jsonReply({
        input,
        files: Object.fromEntries(
          Object.entries(ctx.files).map(([field, files]) => [
            field,
            files.map(({ path, sha256, ...facts }) => ({ ...facts, hash: sha256.length, inside: path.includes('uploads') })),
          ]),
        ),
      }),
  }),
  route({
    method: 'POST',
    path: '/kirim-besar',
    allow: 'public',
    maxFile_bytes: 400_000_000,
    handle: (ctx) => jsonReply(ctx.files['a']?.[0]?.size_bytes ?? null),
  }),
  route({
    method: 'POST',
    path: '/penuh',
    allow: 'public',
    handle: () => Promise.reject(Object.assign(new Error('open'), { code: 'EMFILE', syscall: 'open' })),
  }),
  route({ method: 'POST', path: '/gagal', allow: 'public', maxFile_bytes: limit, handle: () => Promise.reject(new Error('after the file was staged')) }),
];

function sending(...parts: readonly (readonly [name: string, value: string | Blob, fileName?: string])[]): FormData {
  const form = new FormData();
  for (const [name, value, fileName] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, fileName);
  }
  return form;
}

type Told = {
  readonly input: Record<string, unknown>;
  readonly files: Record<string, readonly { fileName: string; mediaType: string; size_bytes: number; tooLarge: boolean }[]>;
};

describe('an upload', () => {
  test('comes with its fields, its type by its bytes, and is gone when the request ends', async () => {
    const house = await openHouse(routes);
    const answer = await house.post('/kirim', sending(['nama', 'Sri'], ['a', new Blob(['%PDF-1.7\n%%EOF']), 'surat.pdf'], ['b', new Blob([''])]));
    expect(answer.status).toBe(200);
    const told = (await answer.json()) as Told;
    expect(told.input).toEqual({ nama: 'Sri' });
    expect(told.files['a']).toMatchObject([{ fileName: 'surat.pdf', mediaType: 'application/pdf', size_bytes: 14, tooLarge: false, hash: 32, inside: true }]);
    expect(await house.uploads()).toEqual([]);
  });

  test('is gone too when the request fails', async () => {
    const house = await openHouse(routes);
    expect((await house.post('/gagal', sending(['a', new Blob(['x']), 'a.txt']))).status).toBe(500);
    expect(await house.uploads()).toEqual([]);
  });

  test('left empty in a form is no file', async () => {
    const house = await openHouse(routes);
    const body = '--x\r\nContent-Disposition: form-data; name="a"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n';
    const answer = await house.post('/kirim', body, { 'content-type': 'multipart/form-data; boundary=x' });
    expect(((await answer.json()) as Told).files).toEqual({});
  });

  test('past the limit is said to be, with the fields kept, so that the form can be shown again', async () => {
    const house = await openHouse(routes);
    const answer = await house.post('/kirim', sending(['sebelum', '1'], ['a', new Blob([new Uint8Array(3_000_000)]), 'besar.bin'], ['sesudah', '2']));
    expect(answer.status).toBe(200);
    const told = (await answer.json()) as Told;
    expect(told.input).toEqual({ sebelum: '1', sesudah: '2' });
    expect(told.files['a']).toMatchObject([{ tooLarge: true }]);
    expect(await house.uploads()).toEqual([]);
  });

  test('at the limit to the byte is taken', async () => {
    const house = await openHouse(routes);
    const answer = await house.post('/kirim', sending(['a', new Blob([new Uint8Array(limit)]), 'pas.bin']));
    expect(((await answer.json()) as Told).files['a']).toMatchObject([{ tooLarge: false, size_bytes: limit }]);
  });

  test('of more files, fields or text than any form has is refused', async () => {
    const house = await openHouse(routes);
    const files = Array.from({ length: 21 }, (_none, at) => [`f${at}`, new Blob(['x']), 'x.txt'] as const);
    expect((await house.post('/kirim', sending(...files))).status).toBe(413);
    const fields = Array.from({ length: 301 }, (_none, at) => [`f${at}`, 'x'] as const);
    expect((await house.post('/kirim', sending(...fields))).status).toBe(413);
    expect((await house.post('/kirim', sending(['teks', 'x'.repeat(300_000)]))).status).toBe(413);
    expect(await house.uploads()).toEqual([]);
  });

  test.each([
    ['no boundary', 'multipart/form-data', 'x'],
    ['cut off in the middle', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a"; filename="a.txt"\r\n\r\nhalf'],
    ['H11: NUL in a field', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\u0000y\r\n--x--\r\n'],
    ['H8: __proto__ as a field', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\nx\r\n--x--\r\n'],
  ])('that is malformed (%s) is refused', async (_what, type, body) => {
    const house = await openHouse(routes);
    expect((await house.post('/kirim', body, { 'content-type': type })).status).toBe(400);
    expect(await house.uploads()).toEqual([]);
  });
});

test('R11: 300 MB stream through with the memory flat, and 2 GB announced to a small route are not read', async () => {
  const house = await openHouse(routes);
  const chunk = new Uint8Array(1_000_000).fill(65);
  const head = '--x\r\nContent-Disposition: form-data; name="a"; filename="besar.bin"\r\nContent-Type: application/octet-stream\r\n\r\n';
  const held = () => {
    const { heapUsed, arrayBuffers, external } = process.memoryUsage();
    return heapUsed + Math.max(arrayBuffers, external);
  };
  const before = held();
  let most = 0;
  let sent = -1;
  const body = new ReadableStream({
    async pull(controller) {
      most = Math.max(most, held() - before);
      sent += 1;
      if (sent === 0) controller.enqueue(new TextEncoder().encode(head));
      else if (sent <= 300) controller.enqueue(chunk.slice());
      else {
        controller.enqueue(new TextEncoder().encode('\r\n--x--\r\n'));
        controller.close();
      }
    },
  });
  const answer = await fetch(`${house.url}/kirim-besar`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    duplex: 'half',
  } as RequestInit);
  expect(await answer.json()).toBe(300_000_000);
  expect(most).toBeLessThan(120_000_000);
  const announced = await house.raw(
    `POST /kirim HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 2000000000\r\n\r\n${head}`,
  );
  expect(announced).toContain('HTTP/1.1 413');
}, 60_000);

describe('R4: the disk is nobody’s to fill', () => {
  const send = (house: Awaited<ReturnType<typeof openHouse>>, address: string, bytes: number, cookie = '') =>
    house.post('/kirim', sending(['a', new Blob([new Uint8Array(bytes)]), 'a.bin']), { 'x-forwarded-for': address, cookie, 'sec-fetch-site': 'same-origin' });

  test('what one address may send in an hour has an end, other addresses and the staff have their own', async () => {
    const staff = { kind: 'staff', personId: 'p', name: 'Sri', agencyId: 'a', unitIds: [], grants: [], secondFactor: true } as const;
    const bounds = { uploadBounds: { perHour_bytes: 2_000_000, spare_bytes: 0 }, trustProxyHops: 1, sessions: { kunci: staff } };
    const house = await openHouse(routes, bounds);
    const statuses = [];
    for (let at = 0; at < 3; at += 1) statuses.push((await send(house, '203.0.113.7', 900_000)).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect(Number((await send(house, '203.0.113.7', 900_000)).headers.get('retry-after'))).toBeGreaterThan(600);
    expect((await send(house, '203.0.113.7', 50_000)).status).toBe(200);
    expect((await send(house, '203.0.113.8', 900_000)).status).toBe(200);
    expect((await send(house, '203.0.113.7', 900_000, 'sesi=kunci')).status).toBe(200);
    expect(await house.uploads()).toEqual([]);
  });

  test('with less room left than is to be spared no upload is taken, and pages go on', async () => {
    const house = await openHouse(routes, { uploadBounds: { perHour_bytes: 1e9, spare_bytes: Number.MAX_SAFE_INTEGER } });
    const answer = await send(house, '203.0.113.7', 10);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
    expect((await house.post('/penuh', new URLSearchParams())).headers.get('retry-after')).toBe('5');
  });
});

test('R12: with no file left to open it is told to come back soon, and is no fault', async () => {
  const house = await openHouse(routes);
  const answer = await house.post('/penuh', new URLSearchParams({ a: '1' }));
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
});

describe('R4: a full disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'smart-asn-full-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'ignore' }).status === 0;
  afterAll(() => {
    if (mounted) spawnSync('umount', [folder], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  });

  test.skipIf(!mounted)('refuses an upload for a while, leaves no part of it, and other pages go on (needs the right to mount)', async () => {
    const house = await openHouse(routes, { uploadFolder: folder });
    const answer = await house.post('/kirim', sending(['a', new Blob([new Uint8Array(900_000)]), 'a.bin']));
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    const small = await house.post('/kirim', sending(['a', new Blob(['x']), 'a.txt']));
    expect(small.status).toBe(200);
  });
});
