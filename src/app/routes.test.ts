import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { href, pathWords, readPath } from '#platform/words';
import { root } from './root.ts';
import { allRoutes, line } from './slices.ts';

const routes = allRoutes({ provider: undefined, isDemo: () => false, isEmpty: () => false, onSetUp: () => Promise.resolve() });
const pages = routes.filter((route) => route.origin !== 'content' && href('en', route.path) !== route.path);

test('every page has one address in each language, and each leads back to it', () => {
  const seen = new Map<string, string>();
  for (const { method, path } of pages) {
    const english = href('en', path);
    expect(readPath(english)).toEqual({ lang: 'en', path });
    expect(readPath(path)).toEqual({ lang: 'id', path });
    const before = seen.get(`${method} ${english}`);
    expect([english, before]).toEqual([english, undefined]);
    seen.set(`${method} ${english}`, path);
  }
  expect(seen.size).toBeGreaterThan(100);
});

test("every word of a page's address is an English word in English", () => {
  const known = new Set(pathWords.keys());
  const same = new Set(['tes', 'data', 'unit', 'demo', 'jp']);
  const words = pages.flatMap(({ path }) => path.split('/')).filter((word) => word !== '' && !/^[:*]/.test(word));
  // The same word in both languages; each is in use.
  expect(Array.from(same).filter((word) => !words.some((one) => one.replace(/\.[a-z]+$/, '') === word))).toEqual([]);
  const missing = Array.from(new Set(words.map((word) => word.replace(/\.[a-z]+$/, '')).filter((word) => !known.has(word) && !same.has(word))));
  expect(missing).toEqual([]);
});

test('the line names every slice that there is, and thirteen in all', () => {
  expect(readdirSync(join(root, 'src/slices')).filter((slice) => !line.some((one) => one === slice))).toEqual([]);
  expect(new Set(line).size).toBe(13);
});
