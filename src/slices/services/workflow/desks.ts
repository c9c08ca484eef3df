import type { Actor, Grant, Staff } from '#platform/access';
import { sql } from '#platform/db';
import { type StepRole, stepRoles } from './model.ts';
import type { TaskRow } from './store.ts';

/** Where somebody works: the steps of one role in some units. Who leads the services sees all, and does what officers do. */
export type Desk = {
  readonly role: StepRole | 'any';
  readonly agencyId: string;
  readonly unitIds: readonly string[] | 'agency';
  readonly grant: Grant;
};

export function desksOf(actor: Actor): readonly Desk[] {
  if (actor.kind !== 'staff') return [];
  return actor.grants.flatMap((grant): readonly Desk[] => {
    if (grant.role === 'service-manager') return [{ role: 'any', agencyId: grant.agencyId, unitIds: 'agency', grant }];
    const role = stepRoles.find((one) => one === grant.role);
    return role ? [{ role, agencyId: grant.agencyId, unitIds: unitsOf(actor, grant), grant }] : [];
  });
}

// A grant for the unit of the own post, or for none in particular, reaches what lies below it; a grant elsewhere only that unit.
function unitsOf(actor: Staff, grant: Grant): readonly string[] {
  return grant.unitId === undefined || grant.unitId === actor.unitId ? actor.unitIds : [grant.unitId];
}

/** All that is done in a unit, whoever does it. */
export function unitDesk(agencyId: string, unitId: string): Desk {
  return { role: 'any', agencyId, unitIds: [unitId], grant: { role: 'officer', agencyId, unitId } };
}

type Step = Pick<TaskRow, 'agency_id' | 'unit_id' | 'role'>;

function canDo(desk: Desk, step: Step): boolean {
  const isThere = desk.agencyId === step.agency_id && (desk.unitIds === 'agency' || desk.unitIds.includes(step.unit_id));
  return isThere && (desk.role === step.role || (desk.role === 'any' && step.role === 'officer'));
}

/** The desk from which somebody does a step: the own one before one held for another. */
export function deskFor(desks: readonly Desk[], step: Step): Desk | undefined {
  const fitting = desks.filter((desk) => canDo(desk, step));
  return fitting.find((desk) => !desk.grant.acting) ?? fitting[0];
}

type Group = { readonly agencyId: string; readonly unitIds: Desk['unitIds']; readonly roles: readonly Desk['role'][] };

function grouped(desks: readonly Desk[]): readonly Group[] {
  const groups = Map.groupBy(desks, (desk) => `${desk.agencyId} ${String(desk.unitIds)}`);
  return Array.from(groups.values(), (same) => ({
    agencyId: same[0]!.agencyId,
    unitIds: same[0]!.unitIds,
    roles: Array.from(new Set(same.map((one) => one.role))),
  }));
}

function inUnits({ agencyId, unitIds }: Group) {
  if (unitIds === 'agency') return sql`agency_id = ${agencyId}`;
  // One unit, the usual case, is found and sorted by the index alone.
  return unitIds.length === 1
    ? sql`agency_id = ${agencyId} and unit_id = ${unitIds[0]}`
    : sql`agency_id = ${agencyId} and unit_id = any(${unitIds as string[]}::uuid[])`;
}

function anyOf(groups: readonly Group[], one: (group: Group) => ReturnType<typeof sql>) {
  const [first, ...rest] = groups.map((group) => one(group));
  if (!first) return sql`false`;
  return rest.length === 0 ? first : sql`(${sql.join([first, ...rest], sql` or `)})`;
}

/** What is listed: the steps of the own roles, what is late for who is told of it, all for who leads the services. */
export function listedAt(desks: readonly Desk[]) {
  return anyOf(grouped(desks), (group) => {
    const { roles } = group;
    if (roles.includes('any')) return inUnits(group);
    const own = roles.length === 1 ? sql`role = ${roles[0]}` : sql`role = any(${roles as string[]}::text[])`;
    return roles.includes('supervisor') ? sql`${inUnits(group)} and (${own} or escalated_at is not null)` : sql`${inUnits(group)} and ${own}`;
  });
}

/** What can be done from these desks. */
export function doableAt(desks: readonly Desk[]) {
  return anyOf(grouped(desks), (group) => {
    const roles = group.roles.map((role) => (role === 'any' ? 'officer' : role));
    return roles.length === 1 ? sql`${inUnits(group)} and role = ${roles[0]}` : sql`${inUnits(group)} and role = any(${roles as string[]}::text[])`;
  });
}
