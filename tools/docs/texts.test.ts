import { expect, test } from 'vitest';
import { texts } from './texts.ts';
import { staleFiles } from '../stale.ts';

const drawn = new Map(Object.entries(texts).map(([name, draw]) => [name, draw()]));

test('pages as they are drawn are fresh', async () => {
  expect(drawn.size).toBe(5);
  expect(await staleFiles(drawn, async (name) => drawn.get(name))).toEqual([]);
});

test('a page that is missing, or that one character of was changed by hand, is stale', async () => {
  expect(await staleFiles(drawn, async (name) => (name === 'routes' ? undefined : drawn.get(name)))).toEqual(['routes']);
  expect(await staleFiles(drawn, async (name) => (name === 'events' ? `${drawn.get(name) ?? ''} ` : drawn.get(name)))).toEqual(['events']);
});

test('drawn twice, a page has the same bytes', () => {
  for (const [name, text] of drawn) expect(texts[name]?.()).toBe(text);
});

test('the pages say what an auditor asks: who may, what is told, what the ledger holds', () => {
  expect(drawn.get('routes')).toMatch(/\| POST \| `\/masuk` \| `\/en\/sign-in` \| public \|/);
  expect(drawn.get('permissions')).toContain('| `services.work` |');
  expect(drawn.get('events')).toMatch(/\| `services\.application-submitted` \| 1 \| a commitment \| .*applicationId: string/);
  expect(drawn.get('problems')).toContain('| `platform.notFound` | 404 |');
  expect(drawn.get('settings')).toContain('| `DATABASE_URL` |');
});
