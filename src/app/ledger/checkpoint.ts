import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holdsCheckpoint, newestCheckpoint } from '#slices/ledger';
import type { Ctx } from '#platform/context';
import { CannotStart } from '#platform/problem';

/*
 * The newest checkpoint, kept beside the database: a database restored from an older backup no longer holds it, and would sign
 * another history for a size that is out already.
 */

const pathIn = (dataDir: string) => join(dataDir, 'ledger-checkpoint');

/** A start on a database that has forgotten what was published refuses, before anything is signed. An empty one is a new house. */
export async function refuseOlderLog(ctx: Ctx, dataDir: string): Promise<void> {
  const published = await readFile(pathIn(dataDir), 'utf8').catch(() => undefined);
  if (published === undefined) return;
  const isFine = await ctx.read(async (tx) => ((await newestCheckpoint(tx))?.size ?? 0) === 0 || (await holdsCheckpoint(tx, published)));
  if (isFine) return;
  throw new CannotStart(
    `Basis data ini tidak memuat buku besar yang sudah diterbitkan (${pathIn(dataDir)}). Pulihkan cadangan yang lebih baru; menerbitkan riwayat kedua akan ketahuan oleh siapa pun yang menyimpan yang pertama.`,
  );
}

/** Called after each publication. A crash before it leaves an older checkpoint, which is held as well. */
export async function keepCheckpoint(ctx: Ctx, dataDir: string): Promise<void> {
  const newest = await ctx.read(newestCheckpoint);
  if (!newest) return;
  await writeFile(`${pathIn(dataDir)}.baru`, newest.note, { mode: 0o644 });
  await rename(`${pathIn(dataDir)}.baru`, pathIn(dataDir));
}
