import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { startEmbedded } from '#platform/embedded';
import { testDatabase } from '#test/db';
import { type Database, openDatabase, openLines, sql } from './index.ts';

const database = testDatabase();
const version = inject('postgresVersion');

type Outcome = 'answered' | number;

function ask(db: Database, sleep_s = 0.05): Promise<Outcome> {
  return db
    .transact('all', (tx) => sql`select pg_sleep(${sleep_s})`.execute(tx))
    .then(
      () => 'answered' as const,
      (error: unknown) => (error as { status: number }).status,
    );
}

async function settled<T>(promises: readonly Promise<T>[]): Promise<readonly (T | 'never')[]> {
  return Promise.all(promises.map((one) => Promise.race([one, new Promise<'never'>((resolve) => setTimeout(resolve, 15_000, 'never'))])));
}

test('R7: who waits for a line while another is cut is served or told, never left waiting', async () => {
  const db = openDatabase(database.url, { role: 'app', max: 3 });
  const asked = Array.from({ length: 40 }, () => ask(db));
  await new Promise((resolve) => setTimeout(resolve, 80));
  await database.owner.transact('all', (tx) =>
    sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%pg_sleep%' and pid <> pg_backend_pid() limit 1`.execute(
      tx,
    ),
  );
  const outcomes = await settled(asked);
  expect(outcomes.filter((outcome) => outcome !== 'answered' && outcome !== 503)).toEqual([]);
  expect(outcomes.filter((outcome) => outcome === 'answered').length).toBeGreaterThanOrEqual(37);
  expect(await ask(db)).toBe('answered');
  await db.close();
});

describe('R5: the server is away for a while', () => {
  test('everybody is told at once, nobody waits, and the first request after its return is answered', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'smart-asn-outage-'));
    const first = await startEmbedded({ dataDir: folder, version, unsafeFast: true });
    const { port } = new URL(first.url);
    const db = openDatabase(first.url, { max: 5 });
    expect(await ask(db)).toBe('answered');
    const during = Array.from({ length: 20 }, () => ask(db, 1));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await first.stop();
    expect(new Set(await settled(during))).toEqual(new Set([503]));
    for (let wave = 0; wave < 3; wave += 1) expect(new Set(await settled(Array.from({ length: 20 }, () => ask(db))))).toEqual(new Set([503]));
    const second = await startEmbedded({ dataDir: folder, version, unsafeFast: true, port: Number(port) });
    const after = await settled(Array.from({ length: 20 }, () => ask(db)));
    expect(after).toEqual(Array.from({ length: 20 }, () => 'answered'));
    await db.close();
    await second.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);
});

describe("R8: transactions in each other's way", () => {
  test('a deadlock is tried again, and both have their effect', async () => {
    await database.owner.transact('all', (tx) =>
      sql
        .raw('create table public.counters (id int primary key, n int); insert into public.counters values (1, 0), (2, 0); grant all on public.counters to app')
        .execute(tx),
    );
    let attempts = 0;
    let together = () => undefined as void;
    const bothHoldOne = new Promise<void>((resolve) => {
      let holding = 0;
      together = () => {
        holding += 1;
        if (holding === 2) resolve();
      };
    });
    const both = (first: number, second: number) =>
      database.app.transact('all', async (tx) => {
        attempts += 1;
        await sql`update public.counters set n = n + 1 where id = ${first}`.execute(tx);
        together();
        await bothHoldOne;
        await sql`update public.counters set n = n + 1 where id = ${second}`.execute(tx);
      });
    await Promise.all([both(1, 2), both(2, 1)]);
    expect(attempts).toBe(3);
    const { rows } = await database.app.transact('all', (tx) => sql<{ n: number }>`select n from public.counters order by id`.execute(tx));
    expect(rows).toEqual([{ n: 2 }, { n: 2 }]);
  });

  test('a serialization failure is tried again, four times at most', async () => {
    let attempts = 0;
    const failing = database.app.transact('all', async (tx) => {
      attempts += 1;
      await sql.raw(`do $$ begin raise exception using errcode = '40001'; end $$`).execute(tx);
    });
    await expect(failing).rejects.toMatchObject({ code: '40001' });
    expect(attempts).toBe(4);
  });

  test('eight at once who read, add and write serializably add up', async () => {
    await database.owner.transact('all', (tx) =>
      sql
        .raw(
          `create table public.sums (n int); insert into public.sums values (0); alter role current_user in database ${new URL(database.url).pathname.slice(1)} set default_transaction_isolation = 'serializable'`,
        )
        .execute(tx),
    );
    const serial = openDatabase(database.url, { max: 8 });
    let attempts = 0;
    const add = () =>
      serial.transact('all', async (tx) => {
        attempts += 1;
        const { rows } = await sql<{ n: number }>`select n from public.sums`.execute(tx);
        await sql`update public.sums set n = ${(rows[0]?.n ?? 0) + 1}`.execute(tx);
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, add));
    const done = outcomes.filter((one) => one.status === 'fulfilled').length;
    const { rows } = await serial.transact('all', (tx) => sql<{ n: number }>`select n from public.sums`.execute(tx));
    await serial.close();
    expect(rows).toEqual([{ n: done }]);
    expect(done).toBeGreaterThan(1);
    expect(attempts).toBeGreaterThan(8);
  });
});

test('a transaction that fails leaves nothing, and its line serves the next', async () => {
  const db = openDatabase(database.url, { max: 1 });
  await expect(
    db.transact('all', async (tx) => {
      await sql`create table public.left_over (n int)`.execute(tx);
      await sql`select 1 / 0`.execute(tx);
    }),
  ).rejects.toMatchObject({ code: '22012' });
  const { rows } = await db.transact('all', (tx) =>
    sql<{ found: string | null; reach: string }>`select to_regclass('public.left_over')::text as found, current_setting('app.reach') as reach`.execute(tx),
  );
  expect(rows).toEqual([{ found: null, reach: '*' }]);
  await db.close();
});

test('a reach is ids or nothing', async () => {
  await expect(database.app.transact(["x'; drop schema platform; --"], async () => undefined)).rejects.toThrow('names agencies by id');
});

test('R6: with every line busy, as many wait as may, and the rest are told to come back', async () => {
  const lines = openLines(database.url, { max: 1 });
  let release = () => undefined as void;
  const held = lines.lend(
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  );
  const waiting = Array.from({ length: 50 }, () => lines.lend(async () => 'served'));
  await expect(lines.lend(async () => 'served')).rejects.toMatchObject({ status: 503, retryAfter_s: 2 });
  release();
  await held;
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['served']));
  await lines.close();
});
