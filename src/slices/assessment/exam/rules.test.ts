import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BankItem, ItemId } from '../model.ts';
import {
  drawItems,
  extraPercent,
  firstEndStillOpen,
  isOver,
  itemCount,
  lengthOf_minutes,
  levelShown,
  mayStart,
  resultOf,
  secondsLeft,
  wilsonLower,
} from './rules.ts';

const at = (text: string) => Temporal.Instant.from(text);
const score = (level: number, right: number, items: number) => ({ level, right, items, lowerBound: wilsonLower(right, items) });

describe('the interim rule', () => {
  test.each([
    { k: 8, n: 10, lower: 0.5406 },
    { k: 7, n: 10, lower: 0.4417 },
    { k: 10, n: 10, lower: 0.787 },
    { k: 0, n: 10, lower: 0 },
  ])('Wilson’s lower bound of $k in $n is $lower', ({ k, n, lower }) => {
    expect(wilsonLower(k, n)).toBeCloseTo(lower, 3);
  });

  test('seven of ten is 70 % right, but says too little: the level is not shown', () => {
    expect(levelShown([score(1, 7, 10)])).toBe(0);
    expect(levelShown([score(1, 8, 10)])).toBe(1);
  });

  test('the highest level shown counts, also above a level that was missed', () => {
    expect(levelShown([score(1, 10, 10), score(2, 6, 10), score(3, 9, 10)])).toBe(3);
  });

  test('nobody reaches a level without items, and an empty attempt has a finite result', () => {
    expect(levelShown([])).toBe(0);
    expect(resultOf([])).toEqual([]);
    expect(wilsonLower(0, 0)).toBe(0);
  });

  test('the lower bound never exceeds the share and grows with what is right', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 200 }), (n, some) => {
        const k = Math.min(some, n);
        expect(wilsonLower(k, n)).toBeLessThanOrEqual(k / n + 1e-12);
        if (k > 0) expect(wilsonLower(k, n)).toBeGreaterThan(wilsonLower(k - 1, n));
      }),
    );
  });
});

const bank: readonly BankItem[] = ['M.05', 'T.01'].flatMap((competency) =>
  [1, 2, 3].flatMap((level) => Array.from({ length: 10 }, (_, number) => ({ id: `${competency}-${level}-${number}` as ItemId, competency, level }))),
);

describe('drawing items', () => {
  test('each level of each competency gives the same number, none twice, and a seed gives the same draw again', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 10 }), (seed, perLevel) => {
        const drawn = drawItems(bank, ['M.05', 'T.01'], perLevel, seed);
        if (!drawn.ok) throw new Error('refused');
        expect(new Set(drawn.value).size).toBe(6 * perLevel);
        expect(drawItems(bank, ['M.05', 'T.01'], perLevel, seed)).toEqual(drawn);
      }),
    );
  });

  test('a bank that is too small refuses and says where', () => {
    expect(drawItems(bank, ['M.05'], 11, 1)).toMatchObject({
      ok: false,
      refusal: { code: 'bank-short', params: { competency: 'M.05', level: 1, has: 10, needs: 11 } },
    });
    expect(drawItems(bank, ['M.01'], 1, 1)).toMatchObject({ ok: false, refusal: { code: 'bank-empty' } });
  });
});

describe('time', () => {
  const attempt = { ends_at: at('2026-11-23T02:00:00Z') };

  test.each([
    { now: '2026-11-23T01:59:59Z', over: false },
    { now: '2026-11-23T02:00:05Z', over: false },
    { now: '2026-11-23T02:00:05.001Z', over: true },
  ])('an attempt that ends at two is over at $now: $over', ({ now, over }) => {
    expect(isOver(attempt, at(now))).toBe(over);
    expect(Temporal.Instant.compare(attempt.ends_at, firstEndStillOpen(at(now))) < 0).toBe(over);
  });

  test('time left is never negative', () => {
    expect(secondsLeft(attempt, at('2026-11-23T03:00:00Z'))).toBe(0);
    expect(secondsLeft(attempt, at('2026-11-23T01:58:00.5Z'))).toBe(119);
  });

  test('the same test can be taken again after fourteen days, not a second before', () => {
    const finished = at('2026-11-01T00:00:00Z');
    expect(mayStart(finished, at('2026-11-14T23:59:59Z'))).toMatchObject({ ok: false, refusal: { code: 'too-soon' } });
    expect(mayStart(finished, at('2026-11-15T00:00:00Z'))).toEqual({ ok: true, value: true });
    expect(mayStart(undefined, finished)).toEqual({ ok: true, value: true });
  });

  test('extra time is what was decided last; a request that waits changes nothing', () => {
    expect(extraPercent([])).toBe(0);
    expect(
      extraPercent([
        { state: 'asked', percent: 0 },
        { state: 'given', percent: 50 },
      ]),
    ).toBe(50);
    expect(
      extraPercent([
        { state: 'declined', percent: 0 },
        { state: 'given', percent: 50 },
      ]),
    ).toBe(0);
    expect(lengthOf_minutes({ duration_minutes: 45 }, 25)).toBe(57);
  });
});

test('a test says how many items it serves', () => {
  expect(itemCount(bank, { competencies: ['M.05', 'T.01'], itemsPerLevel: 4 })).toBe(24);
});

test('X1: all right, all wrong and one item give finite results, whatever was left open', () => {
  const item = (level: number, right: boolean) => ({ competency: 'M.05', level, right });
  const levels = [1, 1, 1, 1, 1, 2, 2, 2, 2, 2];
  expect(resultOf(levels.map((level) => item(level, true)))).toMatchObject([{ level: 2, right: 10, items: 10 }]);
  expect(resultOf(levels.map((level) => item(level, false)))).toMatchObject([{ level: 0, right: 0, items: 10 }]);
  expect(resultOf([item(1, true)])).toMatchObject([{ level: 0, right: 1, items: 1 }]);
  for (const { levels: scores } of resultOf(levels.map((level) => item(level, true))))
    for (const one of scores) expect(Number.isFinite(one.lowerBound)).toBe(true);
});
