import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ctx } from '#platform/context';
import { sql } from '#platform/db';
import type { StagedFile } from './staged.ts';
import type { FileStore } from './store.ts';

/**
 * Puts a content away, before the transaction that refers to it: there is no network inside a transaction. Its row comes first and
 * is committed, so that the sweep, which takes what nobody refers to, sees a content of this moment and leaves it. If the bytes then
 * do not come, nothing refers to the row, and the sweep takes it another day.
 */
export async function keepFile(ctx: Ctx, store: FileStore, file: StagedFile): Promise<void> {
  await ctx.transact((tx) =>
    sql`insert into files.contents (sha256, size_bytes, media_type, stored_at)
        values (${file.sha256}, ${file.size_bytes}, ${file.mediaType}, ${ctx.now}) on conflict (sha256) do update set stored_at = excluded.stored_at`.execute(
      tx,
    ),
  );
  await store.put(file.sha256, file.path);
}

/** The same for bytes that we made ourselves. Answers their hash. */
export async function keepBytes(ctx: Ctx, store: FileStore, bytes: Uint8Array, mediaType: string): Promise<Uint8Array> {
  const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest());
  const folder = await mkdtemp(join(tmpdir(), 'keep-'));
  try {
    const path = join(folder, 'bytes');
    await writeFile(path, bytes, { mode: 0o600 });
    await keepFile(ctx, store, { path, fileName: '', size_bytes: bytes.length, sha256, mediaType, tooLarge: false });
    return sha256;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
