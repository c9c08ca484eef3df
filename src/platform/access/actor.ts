/** How far a permission reaches, narrow to wide. */
export type ReachKind = 'own' | 'unit' | 'agency' | 'region' | 'nation';

/** A role held by a person for a time: `directory.grants` is where they live. */
export type Grant = {
  readonly role: string;
  readonly agencyId: string;
  readonly unitId?: string | undefined;
  /** Held for another: Plt of a vacant post, Plh while its holder is away. */
  readonly acting?: { readonly grantId: string; readonly capacity: 'plt' | 'plh'; readonly endsOn: string } | undefined;
};

export type Anonymous = { readonly kind: 'anonymous' };
export type Citizen = { readonly kind: 'citizen'; readonly citizenId: string; readonly name: string; readonly email: string };
export type Staff = {
  readonly kind: 'staff';
  readonly personId: string;
  readonly name: string;
  readonly agencyId: string;
  readonly unitId?: string | undefined;
  /** The unit of the post and all units below it, for reach `unit`. */
  readonly unitIds: readonly string[];
  readonly positionName?: string | undefined;
  readonly grants: readonly Grant[];
  /** Roles that count only once a second factor was shown, where the house asks for one. */
  readonly waiting?: readonly Grant[] | undefined;
  /** When a second factor was shown in this session. */
  readonly secondFactor: boolean;
  /** The grant under which this request is made, when it is one held for another. */
  readonly actingBy?: Grant | undefined;
};
/** The product itself: jobs and reactions to events. */
export type System = { readonly kind: 'system'; readonly name: string };

export type Actor = Anonymous | Citizen | Staff | System;

/** Where roles need a second factor: who has shown none keeps what every civil servant may, and no more. */
export function awaitingSecondFactor(actor: Actor): Actor {
  if (actor.kind !== 'staff' || actor.secondFactor || actor.grants.length === 0) return actor;
  return { ...actor, grants: [], waiting: actor.grants };
}

export const anonymous: Anonymous = { kind: 'anonymous' };

/** How an actor stands in events and logs: kind and id, never a name; who acts for another says by which grant. */
export function actorReference(actor: Actor): string {
  switch (actor.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'citizen':
      return `citizen:${actor.citizenId}`;
    case 'staff':
      return `staff:${actor.personId}${actor.actingBy?.acting ? `/${actor.actingBy.acting.capacity}:${actor.actingBy.acting.grantId}` : ''}`;
    case 'system':
      return `system:${actor.name}`;
  }
}
