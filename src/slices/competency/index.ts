export { gapClosed, gapFound } from './events.ts';
export { profileOf } from './profile.ts';
export { findGap, openGaps } from './store.ts';
export { registerJobs } from './jobs.ts';
export { routes } from './routes.tsx';
