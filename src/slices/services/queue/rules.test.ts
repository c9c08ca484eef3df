import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlainDate } from '#platform/time';
import type { Pause, ServiceId } from '../model.ts';
import { assignmentOf, countedDays, isOwnCase, quantileOf, timeOf, turnOf, type Waiting } from './rules.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const later = (from: PlainDate, days: number) => from.add({ days });

/** Monday to Friday, day by day: the slow way to say the same. */
function weekdays(from: PlainDate, until: PlainDate): number {
  let count = 0;
  for (let date = later(from, 1); Temporal.PlainDate.compare(date, until) <= 0; date = later(date, 1)) if (date.dayOfWeek <= 5) count += 1;
  return count;
}

describe('days that count against the promise', () => {
  const table: readonly (readonly [name: string, decided: string, pauses: readonly (readonly [string, string])[], days: number])[] = [
    ['decided on the day it came', '2026-11-23', [], 0],
    ['decided on the next working day', '2026-11-24', [], 1],
    ['over a weekend', '2026-11-30', [], 5],
    ['sent back on Tuesday, mended on Thursday', '2026-11-27', [['2026-11-24', '2026-11-26']], 2],
    ['sent back and mended on the same day', '2026-11-27', [['2026-11-24', '2026-11-24']], 4],
    [
      'sent back twice',
      '2026-12-04',
      [
        ['2026-11-24', '2026-11-26'],
        ['2026-11-27', '2026-12-01'],
      ],
      5,
    ],
    ['sent back over a weekend only', '2026-11-30', [['2026-11-27', '2026-11-29']], 5],
  ];
  test.each(table)('%s', (_name, decided, pauses, days) => {
    const held: readonly Pause[] = pauses.map(([from, until]) => ({ from: day(from), until: day(until) }));
    expect(countedDays(day('2026-11-23'), day(decided), held, weekdays)).toBe(days);
  });

  test('are the working days on which the agency, not the applicant, had to act, counted one by one', () => {
    const spans = fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })), { maxLength: 4 });
    fc.assert(
      fc.property(fc.nat({ max: 364 }), spans, fc.nat({ max: 30 }), (start, gaps, rest) => {
        const submitted = later(day('2026-01-01'), start);
        const pauses: Pause[] = [];
        let at = submitted;
        for (const [wait, length] of gaps) {
          const from = later(at, wait);
          at = later(from, length);
          pauses.push({ from, until: at });
        }
        const decided = later(at, rest);
        let naive = 0;
        for (let date = later(submitted, 1); Temporal.PlainDate.compare(date, decided) <= 0; date = later(date, 1)) {
          const isApplicants = pauses.some(
            ({ from, until }) => Temporal.PlainDate.compare(date, from) > 0 && until !== undefined && Temporal.PlainDate.compare(date, until) <= 0,
          );
          if (date.dayOfWeek <= 5 && !isApplicants) naive += 1;
        }
        expect(countedDays(submitted, decided, pauses, weekdays)).toBe(naive);
      }),
    );
  });
});

describe('processing times from running totals', () => {
  const service = 's' as ServiceId;

  test('half, nine of ten and the share on time are what the cases themselves say', () => {
    const oneCase = fc.record({ days: fc.nat({ max: 40 }), late: fc.boolean() });
    fc.assert(
      fc.property(fc.array(oneCase, { minLength: 1, maxLength: 300 }), (cases) => {
        const bins = Array.from(
          Map.groupBy(cases, (one) => one.days),
          ([workingDays, same]) => ({
            workingDays,
            n: same.length,
            late: same.filter((one) => one.late).length,
          }),
        );
        const sorted = cases.map((one) => one.days).toSorted((a, b) => a - b);
        const time = timeOf(service, bins);
        expect(time.n).toBe(cases.length);
        expect(time.median_days).toBe(sorted[Math.ceil(cases.length * 0.5) - 1]);
        expect(time.p90_days).toBe(sorted[Math.ceil(cases.length * 0.9) - 1]);
        expect(time.onTime).toBe(cases.filter((one) => !one.late).length / cases.length);
      }),
    );
  });

  test('say nothing is known while nothing was decided', () => {
    expect(timeOf(service, [])).toEqual({ serviceId: service, n: 0, median_days: 0, p90_days: 0, onTime: 0 });
    expect(quantileOf([], 0.9)).toBe(0);
  });
});

const somebody: Waiting = { applicant_email: 'warga@contoh.id', account_email: null, applicant_person_id: null, clerk_id: null };
const officer = { personId: 'p1', email: 'petugas@contoh.id' };

describe('whose turn it is', () => {
  test('the first in line needs no reason', () => {
    expect(turnOf([], officer, undefined)).toEqual({ ok: true, value: { lane: 'regular', reason: null } });
    expect(turnOf([], officer, 'hukum')).toEqual({ ok: true, value: { lane: 'regular', reason: null } });
  });

  test('who goes before an earlier one has a reason, and the priority lane is one', () => {
    expect(turnOf([somebody], officer, undefined)).toMatchObject({ ok: false, refusal: { code: 'out-of-turn' } });
    expect(turnOf([somebody], officer, 'pengadilan')).toEqual({ ok: true, value: { lane: 'regular', reason: 'pengadilan' } });
    expect(turnOf([somebody], officer, 'prioritas')).toEqual({ ok: true, value: { lane: 'priority', reason: 'prioritas' } });
  });

  test("an earlier case that is the officer's own is passed with a reason that says so", () => {
    const own = { ...somebody, applicant_email: 'Petugas@contoh.id' };
    expect(turnOf([own], officer, undefined)).toEqual({ ok: true, value: { lane: 'regular', reason: 'kasus-sendiri' } });
    expect(turnOf([own, somebody], officer, undefined)).toMatchObject({ ok: false });
  });
});

describe('an own case', () => {
  test('is known by the person, the address typed and the address of the account', () => {
    expect(isOwnCase(somebody, officer)).toBe(false);
    expect(isOwnCase({ ...somebody, applicant_person_id: 'p1' }, { ...officer, email: null })).toBe(true);
    expect(isOwnCase({ ...somebody, clerk_id: 'p1' }, { ...officer, email: null })).toBe(true);
    expect(isOwnCase({ ...somebody, applicant_email: 'PETUGAS@CONTOH.ID' }, officer)).toBe(true);
    expect(isOwnCase({ ...somebody, applicant_email: 'lain@contoh.id', account_email: 'petugas@contoh.id' }, officer)).toBe(true);
  });

  test('is not every case without an address, for an officer without one', () => {
    expect(isOwnCase({ applicant_email: null, account_email: null, applicant_person_id: null, clerk_id: null }, { personId: 'p1', email: null })).toBe(false);
  });
});

describe('assigning', () => {
  test.each([
    ['an untaken step', { state: 'open', stopped: false, officer_id: null }, '', 'take'],
    ['a colleague’s, with a reason', { state: 'taken', stopped: false, officer_id: 'p2' }, 'cuti', 'hand-over'],
    ['a colleague’s that waits for its applicant', { state: 'taken', stopped: true, officer_id: 'p2' }, 'cuti', 'hand-over'],
    ['one that they hold', { state: 'taken', stopped: false, officer_id: 'p1' }, '', 'keep'],
  ] as const)('%s', (_name, step, note, what) => {
    expect(assignmentOf(step, 'p1', note)).toEqual({ ok: true, value: what });
  });

  test('asks why a step leaves who holds it, and gives none that is done, called off, or waits for the applicant', () => {
    expect(assignmentOf({ state: 'taken', stopped: false, officer_id: 'p2' }, 'p1', '')).toMatchObject({ refusal: { fields: { handOver: 'hand-over-why' } } });
    for (const step of [
      { state: 'done', stopped: false, officer_id: 'p2' },
      { state: 'cancelled', stopped: false, officer_id: null },
      { state: 'open', stopped: true, officer_id: null },
    ] as const)
      expect(assignmentOf(step, 'p1', 'x'), step.state).toMatchObject({ refusal: { code: 'application-state' } });
  });
});
