import { expect, test } from 'vitest';
import { make as directory } from '#slices/directory/testing';
import { inTransaction, testCtx, testDatabase, testNow } from '#test/db';
import { make } from '../testing.ts';
import { coursesOf, enrolmentCounts, modulesOf, orderModules, participantsOf, studyOf } from './store.ts';

const database = testDatabase();

test('participants come in windows, those still at it first, each with how far they are', async () => {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    const unit = await directory.unit(ctx);
    const course = await make.course(ctx);
    const people = [
      await directory.staff(ctx, { unitId: unit.id }),
      await directory.staff(ctx, { unitId: unit.id }),
      await directory.staff(ctx, { unitId: unit.id }),
    ];
    for (const [at, one] of people.entries())
      await make.enrolment(testCtx(tx, { now: testNow.add({ minutes: at }) }), { courseId: course.id, personId: one.personId });
    const [first, second, third] = people;
    await make.completedCourse(ctx, { personId: first?.personId ?? second!.personId });
    if (first) await make.studied(ctx, { course, personId: first.personId });
    const all = await participantsOf(tx, course.id, { state: undefined, limit: 10, offset: 0 });
    expect(all.map((row) => row.person_id)).toEqual([second?.personId, third?.personId, first?.personId]);
    expect(all.at(-1)).toMatchObject({ done: 2, modules: 2, best_score: 100, attended: false, has_seat: false, because: 'own-wish' });
    expect(await participantsOf(tx, course.id, { state: 'running', limit: 1, offset: 1 })).toMatchObject([{ person_id: third?.personId, done: 0 }]);
    expect(await participantsOf(tx, course.id, { state: 'completed', limit: 10, offset: 0 })).toHaveLength(1);
    expect((await enrolmentCounts(tx, [course.id])).get(course.id)).toMatchObject({ running: 2, completed: 1 });
  });
});

test('modules can be put into any order, and a person’s study lines follow it', async () => {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    const { personId } = await directory.staff(ctx, { unitId: (await directory.unit(ctx)).id });
    const page = (title: string) => ({ kind: 'page' as const, title: { id: title }, minutes: 1, body: { id: 'Isi.' } });
    const course = await make.course(ctx, { modules: [page('A'), page('B'), page('C')] });
    const ids = (await modulesOf(tx, course.id)).map((module) => module.id);
    await orderModules(tx, course.agencyId, ids.toReversed());
    expect((await modulesOf(tx, course.id)).map((module) => [module.place, module.content.title.id])).toEqual([
      [1, 'C'],
      [2, 'B'],
      [3, 'A'],
    ]);
    await make.enrolment(ctx, { courseId: course.id, personId });
    expect((await studyOf(tx, personId)).map((line) => line.title.id)).toEqual(['C', 'B', 'A']);
  });
});

test('a draft is in nobody’s catalogue', async () => {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    const draft = await make.course(ctx, { published: false });
    const published = await make.course(ctx);
    expect((await coursesOf(tx, ctx.agency.id)).map((course) => course.id)).toEqual([published.id]);
    expect((await coursesOf(tx, ctx.agency.id, true)).map((course) => course.id)).toContain(draft.id);
  });
});
