import type { FastifyReply, FastifyRequest } from 'fastify';
import { scopeFor } from '#platform/access';
import type { StagedFile } from '#platform/files';
import { problems } from '#platform/problem';
import { Refused } from '#platform/result';
import { cacheKeyOf, sendKept } from './anonymous-cache.ts';
import { isRead, parseInput } from './input.ts';
import { isOwnMachine, senderOf } from './limits.ts';
import { readRaw } from './read-raw.ts';
import type { Reply } from './reply.ts';
import type { FieldCodes, RawInput, Route, WebCtx } from './route.ts';
import { refuseCrossSite } from './security.ts';
import { send } from './send.ts';
import { isSigned } from './signed-link.ts';
import type { House, Serving } from './house.ts';
import { type Request, webCtx } from './web-ctx.ts';

/** One request, in the order that a reader would ask: may it come in, who is it, may they, what do they say, what is the answer. */
export async function handleRoute(serving: Serving, route: Route, request: FastifyRequest, reply: FastifyReply, staged: StagedFile[]): Promise<FastifyReply> {
  const { house, limits } = serving;
  if (!isRead(request.method) && carriesCookie(request)) refuseCrossSite(request.headers, house.publicUrl);
  if (route.origin === 'content' && !isSigned(house.linkSecret, request.url, house.now())) throw problems.notFound();
  const sender = senderOf(request.ip);
  if (!isOwnMachine(request.ip)) limits.take(sender, house.perMinute);
  if (route.perMinute) limits.take(`${sender} ${route.method} ${route.path}`, route.perMinute);

  const key = cacheKeyOf(route, request);
  if (key) {
    const kept = serving.pages.find(key);
    if (kept) return sendKept(kept, request, reply);
  }
  const ctx = await webCtx(serving, route, request, reply);
  authorize(route, ctx);
  if (route.perMinute && ctx.actor.kind !== 'anonymous') limits.take(`${accountOf(ctx)} ${route.path}`, route.perMinute);
  const raw = await readRaw(serving, route, request, ctx, staged);
  const answer = await answerOf(house, route, ctx, raw);
  await storeLooks(serving, route, ctx, answer);
  if (key && answer.type === 'page' && answer.status === 200) {
    return sendKept(await serving.pages.keep(key, house.frame.renderPage(ctx, answer, undefined), route.cache_s ?? 1), request, reply);
  }
  return send(serving, ctx, request, reply, isPersonal(route) ? privately(answer) : answer);
}

function isPersonal(route: Route): boolean {
  return route.allow !== 'public' || route.origin === 'content' || route.shows !== undefined;
}

// Whatever a handler says: what only some may see stays out of every shared cache.
function privately(answer: Reply): Reply {
  if (answer.type === 'page' || answer.type === 'redirect') return answer;
  return answer.cacheControl?.startsWith('private') ? answer : { ...answer, cacheControl: 'private, no-store' };
}

// Machine interfaces come without a cookie and cannot be forged from a browser's session.
function carriesCookie(request: FastifyRequest): boolean {
  return request.headers.cookie !== undefined || request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined;
}

function accountOf(ctx: WebCtx): string {
  const { actor } = ctx;
  return actor.kind === 'staff' ? actor.personId : actor.kind === 'citizen' ? actor.citizenId : 'anonymous';
}

function authorize(route: Route, ctx: WebCtx): void {
  if (route.allow === 'public') return;
  if (route.allow === 'signed-in') {
    if (ctx.actor.kind === 'anonymous') throw problems.signIn();
    return;
  }
  scopeFor(ctx.actor, route.allow);
}

// A password or a code that was wrong: one of them says nothing, many are an attack.
const wrongProof = /^wrong-(sign-in|code|password)$/;

async function answerOf(house: House, route: Route, ctx: Request, raw: RawInput): Promise<Reply> {
  const parsed = parseInput(route.input, raw);
  if (!parsed.ok) {
    if (ctx.wants === 'json' || !route.again) throw new InvalidInput(parsed.errors);
    return unprocessable(await route.again(ctx, raw, parsed.errors));
  }
  try {
    return await route.handle(ctx, parsed.value);
  } catch (error) {
    if (error instanceof Refused && wrongProof.test(error.refusal.code))
      house.log.warn({ id: ctx.requestId, method: route.method, route: route.path, refused: error.refusal.code });
    if (!(error instanceof Refused) || !route.again || ctx.wants === 'json') throw error;
    return unprocessable(await route.again(ctx, raw, error.refusal.fields ?? { form: error.refusal.code }));
  }
}

/** What was sent does not fit the route's schema, and there is no form to show again. */
export class InvalidInput extends Error {
  readonly errors: FieldCodes;
  constructor(errors: FieldCodes) {
    super('invalid input');
    this.name = 'InvalidInput';
    this.errors = errors;
  }
}

function unprocessable(answer: Reply): Reply {
  return answer.type === 'page' && answer.status === 200 ? { ...answer, status: 422 } : answer;
}

async function storeLooks(serving: Serving, route: Route, ctx: Request, answer: Reply): Promise<void> {
  if (!route.shows) return;
  const shown = answer.type === 'bytes' || answer.type === 'file' || answer.type === 'json' || (answer.type === 'page' && answer.status === 200);
  if (shown && ctx.looks.length === 0) throw new Error(`${route.method} ${route.path} shows ${route.shows} without saying whose`);
  const byOthers = ctx.looks.filter((look) => !look.own);
  if (byOthers.length > 0) await serving.house.storeLooks(ctx, byOthers, { route: `${route.method} ${route.path}`, purpose: route.allow });
}
