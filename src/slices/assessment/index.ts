export { testCompleted } from './events.ts';
export { finishOverdue } from './actions.ts';
export { routes } from './routes.tsx';
