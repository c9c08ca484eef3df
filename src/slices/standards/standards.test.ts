import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import pemdiExample from '#reference/instruments/pemdi/2026/example.json' with { type: 'json' };
import skmExample from '#reference/instruments/skm/2017/example.json' with { type: 'json' };
import spbeExample from '#reference/instruments/spbe/2020/example.json' with { type: 'json' };
import { calendarOf, deadlineOf, isWorkingDay, shippedYears, workingDaysBetween } from './calendar.ts';
import { egdiOf, egdiYears, gci2018 } from './countries.ts';
import { competencies, requiredLevel, smartAsnTraits, unsurCrosswalk } from './frameworks.ts';
import { countedJp, jpTerm, reachesFloor } from './jp.ts';
import { levelIndex, levelInstrument, predicateOf } from './levels.ts';
import { skmBand, skmOf } from './skm.ts';

const date = (text: string) => Temporal.PlainDate.from(text);
const calendar = calendarOf(shippedYears);

describe('the working-day calendar of 2026', () => {
  it('leaves out weekends, holidays and collective leave', () => {
    expect(isWorkingDay(date('2026-11-23'), calendar)).toBe(true);
    expect(isWorkingDay(date('2026-11-22'), calendar)).toBe(false);
    expect(isWorkingDay(date('2026-03-19'), calendar)).toBe(false);
    expect(isWorkingDay(date('2026-12-24'), calendar)).toBe(false);
  });

  it('starts a term on the next working day', () => {
    expect(deadlineOf({ submittedOn: date('2026-11-23'), workingDays: 5, pauses: [], calendar })).toEqual({ on: date('2026-11-30'), provisional: false });
    expect(deadlineOf({ submittedOn: date('2026-11-20'), workingDays: 1, pauses: [], calendar }).on.toString()).toBe('2026-11-23');
    expect(deadlineOf({ submittedOn: date('2026-03-17'), workingDays: 1, pauses: [], calendar }).on.toString()).toBe('2026-03-25');
  });

  it('stands still while the applicant must act', () => {
    const pauses = [{ from: date('2026-11-24'), until: date('2026-11-26') }];
    expect(deadlineOf({ submittedOn: date('2026-11-23'), workingDays: 3, pauses, calendar }).on.toString()).toBe('2026-11-30');
  });

  it('says that a term into a year without a decree is provisional', () => {
    expect(deadlineOf({ submittedOn: date('2026-12-28'), workingDays: 5, pauses: [], calendar }).provisional).toBe(true);
  });

  it('counts back what it counted out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 30 }), (offset, workingDays) => {
        const submittedOn = date('2026-01-01').add({ days: offset });
        const { on } = deadlineOf({ submittedOn, workingDays, pauses: [], calendar });
        return workingDaysBetween(submittedOn, on, calendar) === workingDays && isWorkingDay(on, calendar);
      }),
      { verbose: true },
    );
  });
});

describe('SKM by Permenpan RB 14/2017', () => {
  it('recomputes every example of the edition', () => {
    let looked = 0;
    for (const vector of skmExample.vectors) {
      const respondents = 'respondents' in vector ? (vector.respondents as number[][] | undefined) : undefined;
      const sums =
        'sum_per_unsur' in vector && vector.sum_per_unsur
          ? vector.sum_per_unsur
          : respondents?.[0]?.map((_one, at) => respondents.reduce((sum, row) => sum + (row[at] ?? 0), 0));
      if (!sums || !('ikm' in vector) || typeof vector.ikm !== 'number' || sums.length !== 9) continue;
      looked += 1;
      const skm = skmOf({ n: respondents?.length ?? vector.n, sums });
      expect([vector.id, skm?.index, skm?.grade]).toEqual([vector.id, vector.ikm, vector.grade]);
    }
    expect(looked).toBeGreaterThan(1);
  });

  it('gives 29 respondents 91.48, grade A, and all threes 75.00, grade C', () => {
    expect(skmOf({ n: 29, sums: [105, 101, 100, 116, 102, 105, 106, 105, 115] })).toMatchObject({ index: 91.48, grade: 'A' });
    expect(skmOf({ n: 10, sums: Array.from({ length: 9 }, () => 30) })).toMatchObject({ index: 75, grade: 'C' });
    expect(skmOf({ n: 1, sums: [4, 3, 3, 3, 3, 3, 3, 3, 3] })).toMatchObject({ index: 77.78, grade: 'B' });
  });

  it('puts every edge of a band where the edition does', () => {
    for (const edge of skmExample.band_boundaries) expect([edge.ikm, skmBand(Math.round(edge.ikm * 100)).grade]).toEqual([edge.ikm, edge.grade]);
  });

  it('refuses sums that no nine scores can have, and says nothing of nobody', () => {
    expect(skmOf({ n: 0, sums: [] })).toBeUndefined();
    expect(() => skmOf({ n: 2, sums: [9, 8, 8, 8, 8, 8, 8, 8, 8] })).toThrow();
    expect(() => skmOf({ n: 1, sums: [4] })).toThrow();
  });
});

const all = (code: 'spbe-2020' | 'pemdi-2026', level: number | ((no: number) => number)) =>
  new Map(levelInstrument(code).indicators.map((one) => [one.no, typeof level === 'number' ? level : level(one.no)]));

describe('the indices of digital government', () => {
  it('has weights of one hundred percent', () => {
    for (const code of ['spbe-2020', 'pemdi-2026'] as const)
      expect(Math.round(levelInstrument(code).indicators.reduce((sum, one) => sum + one.weight_pct, 0) * 100)).toBe(10_000);
    expect(levelInstrument('spbe-2020').indicators).toHaveLength(47);
    expect(levelInstrument('pemdi-2026').indicators).toHaveLength(20);
  });

  it('recomputes the examples of SPBE 2020', () => {
    const levels: Readonly<Record<string, number | ((no: number) => number)>> = {
      'all 1': 1,
      'all 3': 3,
      'all 5': 5,
      '1-10:3, 11-20:2, 21-31:1, 32-47:4': (no) => (no <= 10 ? 3 : no <= 20 ? 2 : no <= 31 ? 1 : 4),
      '1-31:2, 32-47:3': (no) => (no <= 31 ? 2 : 3),
    };
    for (const vector of spbeExample.vectors) {
      const given = levels[vector.levels];
      expect(given, vector.levels).toBeDefined();
      expect(levelIndex('spbe-2020', all('spbe-2020', given ?? 1))).toMatchObject({ complete: true, index: vector.index, predicate: vector.predicate });
    }
  });

  it('recomputes the examples of Pemdi 2026', () => {
    const levels: Readonly<Record<string, number | ((no: number) => number)>> = {
      'all 5': 5,
      'all 2.5': 2.5,
      'I1-I18 = 3, I19 = 2, I20 = 4': (no) => (no === 19 ? 2 : no === 20 ? 4 : 3),
    };
    let looked = 0;
    for (const vector of pemdiExample.vectors) {
      const given = typeof vector.given === 'string' ? levels[vector.given] : undefined;
      if (given === undefined) continue;
      looked += 1;
      expect(levelIndex('pemdi-2026', all('pemdi-2026', given))).toMatchObject({ index: vector.index, predicate: vector.predicate });
    }
    expect(looked).toBe(3);
  });

  it('changes its word exactly at the edge of a band', () => {
    expect([4.2, 4.1999, 3.5, 2.6, 2.5999, 1.8, 1, 5].map((index) => predicateOf('spbe-2020', index))).toEqual([
      'Memuaskan',
      'Sangat Baik',
      'Sangat Baik',
      'Baik',
      'Cukup',
      'Cukup',
      'Kurang',
      'Memuaskan',
    ]);
    expect([4, 3.9999, 3.5, 2.5, 2.4999, 1.5, 1.4999].map((index) => predicateOf('pemdi-2026', index))).toEqual([
      'Memuaskan',
      'Sangat Baik',
      'Sangat Baik',
      'Baik',
      'Cukup',
      'Cukup',
      'Kurang',
    ]);
  });

  it('names what is missing and gives no index then', () => {
    const levels = all('pemdi-2026', 3);
    levels.delete(7);
    expect(levelIndex('pemdi-2026', levels)).toEqual({ complete: false, missing: [7] });
  });
});

describe('frameworks and hours', () => {
  it('tells the official traits from those of the essay', () => {
    expect(smartAsnTraits().official).toHaveLength(8);
    expect(smartAsnTraits().essay).toHaveLength(7);
  });

  it('knows what a post asks for, and says when it does not', () => {
    expect(requiredLevel('Pengawas', 'M.05')).toEqual({ level: 2, verified: true });
    expect(requiredLevel('Juru Kunci', 'M.05')).toBeUndefined();
    expect(competencies().find((one) => one.code === 'T.01')?.official).toBe(false);
    expect(unsurCrosswalk().links).toContainEqual({ unsur: 'U7', competency: 'M.05' });
  });

  it('keeps the floor of PNS and the ceiling of PPPK apart', () => {
    expect(jpTerm('PNS')).toMatchObject({ rule: 'min', jp: 20 });
    expect(jpTerm('PPPK')).toMatchObject({ rule: 'max', jp: 24 });
    expect([reachesFloor('PNS', 19), reachesFloor('PNS', 20), reachesFloor('PPPK', 30)]).toEqual([false, true, undefined]);
    expect([countedJp('PPPK', 30), countedJp('PNS', 30)]).toEqual([24, 30]);
  });

  it('rebuilds the EGDI of 2018 as the mean of its parts, and leaves unknown unknown', () => {
    const indonesia = egdiOf(2018).find((row) => row.iso3 === 'IDN');
    expect(indonesia?.rank).toBe(107);
    expect(((indonesia?.osi ?? 0) + (indonesia?.tii ?? 0) + (indonesia?.hci ?? 0)) / 3).toBeCloseTo(indonesia?.egdi ?? 1, 3);
    expect(egdiYears()).toContain(2024);
    expect(egdiOf(2018)).toHaveLength(10);
    expect(gci2018().pillars).toHaveLength(12);
    expect(gci2018().asean.find((row) => row.iso3 === 'MMR')?.score).toBeUndefined();
  });
});
