import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlineUnder, isBy, maySettle } from './rules.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const date = fc.integer({ min: 0, max: 60 }).map((days) => day('2026-12-01').add({ days }));

describe('a deadline after the calendar has changed', () => {
  const given = (on: string, provisional: boolean) => ({ on: day(on), provisional });
  test.each([
    ['a provisional one follows, later', given('2027-01-04', true), given('2027-01-06', false), '2027-01-06'],
    ['a provisional one follows, earlier', given('2027-01-06', true), given('2027-01-04', false), '2027-01-04'],
    ['a settled one comes earlier', given('2027-01-06', false), given('2027-01-04', false), '2027-01-04'],
    ['a settled one never goes back', given('2027-01-04', false), given('2027-01-06', false), '2027-01-04'],
    ['none comes before it can be kept', given('2027-01-06', false), given('2026-12-01', false), '2026-12-29'],
    ['one that has passed stays', given('2026-12-10', true), given('2026-12-09', false), '2026-12-10'],
  ])('%s', (_name, before, counted, expected) => {
    expect(deadlineUnder(before, counted, day('2026-12-29')).on.toString()).toBe(expected);
  });

  test('settled, is never later than it was told; and never moves to a day before the earliest', () => {
    fc.assert(
      fc.property(date, date, date, fc.boolean(), (on, counted, earliest, provisional) => {
        const after = deadlineUnder({ on, provisional }, { on: counted, provisional: false }, earliest);
        if (!provisional) expect(Temporal.PlainDate.compare(after.on, on)).toBeLessThanOrEqual(0);
        if (!after.on.equals(on)) expect(Temporal.PlainDate.compare(after.on, earliest)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('who confirms', () => {
  test('is another than who loaded the change, as long as there is one', () => {
    expect(maySettle(true, 2)).toEqual({ ok: false, refusal: { code: 'own-change' } });
    expect([maySettle(true, 0).ok, maySettle(false, 2).ok]).toEqual([true, true]);
  });

  test('A9: acting for another does not make somebody another', () => {
    expect(isBy('staff:a/plt:123', 'a')).toBe(true);
    expect(isBy('staff:ab', 'a')).toBe(false);
  });
});
