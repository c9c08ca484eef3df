import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Line, openLines } from './lines.ts';

/** The database knows migrations that this code does not: an older program must not touch it. */
export class DatabaseNewer extends Error {
  readonly unknown: readonly string[];
  constructor(unknown: readonly string[]) {
    super(`the database is newer than this program (${unknown.join(', ')})`);
    this.name = 'DatabaseNewer';
    this.unknown = unknown;
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

async function appliedNames(line: Line): Promise<ReadonlySet<string>> {
  await line.run('create schema if not exists platform');
  await line.run('create table if not exists platform.migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())');
  const rows = await line.run<{ name: string }>('select name from platform.migrations');
  return new Set(rows.map((row) => row.name));
}

/** Brings the database to this code's schema, one migration a transaction, under an advisory lock. Returns what was applied. */
export async function migrate(url: string, folder: string): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  const lines = openLines(url, { max: 1 });
  try {
    // The lock is the line's own: it is given back with it, whatever happens.
    return await lines.lend(async (line) => {
      await line.run(`set statement_timeout = 0; select pg_advisory_lock(${lock})`);
      const applied = await appliedNames(line);
      const known = new Set(migrations.map((migration) => migration.name));
      const unknown = Array.from(applied).filter((name) => !known.has(name));
      if (unknown.length > 0) throw new DatabaseNewer(unknown);
      const pending = migrations.filter((migration) => !applied.has(migration.name));
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
