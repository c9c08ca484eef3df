export type { Outcome } from './result.ts';
export { assertNever, ok, orRefuse, Refused, refuse } from './result.ts';
