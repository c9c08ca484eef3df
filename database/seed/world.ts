import type { Actor } from '#platform/access';
import type { AgencyFacts, Ctx, CtxInput } from '#platform/context';
import { type Database, openDatabase } from '#platform/db';
import { dispatch } from '#platform/outbox';
import { type Instant, instantAt, type PlainDate } from '#platform/time';
import type { Random } from './random.ts';

export type MakeCtx = (db: Database, input: CtxInput) => Ctx;

/** The demo's world while it is played: a clock that the play moves, and actors that act through the product's own actions. */
export type World = {
  readonly db: Database;
  readonly random: Random;
  agency: AgencyFacts;
  now: Instant;
  as(actor: Actor): Ctx;
  system(): Ctx;
  /** Sets the clock to an hour of a day. */
  at(date: PlainDate, hour: number, minute?: number): void;
  /** Lets the reactions to what has happened happen. */
  settle(): Promise<void>;
};

export function openWorld(url: string, makeCtx: MakeCtx, random: Random): World {
  const db = openDatabase(url, { role: 'app', max: 4, relaxed: true });
  const world: World = {
    db,
    random,
    agency: { id: '01900000-0000-7000-8000-000000000000', code: '52', name: '', shortName: '', zone: 'Asia/Makassar' },
    now: Temporal.Instant.from('2026-01-01T23:00:00Z'),
    as: (actor) => makeCtx(db, { actor, now: world.now, lang: 'id', agency: world.agency, requestId: 'demo' }),
    system: () => world.as({ kind: 'system', name: 'demo' }),
    at(date, hour, minute = 0) {
      world.now = instantAt(date, world.agency.zone, hour, minute);
    },
    async settle() {
      const setting = {
        db,
        now: () => world.now,
        ctxFor: async () => ({
          actor: { kind: 'system' as const, name: 'demo' },
          now: world.now,
          lang: 'id' as const,
          agency: world.agency,
          requestId: 'demo',
        }),
        onFailure: (report: { readonly handler: string; readonly error: unknown }) => {
          throw new Error(`${report.handler}: ${(report.error as Error).message}`, { cause: report.error });
        },
      };
      while ((await dispatch(setting, 500)) > 0);
    },
  };
  return world;
}
