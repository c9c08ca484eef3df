import { describe, expect, test } from 'vitest';
import { testDatabase, testNow } from '#test/db';
import { forgetResults, once, sql } from './index.ts';

const database = testDatabase();
let ran = 0;

function act(actor: string, key: string, work: () => Promise<{ readonly number: number }>): Promise<{ readonly number: number }> {
  return database.app.transact('all', (tx) => once(tx, { actor, key, action: 'test', now: testNow }, work));
}

const counted = async () => {
  ran += 1;
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { number: ran };
};

describe('C1: what people may repeat', () => {
  test('happens once for eight at the same moment, who all get the first result', async () => {
    ran = 0;
    const results = await Promise.all(Array.from({ length: 8 }, () => act('citizen:1', 'double-click', counted)));
    expect(ran).toBe(1);
    expect(results).toEqual(Array.from({ length: 8 }, () => ({ number: 1 })));
    expect(await act('citizen:1', 'double-click', counted)).toEqual({ number: 1 });
  });

  test("C9: is one actor's own: another with the same key gets nothing of it", async () => {
    ran = 0;
    expect(await act('citizen:2', 'same', counted)).toEqual({ number: 1 });
    expect(await act('citizen:3', 'same', counted)).toEqual({ number: 2 });
  });

  test('R7: and failed, leaves the key free for the next attempt', async () => {
    ran = 0;
    await expect(act('citizen:4', 'k', () => Promise.reject(new Error('cut')))).rejects.toThrow('cut');
    expect(await act('citizen:4', 'k', counted)).toEqual({ number: 1 });
  });

  test('and failed while a second waited, is done by the second', async () => {
    ran = 0;
    let fail = () => undefined as void;
    const first = act('citizen:5', 'k', () => new Promise((_resolve, reject) => (fail = () => reject(new Error('cut')))));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = act('citizen:5', 'k', counted);
    fail();
    await expect(first).rejects.toThrow('cut');
    expect(await second).toEqual({ number: 1 });
  });

  test('keeps no result longer than somebody could still press again', async () => {
    expect(await act('citizen:7', 'k', async () => ({ number: 1 }))).toEqual({ number: 1 });
    const left = (before: Temporal.Instant) =>
      database.app.transact('all', async (tx) => {
        await forgetResults(tx, before);
        return (await sql`select 1 from platform.idempotency where actor = 'citizen:7'`.execute(tx)).rows.length;
      });
    expect([await left(testNow), await left(testNow.add({ seconds: 1 }))]).toEqual([1, 0]);
  });

  test('keeps its result as it was', async () => {
    const odd = { number: 1, text: 'a\u2028b "c"', list: [null, true, { deep: [] }] };
    expect(await act('citizen:6', 'k', async () => odd)).toEqual(odd);
    expect(await act('citizen:6', 'k', counted)).toEqual(odd);
    const { rows } = await database.app.transact('all', (tx) =>
      sql<{ made_at: Temporal.Instant }>`select made_at from platform.idempotency where actor = 'citizen:6'`.execute(tx),
    );
    expect(rows[0]?.made_at.toString()).toBe(testNow.toString());
  });
});
