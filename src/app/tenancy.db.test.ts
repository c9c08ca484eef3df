import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sql } from '#platform/db';
import { testDatabase } from '#test/db';
import { type TableFacts, tenancy } from '../../tools/gates/tenancy.ts';
import { root } from './root.ts';

const database = testDatabase();

async function read<Row>(text: string): Promise<readonly Row[]> {
  return database.owner.transact('all', async (tx) => (await sql.raw<Row>(text).execute(tx)).rows);
}

// pg-boss's own tables hold work of all agencies by ids; public holds extensions and what tests make.
const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'pgboss', 'public') and c.relkind in ('r', 'p')`;

const tables = `
  select n.nspname || '.' || c.relname as "table", c.relrowsecurity as walled,
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'agency_id' and not a.attisdropped) as "hasAgency",
    (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
    coalesce((select array_agg(a.attname::text order by k.place) from pg_index i, unnest(i.indkey::int2[]) with ordinality k (attnum, place)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum where i.indrelid = c.oid and i.indisprimary), '{}') as key,
    coalesce((select jsonb_agg(jsonb_build_object('to', fn.nspname || '.' || f.relname,
        'withAgency', f.oid = 'directory.agencies'::regclass or exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum = any (k.conkey) and a.attname = 'agency_id')))
      from pg_constraint k join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
      where k.conrelid = c.oid and k.contype = 'f'), '[]') as "references",
    coalesce((select array_agg(distinct x.privilege_type::text) from aclexplode(c.relacl) x where x.grantee = 'app'::regrole), '{}') as granted
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} order by 1`;

const excess = `
  select 'create in schema ' || nspname as may from pg_namespace where has_schema_privilege('app', oid, 'create')
  union all select 'own ' || n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relowner = 'app'::regrole
  union all select 'create in the database' where has_database_privilege('app', current_database(), 'create')
  union all select 'pass the wall' from pg_roles where rolname = 'app' and (rolbypassrls or rolsuper or rolcreatedb or rolcreaterole or rolreplication)
  union all select 'act as ' || r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = 'app'::regrole`;

test('A1: every table stands behind the wall or is listed with its reason, and role app holds no more than it needs', async () => {
  const listed = JSON.parse(readFileSync(join(root, 'database/tenancy.json'), 'utf8')) as Record<string, string>;
  const { looked, findings } = tenancy.look({
    tables: await read<TableFacts>(tables),
    global: listed,
    excess: (await read<{ may: string }>(excess)).map(({ may }) => may),
  });
  expect(findings.map(({ message }) => message)).toEqual([]);
  expect(looked).toBeGreaterThan(50);
});
