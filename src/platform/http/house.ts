import type { FastifyBaseLogger } from 'fastify';
import type { Actor } from '#platform/access';
import type { Ctx } from '#platform/context';
import type { FileStore, Scan } from '#platform/files';
import type { Instant } from '#platform/time';
import type { Lang } from '#platform/words';
import type { PageCache } from './anonymous-cache.ts';
import type { AssetStore } from './assets.ts';
import type { RateLimit } from './limits.ts';
import type { Frame, Look, LookedPage, Route, Session } from './route.ts';
import type { Origins } from './security.ts';

export type Identified = { readonly actor: Actor; readonly session: Session | undefined };

/** What a disk of ours is nobody's to fill: the database may stand on it too. */
export type UploadBounds = {
  /** From one address in an hour, by who is not of the staff. */
  readonly perHour_bytes: number;
  /** Left free, whoever asks. */
  readonly spare_bytes: number;
};

/** What app/main.ts plugs in: the platform knows no domain. */
export type House = Origins & {
  readonly routes: readonly Route[];
  readonly frame: Frame;
  readonly log: FastifyBaseLogger;
  readonly assets: AssetStore;
  /** Signs addresses of the second origin; the same in every process. */
  readonly linkSecret: Uint8Array;
  now(): Instant;
  readonly uploadFolder: string;
  readonly uploadBounds: UploadBounds;
  /** Looks through every file that comes in, before anything else reads it. */
  readonly scan: Scan | undefined;
  readonly store: FileStore;
  readonly trustProxyHops: number;
  readonly perMinute: number;
  /** Who is behind this session cookie; one round trip. */
  identify(token: string | undefined): Promise<Identified>;
  ctxFor(actor: Actor, reach: 'all' | undefined, lang: Lang, requestId: string): Promise<Ctx>;
  storeLooks(ctx: Ctx, looks: readonly Look[], page: LookedPage): Promise<void>;
};

export type Serving = { readonly house: House; readonly limits: RateLimit; readonly pages: PageCache };
