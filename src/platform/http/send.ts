import type { FastifyReply, FastifyRequest } from 'fastify';
import { readRange } from '#platform/files';
import { problems } from '#platform/problem';
import { href } from '#platform/words';
import { compress, encodingFor, isFresh } from './negotiation.ts';
import type { Flash, PageReply, Reply } from './reply.ts';
import type { WebCtx } from './route.ts';
import type { Serving } from './house.ts';

const flashCookie = 'kabar';

/** RFC 6266 and 8187: an ASCII name for the old, the true name for the rest. */
export function contentDisposition(kind: 'attachment' | 'inline', fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\%;]/g, '_');
  const full = encodeURIComponent(fileName).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${full}`;
}

export async function send(serving: Serving, ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, answer: Reply): Promise<FastifyReply> {
  switch (answer.type) {
    case 'page':
      return sendPage(serving, ctx, request, reply, answer);
    case 'redirect':
      if (answer.flash) ctx.setCookie(flashCookie, Buffer.from(JSON.stringify(answer.flash)).toString('base64url'), 60);
      return reply
        .code(303)
        .header('cache-control', 'no-store')
        .header('location', answer.away ? answer.to : safeTarget(ctx, answer.to))
        .send();
    case 'json':
      return sendBytes(
        request,
        reply.code(answer.status),
        Buffer.from(jsonText(answer.value)),
        'application/json; charset=utf-8',
        answer.cacheControl ?? 'private, no-store',
      );
    case 'file':
      return sendFile(request, reply, answer);
    case 'bytes': {
      if (answer.headers) reply.headers({ ...answer.headers });
      if (answer.etag) reply.header('etag', answer.etag);
      if (answer.etag && isFresh(request.headers['if-none-match'], answer.etag)) return reply.code(304).header('cache-control', answer.cacheControl).send();
      if (answer.fileName) reply.header('content-disposition', contentDisposition(answer.inline ? 'inline' : 'attachment', answer.fileName));
      if (answer.bytes instanceof Uint8Array) return sendBytes(request, reply.code(answer.status), answer.bytes, answer.mediaType, answer.cacheControl);
      return reply.code(answer.status).header('content-type', answer.mediaType).header('cache-control', answer.cacheControl).send(answer.bytes);
    }
  }
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, answer: Extract<Reply, { type: 'file' }>): Promise<FastifyReply> {
  reply.headers({ 'accept-ranges': 'bytes', etag: answer.etag, 'cache-control': answer.cacheControl, 'content-type': answer.mediaType });
  if (isFresh(request.headers['if-none-match'], answer.etag)) return reply.code(304).send();
  const condition = request.headers['if-range'];
  const range = condition === undefined || condition === answer.etag ? readRange(request.headers.range, answer.size_bytes) : 'whole';
  if (range === 'not-satisfiable') return reply.code(416).header('content-range', `bytes */${answer.size_bytes}`).send();
  const stream = await answer.open(range === 'whole' ? undefined : range);
  if (!stream) throw problems.notFound();
  if (range === 'whole') return reply.code(200).header('content-length', answer.size_bytes).send(stream);
  reply.header('content-range', `bytes ${range.start}-${range.end}/${answer.size_bytes}`).header('content-length', range.end - range.start + 1);
  return reply.code(206).send(stream);
}

// Only our own addresses: `//elsewhere` and `/\elsewhere` are other sites to a browser, and it drops tabs and newlines.
function safeTarget(ctx: WebCtx, to: string): string {
  return /^\/(?![\\/])[^\s\\]*$/.test(to) ? href(ctx.lang, to) : '/';
}

function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));
}

function takeFlash(ctx: WebCtx): Flash | undefined {
  const cookie = ctx.cookie(flashCookie);
  if (cookie === undefined || cookie === '') return undefined;
  ctx.setCookie(flashCookie, '', 0);
  try {
    const value = JSON.parse(Buffer.from(cookie, 'base64url').toString()) as Partial<Flash>;
    if (typeof value.text !== 'string' || !['good', 'info', 'warn', 'bad'].includes(value.kind ?? '')) return undefined;
    return { kind: value.kind as Flash['kind'], text: value.text.slice(0, 500) };
  } catch {
    return undefined;
  }
}

async function sendPage(serving: Serving, ctx: WebCtx, request: FastifyRequest, reply: FastifyReply, answer: PageReply): Promise<FastifyReply> {
  const html = serving.house.frame.renderPage(ctx, answer, takeFlash(ctx));
  return sendBytes(request, reply.code(answer.status), Buffer.from(html), 'text/html; charset=utf-8', 'private, no-store');
}

export async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: Uint8Array,
  mediaType: string,
  cacheControl: string,
): Promise<FastifyReply> {
  const encoding = encodingFor(request.headers['accept-encoding'], mediaType, bytes.length);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  // What is public is the same for everybody; the rest also depends on who asks.
  reply
    .header('vary', cacheControl.startsWith('public') ? 'accept-encoding' : 'accept, accept-encoding, cookie')
    .header('content-type', mediaType)
    .header('cache-control', cacheControl);
  return reply.send(Buffer.from(await compress(bytes, encoding, false)));
}
