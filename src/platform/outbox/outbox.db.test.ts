import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { commitmentEntry, commitmentOf } from '#platform/commitment';
import { ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { inTransaction, testAgency, testCtx, testDatabase, testNow } from '#test/db';
import { dispatch, type DispatchSetting } from './dispatch.ts';
import { emit, emitAll } from './emit.ts';
import { defineEvent, on } from './events.ts';

const happened = defineEvent({
  kind: 'test.happened',
  says: { id: 'uji', en: 'test' },
  version: 1,
  ledger: 'commitment',
  payload: z.object({ what: z.string() }),
});
const poison = defineEvent({ kind: 'test.poison', says: { id: 'uji', en: 'test' }, version: 1, ledger: 'none', payload: z.object({ what: z.string() }) });
const seen: string[] = [];
on(happened, 'test.first', async (_ctx, event) => {
  seen.push(event.payload.what);
});
on(poison, 'test.fails', async () => {
  throw Object.assign(new Error('cannot digest Kenari Rahasia, 198501012010011001'), { code: '22P02' });
});

const database = testDatabase();

function setting(now = testNow): DispatchSetting & { readonly failures: string[] } {
  const failures: string[] = [];
  return {
    db: database.app,
    now: () => now,
    ctxFor: async (_agencyId, at) => ({ actor: { kind: 'system', name: 'outbox' }, now: at, lang: 'id', agency: testAgency, requestId: 'test' }),
    onFailure: (report) => failures.push(`${report.handler} ${report.attempts}${report.dead ? ' dead' : ''}`),
    failures,
  };
}

const live = () => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });

describe('the outbox', () => {
  test('an event is there exactly if its act was committed', async () => {
    await expect(
      live().transact(async (tx) => {
        await emit(tx, live(), happened, { what: 'rolled back' }, { agencyId: testAgency.id });
        throw new Error('the act failed');
      }),
    ).rejects.toThrow('the act failed');
    const { rows } = await database.owner.transact('all', (tx) => sql`select 1 from outbox.events where payload->>'what' = 'rolled back'`.execute(tx));
    expect(rows).toHaveLength(0);
  });

  test('a commitment opens with its record and salt, and the entry holds neither', async () => {
    await database.app.transact('all', async (tx) => {
      const { eventId } = await emit(tx, testCtx(tx), happened, { what: 'a secret wish' }, { agencyId: testAgency.id });
      const { rows } = await sql<{ entry: Uint8Array; record: unknown; salt: Uint8Array }>`
        select e.entry, o.record, o.salt from outbox.events e join outbox.openings o on o.event_id = e.id where e.id = ${eventId}`.execute(tx);
      const row = rows[0];
      expect(row?.record).toEqual({ what: 'a secret wish' });
      expect(row && commitmentEntry('test.happened', 1, commitmentOf(row.record, row.salt))).toEqual(row?.entry);
      expect(new TextDecoder().decode(row?.entry)).not.toContain('secret');
    });
  });

  test('of a thousand facts at once each is an event of its own, with its own salt, and opens its entry', async () => {
    await inTransaction(database.app, async (tx) => {
      const facts = Array.from({ length: 1000 }, (_none, at) => ({ payload: { what: `fact ${at}` }, record: { what: `record ${at}`, "it's": 'quoted' } }));
      await emitAll(tx, testCtx(tx), happened, facts, { agencyId: testAgency.id });
      const { rows } = await sql<{ payload: { what: string }; entry: Uint8Array; record: unknown; salt: Uint8Array; delivered: boolean }>`
        select e.payload, e.entry, e.delivered, o.record, o.salt from outbox.events e join outbox.openings o on o.event_id = e.id where e.payload->>'what' like 'fact %'`.execute(
        tx,
      );
      expect(new Set(rows.map((row) => row.payload.what)).size).toBe(1000);
      expect(new Set(rows.map((row) => Buffer.from(row.salt).toString('hex'))).size).toBe(1000);
      for (const row of rows) expect(commitmentEntry('test.happened', 1, commitmentOf(row.record, row.salt))).toEqual(row.entry);
      expect(rows.every((row) => !row.delivered)).toBe(true);
    });
  });

  test('R18: a handler runs once, also when two processes deliver at the same moment', async () => {
    seen.length = 0;
    await live().transact((tx) => emit(tx, live(), happened, { what: 'once' }, { agencyId: testAgency.id }).then(() => undefined));
    await Promise.all([dispatch(setting()), dispatch(setting())]);
    await dispatch(setting());
    expect(seen.filter((what) => what === 'once')).toHaveLength(1);
  });

  test('R18: a poison event is tried again later, ten times, and then lies dead with an alarm while others pass', async () => {
    await live().transact((tx) => emit(tx, live(), poison, { what: 'x' }, { agencyId: testAgency.id }).then(() => undefined));
    const failures: string[] = [];
    let now = testNow;
    for (let attempt = 0; attempt < 15; attempt += 1) {
      const each = setting(now);
      await dispatch(each);
      failures.push(...each.failures);
      now = now.add({ hours: 2 });
    }
    expect(failures).toHaveLength(10);
    expect(failures.at(-1)).toBe('test.fails 10 dead');
    // P2: what is stored of a failure is its kind, never what was typed.
    const { rows } = await live().read((tx) => sql<{ last_error: string }>`select last_error from outbox.deliveries where handler = 'test.fails'`.execute(tx));
    expect(rows).toEqual([{ last_error: 'Error 22P02' }]);
    seen.length = 0;
    await live().transact((tx) => emit(tx, live(), happened, { what: 'after' }, { agencyId: testAgency.id }).then(() => undefined));
    await dispatch(setting(now));
    expect(seen).toContain('after');
  });
});
