import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { discard } from '#platform/files';
import { problems } from '#platform/problem';
import { readPath } from '#platform/words';
import { pageCache } from './anonymous-cache.ts';
import { registerAssets } from './assets.ts';
import { answerProblem } from './answer-problem.ts';
import { handleRoute } from './handle.ts';
import type { House, Serving } from './house.ts';
import { rateLimit } from './limits.ts';
import { httpMetrics } from './metrics.ts';
import { maxFiles } from './read-raw.ts';
import type { Route } from './route.ts';
import { contentHeaders, securityHeaders } from './security.ts';

const maxBody_bytes = 1_000_000;
const maxField_bytes = 200_000;

/** One of the two origins, ready to listen. Every answer, also of errors, carries the security headers and a request id. */
export async function buildServer(house: House, origin: 'site' | 'content'): Promise<FastifyInstance> {
  const serving: Serving = { house, limits: rateLimit(), pages: pageCache() };
  const headers = origin === 'site' ? securityHeaders(house) : contentHeaders(house);
  const app = fastify({
    loggerInstance: house.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: (_address, hop) => hop < house.trustProxyHops,
    bodyLimit: maxBody_bytes,
    // A photo over a weak line takes minutes; headers do not.
    requestTimeout: 300_000,
    connectionTimeout: 70_000,
    keepAliveTimeout: 72_000,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 300, caseSensitive: true },
    exposeHeadRoutes: true,
    // While closing, a line that stands is served once more and then closed.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: 16_384, headersTimeout: 20_000, connectionsCheckingInterval: 5_000 },
    rewriteUrl: (request) => {
      const { lang, path } = readPath(originForm(request.url ?? '/'));
      if (lang === 'en') request.headers['x-smart-asn-lang'] = 'en';
      else delete request.headers['x-smart-asn-lang'];
      return path;
    },
    frameworkErrors: (error, request, reply) => {
      // Raised before any hook has run.
      reply.headers(headers).header('x-request-id', request.id);
      void answerProblem(serving, request, reply, error);
    },
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    reply.header('x-request-id', request.id);
  });
  await addParsers(app);
  httpMetrics(app);
  logRequests(app, house.log);
  if (origin === 'site') registerAssets(app, house.assets);
  for (const route of house.routes) if ((route.origin ?? 'site') === origin) register(app, serving, route);
  app.setNotFoundHandler((request, reply) => answerProblem(serving, request, reply, problems.notFound()));
  app.setErrorHandler((error, request, reply) => answerProblem(serving, request, reply, error));
  return app;
}

/** A request for a proxy names a host (RFC 9112, 3.2.2): it is not ours to believe. */
function originForm(target: string): string {
  return target.startsWith('/') ? target : target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/');
}

async function addParsers(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers();
  const types = ['application/x-www-form-urlencoded', 'application/json', 'text/plain', 'application/octet-stream'];
  app.addContentTypeParser(types, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  await app.register(multipart, {
    limits: { fields: 300, fieldSize: maxField_bytes, files: maxFiles, parts: 320, headerPairs: 50 },
    throwFileSizeLimit: false,
  });
}

function logRequests(app: FastifyInstance, log: FastifyBaseLogger): void {
  // The pattern of the route, never the address itself: addresses hold tickets, codes and what people search for.
  app.addHook('onResponse', async (request, reply) => {
    log.info({
      id: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    });
  });
}

function register(app: FastifyInstance, serving: Serving, route: Route): void {
  app.route({
    method: route.method,
    url: route.path,
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      const staged: Parameters<typeof discard>[0][number][] = [];
      try {
        return await handleRoute(serving, route, request, reply, staged);
      } finally {
        await discard(staged);
      }
    },
  });
}
