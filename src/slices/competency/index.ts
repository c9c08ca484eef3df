export { evidenceAdded, gapClosed, gapFound } from './events.ts';
export type { UnitGap, UnitGapId } from './model.ts';
export { profileOf, unitTrend } from './profile.ts';
export { evidenceFrom, findGap, openGaps } from './store.ts';
export { daily, registerJobs } from './jobs.ts';
export { slots } from './slots.ts';
export { routes } from './routes.tsx';
