import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, openSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { connect } from '#platform/db';
import { CannotStart } from '#platform/problem';
import { type Binaries, findBinaries } from './binaries.ts';
import { keepAlive, type ServerNews } from './keep-alive.ts';

export type Embedded = {
  /** As the owner of everything: migrations, and from there SET ROLE app. */
  readonly url: string;
  /** A server that another process of ours runs, or that a killed one has left running. */
  readonly adopted: boolean;
  /** From now on a server that dies is started again, on the same port and with all that was committed. */
  watch(tell: (news: ServerNews) => void): void;
  /** Leaves it running while another process uses it. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** The cluster lives in `postgres` below it. */
  readonly dataDir: string;
  readonly version?: 15 | 18;
  /** Where it listens; a free port unless told. */
  readonly port?: number;
  /** Tests only: nothing survives a crash of the machine. */
  readonly unsafeFast?: boolean;
};

const owner = 'migrator';
const database = 'smart_asn';

// PostgreSQL refuses to run as root. In a user namespace of its own it is nobody, and the files stay ours.
function command(program: string, args: readonly string[]): { readonly file: string; readonly args: readonly string[] } {
  if (process.getuid?.() !== 0) return { file: program, args };
  return { file: 'unshare', args: ['--user', '--map-user=65534', '--map-group=65534', program, ...args] };
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { file, args: all } = command(program, args);
  const child = spawn(file, all, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  }).catch((error: unknown) => {
    throw rootAdvice(error);
  });
  if (code !== 0) {
    if (/unshare|Operation not permitted/.test(complaint)) throw rootAdvice(new Error(complaint.trim()));
    throw new Error(`${program}: ${complaint.trim()}`);
  }
}

function rootAdvice(error: unknown): Error {
  return new CannotStart(
    `PostgreSQL bawaan tidak dapat dijalankan sebagai root di mesin ini (${(error as Error).message}). Jalankan npm start dengan akun biasa, atau pakai DATABASE_URL=postgres://…`,
  );
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

async function readPassword(path: string): Promise<string> {
  if (!existsSync(path)) await writeFile(path, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  return (await readFile(path, 'utf8')).trim();
}

async function initialise(binaries: Binaries, folder: string, passwordFile: string): Promise<void> {
  await rm(`${folder}.baru`, { recursive: true, force: true });
  await run(binaries.initdb, ['-D', `${folder}.baru`, '-U', owner, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C', '--no-sync']);
  // Renamed when whole: a start that is interrupted here begins anew.
  await rename(`${folder}.baru`, folder);
}

type Running = { readonly pid: number; readonly port: number };

async function isServer(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // Where there is no /proc its word has to do.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'bin/postgres');
  return /\/postgres(\0|$)/.test(command);
}

const pidFile = (folder: string) => join(folder, 'postmaster.pid');

async function findRunning(folder: string): Promise<Running | undefined> {
  const text = await readFile(pidFile(folder), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const running = { pid: Number(lines[0]), port: Number(lines[3]) };
  return running.pid > 0 && (await isServer(running.pid)) ? running : undefined;
}

const settings = (port: number, fast: boolean): readonly string[] =>
  [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'shared_buffers=128MB',
    'work_mem=16MB',
    'jit=off',
    'timezone=UTC',
    // Its own course only: what it says of a statement that failed quotes values, and those are people's.
    'log_min_messages=log',
    'log_error_verbosity=terse',
    'log_statement=none',
    'log_min_error_statement=panic',
    ...(fast ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ].flatMap((setting) => ['-c', setting]);

async function untilAnswers(url: string, child: ChildProcess | undefined, logFile: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child && child.exitCode !== null) break;
    const sql = connect(url, { max: 1 });
    try {
      await sql.unsafe('select 1');
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
  throw new CannotStart(`PostgreSQL bawaan tidak mau berjalan. Lihat sebabnya di ${logFile}`);
}

/** Starts PostgreSQL in the folder, or adopts the one that still runs there. */
export async function startEmbedded({ dataDir, version = 18, port: wanted, unsafeFast = false }: EmbeddedOptions): Promise<Embedded> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const folder = join(dataDir, 'postgres');
  const passwordFile = join(dataDir, 'postgres-password');
  const password = await readPassword(passwordFile);
  const binaries = await findBinaries(version);
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise(binaries, folder, passwordFile);
  await refuseOtherVersion(folder, version);
  const address = (port: number, name: string) => `postgres://${owner}:${password}@127.0.0.1:${port}/${name}`;

  const running = await findRunning(folder);
  // The file of a server that is no more: its number may be another program's by now, for which PostgreSQL would not start.
  if (!running) await rm(pidFile(folder), { force: true });
  const port = running?.port ?? wanted ?? (await freePort());
  const logFile = join(dataDir, 'postgres.log');
  const launched = () => untilAnswers(address(port, 'postgres'), launch(binaries, folder, port, unsafeFast, logFile), logFile);
  await (running ? untilAnswers(address(port, 'postgres'), undefined, logFile) : launched());
  await makeDatabase(address(port, 'postgres'));
  const watches: ReturnType<typeof keepAlive>[] = [];
  return {
    url: address(port, database),
    adopted: running !== undefined,
    watch(tell) {
      const isThere = async () => (await findRunning(folder)) !== undefined;
      watches.push(keepAlive({ isThere, bringBack: () => alone(folder, launched), tell, pause_ms: 500 }));
    },
    async stop() {
      for (const watch of watches.splice(0)) await watch.stop();
      if (unsafeFast || !(await isInUse(address(port, 'postgres')))) await stopServer((await findRunning(folder))?.pid);
    },
  };
}

const longestStart_ms = 60_000;

// Two servers that start at once over the file of a dead one can take each other's away (measured); then the one that stays has none, and ends.
async function alone(folder: string, start: () => Promise<void>): Promise<void> {
  const path = `${folder}.mulai`;
  const since = await stat(path).catch(() => undefined);
  if (since && Date.now() - since.mtimeMs > longestStart_ms) await rm(path, { force: true });
  await writeFile(path, '', { flag: 'wx' });
  await start().finally(() => rm(path, { force: true }));
}

async function refuseOtherVersion(folder: string, version: number): Promise<void> {
  const found = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim();
  if (found !== String(version)) {
    throw new CannotStart(
      `Basis data di ${folder} dibuat PostgreSQL ${found}; program ini membawa versi ${version}. Pakai PostgreSQL ${found} lewat DATABASE_URL, atau pindahkan datanya dengan cadangan.`,
    );
  }
}

function launch(binaries: Binaries, folder: string, port: number, fast: boolean, logFile: string): ChildProcess {
  const { file, args } = command(binaries.postgres, ['-D', folder, ...settings(port, fast)]);
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(file, args, { stdio: ['ignore', log, log], detached: true, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } });
  child.on('error', () => undefined); // said by untilAnswers, with the log's place
  child.unref();
  return child;
}

async function makeDatabase(url: string): Promise<void> {
  const sql = connect(url, { max: 1 });
  try {
    const rows = await sql.unsafe('select 1 from pg_database where datname = $1', [database]);
    if (rows.length === 0) await sql.unsafe(`create database ${database}`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function isInUse(url: string): Promise<boolean> {
  const sql = connect(url, { max: 1 });
  try {
    const rows = await sql.unsafe("select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()");
    return rows.length > 0;
  } catch {
    return false; // it does not answer: whatever it does, nobody is served
  } finally {
    await sql.end({ timeout: 1 });
  }
}

// SIGINT is PostgreSQL's fast shutdown: sessions are ended, nothing committed is lost.
async function stopServer(pid: number | undefined): Promise<void> {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return;
  }
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
