import type { z } from 'zod';
import type { Ctx } from '#platform/context';

export type Job<Input> = {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  /** `agency` sees the rows of the agency that asked for the work; `all` is for the house's own. */
  readonly reach: 'agency' | 'all';
  run(ctx: Ctx, input: Input, stop: AbortSignal): Promise<void>;
};

const jobs = new Map<string, Job<unknown>>();

/**
 * Long work that nobody waits for. It runs at least once and may begin again after a crash, so it goes on from what it
 * stored. `stop` tells that the process is about to end. Input holds ids, never personal data.
 */
export function defineJob<Input>(name: string, input: z.ZodType<Input>, run: Job<Input>['run'], reach: Job<Input>['reach'] = 'agency'): Job<Input> {
  if (jobs.has(name)) throw new Error(`two jobs are named ${name}`);
  const job: Job<Input> = { name, input, run, reach };
  jobs.set(name, { name, input, reach, run: (ctx, value, stop) => run(ctx, input.parse(value), stop) });
  return job;
}

export function findJob(name: string): Job<unknown> | undefined {
  return jobs.get(name);
}
