export { testedCompetencies } from './bank/store.ts';
export { testCompleted } from './events.ts';
export { finishOverdue } from './exam/actions.ts';
export { testWaits } from './exam/waits.ts';
export { routes } from './routes.ts';
