import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect, migrate } from '#platform/db';
import { startEmbedded } from '#platform/embedded';
import { prepareJobs } from '#platform/jobs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated template of this project's server. */
    templateUrl: string;
    postgresVersion: 15 | 18;
  }
}

/** One PostgreSQL for the project, one migrated template in it; each test file clones the template. */
export default async function startDatabase(project: TestProject): Promise<() => Promise<void>> {
  const version = project.config.env['TEST_POSTGRES'] === '15' ? 15 : 18;
  const folder = await mkdtemp(join(tmpdir(), `smart-asn-test-${version}-`));
  const server = await startEmbedded({ dataDir: folder, version, unsafeFast: true });
  await migrate(server.url, 'database/migrations');
  await prepareJobs(server.url);
  const sql = connect(server.url, { max: 1 });
  await sql.unsafe('alter database smart_asn with is_template true');
  await sql.end({ timeout: 5 });
  project.provide('templateUrl', server.url);
  project.provide('postgresVersion', version);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
