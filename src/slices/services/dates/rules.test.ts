import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CaseDays, dayNumbers, officersAtWork, pastCases } from './history.ts';
import { learn, likelyDates, rangeIn, spentBy, tablesOf } from './rules.ts';
import { chances, count, hazardOf, nearestRange, noCounts, pool } from './survival.ts';
import { type Coverage, heldOut, isWeekday, shapes, simulate } from './testing.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const from = day('2024-01-01');
const until = day('2025-12-31');
const number = dayNumbers(from, until, isWeekday);

describe('survival in working days', () => {
  test('is the estimate of Kaplan and Meier: who is still open counts for as long as they were seen', () => {
    const counts = noCounts();
    for (const [days, decided] of [
      [1, true],
      [2, false],
      [3, true],
      [3, true],
      [5, false],
    ] as const)
      count(counts, days, decided);
    const hazard = hazardOf(counts, () => 0, 0.000001);
    expect([1, 2, 3, 4].map((at) => Math.round(hazard(at) * 1000) / 1000)).toEqual([0.2, 0, 0.667, 0]);
  });

  test('chances add up to nearly one and a range holds the share that is nearest to the one wanted', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 0.9, noNaN: true }), { minLength: 1, maxLength: 25 }), (hazards) => {
        const mass = chances((at) => hazards[at] ?? 0.5);
        expect(mass.reduce((sum, part) => sum + part, 0)).toBeGreaterThan(0.99);
        const { least, most } = nearestRange(mass, 0.9);
        expect(0 <= least && least <= most && most < mass.length).toBe(true);
        const held = (a: number, b: number) => mass.slice(a, b + 1).reduce((sum, part) => sum + part, 0);
        const off = Math.abs(held(least, most) - 0.9);
        for (let a = 0; a < mass.length; a += 1) for (let b = a; b < mass.length; b += 1) expect(off).toBeLessThanOrEqual(Math.abs(held(a, b) - 0.9) + 0.0041);
      }),
      { numRuns: 60 },
    );
  });

  test('of ranges that are as good the shorter is told, then the one that fewer outlast', () => {
    expect(nearestRange([0.05, 0.45, 0.45, 0.05], 0.9)).toEqual({ least: 1, most: 2 });
    expect(nearestRange([0.1, 0.8, 0.1], 0.9)).toEqual({ least: 1, most: 2 });
    expect(nearestRange([0.97, 0.03], 0.9)).toEqual({ least: 0, most: 0 });
  });
});

const one = (submitted: string, more: Partial<CaseDays> = {}): CaseDays => ({
  submittedOn: day(submitted),
  takenOn: undefined,
  endedOn: undefined,
  decidedBy: undefined,
  pauses: [],
  ...more,
});

describe('the past of a service', () => {
  test('counts working days on which the agency had to act, and asks at each of them', () => {
    const pauses = [{ from: day('2024-01-03'), until: day('2024-01-05') }];
    const [past] = pastCases(
      [one('2024-01-02', { takenOn: day('2024-01-03'), endedOn: day('2024-01-09'), decidedBy: 'a', pauses })],
      day('2024-01-31'),
      number,
    );
    expect(past).toMatchObject({ days: 3, decided: true });
    expect(past?.landmarks.map(({ spent, stage }) => `${spent} ${stage}`)).toEqual(['0 waiting', '1 waiting', '1 held', '2 held', '3 held']);
  });

  test('what is open or was withdrawn is not decided, and is known as far as it went', () => {
    const [open, withdrawn] = pastCases([one('2024-01-02'), one('2024-01-02', { endedOn: day('2024-01-04') })], day('2024-01-08'), number);
    expect([open?.days, open?.decided, withdrawn?.days, withdrawn?.decided]).toEqual([4, false, 2, false]);
  });

  test('load is the cases ahead for each officer who decided in the ten working days before', () => {
    const cases = [
      one('2024-01-01', { endedOn: day('2024-01-02'), decidedBy: 'a' }),
      one('2024-01-01', { endedOn: day('2024-01-02'), decidedBy: 'b' }),
      one('2024-01-03'),
      one('2024-01-03'),
      one('2024-01-03'),
    ];
    expect(officersAtWork(cases, number)(number(day('2024-01-04')))).toBe(2);
    expect(officersAtWork(cases, number)(number(day('2024-02-01')))).toBe(1);
    expect(pastCases(cases, day('2024-01-31'), number)[4]?.landmarks[0]?.load).toBe(1);
  });
});

describe('what is told', () => {
  const simulated = simulate(shapes[1]!, 1, from, 400);
  const today = day('2025-02-03');
  const cases = pastCases(simulated, today.subtract({ days: 1 }), number);
  const learned = learn({ cases, promise: 10 }, pool([]), number(today));

  test('is read from a table by days spent and load; whoever has spent more than any before has the last', () => {
    const [waiting, held] = tablesOf(learned);
    expect([waiting?.stage, held?.stage]).toEqual(['waiting', 'held']);
    expect(waiting?.least).toHaveLength((waiting!.cuts.length + 1) * waiting!.days);
    const at = (spent: number) => rangeIn(held!, { spent, load: 0 });
    expect(at(5000)).toEqual(at(held!.days - 1));
    expect(rangeIn(waiting!, { spent: 0, load: 0 }).most).toBeGreaterThan(at(8).most);
  });

  test('nothing while too few have been decided', () => {
    const few = cases.slice(0, 19);
    expect(tablesOf(learn({ cases: few, promise: 10 }, pool([]), number(today)))).toEqual([]);
  });

  test('never ends before today, whatever was learned and however long a case has lain', () => {
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.nat({ max: 60 }), fc.nat({ max: 20 }), (after, least, more) => {
        const submittedOn = day('2025-01-06');
        const now = submittedOn.add({ days: after });
        const counted = (a: Temporal.PlainDate, b: Temporal.PlainDate) => dayNumbers(a, b, isWeekday)(b) - (isWeekday(a) ? 1 : 0);
        const spent = spentBy({ submittedOn, today: now, pauses: [], count: counted });
        const dayAfter = (days: number) => {
          let date = submittedOn;
          for (let left = days; left > 0; ) {
            date = date.add({ days: 1 });
            if (isWeekday(date)) left -= 1;
          }
          return date;
        };
        const likely = likelyDates({ least, most: least + more }, spent, now, dayAfter);
        expect(Temporal.PlainDate.compare(likely.from, now)).toBeGreaterThanOrEqual(0);
        expect(Temporal.PlainDate.compare(likely.until, likely.from)).toBeGreaterThanOrEqual(0);
        if (after > 0) expect(isWeekday(likely.until)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe('of held-out months, 88 to 92 % of the cases end within the 90 % range', () => {
  const setting = { from, split: day('2025-07-01'), until };
  const share = (all: readonly Coverage[]) => all.reduce((sum, one) => sum + one.held, 0) / all.reduce((sum, one) => sum + one.n, 0);
  const outcomes = (name: string) => {
    const shape = shapes.find((each) => each.name === name)!;
    return [1, 2, 3].map((seed) => heldOut(simulate(shape, seed, from, 730), { ...setting, promise: shape.promise }));
  };

  // All eight shapes stand in bench/results/dates.md.
  test.each(['quick', 'heavy load', 'long tail', 'slower since July'])('%s', { timeout: 90_000 }, (name) => {
    const all = outcomes(name);
    expect(all.reduce((sum, one) => sum + one.first.n, 0)).toBeGreaterThan(1200);
    for (const kind of ['first', 'daily'] as const) {
      const held = share(all.map((one) => one[kind]));
      expect(held, kind).toBeGreaterThanOrEqual(0.88);
      expect(held, kind).toBeLessThanOrEqual(0.92);
    }
    // What the past alone says is much too early once a service has become slower.
    if (name === 'slower since July') expect(share(all.map((one) => one.naive))).toBeLessThan(0.8);
  });
});
