export type { Id } from './ids.ts';
export { findId, findTicket, hashCode, newCode, newId, normalCode, ticket } from './ids.ts';
