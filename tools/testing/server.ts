import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Fragment, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { afterAll } from 'vitest';
import { holdKey, publicKeyOf, verifierKey } from '#slices/ledger';
import { recordLooks } from '#slices/directory';
import { type Actor, anonymous } from '#platform/access';
import { type AgencyFacts, ctxOn } from '#platform/context';
import type { Reach } from '#platform/db';
import { openFileStore } from '#platform/files';
import { buildServer, type House, type Route } from '#platform/http';
import type { Instant } from '#platform/time';
import type { Lang } from '#platform/words';
import { testAgency, type TestDatabase, testNow } from './db.ts';

type File = { readonly field: string; readonly name: string; readonly type: string; readonly bytes: Uint8Array };
type Fields = Readonly<Record<string, string | readonly string[]>>;

export type Answer = {
  readonly status: number;
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Where a redirect leads. */
  readonly location: string;
  header(name: string): string;
};

/** Somebody with a browser: keeps cookies, is signed in as the actor. */
export type Visitor = {
  actor: Actor;
  readonly cookies: Map<string, string>;
  get(path: string): Promise<Answer>;
  post(path: string, fields?: Fields, files?: readonly File[]): Promise<Answer>;
};

export type Served = {
  readonly clock: { now: Instant };
  visitor(actor?: Actor): Visitor;
  /** The second origin, where a signed address is all that counts. */
  content(address: string): Promise<Answer>;
};

const publicUrl = 'http://localhost:3000';
const contentUrl = 'http://localhost:3001';
const origin = 'localhost:3000/ledger';

function multipart(fields: Fields, files: readonly File[]): { readonly type: string; readonly body: Buffer } {
  const edge = 'edge-of-parts';
  const parts: Buffer[] = [];
  for (const [name, value] of Object.entries(fields))
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value as string])
      parts.push(Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`));
  for (const file of files)
    parts.push(
      Buffer.from(`--${edge}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\ncontent-type: ${file.type}\r\n\r\n`),
      Buffer.from(file.bytes),
      Buffer.from('\r\n'),
    );
  parts.push(Buffer.from(`--${edge}--\r\n`));
  return { type: `multipart/form-data; boundary=${edge}`, body: Buffer.concat(parts) };
}

function urlEncoded(fields: Fields): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value as string]) pairs.append(name, one);
  return pairs.toString();
}

type Clock = { now: Instant };
type Actors = Map<string, Visitor>;

/** What app/ plugs in, for tests: pages without the frame around them, sessions that are what the visitor says. */
function testHouse(
  database: () => TestDatabase,
  routes: readonly Route[],
  agency: AgencyFacts,
  setting: { clock: Clock; actors: Actors; folder: string },
): House {
  const { clock, actors, folder } = setting;
  return {
    publicUrl,
    contentUrl,
    routes,
    frame: {
      renderPage: (ctx, reply, flash) =>
        `<!doctype html><html lang="${ctx.lang}"><title>${reply.title}</title><p class="flash">${flash?.text ?? ''}</p>${renderToString(h(Fragment, null, reply.body))}</html>`,
      renderProblem: (_ctx, problem) => `<!doctype html><p class="problem">${problem.code} ${problem.sentence}</p>`,
    },
    log: pino({ level: 'silent' }),
    assets: { find: () => undefined, hrefOf: (entry) => `/assets/${entry}` },
    linkSecret: new Uint8Array(32).fill(9),
    now: () => clock.now,
    uploadFolder: join(folder, 'uploads'),
    scan: undefined,
    uploadBounds: { perHour_bytes: Number.MAX_SAFE_INTEGER, spare_bytes: 0 },
    store: openFileStore('', folder),
    trustProxyHops: 0,
    perMinute: 100_000,
    identify: async (token) => ({ actor: actors.get(token ?? '')?.actor ?? anonymous, session: undefined }),
    ctxFor: async (actor, reach, lang: Lang, requestId) => {
      const own: Reach = actor.kind === 'staff' && reach !== 'all' ? [actor.agencyId] : 'all';
      return ctxOn(database().app, own, { actor, now: clock.now, lang, agency, requestId });
    },
    storeLooks: (ctx, looks, page) => recordLooks(ctx, looks, page),
  };
}

type Injected = Awaited<ReturnType<FastifyInstance['inject']>>;

function answerOf(response: Injected): Answer {
  return {
    status: response.statusCode,
    text: response.body,
    bytes: new Uint8Array(response.rawPayload),
    location: String(response.headers['location'] ?? ''),
    header: (name) => String(response.headers[name] ?? ''),
  };
}

function visitorOn(site: FastifyInstance, actors: Actors, actor: Actor): Visitor {
  const token = String(actors.size + 1);
  const cookies = new Map([['sesi', token]]);
  const send = async (method: 'GET' | 'POST', url: string, headers: Readonly<Record<string, string>>, payload?: string | Buffer) => {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
    const response = await site.inject({ method, url, headers: { ...headers, cookie, accept: 'text/html' }, ...(payload === undefined ? {} : { payload }) });
    for (const { name, value, maxAge } of response.cookies) {
      if (maxAge === 0) cookies.delete(name);
      else cookies.set(name, encodeURIComponent(value));
    }
    return answerOf(response);
  };
  const visitor: Visitor = {
    actor,
    cookies,
    get: (path) => send('GET', path, {}),
    post: (path, fields = {}, files) => {
      const own = { origin: publicUrl, 'sec-fetch-site': 'same-origin' };
      if (!files) return send('POST', path, { ...own, 'content-type': 'application/x-www-form-urlencoded' }, urlEncoded(fields));
      const { type, body } = multipart(fields, files);
      return send('POST', path, { ...own, 'content-type': type }, body);
    },
  };
  actors.set(token, visitor);
  return visitor;
}

/** The routes of slices behind the real server, on the test's database. Call in `beforeAll`. */
export async function serve(database: () => TestDatabase, routes: readonly Route[], agency: AgencyFacts = testAgency): Promise<Served> {
  const seed = new Uint8Array(32).fill(7);
  holdKey({ origin, vkey: verifierKey(origin, publicKeyOf(seed)), seed });
  const folder = await mkdtemp(join(tmpdir(), 'smart-asn-test-'));
  const actors: Actors = new Map();
  const clock: Clock = { now: testNow };
  const house = testHouse(database, routes, agency, { clock, actors, folder });
  const site = await buildServer(house, 'site');
  const content = await buildServer(house, 'content');
  afterAll(async () => {
    await Promise.all([site.close(), content.close()]);
    await rm(folder, { recursive: true, force: true });
  });
  return {
    clock,
    visitor: (actor = anonymous) => visitorOn(site, actors, actor),
    content: async (address) => answerOf(await content.inject({ method: 'GET', url: address.replace(contentUrl, '') })),
  };
}
