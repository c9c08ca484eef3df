export type { Id } from './ids.ts';
export { derivedCode, findId, findTicket, hashCode, newCode, newId, normalCode, ticket } from './ids.ts';
