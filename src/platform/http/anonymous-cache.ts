import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptedEncoding, compress, type Encoding, isFresh, wantsJson } from './negotiation.ts';
import { isRead } from './input.ts';
import type { Route } from './route.ts';

type Kept = { readonly bodies: Readonly<Record<Encoding, Uint8Array>>; readonly etag: string; readonly until_ms: number };

/** Pages for nobody in particular, as compressed bytes. */
export type PageCache = {
  find(key: string): Kept | undefined;
  keep(key: string, html: string, seconds: number): Promise<Kept>;
};

const maxBytes = 32_000_000;

function sizeOf({ bodies }: Kept): number {
  return bodies.br.length + bodies.gzip.length + bodies.identity.length;
}

/** Bounded by bytes: addresses that somebody makes up push out pages, and take no more memory. */
export function pageCache(clock_ms: () => number = () => performance.now(), max_bytes = maxBytes): PageCache {
  const pages = new Map<string, Kept>();
  let held = 0;
  const drop = (key: string) => {
    const gone = pages.get(key);
    if (gone) held -= sizeOf(gone);
    pages.delete(key);
  };
  return {
    find(key) {
      const kept = pages.get(key);
      return kept && kept.until_ms >= clock_ms() ? kept : undefined;
    },
    async keep(key, html, seconds) {
      const identity = Buffer.from(html);
      const [br, gzip] = await Promise.all([compress(identity, 'br', false), compress(identity, 'gzip', false)]);
      const etag = `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`;
      const kept: Kept = { bodies: { br: Buffer.from(br), gzip: Buffer.from(gzip), identity }, etag, until_ms: clock_ms() + seconds * 1000 };
      drop(key);
      pages.set(key, kept);
      held += sizeOf(kept);
      for (const oldest of pages.keys()) {
        if (held <= max_bytes) break;
        drop(oldest);
      }
      return kept;
    },
  };
}

/** Only whole pages for nobody in particular: no cookie, no flash, and an address short enough to be one of ours. */
export function cacheKeyOf(route: Route, request: FastifyRequest): string | undefined {
  if (!route.cache_s || route.allow !== 'public' || request.headers.cookie !== undefined) return undefined;
  if (!isRead(request.method) || request.url.length > 300 || wantsJson(request)) return undefined;
  return `${request.headers['x-smart-asn-lang'] === 'en' ? 'en' : 'id'} ${request.url}`;
}

export function sendKept(kept: Kept, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const encoding = acceptedEncoding(request.headers['accept-encoding']);
  reply.header('etag', kept.etag).header('vary', 'accept, accept-encoding, cookie').header('cache-control', 'public, max-age=0, must-revalidate');
  if (isFresh(request.headers['if-none-match'], kept.etag)) return reply.code(304).send();
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.header('content-type', 'text/html; charset=utf-8').send(kept.bodies[encoding]);
}
