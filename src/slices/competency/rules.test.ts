import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skmGoodFrom } from '#slices/standards';
import { shownFrom } from '#platform/suppression';
import type { EvidenceId, PersonEvidence, UnitMonth } from './model.ts';
import { countedEvidence, profileLine, showsGap, unitRating } from './rules.ts';

let serial = 0;
const seen = (source: 'test' | 'course', level: number, observedOn: string): PersonEvidence => {
  serial += 1;
  return {
    id: String(serial).padStart(4, '0') as EvidenceId,
    competency: 'M.05',
    level,
    source,
    sourceId: 'x',
    observedOn,
    right: source === 'test' ? 20 : undefined,
    items: source === 'test' ? 30 : undefined,
    testedUpTo: source === 'test' ? 5 : undefined,
  };
};

describe('the level that evidence shows', () => {
  it.each([
    ['nothing', [], undefined],
    ['one test', [seen('test', 2, '2026-03-01')], 2],
    ['the newest of two tests, also when it is lower', [seen('test', 3, '2026-03-01'), seen('test', 1, '2026-05-01')], 1],
    ['a course alone', [seen('course', 2, '2026-03-01')], 2],
    ['a test after a course: what is known, not what was taught', [seen('course', 3, '2026-03-01'), seen('test', 1, '2026-05-01')], 1],
    ['a course after a test raises it', [seen('test', 1, '2026-03-01'), seen('course', 2, '2026-05-01')], 2],
    ['a course after a test never lowers it', [seen('test', 3, '2026-03-01'), seen('course', 2, '2026-05-01')], 3],
    ['the later of two tests of one day', [seen('test', 1, '2026-03-01'), seen('test', 2, '2026-03-01')], 2],
  ] as const)('%s', (_name, evidence, level) => {
    expect(countedEvidence(evidence)?.level).toBe(level);
  });

  it('does not depend on the order in which it was written down', () => {
    const evidence = fc.array(
      fc.record({ source: fc.constantFrom('test' as const, 'course' as const), level: fc.integer({ min: 0, max: 5 }), day: fc.integer({ min: 1, max: 28 }) }),
    );
    fc.assert(
      fc.property(evidence, (list) => {
        const all = list.map((one) => seen(one.source, one.level, `2026-03-${String(one.day).padStart(2, '0')}`));
        expect(countedEvidence(all.toReversed())).toEqual(countedEvidence(all));
      }),
    );
  });
});

describe('a line of the profile', () => {
  it('without evidence is unknown, never below: unknown is not zero', () => {
    expect(profileLine('M.05', 3, [])).toMatchObject({ held: undefined, standing: 'unknown', counted: undefined });
  });

  it('with a shown level of zero is below', () => {
    expect(profileLine('M.05', 1, [seen('test', 0, '2026-03-01')])).toMatchObject({ held: 0, standing: 'below' });
  });

  it('meets at the required level', () => {
    expect(profileLine('M.05', 2, [seen('test', 2, '2026-03-01')]).standing).toBe('meets');
  });

  it.each([
    [4, 3, 3, 'unknown'],
    [4, 2, 3, 'below'],
    [3, 3, 3, 'meets'],
    [4, 3, undefined, 'below'],
  ] as const)('a post that requires %s and a test that shows %s, having asked up to %s: %s', (required, level, testedUpTo, standing) => {
    expect(profileLine('M.05', required, [{ ...seen('test', level, '2026-03-01'), testedUpTo }])).toMatchObject({ held: level, standing });
  });

  it('takes no evidence of other competencies', () => {
    expect(profileLine('M.01', 2, [seen('test', 5, '2026-03-01')]).standing).toBe('unknown');
  });
});

describe('the rating of a unit', () => {
  const months = (n: number, total: number): readonly UnitMonth[] => [{ unsur: 'U7', month: '2026-03-01', n, total }];
  const norm = { goodFrom: skmGoodFrom, fewest: shownFrom.public };

  it('is the mean over months, not the mean of means', () => {
    const rating = unitRating('U7', [...months(1, 1), { unsur: 'U7', month: '2026-04-01', n: 3, total: 12 }]);
    expect(rating).toMatchObject({ n: 4, mean: 3.25 });
  });

  it('has an interval that holds the mean and stays on the scale', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 1, max: 4, noNaN: true }), (n, mean) => {
        const rating = unitRating('U7', months(n, mean * n));
        expect(rating && rating.low <= rating.mean && rating.mean <= rating.high && rating.low >= 1 && rating.high <= 4).toBe(true);
      }),
    );
  });

  it('shows a gap below the lower edge of B by the regulation, 3.0644, and not at it', () => {
    expect(skmGoodFrom).toBe(3.0644);
    const at = (mean: number) => showsGap({ unsur: 'U7', n: 50, mean, low: mean, high: mean }, norm);
    expect([at(3.0643), at(3.0644), at(3.07)]).toEqual([true, false, false]);
  });

  it('A12: shows no gap from nine answers, one from ten', () => {
    const of = (n: number) => showsGap({ unsur: 'U7', n, mean: 2, low: 1, high: 3 }, norm);
    expect([of(9), of(10)]).toEqual([false, true]);
  });
});
