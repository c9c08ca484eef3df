import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '#test/db';
import { openDatabase, sql } from './index.ts';

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

/** The database behind a wire on which its answers can be held back from a moment on: the one when these words pass. */
async function wireTo(url: string) {
  const { hostname, port } = new URL(url);
  const state = { sent: '', held: undefined as (() => void)[] | undefined, from: undefined as RegExp | undefined };
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    client.on('data', (bytes) => {
      state.sent += bytes.toString('latin1');
      if (state.from?.test(state.sent)) state.held ??= [];
      database.write(bytes);
    });
    database.on('data', (bytes) => {
      if (state.held) state.held.push(() => client.write(bytes));
      else client.write(bytes);
    });
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      one.on('close', () => other.destroy());
      one.on('error', () => other.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const wired = new URL(url);
  wired.port = String((server.address() as AddressInfo).port);
  return {
    url: wired.href,
    sent: () => state.sent,
    holdFrom(words: RegExp) {
      Object.assign(state, { sent: '', from: words });
    },
    release() {
      const held = state.held ?? [];
      Object.assign(state, { held: undefined, from: undefined });
      for (const pass of held) pass();
    },
    close: () => server.close(),
  };
}

const soon = () => new Promise<'waits'>((resolve) => setTimeout(resolve, 300, 'waits'));

describe('ways to the database and back', () => {
  test('a transaction begins with its first statement; who writes waits for the commit, who reads for nothing more', async () => {
    const wire = await wireTo(database.url);
    const db = openDatabase(wire.url, { role: 'app', max: 1 });
    const ask = (readOnly: boolean) => db.transact('all', async (tx) => (await sql<{ n: number }>`select 41 as n`.execute(tx)).rows[0]?.n, { readOnly });
    await ask(true);

    wire.holdFrom(/begin/);
    const begun = ask(true);
    expect(await Promise.race([begun, soon()])).toBe('waits');
    expect(wire.sent()).toMatch(/begin read only.*select 41 as n.$/s);
    wire.release();
    expect(await begun).toBe(41);

    wire.holdFrom(/begin.*commit/s);
    expect(await Promise.race([ask(true), soon()])).toBe(41);
    wire.release();

    wire.holdFrom(/begin.*commit/s);
    const written = ask(false);
    expect(await Promise.race([written, soon()])).toBe('waits');
    wire.release();
    expect(await written).toBe(41);
    await db.close();
    wire.close();
  });
});
