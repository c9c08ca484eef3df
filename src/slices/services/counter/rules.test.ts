import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NumberLane } from '../model.ts';
import { callsInARow, inOrder, isOpenAt, mayBeAbsent, minuteOf, nextNumber, numberLabel, waitRange, waitsFor } from './rules.ts';

const nine = Temporal.Instant.from('2026-11-24T01:00:00Z');
const at = (minutes: number) => nine.add({ minutes });
const one = (number: number, lane: NumberLane = 'regular', minutes = number) => ({ number, lane, stands_at: at(minutes) });
const numbers = (waiting: readonly { readonly number: number }[]) => waiting.map(({ number }) => number);

describe('the number that is called next', () => {
  test('is the one that came first; precedence and regular take turns', () => {
    const waiting = [one(1), one(2, 'priority'), one(3), one(4, 'priority'), one(5, 'priority')];
    expect(numbers(inOrder(waiting, 0, at(60)))).toEqual([2, 1, 4, 3, 5]);
    expect(numbers(inOrder(waiting, 1, at(60)))).toEqual([1, 2, 3, 4, 5]);
  });

  test('of an appointment waits for its hour while others wait, then goes with precedence', () => {
    const waiting = [one(1), one(2, 'appointment', 30), one(3)];
    expect(nextNumber(waiting, 0, at(29))?.number).toBe(1);
    expect(nextNumber(waiting, 0, at(30))?.number).toBe(2);
    expect(nextNumber([one(2, 'appointment', 30)], 0, at(10))?.number).toBe(2);
  });

  const arrivals = fc
    .array(fc.tuple(fc.constantFrom<NumberLane>('regular', 'priority', 'appointment'), fc.integer({ min: 0, max: 120 })), { maxLength: 40 })
    .map((all) => all.map(([lane, minutes], index) => one(index + 1, lane, lane === 'appointment' ? minutes : index)));

  test('leaves nobody out, keeps the order within each lane, and calls no two with precedence in a row while a regular one waits', () => {
    fc.assert(
      fc.property(arrivals, (waiting) => {
        const called = inOrder(waiting, 0, at(200));
        expect(numbers(called).toSorted((a, b) => a - b)).toEqual(numbers(waiting));
        const regular = numbers(called.filter(({ lane }) => lane === 'regular'));
        expect(regular).toEqual(regular.toSorted((a, b) => a - b));
        for (const [place, { lane }] of called.entries()) {
          const next = called[place + 1];
          if (lane !== 'regular' && next && next.lane !== 'regular') expect(called.slice(place + 1).some((later) => later.lane === 'regular')).toBe(false);
        }
      }),
    );
  });

  test('neither lane waits for ever: of a hundred who keep coming in the other, at most one goes before each', () => {
    let waiting = [one(0), ...Array.from({ length: 5 }, (_none, place) => one(place + 1, 'priority'))];
    const called: NumberLane[] = [];
    for (let round = 0; round < 100; round += 1) {
      const next = nextNumber(waiting, callsInARow(called.toReversed()), at(500))!;
      called.push(next.lane);
      waiting = [...waiting.filter((each) => each !== next), one(100 + round, 'priority')];
      if (next.lane === 'regular') break;
    }
    expect(called).toEqual(['priority', 'regular']);
  });
});

test('a number waits for the counters that serve it, for information for any, and once passed on for that one', () => {
  const counter = { id: 'c1', service_ids: ['s1'] };
  expect(waitsFor({ state: 'waiting', counter_id: null, service_id: 's1' }, counter)).toBe(true);
  expect(waitsFor({ state: 'waiting', counter_id: null, service_id: 's2' }, counter)).toBe(false);
  expect(waitsFor({ state: 'waiting', counter_id: null, service_id: null }, counter)).toBe(true);
  expect(waitsFor({ state: 'waiting', counter_id: 'c1', service_id: 's2' }, counter)).toBe(true);
  expect(waitsFor({ state: 'waiting', counter_id: 'c2', service_id: 's1' }, counter)).toBe(false);
  expect(waitsFor({ state: 'called', counter_id: 'c1', service_id: 's1' }, counter)).toBe(false);
});

test('a counter is open from its hour until before the hour at which it closes, by the wall clock of the agency', () => {
  const counter = { opens_minute: 480, closes_minute: 960, in_use: true };
  expect(minuteOf(nine, 'Asia/Makassar')).toBe(540);
  expect(minuteOf(nine, 'Asia/Jakarta')).toBe(480);
  expect([479, 480, 959, 960].map((minute) => isOpenAt(counter, minute))).toEqual([false, true, true, false]);
  expect(isOpenAt({ ...counter, in_use: false }, 500)).toBe(false);
});

test('nobody is absent who was called once', () => {
  expect(mayBeAbsent(1)).toMatchObject({ ok: false });
  expect(mayBeAbsent(2)).toMatchObject({ ok: true });
});

test('a label names the lane', () => {
  expect([one(12), one(3, 'priority'), one(1234, 'appointment')].map(numberLabel)).toEqual(['A-012', 'P-003', 'J-1234']);
});

describe('the wait that is expected', () => {
  test('is not said from fewer than five, nor while nobody calls', () => {
    expect(waitRange([300, 300, 300, 300], { ahead: 1, inService: 1, counters: 1 })).toBeUndefined();
    expect(waitRange([300, 300, 300, 300, 300], { ahead: 1, inService: 1, counters: 0 })).toBeUndefined();
  });

  test('is the time of those before, shared by the counters; without spread hardly a range', () => {
    const always = [300, 300, 300, 300, 300];
    expect(waitRange(always, { ahead: 4, inService: 0, counters: 1 })).toEqual({ from_minutes: 20, until_minutes: 21 });
    expect(waitRange(always, { ahead: 4, inService: 2, counters: 2 })).toEqual({ from_minutes: 12, until_minutes: 13 });
  });

  test('holds about eight of ten waits when services take as long as those seen today', () => {
    let state = 42;
    const roll = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const normal = () => Math.sqrt(-2 * Math.log(roll())) * Math.cos(2 * Math.PI * roll());
    const service = () => Math.exp(5.6 + 0.5 * normal());
    let held = 0;
    const rounds = 2000;
    for (let round = 0; round < rounds; round += 1) {
      const seen = Array.from({ length: 12 }, service);
      const waited = Array.from({ length: 6 }, service).reduce((sum, each) => sum + each, 0) / 60;
      const range = waitRange(seen, { ahead: 6, inService: 0, counters: 1 })!;
      if (range.from_minutes <= waited && waited <= range.until_minutes) held += 1;
    }
    expect(held / rounds).toBeGreaterThan(0.75);
    expect(held / rounds).toBeLessThan(0.9);
  });
});
