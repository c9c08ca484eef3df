import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorReference, anonymous } from '#platform/access';
import { faultOf, Problem, problems } from '#platform/problem';
import { Refused } from '#platform/result';
import { InvalidInput } from './handle.ts';
import { isRead } from './input.ts';
import type { Route } from './route.ts';
import { sendBytes } from './send.ts';
import type { Serving } from './house.ts';
import { wantsJson } from './negotiation.ts';
import { webCtx } from './web-ctx.ts';

type Answer = { readonly problem: Problem; readonly fields?: Readonly<Record<string, string>> | undefined };

function answerFor(error: unknown): Answer {
  if (error instanceof Problem) return { problem: error };
  if (error instanceof InvalidInput) return { problem: problems.invalidInput(), fields: error.errors };
  if (error instanceof Refused) return { problem: new Problem(error.refusal.code, { ...problems.conflict().kind }), fields: error.refusal.fields };
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  if (statusCode === 413 || code === 'FST_REQ_FILE_TOO_LARGE') return { problem: problems.tooLarge() };
  if (statusCode === 415) return { problem: problems.unsupported() };
  if (statusCode === 503) return { problem: problems.unavailable(3) };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return { problem: problems.badRequest() };
  // What was chosen is not there, or not any more: the database would not refer to it.
  if (code === '23503') return { problem: problems.conflict() };
  if (code === 'ENOSPC') return { problem: problems.unavailable(60) };
  if (code === 'EMFILE' || code === 'ENFILE') return { problem: problems.unavailable(5) };
  return { problem: problems.unexpected() };
}

// Who looks into an attack needs to see that one was refused, and which of the staff was; citizens stand in no log.
async function noteRefusal(serving: Serving, request: FastifyRequest, reply: FastifyReply, problem: Problem): Promise<void> {
  const actor = problem.status === 403 ? (await contextOf(serving, request, reply)).actor : undefined;
  const by = actor?.kind === 'staff' ? actorReference(actor) : actor?.kind;
  serving.house.log.warn({ id: request.id, method: request.method, route: request.routeOptions.url ?? 'none', refused: problem.code, by });
}

const noRoute: Route = { method: 'GET', path: '*', allow: 'public', input: undefined, handle: () => ({ type: 'redirect', to: '/' }) };

/** A refusal or a fault, said once: a page that tells what to do next, or RFC 9457 for machines. */
export async function answerProblem(serving: Serving, request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<FastifyReply> {
  const { problem, fields } = answerFor(error);
  if (problem.status >= 500) {
    serving.house.log.error({ id: request.id, route: request.routeOptions.url ?? 'none', ...faultOf(error), problem: problem.code });
  }
  if (problem.status === 403 || problem.status === 429) await noteRefusal(serving, request, reply, problem);
  if (problem.retryAfter_s !== undefined) reply.header('retry-after', String(problem.retryAfter_s));
  reply.code(problem.status);
  if (wantsJson(request)) {
    const body = {
      type: `urn:smart-asn:problem:${problem.code}`,
      title: problem.sentence('id'),
      status: problem.status,
      code: problem.code,
      reference: request.id,
      ...(fields ? { errors: fields } : {}),
    };
    return sendBytes(request, reply, Buffer.from(JSON.stringify(body)), 'application/problem+json; charset=utf-8', 'no-store');
  }
  const ctx = await contextOf(serving, request, reply);
  if (problem.status === 401 && isRead(request.method)) {
    const next = encodeURIComponent(request.url);
    return reply
      .code(303)
      .header('cache-control', 'no-store')
      .header('location', `${ctx.href('/masuk')}?lanjut=${next}`)
      .send();
  }
  const html = serving.house.frame.renderProblem(ctx, {
    status: problem.status,
    code: problem.code,
    sentence: problem.sentence(ctx.lang),
    reference: request.id,
    retryAfter_s: problem.retryAfter_s,
  });
  return sendBytes(request, reply, Buffer.from(html), 'text/html; charset=utf-8', 'no-store');
}

// With the database away nobody can be identified: the page is then the one for a stranger.
async function contextOf(serving: Serving, request: FastifyRequest, reply: FastifyReply) {
  try {
    return await webCtx(serving, noRoute, request, reply);
  } catch {
    const away: Serving = { ...serving, house: { ...serving.house, identify: async () => ({ actor: anonymous, session: undefined }) } };
    return webCtx(away, noRoute, request, reply);
  }
}
