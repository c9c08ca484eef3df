import { bytesReply, type Reply, type Route, route, textReply, type WebCtx } from '#platform/http';
import type { Tx } from '#platform/db';
import { problems } from '#platform/problem';
import { readTilePath } from './formats/tiles.ts';
import { keyOf, policy, policyText } from './held.ts';
import { laterKeys } from './keys/store.ts';
import type { Checkpointed } from './model.ts';
import { tileBytes } from './store.ts';
import { newestCosigned, newestWitnessed } from './witnesses/store.ts';

const publicly = { 'access-control-allow-origin': '*' } as const;

async function tile(ctx: WebCtx): Promise<Reply> {
  const asked = readTilePath(ctx.path.replace(/^\/ledger\//, ''));
  const bytes = asked && (await ctx.read((tx) => tileBytes(tx, asked)));
  if (!bytes) throw problems.notFound();
  return bytesReply(bytes, { mediaType: 'application/octet-stream', inline: true, cacheControl: 'public, max-age=31536000, immutable', headers: publicly });
}

async function checkpoint(ctx: WebCtx, read: (tx: Tx) => Promise<Checkpointed | undefined>): Promise<Reply> {
  const found = await ctx.read(read);
  if (!found) throw problems.notFound();
  return textReply(found.note, { cacheControl: 'public, max-age=2', headers: publicly });
}

/** What programs of others read: C2SP tlog-tiles, and the policy of witnesses. */
export const servedRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/ledger/checkpoint', allow: 'public', handle: (ctx) => checkpoint(ctx, newestCosigned) }),
  route({ method: 'GET', path: '/ledger/witnessed', allow: 'public', handle: (ctx) => checkpoint(ctx, (tx) => newestWitnessed(tx, policy())) }),
  route({
    method: 'GET',
    path: '/ledger/policy',
    allow: 'public',
    handle: () => textReply(policyText(), { cacheControl: 'public, max-age=60', headers: publicly }),
  }),
  route({
    method: 'GET',
    path: '/ledger/keys',
    allow: 'public',
    handle: async (ctx) => {
      const statements = (await ctx.read(laterKeys)).map((key) => key.statement);
      return textReply(`${JSON.stringify(statements)}\n`, { mediaType: 'application/json', cacheControl: 'public, max-age=60', headers: publicly });
    },
  }),
  route({
    method: 'GET',
    path: '/ledger/vkey',
    allow: 'public',
    handle: () => textReply(`${keyOf().vkey}\n`, { cacheControl: 'public, max-age=3600', headers: publicly }),
  }),
  route({ method: 'GET', path: '/ledger/tile/*', allow: 'public', handle: tile }),
];
