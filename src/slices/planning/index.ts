export { permissions } from './permissions.ts';
export { proposalsList, recommendationsOf, requestedOf, trainingForGaps } from './store.ts';
export { answerTo, recommendedBecause, suggestionFor } from './shown-elsewhere.ts';
export { registerJobs } from './jobs.ts';
export { routes } from './routes.tsx';
