import { createHash, timingSafeEqual } from 'node:crypto';
import { problems } from '#platform/problem';
import { isOwnMachine } from './limits.ts';
import { jsonReply, textReply } from './reply.ts';
import { metricsText } from './metrics.ts';
import { type Route, route, type WebCtx } from './route.ts';

export type Readiness = { readonly ready: boolean; readonly checks: Readonly<Record<string, boolean>> };

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * How busy which page is tells a stranger what people do here. Without a token the figures are for this machine only, and only
 * where the site is on this machine too: behind a proxy everybody comes from 127.0.0.1.
 */
function mayMeasure({ ip, bearer, publicUrl }: WebCtx, token: string): boolean {
  if (token !== '') return bearer !== undefined && timingSafeEqual(digest(bearer), digest(token));
  return isOwnMachine(ip) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(publicUrl).hostname);
}

/** What the operator's machines ask. */
export function healthRoutes(readiness: () => Promise<Readiness>, metricsToken: string): readonly Route[] {
  return [
    route({ method: 'GET', path: '/healthz', allow: 'public', handle: () => textReply('ok\n', { cacheControl: 'no-store' }) }),
    route({
      method: 'GET',
      path: '/readyz',
      allow: 'public',
      handle: async () => {
        const state = await readiness();
        return jsonReply(state, { status: state.ready ? 200 : 503, cacheControl: 'no-store' });
      },
    }),
    route({
      method: 'GET',
      path: '/metrics',
      allow: 'public',
      handle: async (ctx) => {
        if (!mayMeasure(ctx, metricsToken)) throw problems.notFound();
        return textReply(await metricsText(), { mediaType: 'text/plain; version=0.0.4; charset=utf-8', cacheControl: 'no-store' });
      },
    }),
  ];
}
