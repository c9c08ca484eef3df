export { enrol } from './content/actions.ts';
export { coursesByIds, coursesOf, coursesTraining, enrolmentsOf } from './content/store.ts';
export { jpOf } from './credentials/store.ts';
export { courseCompleted } from './events.ts';
export { slots } from './slots.ts';
export { routes } from './routes.ts';
