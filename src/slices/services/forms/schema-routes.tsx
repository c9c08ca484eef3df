import { z } from 'zod';
import { jsonReply, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { findService, serviceVersion } from '../standards/store.ts';
import { schemaFor } from './check.ts';

/** Where the form of a version stands as JSON Schema: by it the browser judges, and a machine can. */
export function schemaAddress(slug: string, version: number): string {
  return `/api/layanan/${slug}/formulir/${version}`;
}

async function showSchema(ctx: WebCtx, slug: string, version: number): Promise<Reply> {
  const found = await ctx.read(async (tx) => {
    const service = await findService(tx, ctx.agency.id, slug);
    return service && version <= service.version ? serviceVersion(tx, service.agencyId, service.id, version) : undefined;
  });
  if (!found) throw problems.notFound();
  // A version never changes.
  return jsonReply(schemaFor(found.definition.form), { cacheControl: 'public, max-age=31536000, immutable' });
}

export const formsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/layanan/:slug/formulir/:version',
    allow: 'public',
    input: z.object({ slug: z.string().max(100), version: z.coerce.number().int().min(1).max(1_000_000) }),
    handle: (ctx, { slug, version }) => showSchema(ctx, slug, version),
  }),
];
