import { join } from 'node:path';
import { ctxOn } from '#platform/context';
import { openDatabase, sql } from '#platform/db';
import { loadDemo } from '../../database/seed/demo.ts';
import type { Opening } from './opening.tsx';
import { root } from './root.ts';
import type { Running } from './running.ts';

// A play that was broken off has a demo agency and no home: it is cleared away, and played anew.
async function clearHalf(ownerUrl: string): Promise<void> {
  const owner = openDatabase(ownerUrl, { max: 1 });
  try {
    await owner.transact('all', async (tx) => {
      const { rows: broken } = await sql`select 1 from directory.agencies having bool_or(is_demo) and not bool_or(is_home)`.execute(tx);
      if (broken.length === 0) return;
      const { rows } = await sql<{ name: string }>`
        select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema', 'public', 'pgboss')
          and (schemaname, tablename) not in (('platform', 'migrations'), ('platform', 'secrets'), ('ledger', 'identity'))`.execute(tx);
      await sql.raw(`truncate ${rows.map(({ name }) => name).join(', ')}`).execute(tx);
      await sql`select setval(seqrelid::regclass, seqstart, false) from pg_sequence where seqrelid::regclass::text like 'platform.serial%'`.execute(tx);
    });
  } finally {
    await owner.close();
  }
}

/** The demo province, with its progress on the terminal and, by `opening`, on every page. */
export async function loadProvince({ config, known, clock, data }: Running, opening: Opening, say: (line: string) => void): Promise<void> {
  say(`Memuat provinsi peragaan; kemajuannya juga tampak di ${config.publicUrl}`);
  await clearHalf(data.ownerUrl);
  let shown = -1;
  const accounts = await loadDemo({
    url: data.ownerUrl,
    dataDir: config.dataDir,
    filesUrl: config.filesUrl,
    root,
    today: clock.now(),
    makeCtx: (db, input) => ctxOn(db, 'all', input),
    progress: (done, all) => {
      opening.loading = { done, all };
      const share = Math.floor((done / all) * 20);
      if (share === shown) return;
      shown = share;
      say(`[${'#'.repeat(share)}${' '.repeat(20 - share)}] ${Math.floor((done / all) * 100)}%`);
    },
  });
  await known.reload();
  opening.loading = undefined;
  say(`Akun peragaan (juga di ${join(config.dataDir, 'demo-accounts.json')}):`);
  for (const account of accounts) say(`  ${account.role.padEnd(17)} ${account.username.padEnd(34)} ${account.password}`);
}
