export { defineJob } from './define.ts';
export { enqueue } from './enqueue.ts';
export { prepareJobs } from './prepare.ts';
export { type Jobs, startJobs } from './run.ts';
