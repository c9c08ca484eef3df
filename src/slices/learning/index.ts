export { enrol } from './content/actions.ts';
export { coursesByIds, coursesOf, coursesTraining, enrolmentsIn, enrolmentsOf } from './content/store.ts';
export { certificatesFor, jpOf } from './credentials/store.ts';
export { courseCompleted, coursePublished } from './events.ts';
export { learningWaits } from './waits.tsx';
export { slots } from './slots.ts';
export { routes } from './routes.ts';
