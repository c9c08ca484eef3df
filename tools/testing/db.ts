import { afterAll, beforeAll, inject } from 'vitest';
import type { Actor } from '#platform/access';
import { type AgencyFacts, type Ctx, ctxInside } from '#platform/context';
import { connect, type Database, openDatabase, type Reach, type Tx } from '#platform/db';
import { newId } from '#platform/ids';
import type { Instant } from '#platform/time';
import { testAgency, testNow } from './facts.ts';

export { testAgency, testNow };

export type TestDatabase = {
  /** As role app, behind the tenancy wall; commits for real (for tests of concurrency). */
  readonly app: Database;
  /** As the owner: for making things that the app may not. */
  readonly owner: Database;
  /** Where it is, as the owner: for what opens connections of its own. */
  readonly url: string;
};

class RolledBack extends Error {}

/** A database of this test file's own, cloned from the migrated template. Call at the top of a file. */
export function testDatabase(): TestDatabase {
  const holder: { -readonly [K in keyof TestDatabase]?: TestDatabase[K] } = {};
  beforeAll(async () => {
    const template = inject('templateUrl');
    const name = `t_${newId().replaceAll('-', '')}`;
    const admin = connect(template.replace(/\/smart_asn$/, '/postgres'), { max: 1 });
    await admin.unsafe(`create database ${name} template smart_asn`);
    await admin.end({ timeout: 5 });
    const url = template.replace(/\/smart_asn$/, `/${name}`);
    holder.url = url;
    holder.app = openDatabase(url, { role: 'app', max: 8 });
    holder.owner = openDatabase(url, { max: 2 });
  });
  afterAll(async () => {
    await holder.app?.close();
    await holder.owner?.close();
  });
  const ready = <K extends keyof TestDatabase>(which: K): TestDatabase[K] => {
    const part = holder[which];
    if (!part) throw new Error('the test database opens before the first test');
    return part;
  };
  return {
    get app() {
      return ready('app');
    },
    get owner() {
      return ready('owner');
    },
    get url() {
      return ready('url');
    },
  };
}

/** Runs the work in a transaction that is rolled back at the end, whatever it did. */
export async function inTransaction(db: Database, work: (tx: Tx) => Promise<void>, reach: Reach = 'all'): Promise<void> {
  try {
    await db.transact(reach, async (tx) => {
      await work(tx);
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
}

export type TestCtxOptions = { readonly actor?: Actor; readonly now?: Instant; readonly lang?: 'id' | 'en'; readonly agency?: AgencyFacts };

/** A context inside the test's transaction: what actions commit is a savepoint in it. */
export function testCtx(tx: Tx, options: TestCtxOptions = {}): Ctx {
  return ctxInside(tx, {
    actor: options.actor ?? { kind: 'system', name: 'test' },
    now: options.now ?? testNow,
    lang: options.lang ?? 'id',
    agency: options.agency ?? testAgency,
    requestId: 'test',
  });
}
