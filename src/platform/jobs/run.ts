import { PgBoss } from 'pg-boss';
import { Counter, register } from 'prom-client';
import type { Ctx } from '#platform/context';
import type { ConnectOptions } from '#platform/db';
import type { Lang } from '#platform/words';
import { openBossDatabase } from './boss-database.ts';
import { findJob, type Job } from './define.ts';
import { envelope } from './enqueue.ts';
import { deadQueue, minuteQueue, workQueue } from './queues.ts';

export type JobReport = {
  readonly job: string;
  readonly id: string;
  readonly attempts: number;
  /** It failed every time and lies in the dead letters: somebody must look. */
  readonly dead: boolean;
  readonly error: unknown;
};

export type JobsSetting = {
  readonly url: string;
  readonly role: ConnectOptions['role'];
  ctxFor(job: Pick<Job<unknown>, 'name' | 'reach'>, agencyId: string, lang: Lang): Promise<Ctx>;
  /** Work by the clock: in one process only, however many there are. */
  everyMinute(): Promise<void>;
  onFailure(report: JobReport): void;
  /** The queues' own upkeep failed, the database being away for one; it is tried again. */
  onTrouble(error: unknown): void;
  readonly pollEvery_s?: number | undefined;
};

export type Jobs = { stop(): Promise<void> };

type Taken = { readonly id: string; readonly data: unknown; readonly retryCount: number; readonly signal: AbortSignal };
type Dead = Taken & { readonly sourceName: string | null; readonly sourceId: string | null; readonly sourceRetryCount: number | null };

const grace_ms = 10_000;

function counter(): Counter {
  const name = 'jobs_total';
  return (
    (register.getSingleMetric(name) as Counter | undefined) ??
    new Counter({ name, help: 'Pieces of background work by how they ended', labelNames: ['job', 'outcome'] })
  );
}

/** Takes work from the queues, in any number of processes: one piece at a time a worker, and each piece by one worker. */
export async function startJobs(setting: JobsSetting): Promise<Jobs> {
  const db = openBossDatabase(setting.url, { role: setting.role, max: 4 });
  const boss = new PgBoss({
    db,
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    flowIntervalSeconds: 3600,
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error) => setting.onTrouble(error));
  const ended = counter();
  await boss.start();
  const polling = { batchSize: 1, pollingIntervalSeconds: setting.pollEvery_s ?? 2 } as const;

  await boss.work<unknown>(workQueue, { ...polling, localConcurrency: 2 }, async ([taken]) => {
    if (taken) await runOne(setting, ended, taken);
  });
  await boss.work<unknown>(minuteQueue, polling, async ([taken]) => {
    if (taken) await settle(setting, ended, 'minute', taken, () => setting.everyMinute());
  });
  await boss.work<unknown, void, { includeMetadata: true; batchSize: 1; pollingIntervalSeconds: number }>(
    deadQueue,
    { ...polling, includeMetadata: true },
    async ([dead]) => {
      if (dead) alarm(setting, ended, dead);
    },
  );
  return {
    async stop() {
      await boss.stop({ graceful: true, timeout: grace_ms });
      await db.close();
    },
  };
}

async function runOne(setting: JobsSetting, ended: Counter, taken: Taken): Promise<void> {
  const { job: name, agencyId, lang, input } = envelope.parse(taken.data);
  await settle(setting, ended, name, taken, async () => {
    const job = findJob(name);
    // Asked for by a newer program: it waits for a process that knows it.
    if (!job) throw new Error('this program knows no such job');
    await job.run(await setting.ctxFor(job, agencyId, lang), input, taken.signal);
  });
}

async function settle(setting: JobsSetting, ended: Counter, job: string, taken: Taken, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    ended.inc({ job, outcome: 'done' });
  } catch (error) {
    ended.inc({ job, outcome: 'failed' });
    setting.onFailure({ job, id: taken.id, attempts: taken.retryCount + 1, dead: false, error });
    // What is stored with the job must not quote what people typed, as messages of faults may.
    throw new Error(error instanceof Error ? error.name : 'unknown');
  }
}

function alarm(setting: JobsSetting, ended: Counter, dead: Dead): void {
  const named = envelope.safeParse(dead.data);
  const job = named.success ? named.data.job : (dead.sourceName ?? deadQueue);
  ended.inc({ job, outcome: 'dead' });
  setting.onFailure({ job, id: dead.sourceId ?? dead.id, attempts: (dead.sourceRetryCount ?? 0) + 1, dead: true, error: new Error('every attempt failed') });
}
