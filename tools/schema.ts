import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, migrate, type Sql } from '#platform/db';
import { startEmbedded } from '#platform/embedded';
import { staleFiles } from './stale.ts';

/*
 * The picture of the database and the tables' types, read from a migrated database: `node tools/schema.ts` writes them,
 * `node tools/schema.ts --check` fails when they are stale.
 */

const root = dirname(dirname(fileURLToPath(import.meta.url)));

type ColumnRow = {
  table_schema: string;
  table_name: string;
  column_name: string;
  udt_name: string;
  is_nullable: 'YES' | 'NO';
  column_default: string | null;
  is_generated: string;
};

const typeNames: Readonly<Record<string, string>> = {
  uuid: 'string',
  text: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'bigint',
  numeric: 'string',
  bool: 'boolean',
  date: 'Temporal.PlainDate',
  timestamptz: 'Temporal.Instant',
  bytea: 'Uint8Array',
  jsonb: 'unknown',
  tsvector: 'string',
  _uuid: 'readonly string[]',
  _text: 'readonly string[]',
  _int2: 'readonly number[]',
  _int4: 'readonly number[]',
  float8: 'number',
  _float8: 'readonly number[]',
};

function typeOf(column: ColumnRow): string {
  const name = typeNames[column.udt_name];
  if (!name) throw new Error(`no type for ${column.udt_name} of ${column.table_schema}.${column.table_name}.${column.column_name}`);
  const nullable = column.is_nullable === 'YES' && name !== 'unknown' ? `${name} | null` : name;
  return column.column_default !== null || column.is_generated === 'ALWAYS' ? `Generated<${nullable}>` : nullable;
}

function pascal(name: string): string {
  return name.replace(/(^|_)(\w)/g, (_all, _edge: string, letter: string) => letter.toUpperCase());
}

function typesOf(schema: string, columns: readonly ColumnRow[]): string {
  const tables = Array.from(new Set(columns.map((column) => column.table_name)));
  const blocks = tables.map((table) => {
    const lines = columns.filter((column) => column.table_name === table).map((column) => `    ${column.column_name}: ${typeOf(column)};`);
    return `  '${schema}.${table}': {\n${lines.join('\n')}\n  };`;
  });
  const body = `export type ${pascal(schema)}Tables = {\n${blocks.join('\n')}\n};\n`;
  const imports = body.includes('Generated<') ? "import type { Generated } from 'kysely';\n\n" : '';
  return `// Made by tools/schema.ts from the migrated database; not by hand.\n${imports}${body}`;
}

async function readColumns(sql: Sql): Promise<readonly ColumnRow[]> {
  return sql.unsafe<ColumnRow[]>(`
    select c.table_schema, c.table_name, c.column_name, c.udt_name, c.is_nullable, c.column_default, c.is_generated
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema not in ('pg_catalog', 'information_schema', 'public', 'pgboss') and t.table_type = 'BASE TABLE'
    order by c.table_schema, c.table_name, c.ordinal_position`);
}

async function readPicture(sql: Sql, columns: readonly ColumnRow[]): Promise<string> {
  const constraints = await sql.unsafe<{ place: string; line: string }[]>(`
    select n.nspname || '.' || t.relname as place, pg_get_constraintdef(c.oid) as line
    from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') and c.contype in ('p', 'f', 'u', 'c') order by 1, 2`);
  const walls = await sql.unsafe<{ place: string }[]>(`
    select n.nspname || '.' || t.relname as place from pg_class t join pg_namespace n on n.oid = t.relnamespace where t.relrowsecurity`);
  const walled = new Set(walls.map((row) => row.place));
  const places = Array.from(new Set(columns.map((column) => `${column.table_schema}.${column.table_name}`)));
  const blocks = places.map((place) => {
    const mine = columns.filter((column) => `${column.table_schema}.${column.table_name}` === place);
    const lines = mine.map((column) => `  ${column.column_name} ${column.udt_name}${column.is_nullable === 'NO' ? ' not null' : ''}`);
    const rules = constraints.filter((row) => row.place === place && !row.line.startsWith('NOT NULL')).map((row) => `  ${row.line}`);
    return [`${place}${walled.has(place) ? ' (row-level security)' : ''}`, ...lines, ...rules].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}

/** Path below the root → text, as it should stand. */
export async function drawSchema(): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'smart-asn-schema-'));
  const server = await startEmbedded({ dataDir: folder, unsafeFast: true });
  try {
    await migrate(server.url, join(root, 'database/migrations'));
    const sql = connect(server.url, { max: 1 });
    const columns = await readColumns(sql);
    const files = new Map<string, string>([['database/schema.txt', await readPicture(sql, columns)]]);
    const slices = Array.from(new Set(columns.map((column) => column.table_schema))).filter(
      (schema) => !['platform', 'outbox', 'mail', 'files'].includes(schema),
    );
    for (const slice of slices)
      files.set(
        `src/slices/${slice}/schema.ts`,
        typesOf(
          slice,
          columns.filter((column) => column.table_schema === slice),
        ),
      );
    await sql.end({ timeout: 5 });
    return files;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check');
  const drawn = await drawSchema();
  const stale = await staleFiles(drawn, (path) => readFile(join(root, path), 'utf8').catch(() => undefined));
  if (!check) for (const path of stale) await writeFile(join(root, path), drawn.get(path) ?? '');
  process.stdout.write(stale.length === 0 ? `schema: ${drawn.size} files, fresh\n` : `schema: ${check ? 'stale' : 'written'}: ${stale.join(', ')}\n`);
  process.exit(check && (stale.length > 0 || drawn.size < 2) ? 1 : 0);
}
