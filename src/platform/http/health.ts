import { jsonReply, textReply } from './reply.ts';
import { metricsText } from './metrics.ts';
import { type Route, route } from './route.ts';

export type Readiness = { readonly ready: boolean; readonly checks: Readonly<Record<string, boolean>> };

/** What the operator's machines ask. */
export function healthRoutes(readiness: () => Promise<Readiness>): readonly Route[] {
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
      handle: async () => textReply(await metricsText(), { mediaType: 'text/plain; version=0.0.4; charset=utf-8', cacheControl: 'no-store' }),
    }),
  ];
}
