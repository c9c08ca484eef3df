export { type Actor, actorReference, anonymous, type Citizen, type Grant, type ReachKind, type Staff } from './actor.ts';
export {
  allPermissions,
  assignRoles,
  definePermissions,
  findScope,
  type RoleTable,
  roleTable,
  type Scope,
  scopeFor,
} from './permissions.ts';
