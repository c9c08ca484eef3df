import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connect } from '#platform/db';
import { type Embedded, startEmbedded } from './server.ts';

const version = inject('postgresVersion');
let dataDir = '';
const started: Embedded[] = [];

async function start(): Promise<Embedded> {
  const server = await startEmbedded({ dataDir, version });
  started.push(server);
  return server;
}

async function ask(url: string, text: string): Promise<unknown> {
  const sql = connect(url, { max: 1 });
  try {
    return Object.values((await sql.unsafe(text))[0] ?? {})[0];
  } finally {
    await sql.end({ timeout: 5 });
  }
}

const pidFile = () => join(dataDir, 'postgres', 'postmaster.pid');

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'smart-asn-embedded-'));
});
afterAll(async () => {
  for (const server of started) await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('a start that was interrupted while the folder was made begins anew, and speaks to nobody but this machine', async () => {
  await mkdir(join(dataDir, 'postgres.baru'));
  await writeFile(join(dataDir, 'postgres.baru', 'half'), 'x');
  const server = await start();
  expect(server.adopted).toBe(false);
  expect(existsSync(join(dataDir, 'postgres.baru'))).toBe(false);
  expect(
    await ask(server.url, "select current_setting('listen_addresses') || ' ' || current_setting('unix_socket_directories') || ' ' || current_setting('fsync')"),
  ).toBe('127.0.0.1  on');
  await ask(server.url, 'create table public.kept (n int)');
  await server.stop();
  expect(existsSync(pidFile())).toBe(false);
});

test('a server that a killed program has left running is adopted, with all that it holds', async () => {
  const first = await start();
  const second = await start();
  expect([first.adopted, second.adopted]).toEqual([false, true]);
  expect(second.url).toBe(first.url);
  expect(await ask(second.url, "select to_regclass('public.kept')::text")).toBe('kept');
});

test('a server that another process uses is left running, and stopped by the last', async () => {
  const server = await start();
  const other = connect(server.url, { max: 1 });
  await other.unsafe('select 1');
  await server.stop();
  expect(await ask(server.url, 'select 1')).toBe(1);
  await other.end({ timeout: 5 });
  await server.stop();
  await expect(ask(server.url, 'select 1')).rejects.toThrow();
});

test.each([
  ['that no process has any more', 2_000_000],
  ['that another program has by now', process.pid],
])('the file of a server that was killed, with a number %s, does not hinder the start', async (_what, pid) => {
  await writeFile(pidFile(), `${pid}\n${join(dataDir, 'postgres')}\n1790000000\n5432\n\n127.0.0.1\n 1 2\nready\n`);
  const server = await start();
  expect(server.adopted).toBe(false);
  expect(await ask(server.url, "select to_regclass('public.kept')::text")).toBe('kept');
  await server.stop();
});

test('R1: after kill -9 of the server itself, what was committed is there', async () => {
  const server = await start();
  await ask(server.url, 'insert into public.kept values (7)');
  process.kill(Number((await readFile(pidFile(), 'utf8')).split('\n')[0]), 'SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 300));
  const again = await start();
  expect(await ask(again.url, 'select n from public.kept')).toBe(7);
  await again.stop();
});

test('P2: what was typed stands in no line of its log, whatever fails by it', async () => {
  const server = await start();
  await ask(server.url, "create table if not exists public.persons (nip text primary key, born date check (born > date '1900-01-01'))");
  await ask(server.url, "insert into public.persons values ('198501012010011777')");
  for (const text of [
    "insert into public.persons values ('198501012010011777')",
    "insert into public.persons values ('198501012010011778', '1800-01-01')",
    "select '198501012010011777'::uuid",
    "do $$ begin raise warning '198501012010011777'; end $$",
    "do $$ begin raise exception '198501012010011777'; end $$",
  ])
    await ask(server.url, text).catch(() => undefined);
  const log = await readFile(join(dataDir, 'postgres.log'), 'utf8');
  expect(log).toContain('ready to accept connections');
  expect(log).not.toContain('19850101201001177');
  await server.stop();
});

test('R5: killed as a whole, it is back on its port by itself, with what was committed, and two who watch it start one', async () => {
  const server = await start();
  const other = await start();
  const news: string[] = [];
  server.watch((one) => news.push(one));
  other.watch((one) => news.push(one));
  await ask(server.url, 'insert into public.kept values (11)');
  const killed = Number((await readFile(pidFile(), 'utf8')).split('\n')[0]);
  process.kill(killed, 'SIGKILL');
  for (let attempt = 0; attempt < 200 && news.filter((one) => one === 'back').length < 2; attempt += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(news.toSorted()).toEqual(['back', 'back', 'gone', 'gone']);
  expect(await ask(server.url, 'select max(n) from public.kept')).toBe(11);
  expect(Number((await readFile(pidFile(), 'utf8')).split('\n')[0])).not.toBe(killed);
  await other.stop();
  await server.stop();
  expect(existsSync(pidFile())).toBe(false);
});

test('a folder of another version is told, not touched', async () => {
  const path = join(dataDir, 'postgres', 'PG_VERSION');
  const before = await readFile(path, 'utf8');
  await writeFile(path, '14\n');
  await expect(start()).rejects.toThrow(/dibuat PostgreSQL 14; program ini membawa versi (15|18)/);
  await writeFile(path, before);
});
