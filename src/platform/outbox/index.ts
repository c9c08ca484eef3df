export { dispatch } from './dispatch.ts';
export { emit } from './emit.ts';
export { allEvents, defineEvent, on } from './events.ts';
