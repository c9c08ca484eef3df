export { testCompleted } from './events.ts';
export { finishOverdue } from './exam/actions.ts';
export { routes } from './routes.ts';
