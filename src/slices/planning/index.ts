export { permissions } from './permissions.ts';
export { proposalsList, recommendationsOf, requestedOf, trainingForGaps } from './store.ts';
export { recommendedBecause } from './because-slot.ts';
export { registerJobs } from './jobs.ts';
export { routes } from './routes.tsx';
