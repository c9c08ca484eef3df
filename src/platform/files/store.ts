import { createReadStream, openAsBlob } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import { newId } from '#platform/ids';

/** Contents by their SHA-256: the same file is kept once, and a changed byte cannot hide. */
export type FileStore = {
  /** Durable when it returns. */
  put(sha256: Uint8Array, path: string): Promise<void>;
  /** Undefined when it is not there. `start` and `end` (inclusive) are for range requests. */
  read(sha256: Uint8Array, range?: { readonly start: number; readonly end: number }): Promise<Readable | undefined>;
  remove(sha256: Uint8Array): Promise<void>;
};

function hexOf(sha256: Uint8Array): string {
  return Buffer.from(sha256).toString('hex');
}

export function diskStore(folder: string): FileStore {
  const place = (sha256: Uint8Array) => {
    const hex = hexOf(sha256);
    return join(folder, hex.slice(0, 2), hex);
  };
  return {
    async put(sha256, path) {
      const target = place(sha256);
      await mkdir(dirname(target), { recursive: true });
      // Written beside, synced and renamed: a crash leaves the whole file or none.
      const beside = `${target}.${newId()}`;
      try {
        await copyFile(path, beside);
        const handle = await open(beside, 'r+');
        await handle.sync().finally(() => handle.close());
        await rename(beside, target);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
    },
    async read(sha256, range) {
      const found = await stat(place(sha256)).catch(() => undefined);
      return found ? createReadStream(place(sha256), range) : undefined;
    },
    async remove(sha256) {
      await rm(place(sha256), { force: true });
    },
  };
}

/** `s3://key:secret@host[:port]/bucket?region=…&tls=0`, any server that speaks S3. */
export function s3Store(url: string): FileStore {
  const parsed = new URL(url);
  const scheme = parsed.searchParams.get('tls') === '0' ? 'http' : 'https';
  const base = `${scheme}://${parsed.host}${parsed.pathname}`;
  const client = new AwsClient({
    accessKeyId: decodeURIComponent(parsed.username),
    secretAccessKey: decodeURIComponent(parsed.password),
    region: parsed.searchParams.get('region') ?? 'us-east-1',
    service: 's3',
  });
  const place = (sha256: Uint8Array) => `${base}/${hexOf(sha256)}`;
  return {
    async put(sha256, path) {
      // Read from the disk as it is sent; signed with its hash, so that the server refuses a changed byte.
      const body = await openAsBlob(path);
      const answer = await client.fetch(place(sha256), { method: 'PUT', headers: { 'x-amz-content-sha256': hexOf(sha256) }, body });
      if (!answer.ok) throw new Error(`S3 PUT answered ${answer.status}`);
    },
    async read(sha256, range) {
      const headers = range ? { range: `bytes=${range.start}-${range.end}` } : undefined;
      const answer = await client.fetch(place(sha256), headers ? { headers } : {});
      if (answer.status === 404) return undefined;
      if (!answer.ok || !answer.body) throw new Error(`S3 GET answered ${answer.status}`);
      return Readable.fromWeb(answer.body as ReadableStream);
    },
    async remove(sha256) {
      const answer = await client.fetch(place(sha256), { method: 'DELETE' });
      if (!answer.ok && answer.status !== 404) throw new Error(`S3 DELETE answered ${answer.status}`);
    },
  };
}

export function openFileStore(filesUrl: string, dataDir: string): FileStore {
  return filesUrl === '' ? diskStore(join(dataDir, 'files')) : s3Store(filesUrl);
}
