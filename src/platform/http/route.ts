import type { z } from 'zod';
import type { Ctx } from '#platform/context';
import type { FileStore, StagedFile } from '#platform/files';
import type { Reply } from './reply.ts';

/** Field name → code of what is wrong with it; the slice's words turn codes into sentences. */
export type FieldCodes = Readonly<Record<string, string>>;

/** What came in, as typed: for showing a form again with nothing lost. */
export type RawInput = Readonly<Record<string, string | readonly string[]>>;

export type Look = {
  /** The subject looking at the own data: nothing to record. */
  readonly own?: boolean | undefined;
  /** `application`, `person`: what kind of data was shown. */
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Whose it is, when the subject is not the person: so that they can read who looked. */
  readonly ownerId?: string | null | undefined;
  readonly agencyId: string;
};

/** The page by which data was seen, and the right that opened it. */
export type LookedPage = { readonly route: string; readonly purpose: string };

export type Session = { readonly tokenHash: Uint8Array; readonly id: string };

/** What a handler gets besides the context of actions. */
export type WebCtx = Ctx & {
  /** The page's address in the reader's language, for links. */
  href(path: string): string;
  /** Indonesian path and query of this request. */
  readonly path: string;
  /** Where a link to this page leads: to itself; after a form was sent, to the nearest address above it that can be read. */
  readonly linkPath: string;
  readonly publicUrl: string;
  /** A path of a `content` route as an address on the second origin, good for so many seconds. */
  contentLink(path: string, seconds: number): string;
  readonly ip: string;
  readonly userAgent: string;
  /** What a machine shows instead of a session: the token after `Bearer`. */
  readonly bearer: string | undefined;
  readonly session: Session | undefined;
  readonly idempotencyKey: string | undefined;
  readonly wants: 'page' | 'json';
  /** Uploads of this request by field name; gone when it ends unless kept in `store`. */
  readonly files: Readonly<Record<string, readonly StagedFile[]>>;
  readonly store: FileStore;
  /** Value of a cookie of ours. */
  cookie(name: string): string | undefined;
  /** Sets a cookie: HttpOnly, SameSite=Lax, Secure on TLS. `seconds` 0 deletes it. */
  setCookie(name: string, value: string, seconds: number): void;
  /** Must be called by a route that `shows` a person's data: stored before the body is sent. */
  looked(look: Look): void;
  /** The request's body as bytes, for machine interfaces that sign or hash it. */
  readonly body: unknown;
};

export type Allow = 'public' | 'signed-in' | (string & {});

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Indonesian, with `:names`; `*` at the end takes the rest. */
  readonly path: string;
  /** A permission, or `signed-in`, or `public`. Required: there is no default. */
  readonly allow: Allow;
  /** Served on the second origin only, to who holds a signed address: no cookie reaches it. */
  readonly origin?: 'content' | undefined;
  /** Says that the page shows an applicant's or a person's data: each look is recorded. */
  readonly shows?: 'applicant-data' | 'person-data' | undefined;
  /** Whose rows the transaction can see. Default: all for public and citizens, the own agency for staff. */
  readonly reach?: 'all' | undefined;
  /** Anonymous answers may be kept this many seconds. */
  readonly cache_s?: number | undefined;
  /** Takes files: the most that one may weigh. */
  readonly maxFile_bytes?: number | undefined;
  /** At most so many a minute from one address, and per account when signed in. */
  readonly perMinute?: number | undefined;
  readonly input: z.ZodType | undefined;
  handle(ctx: WebCtx, input: unknown): Promise<Reply> | Reply;
  again?: ((ctx: WebCtx, raw: RawInput, errors: FieldCodes) => Promise<Reply> | Reply) | undefined;
};

type RouteInput<I> = Omit<Route, 'input' | 'handle'> & {
  readonly input?: z.ZodType<I> | undefined;
  handle(ctx: WebCtx, input: I): Promise<Reply> | Reply;
};

/** One line of a slice's table: URL, who may, what comes in, what happens. */
export function route<I = undefined>(definition: RouteInput<I>): Route {
  return definition as unknown as Route;
}

/** Where a person stands: who, in what language. Handed to the frame of the house, which app/ plugs in. */
export type Frame = {
  renderPage(ctx: WebCtx, reply: Extract<Reply, { type: 'page' }>, flash: import('./reply.ts').Flash | undefined): string;
  renderProblem(ctx: WebCtx, problem: { status: number; code: string; sentence: string; reference: string; retryAfter_s?: number | undefined }): string;
};
