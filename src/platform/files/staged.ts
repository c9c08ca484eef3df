import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromFile } from 'file-type';
import { newId } from '#platform/ids';
import { canBeShown } from './picture-size.ts';

/** A file that came in: on our disk, hashed, its type read from its bytes; not yet kept. */
export type StagedFile = {
  readonly path: string;
  /** As the sender named it; shown as text only, never part of a path. */
  readonly fileName: string;
  readonly size_bytes: number;
  readonly sha256: Uint8Array;
  /** By its bytes, not by its name. `application/octet-stream` when unknown. */
  readonly mediaType: string;
  readonly tooLarge: boolean;
};

const textual: Readonly<Record<string, string>> = { csv: 'text/csv', txt: 'text/plain', json: 'application/json' };

async function sniff(path: string, fileName: string): Promise<string> {
  const found = await fileTypeFromFile(path);
  // A picture that nobody could open is no picture.
  if (found) return (await canBeShown(path, found.mime)) ? found.mime : 'application/octet-stream';
  const extension = fileName.toLowerCase().split('.').at(-1) ?? '';
  // A text has no signature: its name decides, but only if its first bytes are text indeed.
  return textual[extension] && (await looksLikeText(path)) ? textual[extension] : 'application/octet-stream';
}

async function looksLikeText(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path, { end: 4095 })) {
    if ((chunk as Buffer).includes(0)) return false;
  }
  return true;
}

/** Control characters and direction overrides out; 120 characters at most, the extension kept. */
export function cleanFileName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\\/]/g, '_')
    .trim();
  const characters = Array.from(cleaned || 'berkas');
  if (characters.length <= 120) return characters.join('');
  const dot = cleaned.lastIndexOf('.');
  const extension = dot > 0 && cleaned.length - dot <= 10 ? cleaned.slice(dot) : '';
  return characters.slice(0, 120 - extension.length).join('') + extension;
}

/** Streams to disk with constant memory; stops counting at the limit and says so. */
export async function stage(folder: string, fileName: string, stream: Readable, max_bytes: number): Promise<StagedFile> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, newId());
  const hash = createHash('sha256');
  let size = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size <= max_bytes) {
        hash.update(chunk);
        done(null, chunk);
      } else done();
    },
  });
  try {
    await pipeline(stream, meter, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return {
    path,
    fileName: cleanFileName(fileName),
    size_bytes: size,
    sha256: new Uint8Array(hash.digest()),
    mediaType: size > 0 && size <= max_bytes ? await sniff(path, fileName) : 'application/octet-stream',
    tooLarge: size > max_bytes,
  };
}

const abandoned_ms = 24 * 3600 * 1000;

/** F12: what a killed process had taken in and never finished with. */
export async function clearAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && Date.now() - found.mtimeMs > abandoned_ms) await rm(path, { force: true });
  }
}

export async function discard(files: readonly StagedFile[]): Promise<void> {
  await Promise.all(files.map((file) => rm(file.path, { force: true })));
}
