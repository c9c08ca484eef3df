import { describe, expect, test } from 'vitest';
import { make as competency } from '#slices/competency/testing';
import { make as directory } from '#slices/directory/testing';
import type { AgencyId } from '#slices/directory';
import { make as services } from '#slices/services/testing';
import { evaluate } from '#slices/standards';
import { inTransaction, testCtx, testDatabase } from '#test/db';
import type { Ctx } from '#platform/context';
import { sql, type Tx } from '#platform/db';
import { enterLevels } from './actions.ts';
import { jpFigures, skmFigures, timeFigures } from './figures.ts';
import { publicThreshold, staffThreshold } from './model.ts';
import { satisfactionOf } from './satisfaction-slot.ts';
import { slots } from './slots.ts';
import { levelsOf } from './store.ts';
import { make } from './testing.ts';
import { loopOf, worseThings } from './worse.ts';

const database = testDatabase();
const year = Temporal.PlainDate.from('2026-01-01');
const all = (score: number) => Array.from({ length: 9 }, () => score);
const times = (n: number, scores: readonly number[]) => Array.from({ length: n }, () => scores);

type Unit = Awaited<ReturnType<typeof directory.unit>>;
type Scene = {
  readonly tx: Tx;
  readonly ctx: Ctx;
  readonly agencyId: AgencyId;
  readonly unit: Unit;
  readonly other: Unit;
  readonly service: (unit: Unit) => Promise<string>;
};

async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  await inTransaction(database.app, async (tx) => {
    const ctx = testCtx(tx);
    const agencyId = await directory.home(ctx);
    const [unit, other] = [await directory.unit(ctx), await directory.unit(ctx)];
    await work({ tx, ctx, agencyId, unit, other, service: async (of) => (await services.service(ctx, { unitId: of.id })).id });
  });
}

describe('satisfaction', () => {
  test('of 29 respondents with the sums of the regulation’s example is 91.48, grade A; of all threes 75.00, grade C', async () => {
    await scene(async ({ tx, ctx, agencyId, unit, other, service }) => {
      const sums = [105, 101, 100, 116, 102, 105, 106, 105, 115];
      const serviceId = await service(unit);
      // Answers of 3 and 4 (and the 1s and 2s it takes) that add up to those sums.
      const scores = Array.from({ length: 29 }, (_none, at) => sums.map((sum) => Math.floor(sum / 29) + (at < sum % 29 ? 1 : 0)));
      await make.ratings(ctx, { unitId: unit.id, serviceId, scores });
      await make.ratings(ctx, { unitId: other.id, serviceId: await service(other), scores: times(12, all(3)) });
      const { byUnit, byService, n } = await skmFigures(tx, agencyId, year, ctx.today, publicThreshold);
      expect(n).toBe(41);
      expect(byUnit.map((one) => [one.id, one.n, one.skm?.index, one.skm?.grade])).toEqual([
        [unit.id, 29, 91.48, 'A'],
        [other.id, 12, 75, 'C'],
      ]);
      expect(byService.map((one) => one.skm?.index)).toEqual([91.48, 75]);
      expect(await satisfactionOf(tx, agencyId, serviceId, ctx.today)).toMatchObject({ index: 91.48, grade: 'A', n: 29 });
    });
  });

  test('A12: is hidden below ten for the public and below five for staff, with what would give it away', async () => {
    await scene(async ({ tx, ctx, agencyId, unit, other, service }) => {
      const third = await directory.unit(ctx);
      for (const [of, n] of [
        [unit, 40],
        [other, 11],
        [third, 9],
      ] as const)
        await make.ratings(ctx, { unitId: of.id, serviceId: await service(of), scores: times(n, all(4)) });
      const shown = async (threshold: number) => {
        const { byUnit, byService } = await skmFigures(tx, agencyId, year, ctx.today, threshold);
        return [byUnit, byService].map((groups) => groups.map((one) => one.n ?? 'hidden').toSorted((a, b) => String(a).localeCompare(String(b))));
      };
      expect(await shown(publicThreshold)).toEqual([
        [40, 'hidden', 'hidden'],
        [40, 'hidden', 'hidden'],
      ]);
      expect(await shown(staffThreshold)).toEqual([
        [11, 40, 9],
        [11, 40, 9],
      ]);
    });
  });

  test('A12: a service’s page shows nothing where the unit’s whole less it would tell of a hidden one', async () => {
    await scene(async ({ tx, ctx, agencyId, unit, service }) => {
      const [large, small] = [await service(unit), await service(unit)];
      await make.ratings(ctx, { unitId: unit.id, serviceId: large, scores: times(12, all(4)) });
      await make.ratings(ctx, { unitId: unit.id, serviceId: small, scores: times(3, all(1)) });
      expect(await satisfactionOf(tx, agencyId, large, ctx.today)).toBeUndefined();
      const third = await service(unit);
      await make.ratings(ctx, { unitId: unit.id, serviceId: third, scores: times(11, all(3)) });
      expect(await satisfactionOf(tx, agencyId, large, ctx.today)).toMatchObject({ n: 12 });
      expect(await satisfactionOf(tx, agencyId, third, ctx.today)).toBeUndefined();
    });
  });

  test('A12: a small month is hidden with another, and a small whole altogether', async () => {
    await scene(async ({ tx, ctx, agencyId, unit, service }) => {
      const serviceId = await service(unit);
      const at = async (month: string, n: number) => make.ratings(ctx, { unitId: unit.id, serviceId, month, scores: times(n, all(3)) });
      await at('2026-09-01', 4);
      const few = await skmFigures(tx, agencyId, year, ctx.today, publicThreshold);
      expect([few.whole, few.byService[0]?.skm, few.byMonth[0]?.n]).toEqual([undefined, undefined, undefined]);
      expect(await satisfactionOf(tx, agencyId, serviceId, ctx.today)).toBeUndefined();
      await at('2026-10-01', 30);
      await at('2026-11-01', 20);
      const { byMonth } = await skmFigures(tx, agencyId, year, ctx.today, publicThreshold);
      expect(byMonth.map((one) => [one.month, one.n])).toEqual([
        ['2026-09-01', undefined],
        ['2026-10-01', 30],
        ['2026-11-01', undefined],
      ]);
    });
  });
});

describe('times of services', () => {
  test('are the median, the ninetieth and the share on time, from ten on', async () => {
    await scene(async ({ tx, agencyId, unit, service }) => {
      const serviceId = await service(unit);
      const bin = (days: number, n: number, late: number) =>
        sql`insert into services.durations (agency_id, service_id, unit_id, month_on, working_days, n, late_n) values (${agencyId}, ${serviceId}, ${unit.id}, '2026-11-01', ${days}, ${n}, ${late})`.execute(
          tx,
        );
      await bin(1, 5, 0);
      expect(await timeFigures(tx, agencyId, year)).toMatchObject([{ n: 5, median: undefined, p90: undefined, onTime: undefined }]);
      await bin(2, 4, 0);
      await bin(7, 1, 1);
      expect(await timeFigures(tx, agencyId, year)).toMatchObject([{ n: 10, median: 1, p90: 2, onTime: 0.9 }]);
    });
  });
});

describe('JP', () => {
  test('counts PNS against the floor of 20, leaves PPPK out of it, and hides small units with what would give them away', async () => {
    await scene(async ({ tx, ctx, agencyId, unit, other }) => {
      for (let at = 0; at < 6; at += 1) await directory.staff(ctx, { unitId: unit.id, status: at === 0 ? 'PPPK' : 'PNS' });
      await directory.staff(ctx, { unitId: other.id });
      const rows = await jpFigures(tx, agencyId, ctx.today);
      expect(rows.map((row) => row.pns)).toEqual([undefined, undefined]);
      for (let at = 0; at < 4; at += 1) await directory.staff(ctx, { unitId: other.id });
      const shown = await jpFigures(tx, agencyId, ctx.today);
      expect(shown.find((row) => row.unitId === unit.id)).toMatchObject({ pns: 5, reached: 0, mean: 0 });
      expect(shown.find((row) => row.unitId === other.id)).toMatchObject({ pns: 5 });
    });
  });

  test('A12: hides a unit of many staff with few PNS, and one more beside it', async () => {
    await scene(async ({ tx, ctx, agencyId, unit, other }) => {
      const third = await directory.unit(ctx);
      for (const [of, pns, pppk] of [
        [unit, 1, 6],
        [other, 6, 0],
        [third, 8, 0],
      ] as const)
        for (let at = 0; at < pns + pppk; at += 1) await directory.staff(ctx, { unitId: of.id, status: at < pns ? 'PNS' : 'PPPK' });
      const rows = new Map((await jpFigures(tx, agencyId, ctx.today)).map((row) => [row.unitId as string, row]));
      expect(rows.get(unit.id)).toMatchObject({ pns: undefined, reached: undefined, mean: undefined });
      expect(rows.get(other.id)).toMatchObject({ pns: undefined });
      expect(rows.get(third.id)).toMatchObject({ pns: 8 });
    });
  });
});

describe('levels of an index', () => {
  test('are kept as entered, a gap stays unknown, and each entering is announced', async () => {
    await scene(async ({ tx, ctx, agencyId }) => {
      const enter = (levels: readonly { indicator: number; level_hundredths: number }[]) =>
        enterLevels(ctx, { agencyId, instrument: 'pemdi-2026', year: 2026, levels });
      await enter([
        { indicator: 1, level_hundredths: 350 },
        { indicator: 2, level_hundredths: 300 },
      ]);
      expect(evaluate('pemdi-2026', await levelsOf(tx, agencyId, 'pemdi-2026', 2026))).toMatchObject({ complete: false });
      await enter([{ indicator: 2, level_hundredths: 425 }]);
      expect([...(await levelsOf(tx, agencyId, 'pemdi-2026', 2026))]).toEqual([[2, 4.25]]);
      await make.levels(ctx, 'pemdi-2026', 2026, 4);
      expect(evaluate('pemdi-2026', await levelsOf(tx, agencyId, 'pemdi-2026', 2026))).toMatchObject({ complete: true, index: 4, predicate: 'Memuaskan' });
      expect(await levelsOf(tx, agencyId, 'pemdi-2026', 2025)).toEqual(new Map());
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from outbox.events where kind = 'measures.levels-entered'`.execute(tx);
      expect(rows[0]?.n).toBe(3);
    });
  });
});

describe('what got worse', () => {
  test('names a service that is late more often and a unit that is rated lower, with who acts; not what chance explains', async () => {
    await scene(async ({ tx, ctx, agencyId, unit, other, service }) => {
      const head = await directory.staff(ctx, { unitId: unit.id, headsUnit: true });
      const [slow, steady] = [await service(unit), await service(other)];
      const bin = (id: string, month: string, n: number, late: number) =>
        sql`insert into services.durations (agency_id, service_id, unit_id, month_on, working_days, n, late_n) values (${agencyId}, ${id}, ${unit.id}, ${month}::date, 2, ${n}, ${late})`.execute(
          tx,
        );
      await bin(slow, '2026-09-01', 100, 5);
      await bin(slow, '2026-11-01', 40, 20);
      await bin(steady, '2026-09-01', 100, 5);
      await bin(steady, '2026-11-01', 20, 2);
      const mixed = (n: number, low: number) => Array.from({ length: n }, (_none, at) => all(at % 2 === 0 ? low : low + 1));
      await make.ratings(ctx, { unitId: unit.id, serviceId: slow, month: '2026-10-01', scores: mixed(40, 3) });
      await make.ratings(ctx, { unitId: unit.id, serviceId: slow, scores: mixed(20, 2) });
      await make.ratings(ctx, { unitId: other.id, serviceId: steady, month: '2026-10-01', scores: mixed(40, 3) });
      await make.ratings(ctx, { unitId: other.id, serviceId: steady, scores: mixed(20, 3) });
      const found = await worseThings(tx, agencyId, ctx.today);
      expect(found).toMatchObject([
        { kind: 'late', unit: unit.name, now: 0.5, before: 0.95, n: 40, who: head.name },
        { kind: 'skm', name: { id: unit.name }, n: 20, who: head.name },
      ]);
    });
  });

  test('shows a unit’s gap with its training, and the loop without claiming a cause', async () => {
    await scene(async ({ tx, ctx, agencyId, unit, service }) => {
      const serviceId = await service(unit);
      const inSeptember = testCtx(tx, { now: Temporal.Instant.from('2026-09-15T01:00:00Z') });
      const { id, n } = await competency.gap(inSeptember, unit.id);
      await make.ratings(ctx, { unitId: unit.id, serviceId, scores: times(10, all(3)) });
      const training = { named: 3, completed: 1 };
      const before = slots.trainingForGaps;
      slots.trainingForGaps = () => Promise.resolve(new Map([[id, training]]));
      try {
        expect(await worseThings(tx, agencyId, ctx.today)).toContainEqual(expect.objectContaining({ kind: 'gap', unsur: 'U7', n, training }));
        expect(await loopOf(tx, agencyId, ctx.today)).toMatchObject({
          unsur: 'U7',
          training,
          since: { before: 2, after: 3, n: 10 },
          months: [
            { month: '2026-09-01', mean: 2 },
            { month: '2026-11-01', mean: 3 },
          ],
        });
      } finally {
        slots.trainingForGaps = before;
      }
      expect(await loopOf(tx, agencyId, ctx.today)).toMatchObject({ training: { named: 0, completed: 0 } });
    });
  });

  test('is nothing in an agency where nothing happened yet', async () => {
    await scene(async ({ tx, ctx, agencyId }) => {
      expect(await worseThings(tx, agencyId, ctx.today)).toEqual([]);
      expect(await loopOf(tx, agencyId, ctx.today)).toBeUndefined();
      expect(await skmFigures(tx, agencyId, year, ctx.today, publicThreshold)).toMatchObject({ n: 0, whole: undefined, byUnit: [] });
    });
  });
});
