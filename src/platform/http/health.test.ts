import { describe, expect, test } from 'vitest';
import { openHouse } from '#test/house';
import { healthRoutes } from './health.ts';

const ready = async () => ({ ready: true, checks: { database: true } });
const open = (token: string, publicUrl: string, trustProxyHops = 0) => openHouse(healthRoutes(ready, token), { publicUrl, trustProxyHops });

async function statusOf(house: Awaited<ReturnType<typeof open>>, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const answer = await house.get('/metrics', headers);
  expect((await answer.text()).includes('http_requests_total')).toBe(answer.status === 200);
  return answer.status;
}

describe('figures of the house', () => {
  test('with a token are for who shows it, wherever from', async () => {
    const house = await open('rahasia-ukur', 'https://situs.contoh.id');
    expect(await statusOf(house, { authorization: 'Bearer rahasia-ukur' })).toBe(200);
    for (const authorization of ['Bearer rahasia-uku', 'Bearer rahasia-ukurr', 'Bearer', 'Basic rahasia-ukur', '']) {
      expect([authorization, await statusOf(house, authorization === '' ? {} : { authorization })]).toEqual([authorization, 404]);
    }
  });

  test('with a token are not for this machine without it: a proxy stands on it too', async () => {
    expect(await statusOf(await open('rahasia-ukur', 'http://localhost:3000'))).toBe(404);
  });

  test('without a token are for this machine, as long as the site is nowhere else', async () => {
    expect(await statusOf(await open('', 'http://localhost:3000'))).toBe(200);
    expect(await statusOf(await open('', 'https://situs.contoh.id'))).toBe(404);
    expect(await statusOf(await open('', 'http://localhost:3000', 1), { 'x-forwarded-for': '203.0.113.9' })).toBe(404);
  });

  test('are no part of what everybody may ask: whether it lives, and can serve', async () => {
    const house = await open('rahasia-ukur', 'https://situs.contoh.id');
    expect([(await house.get('/healthz')).status, (await house.get('/readyz')).status]).toEqual([200, 200]);
  });
});
