export { testCompleted } from './events.ts';
export { openTests } from './store.ts';
