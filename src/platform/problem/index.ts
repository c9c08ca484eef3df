export { CannotStart } from './fatal.ts';
export { allProblems, defineProblems, Problem, problems } from './problem.ts';
