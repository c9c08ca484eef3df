import type { AgencyId, PersonId } from '#slices/directory';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { bankItems, findOpenTest } from '../bank/store.ts';
import { extraTimeAsked, extraTimeDecided, testCompleted, testResumed, testStarted } from '../events.ts';
import type { AttemptId, CompetencyResult } from '../model.ts';
import { drawItems, extraPercent, firstEndStillOpen, isOver, lengthOf_minutes, mayStart, resultOf } from './rules.ts';
import {
  attemptForUpdate,
  type AttemptRow,
  attemptsOf,
  decideExtraTime,
  extendRunning,
  extraTimes,
  finishAttempt,
  insertAttempt,
  insertExtraTime,
  markedItems,
  overdueAttempts,
  saveAnswer,
  waitingForUpdate,
} from './store.ts';

type Starting = { readonly agencyId: AgencyId; readonly personId: PersonId; readonly slug: string };

/** Starts a test, or gives back the one that runs: who reloads, or comes from another device, goes on where they were. */
export async function startTest(ctx: Ctx, { agencyId, personId, slug }: Starting): Promise<AttemptId> {
  return ctx.transact(async (tx) => {
    const test = await findOpenTest(tx, agencyId, slug);
    if (!test) throw problems.notFound();
    const before = (await attemptsOf(tx, personId)).filter((attempt) => attempt.test_id === test.id);
    const running = before.find((attempt) => attempt.finished_at === null);
    if (running && !isOver(running, ctx.now)) return resume(tx, ctx, running);
    // One that time has ended is scored by the clock, within the minute; until then it counts as ended now.
    orRefuse(mayStart(running ? ctx.now : before[0]?.finished_at, ctx.now));
    const id = newId<'attempt'>(ctx.now.epochMilliseconds);
    const seed = Number.parseInt(id.slice(-8), 16);
    const bank = await bankItems(tx, agencyId, test.competencies);
    const started = {
      agency_id: agencyId,
      id,
      test_id: test.id,
      person_id: personId,
      item_ids: orRefuse(drawItems(bank, test.competencies, test.itemsPerLevel, seed)),
      started_at: ctx.now,
      ends_at: ctx.now.add({ minutes: lengthOf_minutes(test, extraPercent(await extraTimes(tx, agencyId, personId))) }),
    };
    if (!(await insertAttempt(tx, started))) {
      // Begun at the same moment by another click or device: there is one live attempt, and it is that one.
      const other = (await attemptsOf(tx, personId)).find((attempt) => attempt.test_id === test.id && attempt.finished_at === null);
      if (!other) throw problems.conflict();
      return other.id;
    }
    await emit(tx, ctx, testStarted, { attemptId: id, testId: test.id, personId }, { agencyId });
    return id;
  });
}

// Whoever comes back takes the attempt over: recorded, so that a second device cannot be hidden.
async function resume(tx: Tx, ctx: Ctx, attempt: AttemptRow): Promise<AttemptId> {
  await emit(tx, ctx, testResumed, { attemptId: attempt.id, personId: attempt.person_id }, { agencyId: attempt.agency_id });
  return attempt.id;
}

type Answering = {
  readonly attemptId: AttemptId;
  readonly personId: PersonId;
  readonly place: number;
  readonly choice: string;
  readonly sequence: number;
};
/** `older`: a newer answer to this item is there already and stands. `late`: kept as evidence, never scored. */
export type Acknowledged = { readonly outcome: 'counted' | 'older' | 'late'; readonly places: number };

/** Saves one answer; when this returns it is on disk. A count ahead of the server's clock is the clock's: it orders, and decides nothing else. */
export async function answer(ctx: Ctx, { sequence, ...input }: Answering): Promise<Acknowledged> {
  return ctx.transact(async (tx) => {
    const { now } = ctx;
    const saved = await saveAnswer(tx, { ...input, sequence: Math.min(sequence, now.epochMilliseconds), now, openFrom: firstEndStillOpen(now) });
    if (!saved.found) throw problems.notFound();
    if (saved.offered === null) return orRefuse(refuse('item-not-served'));
    if (!saved.offered) return orRefuse(refuse('not-an-option', { fields: { choice: 'not-an-option' } }));
    return { outcome: !saved.counts ? 'late' : saved.kept ? 'counted' : 'older', places: saved.places ?? 0 };
  });
}

async function score(tx: Tx, ctx: Ctx, attempt: AttemptRow): Promise<readonly CompetencyResult[]> {
  const result = resultOf(await markedItems(tx, attempt));
  await finishAttempt(tx, attempt, result, ctx.now);
  const fact = { attemptId: attempt.id, testId: attempt.test_id, personId: attempt.person_id, competencies: [...result] };
  await emit(tx, ctx, testCompleted, fact, { agencyId: attempt.agency_id });
  return result;
}

/** The person ends the test, or time has ended it. Doing so twice gives the same result. */
export async function finishTest(ctx: Ctx, attemptId: AttemptId, personId: PersonId): Promise<readonly CompetencyResult[]> {
  return ctx.transact(async (tx) => {
    const attempt = await attemptForUpdate(tx, attemptId);
    if (!attempt || attempt.person_id !== personId) throw problems.notFound();
    return attempt.result ?? score(tx, ctx, attempt);
  });
}

/** Ends what time has ended: attempts that nobody came back to. */
export async function finishOverdue(ctx: Ctx): Promise<number> {
  const ids = await ctx.read((tx) => overdueAttempts(tx, firstEndStillOpen(ctx.now)));
  for (const id of ids) {
    await ctx.transact(async (tx) => {
      const attempt = await attemptForUpdate(tx, id);
      if (attempt && attempt.finished_at === null && isOver(attempt, ctx.now)) await score(tx, ctx, attempt);
    });
  }
  return ids.length;
}

/** A person asks for more time. Why is not asked: it may be about health. */
export async function askExtraTime(ctx: Ctx, agencyId: AgencyId, personId: PersonId): Promise<void> {
  await ctx.transact(async (tx) => {
    const id = newId<'extra-time'>(ctx.now.epochMilliseconds);
    const asked = { agency_id: agencyId, id, person_id: personId, state: 'asked' as const, percent: 0, asked_at: ctx.now };
    if (await insertExtraTime(tx, asked)) await emit(tx, ctx, extraTimeAsked, { extraTimeId: id, personId }, { agencyId });
  });
}

type Deciding = { readonly agencyId: AgencyId; readonly personId: PersonId; readonly percent: number; readonly by: PersonId };

/** Gives extra time, asked for or not; 0 percent declines or ends it. A test that runs is longer at once. Nobody decides for themselves. */
export async function giveExtraTime(ctx: Ctx, { agencyId, personId, percent, by }: Deciding): Promise<void> {
  if (personId === by) orRefuse(refuse('own-request', { fields: { nip: 'own-request' } }));
  await ctx.transact(async (tx) => {
    const fresh = {
      agency_id: agencyId,
      id: newId<'extra-time'>(ctx.now.epochMilliseconds),
      person_id: personId,
      state: 'asked' as const,
      percent: 0,
      asked_at: ctx.now,
    };
    await insertExtraTime(tx, fresh);
    const row = await waitingForUpdate(tx, agencyId, personId);
    if (!row) throw problems.conflict();
    await decideExtraTime(tx, row, percent, by, ctx.now);
    await extendRunning(tx, agencyId, personId, percent);
    await emit(tx, ctx, extraTimeDecided, { extraTimeId: row.id, personId, percent }, { agencyId });
  });
}
