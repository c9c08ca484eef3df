import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Actor, anonymous } from '#platform/access';
import type { Ctx } from '#platform/context';
import { openFileStore } from '#platform/files';
import { buildServer, type House, type Identified, type Route } from '#platform/http';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { testAgency, testNow } from './facts.ts';

export const linkSecret = new Uint8Array(32).fill(7);

/** A context for handlers that touch no database. */
function ctxWithout(actor: Actor, lang: 'id' | 'en', requestId: string): Ctx {
  const none = () => Promise.reject(new Error('these routes have no database'));
  return {
    actor,
    now: testNow,
    today: Temporal.PlainDate.from('2026-11-23'),
    zone: testAgency.zone,
    lang,
    agency: testAgency,
    requestId,
    transact: none,
    read: none,
  };
}

export type TestHouse = {
  readonly port: number;
  readonly url: string;
  /** What was logged at the finest level that settings allow, one JSON text a line. */
  readonly lines: readonly string[];
  /** Uploads that stay on the disk: they go when the answer has been sent. */
  uploads(): Promise<readonly string[]>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  post(path: string, body: BodyInit, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Bytes as they are over a socket; what came back until the other side closed, or fell silent. */
  raw(bytes: string): Promise<string>;
  /** Whether the other side closes the line after these bytes. */
  cuts(bytes: string): Promise<boolean>;
  close(): Promise<void>;
};

export type HouseOptions = Partial<House> & { readonly origin?: 'site' | 'content'; readonly sessions?: Readonly<Record<string, Actor>> };

const opened: TestHouse[] = [];
afterAll(() => Promise.all(opened.splice(0).map((house) => house.close())));

/** A server that really listens, with these routes and no database. */
export async function openHouse(routes: readonly Route[], { origin = 'site', sessions = {}, ...over }: HouseOptions = {}): Promise<TestHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'smart-asn-house-'));
  const lines: string[] = [];
  const log = pino({ level: 'debug', base: null }, { write: (line: string) => void lines.push(line) });
  const uploadFolder = join(folder, 'uploads');
  const house: House = {
    publicUrl: 'http://situs.contoh.id',
    contentUrl: 'http://isi.contoh.id',
    routes,
    frame: {
      renderPage: (ctx, reply, flash) => `<html lang="${ctx.lang}"><title>${reply.title}</title>${flash?.text ?? ''}${' '.repeat(2000)}</html>`,
      renderProblem: (ctx, problem) => `<html lang="${ctx.lang}">${problem.status} ${problem.sentence} ${problem.reference}</html>`,
    },
    log,
    assets: {
      find: (name) =>
        name === 'app-1.css'
          ? { mediaType: 'text/css; charset=utf-8', bodies: { br: Buffer.from('br'), gzip: Buffer.from('gzip'), identity: Buffer.from('plain') } }
          : undefined,
      hrefOf: (entry) => `/assets/${entry}`,
    },
    linkSecret,
    now: () => testNow,
    uploadFolder,
    scan: undefined,
    uploadBounds: { perHour_bytes: Number.MAX_SAFE_INTEGER, spare_bytes: 0 },
    store: openFileStore('', folder),
    trustProxyHops: 0,
    perMinute: 100_000,
    identify: async (token): Promise<Identified> => ({ actor: (token !== undefined && sessions[token]) || anonymous, session: undefined }),
    ctxFor: async (actor, _reach, lang, requestId) => ctxWithout(actor, lang, requestId),
    storeLooks: async () => undefined,
    ...over,
  };
  const app = await buildServer(house, origin);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const opening: TestHouse = {
    port,
    url,
    lines,
    uploads: () => lastUploads(uploadFolder),
    get: (path, headers = {}) => fetch(url + path, { headers, redirect: 'manual' }),
    post: (path, body, headers = {}) => fetch(url + path, { method: 'POST', body, headers, redirect: 'manual' }),
    raw: async (bytes) => (await talk(port, bytes)).answer,
    cuts: async (bytes) => (await talk(port, bytes)).closed,
    async close() {
      app.server.closeAllConnections();
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  opened.push(opening);
  return opening;
}

async function lastUploads(folder: string): Promise<readonly string[]> {
  for (let attempt = 0; ; attempt += 1) {
    const names = await readdir(folder).catch(() => []);
    if (names.length === 0 || attempt === 40) return names;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const silence_ms = 400;

async function talk(port: number, bytes: string): Promise<{ readonly answer: string; readonly closed: boolean }> {
  const socket = connect(port, '127.0.0.1');
  const received: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => received.push(chunk));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(bytes, 'latin1');
  const closed = await new Promise<boolean>((resolve) => {
    socket.on('close', () => resolve(true));
    let silent = setTimeout(resolve, 3000, false);
    socket.on('data', () => {
      clearTimeout(silent);
      silent = setTimeout(resolve, silence_ms, false);
    });
  });
  socket.destroy();
  return { answer: Buffer.concat(received).toString('latin1'), closed };
}
