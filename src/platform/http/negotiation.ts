import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import type { FastifyRequest } from 'fastify';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

export type Encoding = 'br' | 'gzip' | 'identity';

const worthIt_bytes = 860; // below one packet there is nothing to win
const text = /^(text\/|application\/(json|problem\+json|javascript|xml|ld\+json)|image\/svg)/;

export function encodingFor(acceptEncoding: string | undefined, mediaType: string, size: number): Encoding {
  return size < worthIt_bytes || !text.test(mediaType) ? 'identity' : acceptedEncoding(acceptEncoding);
}

/** The better of what the client takes: the higher `q`, then the smaller bytes; `br;q=0` is a no (RFC 9110, 12.5.3). */
export function acceptedEncoding(acceptEncoding: string | undefined): Encoding {
  const weights = new Map<string, number>();
  for (const part of (acceptEncoding ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    weights.set(name, q === undefined ? 1 : Number(q.slice(2)) || 0);
  }
  const weightOf = (name: string) => weights.get(name) ?? weights.get('*') ?? 0;
  const [br, gzip] = [weightOf('br'), weightOf('gzip')];
  if (br > 0 && br >= gzip) return 'br';
  return gzip > 0 ? 'gzip' : 'identity';
}

// A page is shrunk sooner than another thread has woken up for it.
const shrunkHere_bytes = 100_000;

/** Quality 4 for pages made for one reader; 9 for what is kept and sent often. */
export async function compress(bytes: Uint8Array, encoding: Encoding, kept: boolean): Promise<Uint8Array> {
  const quality = kept ? 9 : 4;
  const isShort = bytes.length <= shrunkHere_bytes;
  switch (encoding) {
    case 'br': {
      const options = { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
      return isShort ? brotliCompressSync(bytes, options) : brotli(bytes, options);
    }
    case 'gzip':
      return isShort ? gzipSync(bytes, { level: quality }) : zip(bytes, { level: quality });
    case 'identity':
      return bytes;
  }
}

/** Whether the client's copy is the one we would send (RFC 9110, 13.1.2): the weak comparison, in one pass over the list. */
export function isFresh(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const bare = etag.replace(/^W\//, '');
  return ifNoneMatch.split(',').some((one) => {
    const candidate = one.trim();
    return candidate === '*' || candidate.replace(/^W\//, '') === bare;
  });
}

/** A program asks, or a person. */
export function wantsJson(request: FastifyRequest): boolean {
  if (request.url.startsWith('/api/')) return true;
  const accept = request.headers.accept ?? '';
  return accept.includes('application/json') && !accept.includes('text/html');
}
