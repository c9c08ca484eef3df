export { CannotStart } from './fatal.ts';
export { faultOf } from './fault.ts';
export { allProblems, Problem, problems } from './problem.ts';
