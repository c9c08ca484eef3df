import { describe, expect, test } from 'vitest';
import { testDatabase } from '#test/db';
import { sql } from './index.ts';

const database = testDatabase();
const cut = (pid: number) => database.owner.transact('all', (tx) => sql`select pg_terminate_backend(${pid})`.execute(tx));
const pidOf = 'select pg_backend_pid() as pid';

describe('a line that is cut', () => {
  test('R7: in the middle of a statement, the caller is told and the next transaction has a new line', async () => {
    const cutItself = database.owner.transact('all', (tx) => sql.raw('select pg_terminate_backend(pg_backend_pid()), pg_sleep(5)').execute(tx));
    await expect(cutItself).rejects.toMatchObject({ status: 503 });
    const { rows } = await database.app.transact('all', (tx) => sql<{ two: number }>`select 1 + 1 as two`.execute(tx));
    expect(rows).toEqual([{ two: 2 }]);
  });

  test('R7: between two statements, the second is refused and nothing of the first is kept', async () => {
    const half = database.owner.transact('all', async (tx) => {
      await sql`create table public.half (n int)`.execute(tx);
      const { rows } = await sql.raw<{ pid: number }>(pidOf).execute(tx);
      await cut(rows[0]?.pid ?? 0);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await sql`select 1`.execute(tx);
    });
    await expect(half).rejects.toMatchObject({ status: 503 });
    const { rows } = await database.owner.transact('all', (tx) => sql<{ found: string | null }>`select to_regclass('public.half')::text as found`.execute(tx));
    expect(rows).toEqual([{ found: null }]);
  });

  test('R5: after all lines were cut the pool serves again', async () => {
    await database.owner.transact('all', (tx) =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(tx),
    );
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => database.app.transact('all', (tx) => sql`select 1`.execute(tx))));
    const again = await Promise.allSettled(Array.from({ length: 20 }, () => database.app.transact('all', (tx) => sql`select 1`.execute(tx))));
    expect(answers).toHaveLength(20);
    expect(again.filter((one) => one.status === 'rejected')).toEqual([]);
  });
});
