export { type Actor, actorReference, awaitingSecondFactor, type Citizen, type Grant, anonymous, type Staff } from './actor.ts';
export {
  actingFor,
  allPermissions,
  assignRoles,
  definePermissions,
  findScope,
  type RoleTable,
  type Scope,
  scopeFor,
} from './permissions.ts';
