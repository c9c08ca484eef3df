export { dispatch } from './dispatch.ts';
export { emit, emitAll } from './emit.ts';
export { allEvents, defineEvent, on } from './events.ts';
