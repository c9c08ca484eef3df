import { describe, expect, test } from 'vitest';
import type { AgencyId } from '#slices/directory';
import { make as directory } from '#slices/directory/testing';
import { make as participation, scores } from '#slices/participation/testing';
import { inTransaction, testAgency, testCtx, testDatabase } from '#test/db';
import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { newId } from '#platform/ids';
import { addEvidence, weighAll, weighUnit } from './actions.ts';
import { profileOf, unitRatings, unitTrend } from './profile.ts';
import { findEvidence, gapsOf, openGaps } from './store.ts';
import { make } from './testing.ts';

const database = testDatabase();
const agencyId = testAgency.id as AgencyId;
const serviceId = newId<'service'>();

async function scene(work: (tx: Tx, ctx: Ctx) => Promise<void>): Promise<void> {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    await directory.home(ctx);
    await work(tx, ctx);
  });
}

const day = (text: string) => Temporal.PlainDate.from(text);
const on = (ctx: Ctx, date: string): Ctx => {
  const now = Temporal.Instant.from(`${date}T02:00:00Z`);
  return { ...ctx, now, today: now.toZonedDateTimeISO(ctx.zone).toPlainDate() };
};
const lineOf = async (tx: Tx, personId: Parameters<typeof profileOf>[1], date: Temporal.PlainDate, competency = 'M.05') =>
  (await profileOf(tx, personId, date, 'id')).lines.find((line) => line.competency === competency);

describe('evidence on a person', () => {
  test('R18: told twice it stands once, with its event', () =>
    scene(async (tx, ctx) => {
      const { personId } = await directory.staff(ctx, { unitId: (await directory.unit(ctx)).id });
      const told = { agencyId, personId, source: 'test' as const, sourceId: newId(), observedOn: ctx.today, levels: [{ competency: 'M.05', level: 2 }] };
      await addEvidence(ctx, told);
      await addEvidence(ctx, told);
      const { rows } = await sql`select 1 from outbox.events where kind = 'competency.evidence-added'`.execute(tx);
      expect((await lineOf(tx, personId, ctx.today))?.evidence).toHaveLength(1);
      expect(rows).toHaveLength(1);
    }));

  test('can be replayed: a day shows what was known on it', () =>
    scene(async (tx, ctx) => {
      const { personId } = await directory.staff(ctx, { unitId: (await directory.unit(ctx)).id, positionLevel: 'Pengawas' });
      await make.evidence(ctx, { personId, level: 1, observedOn: day('2026-03-02') });
      await make.evidence(ctx, { personId, level: 2, source: 'course', observedOn: day('2026-06-10') });
      const held = async (date: string) => (await lineOf(tx, personId, day(date)))?.held;
      expect([await held('2026-03-01'), await held('2026-03-02'), await held('2026-06-09'), await held('2026-06-10')]).toEqual([undefined, 1, 1, 2]);
    }));

  test('meets another requirement after a transfer, by itself; the day before shows the old one', () =>
    scene(async (tx, ctx) => {
      const unit = await directory.unit(ctx);
      const { personId } = await directory.staff(ctx, { unitId: unit.id, positionLevel: 'Pelaksana' });
      await make.evidence(ctx, { personId, level: 2, observedOn: day('2026-03-02') });
      await directory.transfer(ctx, personId, { unitId: unit.id, startedOn: day('2026-09-01') });
      expect(await lineOf(tx, personId, day('2026-08-31'))).toMatchObject({ required: 1, standing: 'meets' });
      expect(await lineOf(tx, personId, day('2026-09-01'))).toMatchObject({ required: 3, standing: 'below' });
    }));

  test('A1: of somebody else is not found', () =>
    scene(async (tx, ctx) => {
      const unit = await directory.unit(ctx);
      const [mine, other] = [await directory.staff(ctx, { unitId: unit.id }), await directory.staff(ctx, { unitId: unit.id })];
      await make.evidence(ctx, { personId: mine.personId, level: 2 });
      const id = (await lineOf(tx, mine.personId, ctx.today))!.evidence[0]!.id;
      expect(await findEvidence(tx, id, mine.personId)).toBeDefined();
      expect(await findEvidence(tx, id, other.personId)).toBeUndefined();
    }));

  test('without a post nothing is asked', () =>
    scene(async (tx, ctx) => {
      const { personId } = await directory.staff(ctx, { unitId: (await directory.unit(ctx)).id });
      expect((await profileOf(tx, personId, day('2025-12-31'), 'id')).lines).toEqual([]);
    }));
});

describe('evidence on a unit', () => {
  test('lands on nobody: a rating leaves every person’s profile as it was', () =>
    scene(async (tx, ctx) => {
      const unit = await directory.unit(ctx);
      const { personId } = await directory.staff(ctx, { unitId: unit.id });
      const before = await profileOf(tx, personId, ctx.today, 'id');
      await make.gap(ctx, unit.id);
      expect(await profileOf(tx, personId, ctx.today, 'id')).toEqual(before);
      const { rows } = await sql`select 1 from competency.person_evidence`.execute(tx);
      expect(rows).toEqual([]);
    }));

  test('opens one gap at the tenth answer, and keeps how it was found', () =>
    scene(async (tx, ctx) => {
      const unit = await directory.unit(ctx);
      const poor = scores(4, { U7: 2 });
      for (let n = 1; n <= 12; n += 1) {
        await participation.ratings(ctx, { serviceId, unitId: unit.id }, 1, n <= 10 ? poor : scores(4, { U7: 3 }));
        await weighUnit(ctx, agencyId, unit.id);
        expect(await openGaps(tx, agencyId)).toHaveLength(n < 10 ? 0 : 1);
      }
      const [gap] = await openGaps(tx, agencyId);
      expect(gap).toMatchObject({ unsur: 'U7', competency: 'M.05', foundN: 10, foundMean: 2, n: 12, norm: 3.0644, crosswalk: 'smart-asn-1' });
      expect(gap?.mean).toBeCloseTo(26 / 12, 3);
    }));

  test('closes it when the ratings rise, with the day and the event', () =>
    scene(async (tx, ctx) => {
      const unit = await directory.unit(ctx);
      await make.gap(ctx, unit.id);
      await participation.ratings(ctx, { serviceId, unitId: unit.id }, 20, scores(4));
      await weighUnit(ctx, agencyId, unit.id);
      expect(await openGaps(tx, agencyId)).toEqual([]);
      const [gap] = await gapsOf(tx, agencyId);
      expect(gap).toMatchObject({ closedOn: '2026-11-23', n: 32, closedBecause: 'risen' });
      const { rows } = await sql<{ id: string }>`select id from outbox.events where kind = 'competency.gap-closed'`.execute(tx);
      expect(rows.map((row) => row.id)).toEqual([gap?.closedEvent]);
    }));

  test('a rating of the last evening of a month, told in the next one, still counts in its own', () =>
    scene(async (tx, ctx) => {
      const unit = await directory.unit(ctx);
      await participation.ratings(on(ctx, '2026-10-31'), { serviceId, unitId: unit.id }, 6, scores(4));
      await weighUnit(on(ctx, '2026-11-02'), agencyId, unit.id);
      const trend = await unitTrend(tx, { agencyId, unitId: unit.id, unsur: 'U7', from: day('2026-09-01'), until: day('2026-11-30') });
      expect(trend).toEqual([
        { month: '2026-09-01', n: 0, mean: undefined },
        { month: '2026-10-01', n: 6, mean: 4 },
        { month: '2026-11-01', n: 0, mean: undefined },
      ]);
    }));

  test('speaks of six months: what is older is forgotten', () =>
    scene(async (tx, ctx) => {
      const unit = await directory.unit(ctx);
      await participation.ratings(on(ctx, '2026-05-04'), { serviceId, unitId: unit.id }, 12, scores(4, { U7: 1 }));
      await weighUnit(on(ctx, '2026-05-04'), agencyId, unit.id);
      expect(await openGaps(tx, agencyId)).toHaveLength(1);
      await participation.ratings(ctx, { serviceId, unitId: unit.id }, 10, scores(4));
      await weighUnit(ctx, agencyId, unit.id);
      expect(await openGaps(tx, agencyId)).toEqual([]);
    }));

  test.each([
    ['2026-10-30', 1, undefined],
    ['2026-11-01', 0, 'too-few'],
  ] as const)('by time alone is forgotten, as too few answers and not as better: on %s', (date, open, because) =>
    scene(async (tx, ctx) => {
      const unit = await directory.unit(ctx);
      await participation.ratings(on(ctx, '2026-05-04'), { serviceId, unitId: unit.id }, 12, scores(4, { U7: 1 }));
      await weighUnit(on(ctx, '2026-05-04'), agencyId, unit.id);
      await weighAll(on(ctx, date));
      expect(await openGaps(tx, agencyId)).toHaveLength(open);
      expect((await gapsOf(tx, agencyId))[0]?.closedBecause).toBe(because);
    }),
  );

  test('A12: is shown to staff from five answers on', () =>
    scene(async (tx, ctx) => {
      const unit = await directory.unit(ctx);
      const shown = async () => (await unitRatings(tx, agencyId, ctx.today)).get(unit.id) ?? [];
      await participation.ratings(ctx, { serviceId, unitId: unit.id }, 4, scores(3));
      await weighUnit(ctx, agencyId, unit.id);
      expect(await shown()).toEqual([]);
      await participation.ratings(ctx, { serviceId, unitId: unit.id }, 1, scores(3));
      await weighUnit(ctx, agencyId, unit.id);
      expect((await shown()).map((one) => [one.unsur, one.n, one.mean])).toEqual([
        ['U6', 5, 3],
        ['U7', 5, 3],
      ]);
    }));
});
