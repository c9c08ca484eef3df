export { CannotStart } from './fatal.ts';
export { allProblems, Problem, problems } from './problem.ts';
