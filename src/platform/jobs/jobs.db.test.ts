import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { register } from 'prom-client';
import { z } from 'zod';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { inTransaction, testAgency, testCtx, testDatabase, testNow } from '#test/db';
import { defineJob } from './define.ts';
import { enqueue } from './enqueue.ts';
import { prepareJobs } from './prepare.ts';
import { type JobReport, type Jobs, type JobsSetting, startJobs } from './run.ts';

const ran: string[] = [];
const gate: { open: () => void; opened: Promise<void> } = { open: () => undefined, opened: Promise.resolve() };
const noted = defineJob('test.noted', z.object({ what: z.string() }), async (ctx, { what }) => {
  ran.push(`${what} ${ctx.actor.kind} ${ctx.agency.id} ${ctx.lang}`);
});
const slow = defineJob('test.slow', z.object({}), async () => {
  ran.push('slow began');
  await gate.opened;
  ran.push('slow ended');
});
const stuck = defineJob('test.stuck', z.object({}), async (_ctx, _input, stop) => {
  ran.push('stuck began');
  await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve()));
  ran.push('stuck was told to stop');
});
const doomed = defineJob('test.doomed', z.object({}), async () => {
  throw new TypeError('the number 198501012010011001 cannot be digested');
});
const held = defineJob('test.held', z.object({}), async () => {
  ran.push('held');
});

const database = testDatabase();
const started: Jobs[] = [];
const minutes: string[] = [];
const failures: JobReport[] = [];
const troubles: unknown[] = [];

function setting(name: string): JobsSetting {
  return {
    url: database.url,
    role: 'app',
    pollEvery_s: 0.5,
    ctxFor: async (job, agencyId, lang) =>
      ctxOn(database.app, job.reach === 'all' ? 'all' : [agencyId], {
        actor: { kind: 'system', name: job.name },
        now: testNow,
        lang,
        agency: testAgency,
        requestId: job.name,
      }),
    async everyMinute() {
      minutes.push(name);
    },
    onFailure: (report) => failures.push(report),
    onTrouble: (error) => troubles.push(error),
  };
}

async function startProcess(name = 'one'): Promise<Jobs> {
  const jobs = await startJobs(setting(name));
  started.push(jobs);
  return jobs;
}

function ctx() {
  return ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'en', agency: testAgency, requestId: 'test' });
}

async function rowsOf(name: string): Promise<readonly { state: string; data: { job?: string } }[]> {
  const { rows } = await database.owner.transact('all', (tx) =>
    sql<{ state: string; data: { job?: string } }>`select state::text, data from pgboss.job where name = ${name} order by created_on`.execute(tx),
  );
  return rows;
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it never came to be that ${what}`);
}

beforeEach(async () => {
  for (const list of [ran, minutes, failures, troubles]) list.length = 0;
  await database.owner.transact('all', (tx) => sql`delete from pgboss.job`.execute(tx));
});
afterEach(async () => {
  gate.open();
  await Promise.all(started.splice(0).map((jobs) => jobs.stop()));
});

describe('long work', () => {
  test('exists exactly if the act that asked for it was committed', async () => {
    await expect(
      ctx().transact(async (tx) => {
        await enqueue(tx, ctx(), noted, { what: 'rolled back' });
        throw new Error('the act failed');
      }),
    ).rejects.toThrow('the act failed');
    expect(await rowsOf('work')).toHaveLength(0);
    await ctx().transact((tx) => enqueue(tx, ctx(), noted, { what: 'committed' }));
    expect(await rowsOf('work')).toMatchObject([{ state: 'created', data: { job: 'test.noted' } }]);
  });

  test('runs once in one of two processes, as the system, for the agency and in the language of who asked', async () => {
    await startProcess('one');
    await startProcess('two');
    for (let at = 0; at < 20; at += 1) await ctx().transact((tx) => enqueue(tx, ctx(), noted, { what: `piece ${at}` }));
    await until('all are done', async () => (await rowsOf('work')).every((row) => row.state === 'completed'));
    expect(ran.toSorted()).toEqual(Array.from({ length: 20 }, (_none, at) => `piece ${at} system ${testAgency.id} en`).toSorted());
    expect(failures).toEqual([]);
    expect(troubles).toEqual([]);
  });

  test('R14: asked for under one key by two processes at the same moment, and again later, it has one effect', async () => {
    await startProcess('one');
    await startProcess('two');
    const ask = () => ctx().transact((tx) => enqueue(tx, ctx(), noted, { what: 'daily' }, { once: '2026-11-23' }));
    await Promise.all(Array.from({ length: 8 }, ask));
    await until('it has run', () => ran.length > 0);
    await ask();
    await ctx().transact((tx) => enqueue(tx, ctx(), noted, { what: 'next day' }, { once: '2026-11-24' }));
    await until('the next has run', () => ran.some((line) => line.startsWith('next day')));
    expect(ran.map((line) => line.split(' ')[0])).toEqual(['daily', 'next']);
  });

  test('input that does not fit is refused before it is queued', async () => {
    await inTransaction(database.app, async (tx) => {
      await expect(enqueue(tx, testCtx(tx), noted, { what: 1 } as never)).rejects.toThrow();
    });
  });
});

describe('work by the clock', () => {
  test('R14: two processes are called once a minute between them', async () => {
    await database.owner.transact('all', (tx) => sql`update pgboss.version set cron_on = null`.execute(tx));
    await startProcess('one');
    await startProcess('two');
    await until('the minute has come', () => minutes.length > 0);
    const { rows } = await database.owner.transact('all', (tx) =>
      sql<{ slots: bigint; jobs: bigint }>`select count(*) as jobs, count(distinct date_trunc('minute', created_on)) as slots
        from pgboss.job where name = 'minute'`.execute(tx),
    );
    const slots = Number(rows[0]?.slots);
    expect(Number(rows[0]?.jobs)).toBe(slots);
    expect(minutes.length).toBeLessThanOrEqual(slots);
  });
});

describe('a process that ends', () => {
  test('waits for the work in hand', async () => {
    gate.opened = new Promise((resolve) => {
      gate.open = resolve;
    });
    const jobs = await startProcess();
    await ctx().transact((tx) => enqueue(tx, ctx(), slow, {}));
    await until('it has begun', () => ran.includes('slow began'));
    const stopped = jobs.stop();
    gate.open();
    await stopped;
    expect(ran).toEqual(['slow began', 'slow ended']);
    expect(await rowsOf('work')).toMatchObject([{ state: 'completed' }]);
  });

  test('gives work that will not end back after its grace, and tells it so', async () => {
    const jobs = await startProcess();
    await ctx().transact((tx) => enqueue(tx, ctx(), stuck, {}));
    await until('it has begun', () => ran.includes('stuck began'));
    await jobs.stop();
    await until('it was told', () => ran.includes('stuck was told to stop'));
    expect(await rowsOf('work')).toMatchObject([{ state: 'retry' }]);
  });

  test('R14: killed with work in hand, loses it to another once its heart is silent', async () => {
    await ctx().transact((tx) => enqueue(tx, ctx(), held, {}));
    const child = spawn(process.execPath, ['tools/testing/hold-job.ts', database.url], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await rowsOf('work')).toMatchObject([{ state: 'active' }]);
    await database.owner.transact('all', (tx) =>
      sql`update pgboss.job set heartbeat_on = heartbeat_on - interval '1 minute' where state = 'active'`.execute(tx),
    );
    await startProcess();
    await until('the other has done it', () => ran.includes('held'));
    await until('it is settled', async () => (await rowsOf('work'))[0]?.state === 'completed');
  }, 60_000);
});

describe('work that fails', () => {
  test('is tried again, then lies in the dead letters with an alarm in log and metrics, and quotes nothing', async () => {
    await database.owner.transact('all', (tx) =>
      sql`update pgboss.queue set retry_limit = 1, retry_delay = 0, retry_backoff = false where name = 'work'`.execute(tx),
    );
    await ctx().transact((tx) => enqueue(tx, ctx(), doomed, {}));
    await startProcess();
    await until('the alarm was raised', () => failures.some((report) => report.dead));
    expect(failures.map(({ job, attempts, dead }) => ({ job, attempts, dead }))).toEqual([
      { job: 'test.doomed', attempts: 1, dead: false },
      { job: 'test.doomed', attempts: 2, dead: false },
      { job: 'test.doomed', attempts: 2, dead: true },
    ]);
    expect(await register.getSingleMetricAsString('jobs_total')).toContain('jobs_total{job="test.doomed",outcome="dead"} 1');
    const { rows } = await database.owner.transact('all', (tx) => sql<{ all: string }>`select string_agg(j::text, ' ') as all from pgboss.job j`.execute(tx));
    expect(rows[0]?.all).toContain('TypeError');
    expect(rows[0]?.all).not.toContain('198501012010011001');
  });

  test('that this program does not know stays for one that does', async () => {
    await startProcess();
    await ctx().transact((tx) => enqueue(tx, ctx(), { ...noted, name: 'test.of-tomorrow' }, { what: 'x' }));
    await until('it was tried', () => failures.length > 0);
    await until('it waits', async () => (await rowsOf('work'))[0]?.state === 'retry');
    expect(ran).toEqual([]);
  });
});

describe('the queues', () => {
  test('R15: are made by three processes at once as by one', async () => {
    await Promise.all([prepareJobs(database.url), prepareJobs(database.url), prepareJobs(database.url)]);
    await startProcess();
    expect(troubles).toEqual([]);
  });

  test("are the migrator's: the app may use them, and neither make nor drop anything", async () => {
    for (const statement of [
      'create table pgboss.mine (id int)',
      'drop table pgboss.job',
      "delete from pgboss.queue where name = 'work'",
      "select pgboss.delete_queue('work')",
    ]) {
      await expect(database.app.transact('all', (tx) => sql.raw(statement).execute(tx))).rejects.toThrow(/permission denied|must be owner/);
    }
  });
});
