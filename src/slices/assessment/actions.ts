import type { AgencyId, PersonId } from '#slices/directory';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { emit } from '#platform/outbox';
import { problems } from '#platform/problem';
import { orRefuse } from '#platform/result';
import { testCompleted, testOpened, testStarted } from './events.ts';
import type { AttemptId, CompetencyResult, ItemId, ItemInput, TestId, TestInput } from './model.ts';
import { drawItems, mayAnswer, resultOf } from './rules.ts';
import {
  attemptForUpdate,
  type AttemptRow,
  attemptsOf,
  bankItems,
  findAttempt,
  findTest,
  finishAttempt,
  insertAttempt,
  insertTest,
  keepLateAnswer,
  markedItems,
  overdueAttempts,
  saveAnswer,
  saveItem,
} from './store.ts';

/** Adds items to an agency's bank; an item whose code is there already is left as it is. */
export async function addItems(ctx: Ctx, agencyId: AgencyId, items: readonly ItemInput[]): Promise<void> {
  await ctx.transact(async (tx) => {
    for (const item of items) await saveItem(tx, agencyId, newId(), item, ctx.now);
  });
}

export async function openTest(ctx: Ctx, agencyId: AgencyId, input: TestInput): Promise<TestId> {
  return ctx.transact(async (tx) => {
    const id = newId<'test'>(ctx.now.epochMilliseconds);
    await insertTest(tx, agencyId, id, input, ctx.now);
    await emit(tx, ctx, testOpened, { testId: id, slug: input.slug, competencies: [...input.competencies], itemsPerLevel: input.itemsPerLevel }, { agencyId });
    return id;
  });
}

type Starting = { readonly agencyId: AgencyId; readonly personId: PersonId; readonly slug: string };

/** Starts a test, or gives back the one that runs: who reloads, or comes from another device, goes on where they were. */
export async function startTest(ctx: Ctx, { agencyId, personId, slug }: Starting): Promise<AttemptId> {
  return ctx.transact(async (tx) => {
    const test = await findTest(tx, agencyId, slug);
    if (!test) throw problems.notFound();
    const running = (await attemptsOf(tx, personId)).find((attempt) => attempt.test_id === test.id && attempt.finished_at === null);
    if (running && Temporal.Instant.compare(ctx.now, running.ends_at) < 0) return running.id;
    if (running) await score(tx, ctx, running);
    const id = newId<'attempt'>(ctx.now.epochMilliseconds);
    const seed = Number.parseInt(id.slice(-8), 16);
    const itemIds = orRefuse(drawItems(await bankItems(tx, agencyId, test.competencies), test.competencies, test.itemsPerLevel, seed));
    const started = {
      agency_id: agencyId,
      id,
      test_id: test.id,
      person_id: personId,
      item_ids: itemIds,
      started_at: ctx.now,
      ends_at: ctx.now.add({ minutes: test.duration_minutes }),
    };
    if (!(await insertAttempt(tx, started))) throw problems.conflict();
    await emit(tx, ctx, testStarted, { attemptId: id, testId: test.id, personId }, { agencyId });
    return id;
  });
}

type Answering = { readonly attemptId: AttemptId; readonly personId: PersonId; readonly itemId: ItemId; readonly choice: string; readonly sequence: number };

/** Saves one answer; when this returns it is on disk. Two statements: the attempt is read, the answer written. */
export async function answer(ctx: Ctx, input: Answering): Promise<'counted' | 'late'> {
  return ctx.transact(async (tx) => {
    const attempt = await findAttempt(tx, input.attemptId, input.personId);
    if (!attempt) throw problems.notFound();
    const outcome = orRefuse(mayAnswer(attempt, input.itemId, ctx.now));
    const row = { agencyId: attempt.agency_id, attemptId: attempt.id, itemId: input.itemId, choice: input.choice, sequence: input.sequence, now: ctx.now };
    if (outcome === 'counted') await saveAnswer(tx, row);
    else await keepLateAnswer(tx, { ...row, id: newId(ctx.now.epochMilliseconds) });
    return outcome;
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
  const ids = await ctx.read((tx) => overdueAttempts(tx, ctx.now.subtract({ seconds: 30 })));
  for (const id of ids) {
    await ctx.transact(async (tx) => {
      const attempt = await attemptForUpdate(tx, id);
      if (attempt && attempt.finished_at === null) await score(tx, ctx, attempt);
    });
  }
  return ids.length;
}
