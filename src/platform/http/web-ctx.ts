import type { FastifyReply, FastifyRequest } from 'fastify';
import { actingFor } from '#platform/access';
import type { StagedFile } from '#platform/files';
import { href } from '#platform/words';
import { isRead } from './input.ts';
import { wantsJson } from './negotiation.ts';
import type { Look, Route, WebCtx } from './route.ts';
import type { Serving } from './house.ts';
import { signPath } from './signed-link.ts';

/** The context while its request is handled: what was looked at is gathered here. */
export type Request = WebCtx & {
  readonly looks: Look[];
  setFiles(files: Readonly<Record<string, readonly StagedFile[]>>): void;
  setBody(body: unknown): void;
};

export function readCookie(request: FastifyRequest, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return decodeURIComponent(part.slice(at + 1).trim());
  }
  return undefined;
}

/** `__Host-` binds a cookie to this host over TLS; browsers refuse the prefix on plain http. */
export function cookieName(publicUrl: string, name: string): string {
  return publicUrl.startsWith('https:') ? `__Host-${name}` : name;
}

function cookieLine(publicUrl: string, name: string, value: string, seconds: number): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${cookieName(publicUrl, name)}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}

export async function webCtx(serving: Serving, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<Request> {
  const { house } = serving;
  const lang = request.headers['x-smart-asn-lang'] === 'en' ? 'en' : 'id';
  // On the second origin the address itself says what may be read; a cookie that strays there is nobody.
  const token = route.origin === 'content' ? undefined : readSafely(request, cookieName(house.publicUrl, 'sesi'));
  const identified = await house.identify(token);
  const ctx = await house.ctxFor(actingFor(identified.actor, route.allow), reachOf(route, identified.actor.kind), lang, request.id);
  const looks: Look[] = [];
  const late: { files: Readonly<Record<string, readonly StagedFile[]>>; body: unknown } = { files: {}, body: undefined };
  return {
    ...ctx,
    looks,
    href: (path) => href(lang, path),
    path: request.url,
    linkPath: linkPathOf(house.routes, request),
    publicUrl: house.publicUrl,
    store: house.store,
    contentLink: (path, seconds) => house.contentUrl + signPath(house.linkSecret, path, ctx.now, seconds),
    ip: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    bearer: /^Bearer ([^\s]{1,200})$/i.exec(request.headers.authorization ?? '')?.[1],
    session: identified.session,
    idempotencyKey: headerText(request.headers['idempotency-key']),
    wants: wantsJson(request) ? 'json' : 'page',
    get files() {
      return late.files;
    },
    get body() {
      return late.body;
    },
    setFiles: (files) => {
      late.files = files;
    },
    setBody: (body) => {
      late.body = body;
    },
    cookie: (name) => readSafely(request, cookieName(house.publicUrl, name)),
    setCookie: (name, value, seconds) => {
      reply.header('set-cookie', cookieLine(house.publicUrl, name, value, seconds));
    },
    looked: (look) => {
      // A list and the case that is open beside it are one look.
      if (!looks.some((one) => one.subjectId === look.subjectId && one.subjectKind === look.subjectKind)) looks.push(look);
    },
  };
}

function answersAt(route: Route, path: string): boolean {
  const names = route.path.split('/');
  const parts = path.split('/');
  return route.method === 'GET' && names.length === parts.length && names.every((name, at) => name.startsWith(':') || name === parts[at]);
}

function linkPathOf(routes: readonly Route[], { method, url }: FastifyRequest): string {
  if (isRead(method)) return url;
  let path = url.replace(/[?#].*$/s, '');
  while (path !== '' && !routes.some((route) => answersAt(route, path))) path = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return path || '/';
}

// Public pages and a citizen's own rows span agencies; an officer's permission ends at the own agency unless the route says more.
function reachOf(route: Route, kind: string): 'all' | undefined {
  if (route.reach === 'all' || route.allow === 'public' || route.allow === 'signed-in' || kind !== 'staff') return 'all';
  return undefined;
}

function readSafely(request: FastifyRequest, name: string): string | undefined {
  try {
    return readCookie(request, name);
  } catch {
    return undefined; // a cookie that is not ours: not percent-encoded
  }
}

function headerText(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value.slice(0, 200) : undefined;
}
