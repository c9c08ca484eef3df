import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { newId } from '#platform/ids';
import { connect } from './connection.ts';
import { DatabaseOther, migrate } from './migrate.ts';

let folder = '';
let url = '';

async function ask(text: string): Promise<readonly Record<string, unknown>[]> {
  const sql = connect(url, { max: 1 });
  try {
    return Array.from(await sql.unsafe(text));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function writes(name: string, text: string): Promise<void> {
  await writeFile(join(folder, name), text);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smart-asn-migrations-'));
  const template = inject('templateUrl');
  const name = `m_${newId().replaceAll('-', '')}`;
  const admin = connect(template.replace(/\/smart_asn$/, '/postgres'), { max: 1 });
  await admin.unsafe(`create database ${name}`);
  await admin.end({ timeout: 5 });
  url = template.replace(/\/smart_asn$/, `/${name}`);
  await writes('0001-first.sql', 'create table public.one (n int)');
  await writes('0002-second.sql', 'create table public.two (n int); insert into public.two values (1)');
  await writes('README.md', 'not a migration');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('R15: of three migrators at once each waits its turn, and every migration is applied once', async () => {
  const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
  expect(applied.flat().toSorted()).toEqual(['0001-first.sql', '0002-second.sql']);
  expect(await migrate(url, folder)).toEqual([]);
  expect(await ask('select count(*)::int as n from public.two')).toEqual([{ n: 1 }]);
});

test('R15: one that fails leaves nothing of itself, keeps what came before, and goes on when mended', async () => {
  await writes('0003-third.sql', 'create table public.three (n int); select 1 / 0');
  await expect(migrate(url, folder)).rejects.toThrow('migration 0003-third.sql: division by zero');
  expect(await ask("select to_regclass('public.two')::text as two, to_regclass('public.three')::text as three")).toEqual([{ two: 'two', three: null }]);
  await writes('0003-third.sql', 'create table public.three (n int)');
  expect(await migrate(url, folder)).toEqual(['0003-third.sql']);
});

test('R15: killed half way, the next start does the rest, and no lock is left behind', async () => {
  await writes('0003-slow.sql', 'create table public.three (n int); select pg_sleep(30)');
  const killed = migrate(url, folder).then(
    () => 'done',
    () => 'cut',
  );
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const [cut] = await ask(
      "select pg_terminate_backend(pid) as cut from pg_stat_activity where query like '%pg_sleep(30)%' and pid <> pg_backend_pid() and datname = current_database()",
    );
    if (cut) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await killed).toBe('cut');
  await writes('0003-slow.sql', 'create table public.three (n int)');
  expect(await migrate(url, folder)).toEqual(['0003-slow.sql']);
});

test('R15: a database that knows more than this program is refused, and not touched', async () => {
  await migrate(url, folder);
  await ask("insert into platform.migrations (name, sha256) values ('9999-of-tomorrow.sql', 'x')");
  await writes('0003-third.sql', 'create table public.three (n int)');
  await expect(migrate(url, folder)).rejects.toThrow(DatabaseOther);
  await expect(migrate(url, folder)).rejects.toThrow('9999-of-tomorrow.sql');
  expect(await ask("select to_regclass('public.three')::text as three")).toEqual([{ three: null }]);
});

test('R15: a database whose tables were made from another text is refused, and not touched', async () => {
  await migrate(url, folder);
  await writes('0002-second.sql', 'create table public.two (n int, m int)');
  await writes('0003-third.sql', 'create table public.three (n int)');
  await expect(migrate(url, folder)).rejects.toThrow('of another form than this program (0002-second.sql)');
  expect(await ask("select to_regclass('public.three')::text as three")).toEqual([{ three: null }]);
});
