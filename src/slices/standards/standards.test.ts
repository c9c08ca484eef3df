import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import pemdiExample from '#reference/instruments/pemdi/2026/example.json' with { type: 'json' };
import skmExample from '#reference/instruments/skm/2017/example.json' with { type: 'json' };
import spbeExample from '#reference/instruments/spbe/2020/example.json' with { type: 'json' };
import { calendarOf, deadlineOf, isWorkingDay, shippedYears, workingDaysBetween } from './calendar.ts';
import { egdiOf, egdiYears, gci2018 } from './countries.ts';
import { evaluate } from './evaluate.ts';
import { competencyExamples, crosswalkExamples, jpExamples, skmPublished, termExamples } from './examples.ts';
import { berakhlak, competencies, frameworkEdition, requiredLevel, requiredLevels, smartAsnTraits, topSkills, unsurCrosswalk } from './frameworks.ts';
import { countedJp, jpConversions, jpTerm, reachesFloor } from './jp.ts';
import { levelBands, levelIndex, levelInstrument } from './levels.ts';
import { roundHalfUp, skmBand, skmOf, skmUnsur, unsurName } from './skm.ts';

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

  it('counts between two days what walking from one to the other counts, and nothing backwards', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: -10, max: 400 }), (offset, length) => {
        const from = date('2026-01-01').add({ days: offset });
        const walked = Array.from({ length: Math.max(0, length) }, (_none, at) => from.add({ days: at + 1 }));
        return workingDaysBetween(from, from.add({ days: length }), calendar) === walked.filter((day) => isWorkingDay(day, calendar)).length;
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

  it.each([
    ['U1', 'Persyaratan', 'Requirements'],
    ['U2', 'Sistem, Mekanisme, dan Prosedur', 'System, mechanism and procedure'],
    ['U3', 'Waktu Penyelesaian', 'Time of completion'],
    ['U4', 'Biaya/Tarif', 'Fee'],
    ['U5', 'Produk Spesifikasi Jenis Pelayanan', 'Product of the service'],
    ['U6', 'Kompetensi Pelaksana', 'Competence of staff'],
    ['U7', 'Perilaku Pelaksana', 'Behaviour of staff'],
    ['U8', 'Sarana dan Prasarana', 'Facilities'],
    ['U9', 'Penanganan Pengaduan, Saran dan Masukan', 'Handling of complaints and suggestions'],
  ])('names %s by its code, as the edition does', (code, name, english) => {
    expect([unsurName(code, 'id'), unsurName(code, 'en')]).toEqual([name, english]);
    expect(skmUnsur()).toContainEqual({ code, name });
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

  describe.each(['spbe-2020', 'pemdi-2026'] as const)('the bands of %s', (code) => {
    const word = (levels: ReadonlyMap<number, number>) => {
      const found = levelIndex(code, levels);
      return found.complete ? found.predicate : undefined;
    };

    it.each(levelBands(code).map((band, at) => [band.min, band.name, levelBands(code)[at + 1]?.name] as const))(
      'at %s begins %s, one hundredth of one level below is %s',
      (min, name, below) => {
        expect(word(all(code, min))).toBe(name);
        if (below !== undefined) expect(word(all(code, (no) => (no === 1 ? min - 0.01 : min)))).toBe(below);
      },
    );

    it('end at 5', () => {
      expect(word(all(code, 5))).toBe('Memuaskan');
      expect(levelBands(code).filter((band) => band.hasMax)).toHaveLength(1);
    });
  });

  it('are published with two decimals, half up, rounded once', () => {
    const levels = all('spbe-2020', (no) => (no <= 31 ? 2 : 3));
    expect(levelIndex('spbe-2020', levels)).toMatchObject({ index: 2.455, published_hundredths: 246, predicate: 'Cukup' });
    // 4.195 is published as 4.20 and is still below the edge.
    const near = all('spbe-2020', (no) => (no <= 10 ? 4.16 : no === 47 ? 4.25 : 4.2));
    const found = levelIndex('spbe-2020', near);
    expect(found.complete && [found.index < 4.2, found.published_hundredths, found.predicate]).toEqual([true, 420, 'Sangat Baik']);
  });

  it('are told by aspect: eight of SPBE in four domains, seven of Pemdi', () => {
    const spbe = levelIndex(
      'spbe-2020',
      all('spbe-2020', (no) => (no <= 10 ? 3 : 2)),
    );
    expect(spbe.complete && [spbe.aspects.length, spbe.groups.length, spbe.aspects[0]?.index, spbe.aspects[1]?.index]).toEqual([8, 4, 3, 2]);
    const pemdi = levelIndex('pemdi-2026', all('pemdi-2026', 3));
    expect(pemdi.complete && [pemdi.aspects.length, pemdi.aspects.reduce((sum, one) => sum + one.weight_pct, 0)]).toEqual([7, 100]);
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
    expect(egdiOf(2018)).toHaveLength(11);
    expect(gci2018().pillars).toHaveLength(12);
    expect(gci2018().asean.find((row) => row.iso3 === 'MMR')?.score).toBeUndefined();
  });
});

describe('SKM at its edges', () => {
  it.each([
    [10_000, 'A'],
    [8831, 'A'],
    [8830, 'B'],
    [7661, 'B'],
    [7660, 'C'],
    [6500, 'C'],
    [6499, 'D'],
    [2500, 'D'],
  ] as const)('%s hundredths are %s', (hundredths, grade) => {
    expect(skmBand(hundredths).grade).toBe(grade);
  });

  it('rounds once, half up, in whole numbers: an exact half goes up', () => {
    // 25/9 × total/n = 76.605 exactly needs total/n = 27.5778; with n = 1000 a total of 27,578 gives 76.6055….
    expect(roundHalfUp(76_605n, 10n)).toBe(7661n);
    expect(roundHalfUp(76_604n, 10n)).toBe(7660n);
    const sums = (total: number, n: number) => Array.from({ length: 9 }, (_none, at) => Math.floor(total / 9) + (at < total % 9 ? 1 : 0)).filter(() => n > 0);
    expect(skmOf({ n: 1000, sums: sums(27_578, 1000) })).toMatchObject({ index: 76.61, grade: 'B' });
    expect(skmOf({ n: 1000, sums: sums(27_577, 1000) })).toMatchObject({ index: 76.6, grade: 'C' });
  });
});

describe('every edition’s worked example', () => {
  it('of JP', () => {
    expect(jpExamples.length).toBeGreaterThan(3);
    for (const { who, jp, ...said } of jpExamples) expect([who, jp, evaluate('jp-2018', { who, jp })]).toEqual([who, jp, said]);
  });

  it('of competencies by post', () => {
    expect(competencyExamples.length).toBeGreaterThan(3);
    for (const { post, competency, level, verified } of competencyExamples)
      expect([post, competency, evaluate('kompetensi-2017', { post, competency })]).toEqual([
        post,
        competency,
        level === null ? undefined : { level, verified },
      ]);
  });

  it('of the crosswalk', () => {
    for (const { unsur, competency } of crosswalkExamples) expect([unsur, evaluate('unsur-competency', { unsur })]).toEqual([unsur, competency ?? undefined]);
  });

  it('of the calendar, provisional where the decree is not loaded', () => {
    expect(termExamples.some((one) => one.provisional)).toBe(true);
    for (const { submitted_on, working_days, due_on, provisional } of termExamples) {
      const due = deadlineOf({ submittedOn: date(submitted_on), workingDays: working_days, pauses: [], calendar });
      expect([submitted_on, working_days, due.on.toString(), due.provisional]).toEqual([submitted_on, working_days, due_on, provisional]);
    }
  });

  it('of SKM, as published', () => {
    expect(evaluate('skm-2017', skmPublished)).toMatchObject({ n: 29, index: 91.48, grade: 'A' });
  });
});

describe('what the essay and the law name', () => {
  it('is nine traits together, paired where they mean the same', () => {
    const { pairs } = smartAsnTraits();
    expect(pairs).toHaveLength(9);
    expect(pairs).toContainEqual({ official: 'Hospitality', essay: 'keramahan' });
    expect(pairs.filter((pair) => pair.official === undefined).map((pair) => pair.essay)).toEqual(['komunikasi']);
    expect(pairs.filter((pair) => pair.essay === undefined).map((pair) => pair.official)).toEqual(['Profesionalisme', 'Penguasaan IT dan Bahasa Asing']);
  });

  it('is seven values, ten skills in order, nine competencies, fourteen levels of post', () => {
    expect(berakhlak()).toHaveLength(7);
    expect(topSkills().map((skill) => skill.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(topSkills().filter((skill) => skill.rank2015 === undefined)).toHaveLength(2);
    expect(competencies().filter((one) => one.official)).toHaveLength(9);
    expect(requiredLevels()).toHaveLength(14);
    expect(requiredLevels().find((row) => row.job === 'JPT Utama')?.verified).toBe(false);
  });

  it('keeps its marks: what was not seen is not verified', () => {
    expect(levelInstrument('spbe-2020').formulaVerified).toBe(false);
    expect(jpConversions().filter((one) => !one.verified).length).toBeGreaterThan(5);
    expect(gci2018().pillars.filter((one) => !one.verified)).toHaveLength(8);
    for (const code of ['kompetensi-2017', 'smart-asn', 'berakhlak'] as const) expect(frameworkEdition(code).source.length, code).toBeGreaterThan(0);
    expect(frameworkEdition('unsur-competency')).toMatchObject({ verified: false, regulation: null });
  });
});

describe('a year without a decree', () => {
  it('has its certain dates off, and ceases to be provisional once it is loaded', () => {
    expect(isWorkingDay(date('2027-01-01'), calendar)).toBe(false);
    expect(isWorkingDay(date('2027-03-10'), calendar)).toBe(true);
    const loaded = calendarOf([...shippedYears, { year: 2027, days: ['2027-01-01', '2027-03-10'] }]);
    expect(isWorkingDay(date('2027-03-10'), loaded)).toBe(false);
    // What the decree does not name is no longer expected either.
    expect(isWorkingDay(date('2027-06-01'), loaded)).toBe(true);
    expect(deadlineOf({ submittedOn: date('2026-12-30'), workingDays: 2, pauses: [], calendar: loaded })).toEqual({
      on: date('2027-01-04'),
      provisional: false,
    });
  });
});
