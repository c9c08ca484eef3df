import { expect, test } from 'vitest';
import { keepAlive, type ServerNews } from './keep-alive.ts';

async function until(isSo: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 400 && !isSo(); attempt += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}

function kept(bringBack: (server: { there: boolean }) => Promise<void>) {
  const server = { there: true, tries: 0 };
  const news: ServerNews[] = [];
  const keeping = keepAlive({
    isThere: async () => server.there,
    bringBack: () => {
      server.tries += 1;
      return bringBack(server);
    },
    tell: (one) => news.push(one),
    pause_ms: 1,
  });
  return { server, news, keeping };
}

test('what dies comes back, every time, and is left alone while it lives', async () => {
  const { server, news, keeping } = kept(async (one) => void (one.there = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(server.tries).toBe(0);
  for (const time of [1, 2]) {
    server.there = false;
    await until(() => news.length === 2 * time);
  }
  await keeping.stop();
  expect(news).toEqual(['gone', 'back', 'gone', 'back']);
});

test('what cannot start at once is tried again, and given up with a word in the end', async () => {
  const stubborn = kept(() => Promise.reject(new Error('the memory is still in use')));
  stubborn.server.there = false;
  await until(() => stubborn.news.length === 2);
  expect(stubborn.news).toEqual(['gone', 'lost']);
  expect(stubborn.server.tries).toBe(8);

  const late = kept(async (one) => {
    if (late.server.tries < 3) throw new Error('not yet');
    one.there = true;
  });
  late.server.there = false;
  await until(() => late.news.length === 2);
  await late.keeping.stop();
  expect(late.news).toEqual(['gone', 'back']);
});

test('nobody who was told to stop starts anything', async () => {
  const { server, news, keeping } = kept(async () => undefined);
  await keeping.stop();
  server.there = false;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([server.tries, news]).toEqual([0, []]);
});
