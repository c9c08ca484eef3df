import { describe, expect, test } from 'vitest';
import { make as directory } from '#slices/directory/testing';
import { make as learning } from '#slices/learning/testing';
import { make as services } from '#slices/services/testing';
import { inTransaction, testCtx, testDatabase } from '#test/db';
import { type Trips, watchedTx } from '#test/trips';
import type { Ctx } from '#platform/context';
import { waitsFor } from './waits.ts';

const database = testDatabase();

async function house(ctx: Ctx) {
  await directory.home(ctx);
  const unit = await directory.unit(ctx);
  const service = await services.service(ctx, { unitId: unit.id });
  const citizen = await directory.citizen(ctx);
  const applicant = { kind: 'citizen' as const, ...citizen };
  const { id } = await services.submitted({ ...ctx, actor: applicant }, { service });
  return { unit, id, applicant };
}

const roles = ['officer', 'supervisor', 'unit-head', 'trainer', 'training-manager', 'service-manager', 'head', 'inspector', 'admin'] as const;

describe('what waits', () => {
  test.each(roles)('is read in five round trips with beginning and end, and has words: %s', async (role) => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      const { unit } = await house(ctx);
      const { actor } = await directory.staff(ctx, { unitId: unit.id, roles: [role] });
      const count: Trips = { statements: 0, trips: 0 };
      const waits = await waitsFor(watchedTx(tx, count), { ...ctx, actor });
      expect(count.trips + 2).toBeLessThanOrEqual(5);
      expect(JSON.stringify(waits.map(({ title, lead, rows }) => [title, lead, rows.map((row) => [row.title, row.href])]))).not.toMatch(/undefined|NaN|null\]/);
    });
  });

  test('for an officer is first the case that came first, with its ticket; one who holds nothing else sees none', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      const { unit, id } = await house(ctx);
      const { actor } = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
      const [first] = await waitsFor(tx, { ...ctx, actor });
      expect(first?.next?.action?.href).toBe(`/kerja/${id}`);
      const elsewhere = await directory.unit(ctx);
      const colleague = await directory.staff(ctx, { unitId: elsewhere.id, roles: ['officer'] });
      expect((await waitsFor(tx, { ...ctx, actor: colleague.actor })).map((one) => one.press)).toEqual(['own']);
    });
  });

  test('for a tutor is the next class with room and seats; for who learns, the module to take up again', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      const { unit } = await house(ctx);
      const tutor = await directory.staff(ctx, { unitId: unit.id, roles: ['trainer'] });
      const learner = await directory.staff(ctx, { unitId: unit.id });
      const course = await learning.course(ctx);
      const classId = await learning.class(ctx, { course, tutorId: tutor.personId });
      await learning.enrolment(ctx, { courseId: course.id, personId: learner.personId });
      const next = async (actor: Ctx['actor']) => (await waitsFor(tx, { ...ctx, actor })).find((one) => one.next)?.next;
      expect(await next(tutor.actor)).toMatchObject({ action: { href: `/kelas/${classId}` }, text: expect.stringContaining('Ruang Rinjani. 0 dari 12') });
      expect((await next(learner.actor))?.action?.href).toContain(`/belajar/${course.slug}/kegiatan/`);
    });
  });

  test('for a citizen is their own case and nobody else’s', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      const { id, applicant } = await house(ctx);
      const hrefs = async (actor: Ctx['actor']) => (await waitsFor(tx, { ...ctx, actor })).flatMap((one) => one.rows.map((row) => row.href));
      expect(await hrefs(applicant)).toEqual([`/permohonan/${id}`]);
      expect(await hrefs({ kind: 'citizen', ...(await directory.citizen(ctx)) })).toEqual([]);
    });
  });

  test('for the inspectorate is whether the log fits, before anything else', async () => {
    await inTransaction(database.app, async (tx) => {
      const ctx = testCtx(tx);
      const { unit } = await house(ctx);
      const { actor } = await directory.staff(ctx, { unitId: unit.id, roles: ['inspector'] });
      expect((await waitsFor(tx, { ...ctx, actor }))[0]?.title).toBe('Keutuhan buku besar');
    });
  });
});
