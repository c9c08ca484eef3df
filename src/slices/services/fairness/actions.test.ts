import { describe, expect, test } from 'vitest';
import { make as directory } from '#slices/directory/testing';
import { make as ledger } from '#slices/ledger/testing';
import { type Ctx } from '#platform/context';
import { emit } from '#platform/outbox';
import { inTransaction, testCtx, testDatabase, testNow } from '#test/db';
import { queueMoved } from '../events.ts';
import type { QueueFact } from '../model.ts';
import { countQueues, watchQueues } from './actions.ts';
import { casesOf, overtakingOf, type PublicFact } from './rules.ts';
import { simulatedHouse } from './simulated.ts';
import { alarmsIn, publishedOvertaking, saveQueueCases } from './store.ts';

const database = testDatabase();
const seed = Math.floor(Math.random() * 1_000_000);

/** A year of three queues under random names, in the order of time; some facts from before they named their unit. */
function history(n: number): readonly PublicFact[] {
  let state = seed;
  const next = (below: number) => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) % below;
  const facts: PublicFact[] = [];
  for (let at = 0; at < n; at += 1) {
    let minutes = next(200_000);
    const service = `s${next(2)}`;
    const add = (fact: QueueFact, reason: string | null = null) =>
      facts.push({
        token: `t${at}`,
        service,
        ...(service === 's1' ? {} : { unit: `u${at % 2}` }),
        fact,
        reason,
        at: testNow.add({ minutes }).toString({ smallestUnit: 'millisecond' }),
      });
    add('arrived');
    minutes += next(9000);
    if (next(10) === 0) {
      add('withdrawn');
      continue;
    }
    add('taken', [null, 'prioritas', 'hukum'][next(3)]!);
    minutes += next(2000);
    add('decided');
  }
  return facts.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

async function log(ctx: Ctx, fact: PublicFact): Promise<void> {
  const at = Temporal.Instant.from(fact.at);
  await ctx.transact((tx) => emit(tx, { ...ctx, now: at }, queueMoved, { ...fact, lane: 'regular' }, { agencyId: ctx.agency.id }));
}

describe('counting who was served in turn', () => {
  test(`bit by bit it comes to what the whole log says, and again changes nothing (seed ${seed})`, async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      await directory.home(ctx);
      await ledger.log(ctx);
      const facts = history(120);
      for (const [at, fact] of facts.entries()) {
        await log(ctx, fact);
        if (at % 37 !== 0) continue;
        await ledger.sequenced(ctx);
        await countQueues(ctx);
      }
      await ledger.sequenced(ctx);
      await countQueues(ctx);
      const { rows, size } = await publishedOvertaking(tx);
      const sorted = (all: typeof rows) =>
        all.toSorted((a, b) => JSON.stringify([a.unit, a.service, a.month]).localeCompare(JSON.stringify([b.unit, b.service, b.month])));
      expect(sorted(rows)).toEqual(sorted(overtakingOf(casesOf(facts).values())));
      expect(rows.reduce((sum, row) => sum + row.outOfTurn, 0)).toBeGreaterThan(10);
      expect(size).toBeGreaterThanOrEqual(facts.length);
      expect(await countQueues(ctx)).toBe(0);
    });
  });

  test('what is not in the log yet is not counted', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      await directory.home(ctx);
      await ledger.log(ctx);
      for (const fact of history(3)) await log(ctx, fact);
      expect(await countQueues(ctx)).toBe(0);
      expect((await publishedOvertaking(tx)).rows).toEqual([]);
    });
  });
});

describe('watching the queues', () => {
  test('finds in the tables what it finds in the facts, and says since when', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      await directory.home(ctx);
      const { facts, planted } = simulatedHouse({ seed: 101, queues: 8, months: 8, aMonth: 100, corrupt: 0.06, favoured: 0.3 });
      const cases = [...casesOf(facts).values()];
      for (let at = 0; at < cases.length; at += 1000) await saveQueueCases(tx, ctx.agency.id, cases.slice(at, at + 1000));
      const later = { ...ctx, now: Temporal.Instant.from(facts.at(-1)!.at) };
      const n = await watchQueues(later);
      expect(n).toBeGreaterThan(0);
      const alarms = await alarmsIn(tx, ctx.agency.id);
      expect(alarms).toHaveLength(n);
      expect(alarms.some((one) => planted.has(`${one.service} ${one.month}`))).toBe(true);
      expect(await watchQueues({ ...later, now: later.now.add({ hours: 24 }) })).toBe(n);
      const again = await alarmsIn(tx, ctx.agency.id);
      expect(again.map((one) => one.firstFoundAt.toString())).toEqual(alarms.map(() => later.now.toString()));
    });
  });
});
