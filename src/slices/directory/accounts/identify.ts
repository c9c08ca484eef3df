import type { Actor } from '#platform/access';
import type { Tx } from '#platform/db';
import type { Instant, PlainDate } from '#platform/time';
import { hashToken } from './secrets.ts';
import { type Behind, touchSession, whoIsBehind } from './store.ts';

export type Identity = { readonly actor: Actor; readonly session: { readonly id: string; readonly tokenHash: Uint8Array }; readonly stale: boolean };

function actorOf(behind: Behind): Actor | undefined {
  if (behind.citizen_id) return { kind: 'citizen', citizenId: behind.citizen_id, name: behind.citizen_name ?? '', email: behind.citizen_email ?? '' };
  // Without a post today a person has no office here, whatever the session says.
  if (!behind.person_id || !behind.agency_id) return undefined;
  return {
    kind: 'staff',
    personId: behind.person_id,
    name: behind.person_name ?? '',
    agencyId: behind.agency_id,
    unitId: behind.unit_id ?? undefined,
    unitIds: behind.unit_ids,
    positionName: behind.position_name ?? undefined,
    grants: behind.grants.map(({ id, role, capacity, agencyId, unitId, endsOn }) => ({
      role,
      agencyId,
      unitId: unitId ?? undefined,
      ...(capacity === 'definitif' ? {} : { acting: { grantId: id, capacity, endsOn: endsOn ?? '' } }),
    })),
    secondFactor: behind.second_factor,
  };
}

/** Who holds this session today: one statement. `stale` asks for its last use to be noted, at most every ten minutes. */
export async function identify(tx: Tx, token: string, now: Instant, today: PlainDate): Promise<Identity | undefined> {
  const tokenHash = hashToken(token);
  const behind = await whoIsBehind(tx, tokenHash, now, today);
  const actor = behind && actorOf(behind);
  if (!behind || !actor) return undefined;
  return { actor, session: { id: behind.session_id, tokenHash }, stale: now.since(behind.seen_at).total('minutes') > 10 };
}

export async function noteUse(tx: Tx, sessionId: string, now: Instant): Promise<void> {
  await touchSession(tx, sessionId, now);
}
