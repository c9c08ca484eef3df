import { sql, type Tx } from '#platform/db';
import type { Instant } from '#platform/time';
import type { StagedFile } from './staged.ts';
import type { FileStore } from './store.ts';

/**
 * Puts the bytes away first and then the row, so that a row never points at nothing; bytes without a row are only waste.
 * Call before the transaction that refers to the file: there is no network inside a transaction.
 */
export async function keepFile(store: FileStore, file: StagedFile): Promise<void> {
  await store.put(file.sha256, file.path);
}

/** The row of a kept content, written in the transaction that refers to it. */
export async function recordContent(tx: Tx, file: Pick<StagedFile, 'sha256' | 'size_bytes' | 'mediaType'>, now: Instant): Promise<void> {
  await sql`insert into files.contents (sha256, size_bytes, media_type, stored_at)
            values (${file.sha256}, ${file.size_bytes}, ${file.mediaType}, ${now}) on conflict (sha256) do update set stored_at = excluded.stored_at`.execute(
    tx,
  );
}
