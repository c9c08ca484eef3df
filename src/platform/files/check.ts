import { createHash } from 'node:crypto';
import { sql, type Tx } from '#platform/db';
import type { FileStore } from './store.ts';

type Checking = { readonly store: FileStore; readonly read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T> };

const atOnce = 500;

/** Reads every content that is kept and hashes it anew; gives the hashes of those that are not what they were, or not there. */
export async function damagedContents({ store, read }: Checking): Promise<readonly string[]> {
  const damaged: string[] = [];
  let after: Uint8Array = new Uint8Array(0);
  for (;;) {
    const { rows } = await read((tx) =>
      sql<{ sha256: Uint8Array }>`select sha256 from files.contents where sha256 > ${after} order by sha256 limit ${atOnce}`.execute(tx),
    );
    for (const { sha256 } of rows) {
      const isRight = Buffer.from(sha256).equals((await hashOf(store, sha256)) ?? Buffer.alloc(0));
      // Let go of while it was read: nothing refers to it any more.
      if (!isRight && (await read((tx) => isKept(tx, sha256)))) damaged.push(Buffer.from(sha256).toString('hex'));
    }
    const last = rows.at(-1);
    if (!last) return damaged;
    after = last.sha256;
  }
}

async function hashOf(store: FileStore, sha256: Uint8Array): Promise<Buffer | undefined> {
  const stream = await store.read(sha256);
  if (!stream) return undefined;
  const hash = createHash('sha256');
  try {
    for await (const part of stream) hash.update(part as Uint8Array);
  } catch {
    return undefined;
  }
  return hash.digest();
}

async function isKept(tx: Tx, sha256: Uint8Array): Promise<boolean> {
  const { rows } = await sql`select from files.contents where sha256 = ${sha256}`.execute(tx);
  return rows.length > 0;
}
