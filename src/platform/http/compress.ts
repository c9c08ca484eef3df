import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

export type Encoding = 'br' | 'gzip' | 'identity';

const worthIt_bytes = 860; // below one packet there is nothing to win
const text = /^(text\/|application\/(json|problem\+json|javascript|xml|ld\+json)|image\/svg)/;

export function encodingFor(acceptEncoding: string | undefined, mediaType: string, size: number): Encoding {
  if (size < worthIt_bytes || !text.test(mediaType) || !acceptEncoding) return 'identity';
  if (/\bbr\b/.test(acceptEncoding)) return 'br';
  return /\bgzip\b/.test(acceptEncoding) ? 'gzip' : 'identity';
}

/** Quality 4 for pages made for one reader; 9 for what is kept and sent often. */
export async function compress(bytes: Uint8Array, encoding: Encoding, kept: boolean): Promise<Uint8Array> {
  switch (encoding) {
    case 'br':
      return brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: kept ? 9 : 4, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
    case 'gzip':
      return zip(bytes, { level: kept ? 9 : 4 });
    case 'identity':
      return bytes;
  }
}
