import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenOf } from './hidden.ts';

const seed = Math.floor(Math.random() * 2 ** 31);

describe('A12: what is hidden', () => {
  const ns = (...counts: readonly number[]) => counts.map((n, at) => ({ id: `g${at}`, n }));

  it.each([
    ['nothing where all are large', [12, 40, 10], []],
    ['a small one, and the smallest large one with it, since the whole is shown', [9, 40, 12], ['g0', 'g2']],
    ['two small ones that together are enough', [6, 5, 40], ['g0', 'g1']],
    ['two small ones that together are too few, and one more', [2, 3, 40, 20], ['g0', 'g1', 'g3']],
    ['an empty one counts for nothing', [0, 40, 12], []],
    ['all, when the whole is small', [4, 3], ['g0', 'g1']],
  ] as const)('%s', (_what, counts, hidden) => {
    expect([...hiddenOf(ns(...counts), 10)].toSorted((a, b) => a.localeCompare(b))).toEqual(hidden);
  });

  it(`never leaves a group to be found by subtraction (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 8 }), fc.constantFrom(5, 10), (counts, threshold) => {
        const groups = ns(...counts);
        const hidden = hiddenOf(groups, threshold);
        for (const one of groups) if (one.n > 0 && one.n < threshold) expect(hidden.has(one.id)).toBe(true);
        const within = groups.filter((one) => hidden.has(one.id)).reduce((sum, one) => sum + one.n, 0);
        const whole = groups.reduce((sum, one) => sum + one.n, 0);
        expect(within === 0 || within >= threshold || within === whole).toBe(true);
      }),
      { seed },
    );
  });
});
