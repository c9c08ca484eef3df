import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Database } from '#platform/db';
import { type FileStore, openFileStore } from '#platform/files';
import { buildServer, type House, type Route } from '#platform/http';
import { makeFrame } from '../../src/app/frame.tsx';
import { type Agencies, houseParts, openAgencies } from '../../src/app/house.ts';
import { testNow } from '#test/db';
import { assignProductRoles } from '#test/roles';

/** A browser as far as the server sees one: it keeps cookies and says where its requests come from. */
export type Visitor = {
  readonly cookies: Map<string, string>;
  get(path: string): Promise<Answer>;
  post(path: string, fields?: Readonly<Record<string, string>>): Promise<Answer>;
  /** A form with one file. */
  send(path: string, file: { readonly name: string; readonly bytes: Uint8Array }, field?: string): Promise<Answer>;
};

export type Answer = {
  readonly status: number;
  readonly text: string;
  readonly location: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly bytes: Buffer;
};

export type Site = {
  readonly url: string;
  readonly known: Agencies;
  readonly files: FileStore;
  readonly clock: { now: Temporal.Instant };
  readonly server: FastifyInstance;
  visitor(ip?: string): Visitor;
};

const nothing = { find: () => undefined, hrefOf: (entry: string) => `/assets/${entry}` };

/** The product's own server over these routes and this database: requests go in without a network. */
export async function openSite(db: Database, routes: (site: { readonly known: Agencies }) => readonly Route[], url = 'http://localhost:3000'): Promise<Site> {
  assignProductRoles();
  const known = openAgencies(db);
  await known.reload();
  const clock = { now: testNow };
  const log = pino({ level: 'silent' });
  const folder = mkdtempSync(join(tmpdir(), 'smart-asn-site-'));
  const files = openFileStore('', folder);
  const house: House = {
    publicUrl: url,
    contentUrl: url,
    routes: routes({ known }),
    frame: makeFrame(nothing, () => false),
    log,
    assets: nothing,
    linkSecret: new Uint8Array(32),
    now: () => clock.now,
    uploadFolder: join(folder, 'uploads'),
    scan: undefined,
    uploadBounds: { perHour_bytes: Number.MAX_SAFE_INTEGER, spare_bytes: 0 },
    store: files,
    trustProxyHops: 0,
    perMinute: 1_000_000,
    ...houseParts(db, known, { now: () => clock.now }, { log, secondFactor: 'optional' }),
  };
  const server = await buildServer(house, 'site');
  return { url, known, files, clock, server, visitor: (ip = '192.0.2.1') => visitorOf(server, url, ip) };
}

function visitorOf(server: FastifyInstance, url: string, ip: string): Visitor {
  const cookies = new Map<string, string>();
  const ask = async (method: 'GET' | 'POST', path: string, payload?: string | Buffer, type?: string): Promise<Answer> => {
    const answer = await server.inject({
      method,
      url: path,
      remoteAddress: ip,
      headers: {
        host: new URL(url).host,
        cookie: Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; '),
        'sec-fetch-site': 'same-origin',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
        ...(type ? { 'content-type': type } : {}),
      },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const cookie of answer.cookies) {
      if (cookie.maxAge === 0 || cookie.value === '') cookies.delete(cookie.name);
      else cookies.set(cookie.name, encodeURIComponent(cookie.value));
    }
    return { status: answer.statusCode, text: answer.body, location: String(answer.headers.location ?? ''), headers: answer.headers, bytes: answer.rawPayload };
  };
  return {
    cookies,
    get: (path) => ask('GET', path),
    post: (path, fields = {}) => ask('POST', path, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded'),
    send: (path, file, field = 'file') => {
      const edge = 'edge-of-parts';
      const head = `--${edge}\r\ncontent-disposition: form-data; name="${field}"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
      const body = Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${edge}--\r\n`)]);
      return ask('POST', path, body, `multipart/form-data; boundary=${edge}`);
    },
  };
}
