import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlineOf, workingDaysBetween } from '#slices/standards';
import type { PlainDate } from '#platform/time';
import { applicationMoves, applicationStates, type Pause } from '../model.ts';
import { initials, isOpen, move } from './rules.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const later = (from: PlainDate, days: number) => from.add({ days });

describe('the course of a case', () => {
  test('goes only where the table says', () => {
    for (const from of applicationStates)
      for (const to of applicationStates) expect(move(from, to).ok, `${from} to ${to}`).toBe((applicationMoves[from] as readonly string[]).includes(to));
  });

  test('never leaves a state in which it is done', () => {
    for (const done of ['granted', 'refused', 'withdrawn'] as const) {
      expect(applicationMoves[done]).toEqual([]);
      expect(isOpen(done)).toBe(false);
    }
  });
});

describe('the deadline', () => {
  const holidays = new Set(['2026-12-24', '2026-12-25']);
  const calendar = { holidays, years: new Set([2026]), own: { weeks: [], days: new Map<string, boolean>() } };
  const term = (submittedOn: string, workingDays: number, pauses: readonly Pause[] = []) =>
    deadlineOf({ submittedOn: day(submittedOn), workingDays, pauses, calendar });

  test.each([
    ['day 1 is the next working day', '2026-11-23', 3, '2026-11-26'],
    ['handed in on a Friday', '2026-11-27', 1, '2026-11-30'],
    ['handed in on a Saturday', '2026-11-28', 1, '2026-11-30'],
    ['over holidays and a weekend', '2026-12-23', 1, '2026-12-28'],
  ])('%s', (_name, from, days, due) => {
    expect(term(from, days)).toEqual({ on: day(due), provisional: false });
  });

  test('stands still while the applicant must act: the day of the request counts, the day of the answer does not', () => {
    expect(term('2026-11-23', 3, [{ from: day('2026-11-24'), until: day('2026-11-26') }]).on).toEqual(day('2026-11-30'));
    expect(term('2026-11-23', 3, [{ from: day('2026-11-24'), until: day('2026-11-24') }]).on).toEqual(day('2026-11-26'));
  });

  test('is provisional where it reaches into a year whose calendar is not loaded', () => {
    expect(term('2026-12-29', 2)).toEqual({ on: day('2026-12-31'), provisional: false });
    expect(term('2026-12-29', 3)).toEqual({ on: day('2027-01-01'), provisional: true });
  });

  test('is the day on which exactly the promised days have counted, for any pauses', () => {
    const spans = fc.array(fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 9 })), { maxLength: 4 });
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.integer({ min: 1, max: 20 }), spans, (start, workingDays, gaps) => {
        const submittedOn = later(day('2026-01-01'), start);
        const pauses: Pause[] = [];
        let at = submittedOn;
        for (const [wait, length] of gaps) {
          const from = later(at, wait);
          at = later(from, length);
          pauses.push({ from, until: at });
        }
        const { on } = deadlineOf({ submittedOn, workingDays, pauses, calendar });
        const until = (date: PlainDate) => (Temporal.PlainDate.compare(date, on) < 0 ? date : on);
        const paused = pauses.reduce(
          (sum, pause) => sum + (Temporal.PlainDate.compare(pause.from, on) < 0 ? workingDaysBetween(pause.from, until(pause.until ?? on), calendar) : 0),
          0,
        );
        expect(workingDaysBetween(submittedOn, on, calendar) - paused).toBe(workingDays);
        expect(workingDaysBetween(later(on, -1), on, calendar)).toBe(1);
      }),
    );
  });

  test('never comes earlier for another pause, and no later than that pause is long', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.integer({ min: 1, max: 15 }), fc.nat({ max: 20 }), fc.nat({ max: 20 }), (start, workingDays, wait, length) => {
        const submittedOn = later(day('2026-01-01'), start);
        const pause = { from: later(submittedOn, wait), until: later(submittedOn, wait + length) };
        const without = deadlineOf({ submittedOn, workingDays, pauses: [], calendar }).on;
        const withIt = deadlineOf({ submittedOn, workingDays, pauses: [pause], calendar }).on;
        expect(Temporal.PlainDate.compare(withIt, without)).toBeGreaterThanOrEqual(0);
        expect(workingDaysBetween(without, withIt, calendar)).toBeLessThanOrEqual(workingDaysBetween(pause.from, pause.until, calendar));
      }),
    );
  });
});

describe('initials', () => {
  test.each([
    ['Lalu Hamdan Saputra', 'L••• H••••• S•••••'],
    ['  Siti ', 'S•••'],
    ['', ''],
    ['😀a', '😀•'],
  ])('of "%s" tell no more than "%s"', (name, shown) => {
    expect(initials(name)).toBe(shown);
  });
});
