import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { compress, type Encoding } from './compress.ts';
import type { PageReply } from './reply.ts';
import type { Route, WebCtx } from './route.ts';
import type { Serving } from './house.ts';

type Kept = { readonly bodies: Readonly<Record<Encoding, Uint8Array>>; readonly etag: string; readonly until_ms: number };

const pages = new Map<string, Kept>();
const maxPages = 2000;

/** Only whole pages for nobody in particular: no cookie, no flash, and an address short enough to be one of ours. */
export function cacheKeyOf(route: Route, request: FastifyRequest): string | undefined {
  if (!route.cache_s || route.allow !== 'public' || request.headers.cookie !== undefined) return undefined;
  if (request.method !== 'GET' || request.url.length > 300 || /json/.test(request.headers.accept ?? '')) return undefined;
  return `${request.headers['x-smart-asn-lang'] === 'en' ? 'en' : 'id'} ${request.url}`;
}

function encodingOf(request: FastifyRequest): Encoding {
  const accepted = request.headers['accept-encoding'] ?? '';
  return /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}

function sendKept(kept: Kept, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const encoding = encodingOf(request);
  reply.header('etag', kept.etag).header('vary', 'accept-encoding, cookie').header('cache-control', 'public, max-age=0, must-revalidate');
  if (request.headers['if-none-match'] === kept.etag) return reply.code(304).send();
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.header('content-type', 'text/html; charset=utf-8').send(kept.bodies[encoding]);
}

export async function answerFromCache(key: string, _route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const kept = pages.get(key);
  if (!kept || kept.until_ms < performance.now()) return undefined;
  return sendKept(kept, request, reply);
}

export async function keepInCache(
  key: string,
  serving: Serving,
  ctx: WebCtx,
  reply: FastifyReply,
  request: FastifyRequest,
  answer: PageReply,
): Promise<FastifyReply> {
  const route_s = serving.house.routes.find((route) => route.path === request.routeOptions.url && route.method === 'GET')?.cache_s ?? 1;
  const html = Buffer.from(serving.house.frame.renderPage(ctx, answer, undefined));
  const [br, gzip] = await Promise.all([compress(html, 'br', false), compress(html, 'gzip', false)]);
  const kept: Kept = {
    bodies: { br: Buffer.from(br), gzip: Buffer.from(gzip), identity: html },
    etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`,
    until_ms: performance.now() + route_s * 1000,
  };
  pages.set(key, kept);
  if (pages.size > maxPages) {
    const oldest = pages.keys().next().value;
    if (oldest !== undefined) pages.delete(oldest);
  }
  return sendKept(kept, request, reply);
}
