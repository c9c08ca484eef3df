import type { RoleTable } from '#platform/access';

/**
 * What each role may do, and how far: the auditor's page, printed to docs/generated/permissions.md. `anonymous`, `citizen` and
 * `asn` (every civil servant signed in) are held without a grant; the others are granted for a time, by somebody.
 */
export const roles = {
  anonymous: {},
  citizen: {},
  asn: {},
  officer: {},
  'service-manager': {},
  supervisor: {},
  'unit-head': {},
  trainer: {},
  'training-manager': {},
  head: {},
  inspector: {},
  admin: {},
} as const satisfies RoleTable;
