import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const program = join(import.meta.dirname, '..', '..', 'bin', 'witness');

type Setting = {
  readonly folder: string;
  readonly name?: string;
  /** Verifier keys of logs. */
  readonly logs: readonly string[];
  readonly port?: number;
  /** Another copy of the program than the one in bin/. */
  readonly program?: string;
};

export type Witness = {
  readonly url: string;
  readonly vkey: string;
  readonly pid: number;
  add(old: number, proof: readonly Uint8Array[], checkpoint: string): Promise<{ readonly status: number; readonly type: string; readonly text: string }>;
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
};

/** The witness program as its own process; fails with what it printed when it ends instead. */
export async function startWitness({ folder, name, logs, port = 0, program: file = program }: Setting): Promise<Witness> {
  const args = ['--data', folder, '--port', String(port), ...(name === undefined ? [] : ['--name', name]), ...logs.flatMap((vkey) => ['--log', vkey])];
  const child = spawn(process.execPath, [file, ...args], { env: { PATH: '' }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [, url = '', vkey = ''] = await said(child, /Saksi siap: (\S+)\nKunci pemeriksa: (\S+)\n/);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    url,
    vkey,
    pid: child.pid ?? 0,
    async add(old, proof, checkpoint) {
      const body = [`old ${old}`, ...proof.map((hash) => Buffer.from(hash).toString('base64')), '', checkpoint].join('\n');
      const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
      return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}

function said(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const listen = (chunk: Buffer) => {
      printed += chunk.toString();
      const match = wanted.exec(printed);
      if (match) resolve(match);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', () => reject(new Error(printed)));
  });
}

/** Serves a log as somebody would who holds its files; `get` may change from one question to the next. */
export async function serveFiles(get: (path: string) => Uint8Array | undefined): Promise<{ readonly url: string; close(): void }> {
  const server: Server = createServer((request, response) => {
    const bytes = get((request.url ?? '/').slice(1));
    response.writeHead(bytes ? 200 : 404).end(bytes);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close().closeAllConnections() };
}
