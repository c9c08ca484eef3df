export { enrol } from './content/actions.ts';
export { coursesByIds, coursesOf, coursesTraining, enrolmentsOf, findEnrolment } from './content/store.ts';
export { jpOf } from './credentials/store.ts';
export { courseCompleted } from './events.ts';
export type { Course, CourseId } from './model.ts';
export { slots } from './slots.ts';
export { routes } from './routes.ts';
