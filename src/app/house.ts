import type { FastifyBaseLogger } from 'fastify';
import { agencies, type AgencyId, identify, noteUse, recordLooks } from '#slices/directory';
import { anonymous, awaitingSecondFactor } from '#platform/access';
import { type AgencyFacts, type Ctx, ctxOn } from '#platform/context';
import type { Database, Reach } from '#platform/db';
import type { House, Identified } from '#platform/http';
import { newId } from '#platform/ids';
import { todayIn } from '#platform/time';
import type { Clock } from './clock.ts';

/** What all processes know of the agencies that they serve; read again when the set-up page has made the first. */
export type Agencies = {
  home(): AgencyFacts;
  find(id: string): AgencyFacts | undefined;
  isEmpty(): boolean;
  isDemo(): boolean;
  reload(): Promise<void>;
};

const nobody: AgencyFacts = { id: newId(0), code: '00', name: 'Smart ASN', shortName: 'Smart ASN', zone: 'Asia/Makassar' };

type Agency = Awaited<ReturnType<typeof agencies>>[number];

function factsOf(agency: Agency): AgencyFacts {
  return { id: agency.id, code: agency.code, name: agency.name, shortName: agency.shortName, zone: agency.zone };
}

export function openAgencies(db: Database): Agencies {
  const state: { known: readonly Agency[] } = { known: [] };
  return {
    home: () => {
      const home = state.known.find((agency) => agency.isHome);
      return home ? factsOf(home) : nobody;
    },
    find: (id) => {
      const found = state.known.find((agency) => agency.id === (id as AgencyId));
      return found && factsOf(found);
    },
    isEmpty: () => !state.known.some((agency) => agency.isHome),
    isDemo: () => state.known.some((agency) => agency.isHome && agency.isDemo),
    async reload() {
      state.known = await db.transact('all', agencies, { readOnly: true });
    },
  };
}

/** A context for the product itself: jobs, reactions, the sequencer. */
export function systemCtx(db: Database, known: Agencies, clock: Clock, name: string): Ctx {
  return ctxOn(db, 'all', { actor: { kind: 'system', name }, now: clock.now(), lang: 'id', agency: known.home(), requestId: name });
}

type Strictness = { readonly log: FastifyBaseLogger; readonly secondFactor: 'optional' | 'required' };
type Parts = Pick<House, 'identify' | 'ctxFor' | 'storeLooks'>;

/** How requests find out who they are from, and in whose name they act. */
export function houseParts(db: Database, known: Agencies, clock: Clock, { log, secondFactor }: Strictness): Parts {
  return {
    async identify(token): Promise<Identified> {
      if (!token) return { actor: anonymous, session: undefined };
      const now = clock.now();
      const found = await db.transact('all', (tx) => identify(tx, token, now, todayIn(now, known.home().zone)), { readOnly: true });
      if (!found) return { actor: anonymous, session: undefined };
      if (found.stale) {
        db.transact('all', (tx) => noteUse(tx, found.session.id, now)).catch((error: unknown) =>
          log.warn({ name: (error as Error).name }, 'the use of a session was not noted'),
        );
      }
      return { actor: secondFactor === 'required' ? awaitingSecondFactor(found.actor) : found.actor, session: found.session };
    },
    async ctxFor(actor, reach, lang, requestId) {
      const agency = (actor.kind === 'staff' ? known.find(actor.agencyId) : undefined) ?? known.home();
      const own: Reach = actor.kind === 'staff' && reach !== 'all' ? [actor.agencyId] : 'all';
      return ctxOn(db, own, { actor, now: clock.now(), lang, agency, requestId });
    },
    async storeLooks(ctx, looks, page) {
      await recordLooks(ctx, looks, page);
    },
  };
}
