import { describe, expect, test } from 'vitest';
import { make as directory } from '#slices/directory/testing';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import { inTransaction, testCtx, testDatabase } from '#test/db';
import { prospectOf } from '../applications/show-case.ts';
import { applicationForUpdate, closePause, openPause } from '../applications/store.ts';
import { decideApplication } from '../queue/actions.ts';
import type { Service } from '../standards/store.ts';
import { make } from '../testing.ts';
import { learnDates } from './actions.ts';
import { findRanges } from './store.ts';

const database = testDatabase();
const at = (ctx: Ctx, day: Temporal.PlainDate, hour = 2): Ctx => {
  const now = day.toZonedDateTime({ timeZone: 'UTC', plainTime: Temporal.PlainTime.from({ hour }) }).toInstant();
  return { ...ctx, now, today: now.toZonedDateTimeISO(ctx.zone).toPlainDate() };
};
const monday = Temporal.PlainDate.from('2026-09-07');

/** So many cases, one a working day, each decided on the second working day after it. */
async function scene(n: number, work: (scene: { readonly tx: Tx; readonly ctx: Ctx; readonly service: Service }) => Promise<void>): Promise<void> {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    const unit = await directory.unit(ctx);
    const { actor } = await directory.staff(ctx, { unitId: unit.id, roles: ['officer'] });
    const service = await make.service(ctx, { unitId: unit.id });
    for (let one = 0; one < n; one += 1) {
      const came = monday.add({ days: 7 * Math.floor(one / 3) + (one % 3) });
      const { id } = await make.submitted(at(ctx, came), { service });
      const later = at(ctx, came.add({ days: 2 }), 5);
      await make.taken(later, id, actor);
      const { version } = (await applicationForUpdate(tx, id))!;
      await decideApplication({ ...later, actor }, { id, version, outcome: 'granted', reason: '' });
    }
    await work({ tx, ctx, service });
  });
}

describe('when a case will be done', () => {
  test('is learned from the cases of its service and told as days of the calendar', async () => {
    await scene(24, async ({ tx, ctx, service }) => {
      expect(await learnDates(ctx)).toBe(1);
      const table = await findRanges(tx, { agency_id: service.agencyId, service_id: service.id }, 'waiting');
      expect(table).toMatchObject({ cuts: [], officers: 1 });
      const { id } = await make.submitted(ctx, { service });
      const row = (await applicationForUpdate(tx, id))!;
      const told = await prospectOf(tx, ctx, row);
      expect(told.line).toEqual({ ahead: 0, waiting: 1 });
      expect([String(told.likely?.from), String(told.likely?.until)]).toEqual(['2026-11-25', '2026-11-25']);
      // A day later it is nearer; when it has lain much longer than any, the range still does not end before today.
      const tuesday = at(ctx, ctx.today.add({ days: 1 }));
      expect(String((await prospectOf(tx, tuesday, row)).likely?.until)).toBe('2026-11-25');
      const late = at(ctx, ctx.today.add({ days: 20 }));
      const { likely } = await prospectOf(tx, late, row);
      expect(likely && Temporal.PlainDate.compare(likely.from, late.today)).toBeGreaterThanOrEqual(0);
    });
  });

  test('is not told while fewer than twenty were decided, and what was learned before goes', async () => {
    await scene(19, async ({ tx, ctx, service }) => {
      expect(await learnDates(ctx)).toBe(0);
      const { id } = await make.submitted(ctx, { service });
      expect((await prospectOf(tx, ctx, (await applicationForUpdate(tx, id))!)).likely).toBeUndefined();
    });
  });

  test('leaves out the days on which the applicant had to act', async () => {
    await scene(24, async ({ tx, ctx, service }) => {
      await learnDates(ctx);
      const { id } = await make.submitted(ctx, { service });
      const row = (await applicationForUpdate(tx, id))!;
      await openPause(tx, row, ctx.today, ctx.now);
      await closePause(tx, row, ctx.today.add({ days: 2 }));
      const later = at(ctx, ctx.today.add({ days: 2 }));
      expect(String((await prospectOf(tx, later, row)).likely?.until)).toBe('2026-11-27');
    });
  });

  test('R14: is the same when it is learned twice', async () => {
    await scene(24, async ({ tx, ctx, service }) => {
      const read = () => findRanges(tx, { agency_id: service.agencyId, service_id: service.id }, 'held');
      await learnDates(ctx);
      const first = await read();
      await learnDates(ctx);
      expect(await read()).toEqual(first);
    });
  });
});
