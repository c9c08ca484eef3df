import { type ChildProcess, spawn } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export type Account = { readonly role: string; readonly name: string; readonly username: string; readonly password: string; readonly totp_secret?: string };

export type Product = {
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** All that the process has printed. */
  printed(): string;
  /** SIGTERM, and the exit code; or SIGKILL, as a power cut would. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
};

type Options = {
  readonly dataDir: string;
  readonly port?: number;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
};

/** Two neighbouring ports that are free, the site's and the second origin's; below those that systems hand out, so that they stay free. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The built product as its own process; comes back when it says that it is ready, fails with what it printed when it ends first. */
export async function startProduct(options: Options): Promise<Product> {
  const port = options.port ?? (await freePorts());
  const environment = { ...process.env, PORT: String(port), DATA_DIR: options.dataDir, REQUESTS_PER_MINUTE: '1000000', ...options.environment };
  const child = spawn(process.execPath, [join(root, 'bin/start'), ...(options.args ?? [])], {
    cwd: root,
    env: { ...environment, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('Smart ASN siap:')) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`the product ended with code ${code}:\n${printed}`)));
  });
  return {
    url: `http://localhost:${port}`,
    dataDir: options.dataDir,
    pid: child.pid ?? 0,
    printed: () => printed,
    stop: (signal = 'SIGTERM') => stop(child, ended, signal),
  };
}

async function stop(child: ChildProcess, ended: Promise<number | null>, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return ended;
}

/** The folder of a product that has stopped, once more: with its database, files and key. */
export async function copyData(from: string, to: string): Promise<string> {
  await cp(from, to, { recursive: true });
  return to;
}

export async function accountsOf(dataDir: string): Promise<ReadonlyMap<string, Account>> {
  const list = JSON.parse(await readFile(join(dataDir, 'demo-accounts.json'), 'utf8')) as readonly Account[];
  return new Map(list.map((account) => [account.role, account]));
}
