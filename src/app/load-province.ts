import { join } from 'node:path';
import { ctxOn } from '#platform/context';
import { loadDemo } from '../../database/seed/demo.ts';
import type { Opening } from './opening.tsx';
import { root } from './root.ts';
import type { Running } from './running.ts';

/** The demo province, with its progress on the terminal and, by `opening`, on every page. */
export async function loadProvince({ config, known, clock, data }: Running, opening: Opening, say: (line: string) => void): Promise<void> {
  say(`Memuat provinsi peragaan; kemajuannya juga tampak di ${config.publicUrl}`);
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
