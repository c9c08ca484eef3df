import { expect, test } from 'vitest';
import { make as directory } from '#slices/directory/testing';
import { make as assessment } from '#slices/assessment/testing';
import { inTransaction, testCtx, testDatabase } from '#test/db';
import { certificatesOf, jpOf } from '../credentials/store.ts';
import { make } from '../testing.ts';

const database = testDatabase();

test('a course with both halves gives its hours and one certificate when the last part is done', async () => {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    const unit = await directory.unit(ctx);
    const { personId, actor } = await directory.staff(ctx, { unitId: unit.id });
    await make.completedCourse(testCtx(tx, { actor }), { personId, jp: { online: 6, classroom: 4 } });
    expect((await jpOf(tx, ctx.agency.id, 2026)).get(personId)).toBe(10);
    expect(await certificatesOf(tx, personId)).toHaveLength(1);
    const done = await assessment.completedTest(testCtx(tx, { actor }), { personId, right: { 1: 10, 2: 9, 3: 4 } });
    expect(done.results[0]).toMatchObject({ code: 'M.05', level: 2, right: 23 });
  });
});
