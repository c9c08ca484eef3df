import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Histogram, register } from 'prom-client';

let requests: Counter | undefined;
let seconds: Histogram | undefined;

/** Requests by route pattern and status; served at /metrics. */
export function httpMetrics(app: FastifyInstance): void {
  if (!requests) {
    collectDefaultMetrics();
    requests = new Counter({ name: 'http_requests_total', help: 'Requests answered', labelNames: ['method', 'route', 'status'] });
    seconds = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from request to answer',
      labelNames: ['route'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    });
  }
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    requests?.inc({ method: request.method, route, status: String(reply.statusCode) });
    seconds?.observe({ route }, reply.elapsedTime / 1000);
  });
}

export function metricsText(): Promise<string> {
  return register.metrics();
}
