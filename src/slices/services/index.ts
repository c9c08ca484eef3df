export { applicationDecided, applicationSubmitted } from './events.ts';
export type { ApplicationId, ProcessingTime, ServiceId } from './model.ts';
export { inLang, SearchForm, ServiceList } from './standards/pages/catalogue.tsx';
export { findServices, servicesByIds, type ServiceCard, servicesOf } from './standards/store.ts';
export { durationBins, processingTimes, queueCounts } from './queue/store.ts';
export { applicationsOf } from './applications/store.ts';
export { permissions } from './permissions.ts';
export { slots } from './slots.ts';
