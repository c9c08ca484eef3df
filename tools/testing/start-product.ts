import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#platform/embedded';
import { copyData, startProduct } from './product.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the product of this project serves the demo province. */
    productUrl: string;
    dataDir: string;
    /** The folder as it stood after the demo was loaded, nothing running in it; empty when the database is a server's. */
    pristineDir: string;
  }
}

type Undo = () => Promise<unknown>;

/** The demo province, loaded by the product itself: on its own embedded PostgreSQL, or on a server of the oldest version that we support. */
export default async function startDemo(project: TestProject): Promise<() => Promise<void>> {
  // While a journey is being written: a product that runs already, and its folder.
  const { E2E_URL: running, E2E_DATA: folder } = process.env;
  if (running && folder) {
    project.provide('productUrl', running);
    project.provide('dataDir', folder);
    project.provide('pristineDir', '');
    return () => Promise.resolve();
  }
  const scratch = await mkdtemp(join(tmpdir(), 'smart-asn-e2e-'));
  const undo: Undo[] = [() => rm(scratch, { recursive: true, force: true })];
  const dataDir = join(scratch, 'data');
  const environment: Record<string, string> = {};
  if (project.config.env['TEST_POSTGRES'] === '15') {
    const server = await startEmbedded({ dataDir: join(scratch, 'server'), version: 15 });
    undo.push(() => server.stop());
    environment['DATABASE_URL'] = server.url;
  }
  let product = await startProduct({ dataDir, environment });
  if (environment['DATABASE_URL'] === undefined) {
    await product.stop();
    project.provide('pristineDir', await copyData(dataDir, join(scratch, 'pristine')));
    product = await startProduct({ dataDir, environment });
  } else project.provide('pristineDir', '');
  undo.push(() => product.stop());
  project.provide('productUrl', product.url);
  project.provide('dataDir', dataDir);
  return async () => {
    for (const step of undo.toReversed()) await step();
  };
}
