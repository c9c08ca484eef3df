import { expect, test } from 'vitest';
import { inTransaction, testCtx, testDatabase, testNow } from '#test/db';
import { sql } from '#platform/db';
import { recordContent } from './keep.ts';
import { sweepContents } from './sweep.ts';

const database = testDatabase();
const content = (at: number) => ({ sha256: new Uint8Array(32).fill(at), size_bytes: 1, mediaType: 'application/pdf' });

test('what no row refers to any more goes for good, bytes and all; what is referred to, or kept a moment ago, stays', async () => {
  await inTransaction(database.owner, async (tx) => {
    const ctx = testCtx(tx);
    const old = testNow.subtract({ hours: 48 });
    for (const at of [1, 2, 3, 4]) await recordContent(tx, content(at), old);
    await recordContent(tx, content(3), testNow);
    await sql`create table public.holder (held bytea references files.contents)`.execute(tx);
    await sql`insert into public.holder values (${content(2).sha256})`.execute(tx);
    const removed: number[] = [];
    const store = {
      put: () => Promise.resolve(),
      read: () => Promise.resolve(undefined),
      remove: async (sha256: Uint8Array) => void removed.push(sha256[0] ?? 0),
    };
    const sweep = () => sweepContents({ store, before: testNow.subtract({ hours: 24 }), transact: (work) => ctx.transact(work) });
    expect(await sweep()).toBe(2);
    expect(removed.toSorted((a, b) => a - b)).toEqual([1, 4]);
    expect(await sweep()).toBe(0);
    const { rows } = await sql<{ first: number }>`select get_byte(sha256, 0) as first from files.contents order by 1`.execute(tx);
    expect(rows.map((row) => row.first)).toEqual([2, 3]);
  });
});

test('role app may do it', async () => {
  await inTransaction(database.app, async (tx) => {
    const store = { put: () => Promise.resolve(), read: () => Promise.resolve(undefined), remove: () => Promise.resolve() };
    await recordContent(tx, content(9), testNow.subtract({ hours: 48 }));
    expect(await sweepContents({ store, before: testNow, transact: (work) => testCtx(tx).transact(work) })).toBe(1);
  });
});
