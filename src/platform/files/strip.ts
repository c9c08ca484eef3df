import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { withoutMetadata } from './photo-metadata.ts';
import type { StagedFile } from './staged.ts';

const photos: readonly string[] = ['image/jpeg', 'image/png', 'image/webp'];

/** A staged photo without what its camera wrote into it; other files as they are. Undefined when a photo is broken. */
export async function stripPhoto(file: StagedFile): Promise<StagedFile | undefined> {
  if (!photos.includes(file.mediaType)) return file;
  const bytes = withoutMetadata(await readFile(file.path), file.mediaType);
  if (!bytes) return undefined;
  await writeFile(file.path, bytes, { mode: 0o600 });
  return { ...file, size_bytes: bytes.length, sha256: new Uint8Array(createHash('sha256').update(bytes).digest()) };
}
