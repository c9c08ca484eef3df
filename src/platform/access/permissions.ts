import { problems } from '#platform/problem';
import type { Actor, ReachKind } from './actor.ts';

export type PermissionWords = { readonly id: string; readonly en: string };

const permissions = new Map<string, PermissionWords>();

/** A slice names what people can be allowed to do; docs/generated/permissions.md prints it. */
export function definePermissions<const P extends Readonly<Record<string, PermissionWords>>>(defined: P): { readonly [K in keyof P]: K } {
  for (const [name, words] of Object.entries(defined)) permissions.set(name, words);
  return Object.fromEntries(Object.keys(defined).map((name) => [name, name])) as { readonly [K in keyof P]: K };
}

export function allPermissions(): ReadonlyMap<string, PermissionWords> {
  return permissions;
}

/** What each role may, and how far. `anonymous`, `citizen` and `asn` (every signed-in civil servant) are held without a grant. */
export type RoleTable = Readonly<Record<string, Readonly<Record<string, ReachKind>>>>;

let roles: RoleTable = {};

/** Called once by app/main.ts: the only place that knows every slice's permissions. */
export function assignRoles(table: RoleTable): void {
  for (const [role, held] of Object.entries(table)) {
    for (const permission of Object.keys(held)) {
      if (!permissions.has(permission)) throw new Error(`role ${role} holds an unknown permission ${permission}`);
    }
  }
  roles = table;
}

/** What a permission lets this actor see: the store's query takes it, so that what is outside is not found. */
export type Scope = {
  readonly reach: ReachKind;
  readonly agencyId?: string | undefined;
  readonly unitIds: readonly string[];
  readonly ownerId?: string | undefined;
};

const width: Readonly<Record<ReachKind, number>> = { own: 0, unit: 1, agency: 2, region: 3, nation: 4 };

type Held = { readonly reach: ReachKind; readonly agencyId?: string | undefined; readonly unitId?: string | undefined };

function heldBy(actor: Actor, permission: string): readonly Held[] {
  const implicit = actor.kind === 'staff' ? ['asn'] : [actor.kind];
  const held: Held[] = [];
  for (const role of implicit) {
    const reach = roles[role]?.[permission];
    if (reach) held.push({ reach, agencyId: actor.kind === 'staff' ? actor.agencyId : undefined });
  }
  if (actor.kind === 'staff') {
    for (const grant of actor.grants) {
      const reach = roles[grant.role]?.[permission];
      if (reach) held.push({ reach, agencyId: grant.agencyId, unitId: grant.unitId });
    }
  }
  return held;
}

/** The widest reach that the actor's roles give, or undefined when none gives the permission. */
export function findScope(actor: Actor, permission: string): Scope | undefined {
  if (actor.kind === 'system') return { reach: 'nation', unitIds: [] };
  const held = heldBy(actor, permission);
  const widest = held.toSorted((a, b) => width[b.reach] - width[a.reach])[0];
  if (!widest) return undefined;
  if (actor.kind !== 'staff') return { reach: widest.reach, unitIds: [], ownerId: actor.kind === 'citizen' ? actor.citizenId : undefined };
  // A grant for the unit of the own post, or for none in particular, reaches what lies below it; a grant elsewhere only that unit.
  const units = held.flatMap((one) => {
    if (one.reach !== 'unit') return [];
    return one.unitId === undefined || one.unitId === actor.unitId ? actor.unitIds : [one.unitId];
  });
  return {
    reach: widest.reach,
    agencyId: widest.agencyId,
    unitIds: Array.from(new Set(units)),
    ownerId: actor.personId,
  };
}

/**
 * The same actor, marked with the grant of Plt or Plh without which this would not be allowed as far: such acts stand apart
 * in the audit, and the page says so.
 */
export function actingFor(actor: Actor, permission: string): Actor {
  if (actor.kind !== 'staff' || !permissions.has(permission)) return actor;
  const own = findScope({ ...actor, grants: actor.grants.filter((grant) => !grant.acting) }, permission);
  const scope = findScope(actor, permission);
  if (!scope || (own && width[own.reach] >= width[scope.reach])) return actor;
  const actingBy = actor.grants.find((grant) => grant.acting && roles[grant.role]?.[permission] === scope.reach);
  return actingBy ? { ...actor, actingBy } : actor;
}

/** The scope, or the problem 403 (401 for who has not signed in); whose role waits for a second factor is told so. */
export function scopeFor(actor: Actor, permission: string): Scope {
  const scope = findScope(actor, permission);
  if (scope) return scope;
  if (actor.kind === 'staff' && actor.waiting && findScope({ ...actor, grants: actor.waiting }, permission)) throw problems.secondFactor();
  throw actor.kind === 'anonymous' ? problems.signIn() : problems.forbidden();
}
