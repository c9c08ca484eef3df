export { gapClosed, gapFound } from './events.ts';
export type { UnitGap } from './model.ts';
export { profileOf } from './profile.ts';
export { findGap, openGaps } from './store.ts';
export { registerJobs } from './jobs.ts';
export { routes } from './routes.tsx';
