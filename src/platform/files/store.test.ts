import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diskStore, type FileStore, openFileStore, s3Store } from './store.ts';

const bytes = Buffer.from(Array.from({ length: 70_000 }, (_none, at) => at % 251));
const hash = (content: Buffer) => new Uint8Array(createHash('sha256').update(content).digest());
const sha256 = hash(bytes);
let folder = '';
let path = '';
let s3: Server;
let address = '';
const kept = new Map<string, Buffer>();
const requests: { readonly method: string; readonly authorization: string; readonly sha: string; readonly length: string | undefined }[] = [];
const faults: number[] = [];

// As much of S3 as the store speaks: PUT with its hash, GET with ranges, DELETE; all of them signed.
function answerAsS3(): Server {
  return createServer((request, response) => {
    void buffer(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const sha = String(headers['x-amz-content-sha256'] ?? '');
      requests.push({ method, authorization: headers.authorization ?? '', sha, length: headers['content-length'] });
      const fault = faults.shift();
      if (fault !== undefined) return response.writeHead(fault).end();
      if (
        !/^AWS4-HMAC-SHA256 Credential=kunci\/\d{8}\/ap-southeast-3\/s3\/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}$/.test(
          headers.authorization ?? '',
        )
      )
        return response.writeHead(403).end();
      if (method === 'PUT') {
        if (sha !== createHash('sha256').update(body).digest('hex')) return response.writeHead(400).end();
        kept.set(url, body);
        return response.writeHead(200).end();
      }
      const found = kept.get(url);
      if (method === 'DELETE') {
        kept.delete(url);
        return response.writeHead(204).end();
      }
      if (!found) return response.writeHead(404).end();
      const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
      return range ? response.writeHead(206).end(found.subarray(Number(range[1]), Number(range[2]) + 1)) : response.writeHead(200).end(found);
    });
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smart-asn-files-'));
  path = join(folder, 'incoming');
  await writeFile(path, bytes);
  s3 = answerAsS3().listen(0, '127.0.0.1');
  await once(s3, 'listening');
  address = `s3://kunci:raha%2Fsia@127.0.0.1:${(s3.address() as AddressInfo).port}/arsip?region=ap-southeast-3&tls=0`;
});
afterAll(async () => {
  s3.close();
  await rm(folder, { recursive: true, force: true });
});

async function read(store: FileStore, of = sha256, range?: { readonly start: number; readonly end: number }): Promise<Buffer | undefined> {
  const stream = await store.read(of, range);
  return stream && buffer(stream);
}

describe.each<readonly [string, () => FileStore]>([
  ['on the disk', () => diskStore(join(folder, 'kept'))],
  ['in S3', () => s3Store(address)],
])('a store %s', (_what, open) => {
  test('gives back what was put, whole and in parts, and once for the same content', async () => {
    const store = open();
    expect(await read(store)).toBeUndefined();
    await store.put(sha256, path);
    await store.put(sha256, path);
    expect(await read(store)).toEqual(bytes);
    expect(await read(store, sha256, { start: 0, end: 0 })).toEqual(bytes.subarray(0, 1));
    expect(await read(store, sha256, { start: 251, end: 501 })).toEqual(bytes.subarray(251, 502));
    expect(await read(store, sha256, { start: 69_999, end: 69_999 })).toEqual(bytes.subarray(69_999));
  });

  test('has nothing under another hash, and nothing any more once removed', async () => {
    const store = open();
    await store.put(sha256, path);
    expect(await read(store, hash(Buffer.from('other')))).toBeUndefined();
    await store.remove(sha256);
    await store.remove(sha256);
    expect(await read(store)).toBeUndefined();
  });

  test('of many at once under one hash keeps the whole content', async () => {
    const store = open();
    await Promise.all(Array.from({ length: 10 }, () => store.put(sha256, path)));
    expect(await read(store)).toEqual(bytes);
  });
});

describe('on the disk', () => {
  test('a content lies under its hash and under no name that came from outside, and nothing else is left', async () => {
    const store = diskStore(join(folder, 'names'));
    await store.put(sha256, path);
    const hex = Buffer.from(sha256).toString('hex');
    expect((await readdir(join(folder, 'names'), { recursive: true })).toSorted()).toEqual([hex.slice(0, 2), join(hex.slice(0, 2), hex)]);
  });

  test('R4: a put that fails leaves no half', async () => {
    const store = diskStore(join(folder, 'none'));
    await expect(store.put(sha256, join(folder, 'not-there'))).rejects.toThrow();
    const left = await readdir(join(folder, 'none'), { recursive: true });
    expect(left.filter((name) => name.length > 2)).toEqual([]);
  });
});

describe('in S3', () => {
  test('every request is signed, a put with the hash and length of its content', async () => {
    requests.length = 0;
    await s3Store(address).put(sha256, path);
    expect(requests).toMatchObject([{ method: 'PUT', sha: Buffer.from(sha256).toString('hex'), length: '70000' }]);
  });

  test('R19: a server that stumbles is asked again; one that refuses is a failure, not a success', async () => {
    faults.push(503, 500);
    await s3Store(address).put(sha256, path);
    expect(await read(s3Store(address))).toEqual(bytes);
    faults.push(403);
    await expect(s3Store(address).put(sha256, path)).rejects.toThrow('S3 PUT answered 403');
    faults.push(403);
    await expect(s3Store(address).read(sha256)).rejects.toThrow('S3 GET answered 403');
    faults.push(403);
    await expect(s3Store(address).remove(sha256)).rejects.toThrow('S3 DELETE answered 403');
  });

  test('a content that is not what its hash says is refused by the server', async () => {
    await expect(s3Store(address).put(hash(Buffer.from('other')), path)).rejects.toThrow('S3 PUT answered 400');
  });

  test('the setting chooses: an address of S3, or the disk when there is none', async () => {
    await openFileStore(address, folder).put(sha256, path);
    expect(requests.at(-1)?.method).toBe('PUT');
    await openFileStore('', folder).put(sha256, path);
    expect((await readdir(join(folder, 'files'))).length).toBe(1);
  });
});
