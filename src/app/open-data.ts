import { join } from 'node:path';
import { type Database, DatabaseOther, makeSecret, migrate, openDatabase, secretOf } from '#platform/db';
import { type ServerNews, startEmbedded } from '#platform/embedded';
import { prepareJobs } from '#platform/jobs';
import { CannotStart } from '#platform/problem';
import type { Config } from './config.ts';
import { prepareFolder } from './data-folder.ts';
import { root } from './root.ts';

export type Data = {
  readonly db: Database;
  /** As the owner: for loading the demo. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Who the app acts as on `appUrl`, when that signs in as the owner. */
  readonly role: 'app' | undefined;
  /** From now on an embedded server that dies is started again; a server of somebody's own is theirs to look after. */
  watch(tell: (news: ServerNews) => void): void;
  close(): Promise<void>;
};

const secrets = ['surveys', 'complaints', 'applications', 'certificates', 'links', 'kin'] as const;
const unreachable = new Set<unknown>(['ECONNREFUSED', 'ENOTFOUND', 'CONNECT_TIMEOUT', '28P01', '3D000']);

/** A database of this program's shape: the embedded one or a server's, migrated, with the queues made. */
export async function openData(config: Config): Promise<Data> {
  await prepareFolder(config.dataDir);
  const embedded = config.databaseUrl === '' ? await startEmbedded({ dataDir: config.dataDir }) : undefined;
  const ownerUrl = embedded?.url ?? config.databaseUrl;
  try {
    await bringUpToDate(config.databaseDirectUrl || ownerUrl);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const appUrl = config.databaseAppUrl || ownerUrl;
  const role = config.databaseAppUrl === '' ? 'app' : undefined;
  const db = openDatabase(appUrl, { max: 20, role });
  const close = async () => {
    await db.close();
    await embedded?.stop();
  };
  return { db, ownerUrl, appUrl, role, watch: (tell) => embedded?.watch(tell), close };
}

function adviceOn({ how, migrations }: DatabaseOther): string {
  const which = migrations.join(', ');
  if (how === 'newer') return `Basis data ini lebih baru daripada program (${which}). Jalankan versi program yang lebih baru, atau pulihkan cadangan lama.`;
  return `Basis data ini dibuat oleh program dengan bentuk tabel lain (${which}). Jalankan program yang membuatnya, atau pilih DATA_DIR atau DATABASE_URL lain.`;
}

async function bringUpToDate(url: string): Promise<void> {
  try {
    await migrate(url, join(root, 'database/migrations'));
    await prepareJobs(url);
  } catch (error) {
    if (error instanceof DatabaseOther) throw new CannotStart(adviceOn(error));
    const { code } = error as { code?: unknown };
    if (unreachable.has(code))
      throw new CannotStart(`PostgreSQL di DATABASE_URL tidak dapat dipakai (${String(code)}). Periksa alamat, akun, dan apakah servernya berjalan.`);
    throw error;
  }
}

/** What all processes on one database share; answers the secret that signs links. */
export async function makeSecrets(db: Database): Promise<Uint8Array> {
  return db.transact('all', async (tx) => {
    for (const name of secrets) await makeSecret(tx, name);
    return secretOf(tx, 'links');
  });
}
