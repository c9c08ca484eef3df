import { expect, test } from 'vitest';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { testAgency, testDatabase, testNow } from '#test/db';
import { keepFile } from './keep.ts';
import type { FileStore } from './store.ts';
import { sweepContents } from './sweep.ts';

const database = testDatabase();
const old = testNow.subtract({ hours: 48 });

function file(at: number) {
  return { path: '', fileName: 'a.pdf', sha256: new Uint8Array(32).fill(at), size_bytes: 1, mediaType: 'application/pdf', tooLarge: false };
}

function ctxAt(now = testNow) {
  return ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now, lang: 'id', agency: testAgency, requestId: 'test' });
}

/** Remembers which contents it holds, and in what order they came and went. */
function memory(over: Partial<FileStore> = {}) {
  const said: string[] = [];
  const store: FileStore = {
    put: async (sha256) => void said.push(`put ${sha256[0]}`),
    read: () => Promise.resolve(undefined),
    remove: async (sha256) => void said.push(`remove ${sha256[0]}`),
    ...over,
  };
  return { said, store };
}

const sweep = (store: FileStore) => sweepContents({ store, before: testNow.subtract({ hours: 24 }), transact: (work) => database.app.transact('all', work) });

async function known(): Promise<readonly number[]> {
  const { rows } = await database.owner.transact('all', (tx) =>
    sql<{ first: number }>`select get_byte(sha256, 0) as first from files.contents order by 1`.execute(tx),
  );
  return rows.map((row) => row.first);
}

test('what no row refers to any more goes for good, bytes and all; what is referred to, or kept a moment ago, stays', async () => {
  const { said, store } = memory();
  for (const at of [1, 2, 3, 4]) await keepFile(ctxAt(old), store, file(at));
  await keepFile(ctxAt(), store, file(3));
  await database.owner.transact('all', async (tx) => {
    await sql`create table public.holder (held bytea references files.contents)`.execute(tx);
    await sql`grant select on public.holder to app`.execute(tx);
    await sql`insert into public.holder values (${file(2).sha256})`.execute(tx);
  });
  said.length = 0;
  expect(await sweep(store)).toBe(2);
  expect(said.toSorted()).toEqual(['remove 1', 'remove 4']);
  expect(await sweep(store)).toBe(0);
  expect(await known()).toEqual([2, 3]);
});

test('what is kept anew at the moment when the sweep takes it is there afterwards', async () => {
  const { said, store } = memory({
    async remove(sha256) {
      // While its bytes go, somebody keeps the same content: the wait shows that they do not pass us.
      keeping.push(keepFile(ctxAt(), store, file(7)));
      await new Promise((resolve) => setTimeout(resolve, 300));
      said.push(`remove ${sha256[0]}`);
    },
  });
  const keeping: Promise<void>[] = [];
  await keepFile(ctxAt(old), store, file(7));
  said.length = 0;
  await sweep(store);
  await Promise.all(keeping);
  expect(keeping).toHaveLength(1);
  expect(said).toEqual(['remove 7', 'put 7']);
  expect(await known()).toContain(7);
});

test('what is kept anew after the sweep has chosen it stays', async () => {
  const { said, store } = memory({
    async remove(sha256) {
      said.push(`remove ${sha256[0]}`);
      if (sha256[0] === 8) await keepFile(ctxAt(), store, file(9));
    },
  });
  for (const at of [8, 9]) await keepFile(ctxAt(old), store, file(at));
  said.length = 0;
  expect(await sweep(store)).toBe(1);
  expect(said).toEqual(['remove 8', 'put 9']);
  expect(await known()).toContain(9);
});

test('bytes that did not come leave nothing that refers to them', async () => {
  const { store } = memory({ put: () => Promise.reject(new Error('the disk is full')) });
  await expect(keepFile(ctxAt(old), store, file(10))).rejects.toThrow('the disk is full');
  await sweep(memory().store);
  expect(await known()).not.toContain(10);
});
