import { make as directory, type MadeStaff } from '#slices/directory/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Ctx, ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import type { Instant } from '#platform/time';
import { testAgency, testDatabase, testNow } from '#test/db';
import type { AgencyId, UnitId } from '#slices/directory';
import { endTest } from '../bank/actions.ts';
import type { AttemptId } from '../model.ts';
import { make } from '../testing.ts';
import { answer, askExtraTime, finishOverdue, finishTest, giveExtraTime, startTest } from './actions.ts';
import { answersOf, type AttemptRow, findAttempt, lateAnswersOf } from './store.ts';

// Commits for real: what concurrency does to answers shows only there.
const database = testDatabase();
const agencyId = testAgency.id as AgencyId;
const at = (now: Instant, person?: MadeStaff): Ctx =>
  ctxOn(database.app, 'all', { actor: person?.actor ?? { kind: 'system', name: 'test' }, now, lang: 'id', agency: testAgency, requestId: 'test' });
const minutes = (count: number) => testNow.add({ minutes: count });
const ms = (now: Instant) => now.epochMilliseconds;

let unitId: UnitId;
const person = () => directory.staff(at(testNow), { unitId });

beforeAll(async () => {
  await directory.home(at(testNow));
  unitId = (await directory.unit(at(testNow))).id;
  await make.bank(at(testNow));
  await make.test(at(testNow), { slug: 'tes', itemsPerLevel: 5 });
});

const begin = (who: MadeStaff, now: Instant = testNow) => startTest(at(now, who), { agencyId, personId: who.personId, slug: 'tes' });

async function attemptOf(who: MadeStaff, id: AttemptId): Promise<AttemptRow> {
  const found = await at(testNow).read((tx) => findAttempt(tx, id, who.personId));
  if (!found) throw new Error('the attempt is gone');
  return found;
}

const saved = async (who: MadeStaff, id: AttemptId) => at(testNow).read(async (tx) => answersOf(tx, agencyId, (await attemptOf(who, id)).id));

async function events(kind: string, personId: string): Promise<readonly { readonly payload: unknown }[]> {
  const { rows } = await database.owner.transact('all', (tx) =>
    sql<{ payload: unknown }>`select payload from outbox.events where kind = ${kind} and payload->>'personId' = ${personId}`.execute(tx),
  );
  return rows;
}

describe('an attempt', () => {
  test('C4: two devices at the same moment begin one live attempt, and coming back to it is recorded', async () => {
    const who = await person();
    const ids = await Promise.all([1, 2, 3, 4].map(() => begin(who)));
    expect(new Set(ids).size).toBe(1);
    expect(await events('assessment.test-started', who.personId)).toHaveLength(1);
    const before = (await events('assessment.test-resumed', who.personId)).length;
    expect(await begin(who, minutes(10))).toBe(ids[0]);
    expect(await events('assessment.test-resumed', who.personId)).toHaveLength(before + 1);
  });

  test('goes on from another device with every answer that was acknowledged', async () => {
    const who = await person();
    const id = await begin(who);
    for (const place of [1, 2, 3]) await answer(at(minutes(1), who), { attemptId: id, personId: who.personId, place, choice: 'B', sequence: ms(minutes(1)) });
    expect(await begin(who, minutes(20))).toBe(id);
    expect((await saved(who, id)).size).toBe(3);
  });

  test('of another person is not found', async () => {
    const [who, other] = [await person(), await person()];
    const id = await begin(who);
    const theirs = { attemptId: id, personId: other.personId, place: 1, choice: 'B', sequence: 1 };
    await expect(answer(at(testNow, other), theirs)).rejects.toMatchObject({ status: 404 });
    await expect(finishTest(at(testNow, other), id, other.personId)).rejects.toMatchObject({ status: 404 });
  });

  test('of a closed test goes on, but none begins', async () => {
    const ctx = at(testNow);
    await make.test(ctx, { slug: 'tes-tutup', itemsPerLevel: 3 });
    const [who, other] = [await person(), await person()];
    const id = await startTest(at(testNow, who), { agencyId, personId: who.personId, slug: 'tes-tutup' });
    await endTest(ctx, agencyId, 'tes-tutup');
    const mine = { attemptId: id, personId: who.personId, place: 1, choice: 'B', sequence: 1 };
    expect(await answer(at(minutes(1), who), mine)).toMatchObject({ outcome: 'counted' });
    await expect(startTest(at(testNow, other), { agencyId, personId: other.personId, slug: 'tes-tutup' })).rejects.toMatchObject({ status: 404 });
  });

  test('is repeated after fourteen days only', async () => {
    const who = await person();
    await finishTest(at(testNow, who), await begin(who), who.personId);
    await expect(begin(who, testNow.add({ hours: 24 * 13 }))).rejects.toMatchObject({ refusal: { code: 'too-soon' } });
    expect(await begin(who, testNow.add({ hours: 24 * 14 }))).toBeTruthy();
  });
});

describe('an answer', () => {
  test('R1: sent again and again, by several connections at once, is there once', async () => {
    const who = await person();
    const attemptId = await begin(who);
    const one = { attemptId, personId: who.personId, place: 1, choice: 'C', sequence: ms(minutes(1)) };
    const replies = await Promise.all(Array.from({ length: 8 }, () => answer(at(minutes(2), who), one)));
    expect(replies.every((reply) => reply.outcome === 'counted')).toBe(true);
    expect(await saved(who, attemptId)).toEqual(new Map([[(await attemptOf(who, attemptId)).item_ids[0], 'C']]));
  });

  test('X5: answers that waited for the line arrive in any order; the one given last stands', async () => {
    const who = await person();
    const attemptId = await begin(who);
    const send = (choice: string, sequence: number) => answer(at(minutes(12), who), { attemptId, personId: who.personId, place: 1, choice, sequence });
    expect(await send('D', ms(minutes(5)))).toMatchObject({ outcome: 'counted' });
    expect(await send('A', ms(minutes(3)))).toMatchObject({ outcome: 'older' });
    expect([...(await saved(who, attemptId)).values()]).toEqual(['D']);
    expect(await send('B', ms(minutes(11)))).toMatchObject({ outcome: 'counted' });
    expect([...(await saved(who, attemptId)).values()]).toEqual(['B']);
  });

  test('a device whose count runs ahead of the server cannot shut out later answers', async () => {
    const who = await person();
    const attemptId = await begin(who);
    const base = { attemptId, personId: who.personId, place: 1 };
    await answer(at(minutes(1), who), { ...base, choice: 'A', sequence: ms(minutes(100_000)) });
    expect(await answer(at(minutes(2), who), { ...base, choice: 'B', sequence: ms(minutes(2)) })).toMatchObject({ outcome: 'counted' });
    expect([...(await saved(who, attemptId)).values()]).toEqual(['B']);
  });

  test('X1: to an item that was not served, or with an option that it has not, is refused', async () => {
    const who = await person();
    const attemptId = await begin(who);
    const base = { attemptId, personId: who.personId, sequence: 1 };
    await expect(answer(at(testNow, who), { ...base, place: 16, choice: 'A' })).rejects.toMatchObject({ refusal: { code: 'item-not-served' } });
    await expect(answer(at(testNow, who), { ...base, place: 1, choice: 'E' })).rejects.toMatchObject({ refusal: { code: 'not-an-option' } });
    expect((await saved(who, attemptId)).size).toBe(0);
  });

  test('C5: after the end, by a millisecond or five minutes, it is kept as evidence and never scored', async () => {
    const who = await person();
    const attemptId = await begin(who);
    const base = { attemptId, personId: who.personId, choice: 'B' };
    const end = minutes(60);
    expect(await answer(at(end.add({ seconds: 5 }), who), { ...base, place: 1, sequence: ms(end) })).toMatchObject({ outcome: 'counted' });
    expect(await answer(at(end.add({ seconds: 5, milliseconds: 1 }), who), { ...base, place: 2, sequence: ms(end) })).toMatchObject({ outcome: 'late' });
    const replay = { ...base, place: 3, sequence: ms(minutes(30)) };
    for (const _again of [1, 2]) expect(await answer(at(end.add({ minutes: 5 }), who), replay)).toMatchObject({ outcome: 'late' });
    const [result] = await finishTest(at(end.add({ minutes: 6 }), who), attemptId, who.personId);
    expect(result).toMatchObject({ right: 1, items: 15 });
    expect(await answer(at(end.add({ minutes: 7 }), who), { ...base, place: 4, sequence: ms(end) })).toMatchObject({ outcome: 'late' });
    expect(await at(testNow).read((tx) => lateAnswersOf(tx, agencyId, attemptId))).toBe(3);
    expect((await attemptOf(who, attemptId)).result).toMatchObject([{ right: 1 }]);
  });

  test('C5: what is acknowledged as counted while the test is handed in is in the score', async () => {
    const who = await person();
    const attemptId = await begin(who);
    const answers = Array.from({ length: 15 }, (_none, place) =>
      answer(at(minutes(1), who), { attemptId, personId: who.personId, place: place + 1, choice: 'B', sequence: ms(minutes(1)) }),
    );
    const [replies, [result]] = await Promise.all([Promise.all(answers), finishTest(at(minutes(1), who), attemptId, who.personId)]);
    expect(result?.right).toBe(replies.filter((reply) => reply.outcome === 'counted').length);
  });

  test('takes three round trips: begin, one statement, commit', async () => {
    const who = await person();
    const attemptId = await begin(who);
    let statements = 0;
    const counted: Ctx = {
      ...at(minutes(1), who),
      transact: (work) =>
        database.app.transact('all', (tx) => {
          const counting = tx.withPlugin({
            transformQuery: ({ node }) => {
              statements += 1;
              return node;
            },
            transformResult: async ({ result }) => result,
          });
          return work(counting);
        }),
    };
    await answer(counted, { attemptId, personId: who.personId, place: 1, choice: 'B', sequence: 1 });
    expect(statements).toBe(1);
  });
});

describe('the end', () => {
  test('finishing twice, and at once from two devices, gives one result and one event', async () => {
    const who = await person();
    const id = await begin(who);
    const results = await Promise.all([1, 2, 3].map(() => finishTest(at(minutes(2), who), id, who.personId)));
    for (const result of results) expect(result).toEqual(results[0]);
    expect(await events('assessment.test-completed', who.personId)).toHaveLength(1);
  });

  test('R14: what nobody came back to is finished by the clock, once, also by two processes', async () => {
    const who = await person();
    const id = await begin(who);
    const attemptId = id;
    await answer(at(minutes(1), who), { attemptId, personId: who.personId, place: 1, choice: 'B', sequence: 1 });
    await finishOverdue(at(minutes(60)));
    await expect(begin(who, minutes(61))).rejects.toMatchObject({ refusal: { code: 'too-soon' } });
    expect((await attemptOf(who, id)).finished_at).toBeNull();
    await Promise.all([finishOverdue(at(minutes(61))), finishOverdue(at(minutes(61)))]);
    expect((await attemptOf(who, id)).result).toMatchObject([{ code: 'M.05', right: 1, items: 15 }]);
    expect(await events('assessment.test-completed', who.personId)).toHaveLength(1);
  });
});

describe('extra time', () => {
  test('asked for once and given by another makes the next test and the running one longer', async () => {
    const [who, manager] = [await person(), await person()];
    const id = await begin(who);
    await Promise.all([1, 2].map(() => askExtraTime(at(testNow, who), agencyId, who.personId)));
    expect(await events('assessment.extra-time-asked', who.personId)).toHaveLength(1);
    await giveExtraTime(at(minutes(5), manager), { agencyId, personId: who.personId, percent: 50, by: manager.personId });
    expect((await attemptOf(who, id)).ends_at.toString()).toBe(minutes(90).toString());
    await finishTest(at(minutes(80), who), id, who.personId);
    const later = testNow.add({ hours: 24 * 20 });
    const second = await begin(who, later);
    expect((await attemptOf(who, second)).ends_at.toString()).toBe(later.add({ minutes: 90 }).toString());
  });

  test('C10: nobody gives extra time to themselves', async () => {
    const who = await person();
    const self = { agencyId, personId: who.personId, percent: 100, by: who.personId };
    await expect(giveExtraTime(at(testNow, who), self)).rejects.toMatchObject({ refusal: { code: 'own-request' } });
  });

  test('given unasked counts, and ended counts no more', async () => {
    const [who, manager] = [await person(), await person()];
    const give = (percent: number, now: Instant) => giveExtraTime(at(now, manager), { agencyId, personId: who.personId, percent, by: manager.personId });
    await give(25, minutes(1));
    await give(0, minutes(2));
    const id = await begin(who, minutes(3));
    expect((await attemptOf(who, id)).ends_at.toString()).toBe(minutes(63).toString());
  });
});
