export { applicationDecided } from './events.ts';
export { inLang, SearchForm } from './standards/pages/catalogue.tsx';
export { findServices, servicesByIds, servicesOf } from './standards/store.ts';
export { durationBins, processingTimes, queueCounts } from './queue/store.ts';
export { applicationsOf } from './applications/store.ts';
export { permissions } from './permissions.ts';
export { slots } from './slots.ts';
export { daily, registerJobs } from './jobs.ts';
export { routes } from './routes.ts';
