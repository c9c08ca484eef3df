export { allProblems, defineProblems, Problem, problems } from './problem.ts';
