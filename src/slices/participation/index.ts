export { rated } from './events.ts';
export type { RatingSums } from './model.ts';
export { complaintCounts } from './complaints/store.ts';
export { complaintWaits } from './complaints/waits.tsx';
export { ratingSums } from './satisfaction/store.ts';
export { daily, registerJobs } from './jobs.ts';
export { routes } from './routes.ts';
export { surveyLink } from './satisfaction/link.ts';
