export type { Id } from './ids.ts';
export { checkDigit, findId, findTicket, hashCode, isId, newCode, newId, normalCode, ticket } from './ids.ts';
