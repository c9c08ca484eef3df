export { testCompleted } from './events.ts';
export { openTests } from './store.ts';
export { finishOverdue } from './actions.ts';
export { routes } from './routes.tsx';
