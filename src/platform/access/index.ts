export { type Actor, actorReference, type Grant, anonymous, type Staff } from './actor.ts';
export {
  allPermissions,
  assignRoles,
  definePermissions,
  findScope,
  type RoleTable,
  type Scope,
  scopeFor,
} from './permissions.ts';
