import { setTimeout as pause } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { openBossDatabase } from './boss-database.ts';
import { deadQueue, minuteQueue, workQueue } from './queues.ts';

// Just what a worker does: it takes, settles and sweeps jobs, and keeps the books of the queues. It makes and drops nothing.
// One process at a time: two that grant the same at once, and one of them fails.
const rights = `
  begin;
  select pg_advisory_xact_lock(5200002);
  grant usage on schema pgboss to app;
  grant select, insert, update, delete on pgboss.job, pgboss.job_common, pgboss.job_dependency, pgboss.instance to app;
  grant select, insert, update on pgboss.queue to app;
  grant select, update on pgboss.version, pgboss.schedule to app;
  revoke execute on all functions in schema pgboss from public;
  grant execute on function pgboss.job_now(), pgboss.create_queue(text, jsonb) to app;
  commit;`;

const silence_s = 30;

/** The migrator's part: pg-boss's own tables, our queues and the rights of the app. Safe to run again, and by several at once. */
export async function prepareJobs(url: string): Promise<void> {
  const db = openBossDatabase(url, { max: 2 });
  const boss = new PgBoss({ db, supervise: false, schedule: false, registerInstance: false, bamIntervalSeconds: 10 });
  const faults: Error[] = [];
  boss.on('error', (fault) => faults.push(fault));
  try {
    await boss.start();
    // Indexes that a new version of pg-boss wants built belong to the owner: the app could not build them.
    while ((await boss.getBamStatus()).some(({ status }) => status === 'pending' || status === 'in_progress')) await pause(500);
    await boss.createQueue(deadQueue);
    await boss.createQueue(workQueue, {
      retryLimit: 5,
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 600,
      expireInSeconds: 6 * 3600,
      heartbeatSeconds: silence_s,
      deadLetter: deadQueue,
    });
    // `exclusive`: one that runs or waits is enough, also after hours without a process.
    await boss.createQueue(minuteQueue, {
      policy: 'exclusive',
      retryLimit: 0,
      expireInSeconds: 600,
      heartbeatSeconds: silence_s,
      deleteAfterSeconds: 3600,
      deadLetter: deadQueue,
    });
    await boss.schedule(minuteQueue, '* * * * *');
    await db.executeSql(rights);
    if (faults[0]) throw faults[0];
  } finally {
    await boss.stop({ graceful: false });
    await db.close();
  }
}
