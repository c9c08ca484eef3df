import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { acceptedEncoding, compress, type Encoding } from './negotiation.ts';

type Asset = { readonly mediaType: string; readonly bodies: Readonly<Record<Encoding, Uint8Array>> };

/** Built files by hashed name, compressed once at start. `hrefOf` gives the address of an island or the stylesheet. */
export type AssetStore = {
  find(name: string): Asset | undefined;
  hrefOf(entry: string): string;
};

const mediaTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

export async function loadAssets(folder: string, manifestPath: string): Promise<AssetStore> {
  const manifest = JSON.parse(await readFile(manifestPath, 'utf8')) as Readonly<Record<string, string>>;
  const assets = new Map<string, Asset>();
  for (const name of await readdir(folder)) {
    const mediaType = mediaTypes[extname(name)];
    if (!mediaType) continue;
    const bytes = await readFile(join(folder, name));
    const small = /^(text|image\/svg)/.test(mediaType);
    const [br, gzip] = small ? await Promise.all([compress(bytes, 'br', true), compress(bytes, 'gzip', true)]) : [bytes, bytes];
    assets.set(name, { mediaType, bodies: { br: Buffer.from(br), gzip: Buffer.from(gzip), identity: bytes } });
  }
  return {
    find: (name) => assets.get(name),
    hrefOf: (entry) => {
      const file = manifest[entry];
      if (!file) throw new Error(`no built asset ${entry}`);
      return `/assets/${file}`;
    },
  };
}

function encodingOf(request: FastifyRequest, mediaType: string): Encoding {
  return /^(text|image\/svg)/.test(mediaType) ? acceptedEncoding(request.headers['accept-encoding']) : 'identity';
}

export function registerAssets(app: FastifyInstance, store: AssetStore): void {
  app.get('/assets/:name', (request, reply) => {
    const { name } = request.params as { name: string };
    const asset = store.find(name);
    if (!asset) return reply.callNotFound();
    const encoding = encodingOf(request, asset.mediaType);
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    return reply
      .header('content-type', asset.mediaType)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding')
      .send(asset.bodies[encoding]);
  });
}
