import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Line, openLines } from './lines.ts';

/** The database knows migrations that this code does not, or knows them otherwise: this program must not touch it. */
export class DatabaseOther extends Error {
  readonly how: 'newer' | 'changed';
  readonly migrations: readonly string[];
  constructor(how: 'newer' | 'changed', migrations: readonly string[]) {
    super(`the database is ${how === 'newer' ? 'newer than' : 'of another form than'} this program (${migrations.join(', ')})`);
    this.name = 'DatabaseOther';
    this.how = how;
    this.migrations = migrations;
  }
}

export type Migration = { readonly name: string; readonly sql: string; readonly sha256: string };

export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

// One number for every process of this product; others wait here until the first has finished.
const lock = 5_200_001;

/** What has been applied: its name, and the text that it had then. */
async function applied(line: Line): Promise<ReadonlyMap<string, string>> {
  await line.run('create schema if not exists platform');
  await line.run('create table if not exists platform.migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())');
  const rows = await line.run<{ name: string; sha256: string }>('select name, sha256 from platform.migrations');
  return new Map(rows.map((row) => [row.name, row.sha256]));
}

/** Brings the database to this code's schema, one migration a transaction, under an advisory lock. Returns what was applied. */
export async function migrate(url: string, folder: string): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  const lines = openLines(url, { max: 1 });
  try {
    // The lock is the line's own: it is given back with it, whatever happens.
    return await lines.lend(async (line) => {
      await line.run(`set statement_timeout = 0; select pg_advisory_lock(${lock})`);
      const before = await applied(line);
      const known = new Set(migrations.map((migration) => migration.name));
      const unknown = Array.from(before.keys()).filter((name) => !known.has(name));
      if (unknown.length > 0) throw new DatabaseOther('newer', unknown);
      const changed = migrations.filter(({ name, sha256 }) => before.has(name) && before.get(name) !== sha256);
      if (changed.length > 0)
        throw new DatabaseOther(
          'changed',
          changed.map(({ name }) => name),
        );
      const pending = migrations.filter((migration) => !before.has(migration.name));
      for (const migration of pending) await apply(line, migration);
      return pending.map((migration) => migration.name);
    });
  } finally {
    await lines.close();
  }
}

async function apply(line: Line, migration: Migration): Promise<void> {
  try {
    await line.run('begin');
    await line.run(migration.sql);
    await line.run('insert into platform.migrations (name, sha256) values ($1, $2)', [migration.name, migration.sha256]);
    await line.run('commit');
  } catch (error) {
    await line.run('rollback').catch(() => line.spoil());
    throw new Error(`migration ${migration.name}: ${(error as Error).message}`, { cause: error });
  }
}
