export { defineJob } from './define.ts';
export { enqueue } from './enqueue.ts';
export { prepareJobs } from './prepare.ts';
export { startJobs } from './run.ts';
