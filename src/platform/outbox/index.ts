export { dispatch, type DispatchSetting } from './dispatch.ts';
export { emit, type EmitOptions } from './emit.ts';
export { allEvents, defineEvent, type Delivered, type EventKind, on } from './events.ts';
