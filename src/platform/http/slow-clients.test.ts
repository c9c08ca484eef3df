import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { openHouse } from '#test/house';
import { page, redirect } from './reply.ts';
import { type Route, route } from './route.ts';

const routes: readonly Route[] = [
  route({ method: 'GET', path: '/layanan', allow: 'public', handle: () => page({ title: 'Layanan', body: null }) }),
  route({ method: 'POST', path: '/aduan', allow: 'public', handle: () => redirect('/layanan') }),
];

type Slow = { readonly socket: Socket; cut: boolean };

async function openSlow(port: number, first: string): Promise<Slow> {
  const socket = connect(port, '127.0.0.1');
  const slow: Slow = { socket, cut: false };
  socket.on('error', () => undefined).on('close', () => (slow.cut = true));
  socket.resume();
  await once(socket, 'connect');
  socket.write(first);
  return slow;
}

const openMany = (port: number, many: number, first: string) => Promise.all(Array.from({ length: many }, () => openSlow(port, first)));

test('H3: two thousand who send a byte now and then are cut by and by, and nobody waits for them', async () => {
  const house = await openHouse(routes);
  const headers = await openMany(house.port, 1500, 'GET /layanan HTTP/1.1\r\nHost: x\r\nX-A: ');
  const bodies = await openMany(
    house.port,
    500,
    'POST /aduan HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\na',
  );
  const began = performance.now();
  const drip = setInterval(() => {
    for (const { socket, cut } of [...headers, ...bodies]) if (!cut) socket.write('a');
  }, 2000);
  let slowest = 0;
  while (headers.some((one) => !one.cut) && performance.now() - began < 40_000) {
    const asked = performance.now();
    expect((await house.get('/layanan')).status).toBe(200);
    slowest = Math.max(slowest, performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  clearInterval(drip);
  expect(headers.filter((one) => !one.cut)).toHaveLength(0);
  expect(performance.now() - began).toBeGreaterThan(10_000);
  expect(slowest).toBeLessThan(2000);
  // A body over a weak line may take minutes; it holds nothing but its line.
  expect(bodies.filter((one) => one.cut)).toHaveLength(0);
  for (const { socket } of bodies) socket.destroy();
}, 90_000);
