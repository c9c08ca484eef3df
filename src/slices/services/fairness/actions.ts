import { newestCheckpoint } from '#slices/ledger';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { alarmsOf, monthsOf, type QueueMonth } from './detector.ts';
import { monthOf, overtakingOf, type QueueCase, withFact } from './rules.ts';
import {
  casesBearingOn,
  casesSince,
  countedForUpdate,
  factsBetween,
  type LoggedFact,
  type Queue,
  queueCasesByTokens,
  queuesSince,
  replaceAlarms,
  replaceOvertaking,
  saveQueueCases,
  setCounted,
} from './store.ts';

const atOnce = 20_000;

/** Goes on counting who was served in turn, from the log's entries that are new since the last time. Returns how many facts were new. */
export async function countQueues(ctx: Ctx): Promise<number> {
  let counted = 0;
  for (;;) {
    const part = await ctx.transact(countPart);
    counted += part.facts;
    if (part.isDone) return counted;
  }
}

async function countPart(tx: Tx): Promise<{ readonly facts: number; readonly isDone: boolean }> {
  const from = await countedForUpdate(tx);
  const size = (await newestCheckpoint(tx))?.size ?? 0;
  const until = Math.min(size, from + atOnce);
  if (until <= from) return { facts: 0, isDone: true };
  const facts = await factsBetween(tx, from, until);
  for (const [agencyId, own] of Map.groupBy(facts, (one) => one.agencyId)) await countFacts(tx, agencyId, own);
  await setCounted(tx, until);
  return { facts: facts.length, isDone: until === size };
}

async function countFacts(tx: Tx, agencyId: string, facts: readonly LoggedFact[]): Promise<void> {
  const tokens = Array.from(new Set(facts.map(({ fact }) => fact.token)));
  const cases = new Map((await queueCasesByTokens(tx, tokens)).map((one) => [one.token, one]));
  for (const { fact } of facts) {
    const next = withFact(cases.get(fact.token), fact);
    if (next) cases.set(fact.token, next);
  }
  await saveQueueCases(tx, agencyId, [...cases.values()]);
  for (const same of Map.groupBy(cases.values(), (one) => `${one.unit ?? ''} ${one.service}`).values()) await recountQueue(tx, agencyId, same);
}

// What a new fact can change lies in no month before its case arrived.
async function recountQueue(tx: Tx, agencyId: string, touched: readonly QueueCase[]): Promise<void> {
  const [{ unit, service }] = touched as readonly [QueueCase, ...QueueCase[]];
  const queue: Queue = { agencyId, unit, service };
  const month = monthOf(Math.min(...touched.map((one) => one.arrived)));
  const rows = overtakingOf(await casesBearingOn(tx, queue, month));
  await replaceOvertaking(
    tx,
    queue,
    month,
    rows.filter((row) => row.month >= month),
  );
}

const watched_months = 13;

/** Holds every queue's last year against its peers'. Returns how many alarms there are. */
export async function watchQueues(ctx: Ctx): Promise<number> {
  return ctx.transact(async (tx) => {
    const since = ctx.now.toZonedDateTimeISO('UTC').subtract({ months: watched_months }).toInstant();
    let found = 0;
    for (const [agencyId, queues] of Map.groupBy(await queuesSince(tx, since), (one) => one.agencyId)) {
      const months: QueueMonth[] = [];
      for (const queue of queues) months.push(...monthsOf(await casesSince(tx, queue, since), ctx.now.epochMilliseconds));
      const alarms = alarmsOf(months);
      await replaceAlarms(tx, agencyId, alarms, ctx.now);
      found += alarms.length;
    }
    return found;
  });
}
