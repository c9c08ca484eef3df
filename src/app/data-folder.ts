import { access, constants, mkdir } from 'node:fs/promises';
import { CannotStart } from '#platform/problem';

/** Files, keys and the embedded database live here: it must be there, and ours to write. */
export async function prepareFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK);
  } catch {
    throw new CannotStart(`Folder ${dataDir} tidak dapat ditulis. Beri akun ini hak tulis, atau pilih folder lain: DATA_DIR=… npm start`);
  }
}
