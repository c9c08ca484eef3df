import { allPermissions, assignRoles, type RoleTable } from '#platform/access';
import { roles } from '../../src/app/roles.ts';

/** The product's own roles, as far as the slices that this test has loaded define their permissions. */
export function assignProductRoles(): void {
  const known = allPermissions();
  const held = Object.entries<RoleTable[string]>(roles).map(
    ([role, permissions]) => [role, Object.fromEntries(Object.entries(permissions).filter(([permission]) => known.has(permission)))] as const,
  );
  assignRoles(Object.fromEntries(held));
}
