import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LogKey, publicKeyOf, settleIdentity, turnKeys, verifierKey } from '#slices/ledger';
import type { Ctx } from '#platform/context';
import { CannotStart } from '#platform/problem';
import type { Config } from '../config.ts';

async function readSeed(config: Config): Promise<Uint8Array> {
  if (config.ledgerKey !== '') {
    const seed = new Uint8Array(Buffer.from(config.ledgerKey, 'base64'));
    if (seed.length !== 32) throw new CannotStart('LEDGER_KEY harus 32 bita dalam base64.');
    return seed;
  }
  const path = join(config.dataDir, 'ledger-key');
  try {
    const seed = new Uint8Array(Buffer.from((await readFile(path, 'utf8')).trim(), 'base64'));
    if (seed.length !== 32)
      throw new CannotStart(`${path} bukan kunci buku besar. Kembalikan berkas itu dari cadangan; kunci baru akan menandatangani riwayat kedua.`);
    return seed;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  }
  // `wx`: of two processes that start at once, one writes and the other reads what it wrote.
  const seed = randomBytes(32);
  try {
    const handle = await open(path, 'wx', 0o600);
    await handle.writeFile(`${seed.toString('base64')}\n`);
    await handle.sync();
    await handle.close();
    return new Uint8Array(seed);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
    return readSeed(config);
  }
}

/** The key that the log goes over to: DATA_DIR/ledger-key-next, made by bin/ledger-key. */
async function readNextSeed(config: Config): Promise<Uint8Array | undefined> {
  const path = join(config.dataDir, 'ledger-key-next');
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const seed = new Uint8Array(Buffer.from(text.trim(), 'base64'));
  if (seed.length !== 32) throw new CannotStart(`${path} bukan kunci buku besar.`);
  return seed;
}

const turnedAdvice = {
  'foreign-key': 'Kunci buku besar berbeda dari kunci pada penyalaan pertama. Kembalikan DATA_DIR/ledger-key atau LEDGER_KEY yang semula.',
  'next-missing': 'Kunci berikut buku besar sudah diumumkan, tetapi berkasnya tidak ada. Kembalikan DATA_DIR/ledger-key-next.',
  'other-next': 'DATA_DIR/ledger-key-next bukan kunci berikut yang sudah diumumkan. Kembalikan berkas yang semula.',
} as const;

function originOf(config: Config): string {
  return config.ledgerOrigin || `${new URL(config.publicUrl).host}/ledger`;
}

/** Origin and key as at the first start; a start with another key would sign a second history, so it refuses. */
export async function openLedger(ctx: Ctx, config: Config): Promise<void> {
  const seed = await readSeed(config);
  const wanted = (origin: string): LogKey => ({ origin, vkey: verifierKey(origin, publicKeyOf(seed)), seed });
  const settled = await settleIdentity(ctx, wanted(originOf(config)));
  const key = wanted(settled.origin);
  if (config.ledgerOrigin !== '' && config.ledgerOrigin !== settled.origin)
    throw new CannotStart(`LEDGER_ORIGIN sudah tetap sejak penyalaan pertama: ${settled.origin}. Hapus pengaturan itu, atau kembalikan nilainya.`);
  const nextSeed = await readNextSeed(config);
  const next = nextSeed && { origin: settled.origin, vkey: verifierKey(settled.origin, publicKeyOf(nextSeed)), seed: nextSeed };
  const turned = await turnKeys(ctx, settled.vkey, key, next);
  if (turned !== 'ok') throw new CannotStart(turnedAdvice[turned]);
}
