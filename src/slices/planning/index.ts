export { trainingForGaps } from './store.ts';
export { answerTo, recommendedBecause, suggestionFor } from './shown-elsewhere.ts';
export { planWaits } from './waits.ts';
export { registerJobs } from './jobs.ts';
export { routes } from './routes.tsx';
