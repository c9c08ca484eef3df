import { ctxOn } from '#platform/context';
import { openDatabase } from '#platform/db';
import { defineJob, startJobs } from '#platform/jobs';
import { z } from 'zod';

/** A process of its own that takes the job `test.held` and never ends it: `node tools/testing/hold-job.ts URL`. */
const url = process.argv[2] ?? '';
const db = openDatabase(url, { role: 'app', max: 1 });
const agency = { id: '01900000-0000-7000-8000-000000000052', code: '52', name: 'Uji', shortName: 'Uji', zone: 'Asia/Makassar' } as const;
defineJob('test.held', z.object({}), () => {
  process.stdout.write('holding\n');
  return new Promise<void>(() => undefined);
});
await startJobs({
  url,
  role: 'app',
  pollEvery_s: 0.5,
  ctxFor: async ({ name }) => ctxOn(db, 'all', { actor: { kind: 'system', name }, now: Temporal.Now.instant(), lang: 'id', agency, requestId: name }),
  everyMinute: async () => undefined,
  onFailure: () => undefined,
  onTrouble: () => undefined,
});
