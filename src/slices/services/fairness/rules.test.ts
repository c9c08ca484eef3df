import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QueueFact } from '../model.ts';
import { casesOf, grace_ms, monthOf, noReason, overtakenIn, overtakingOf, type PublicFact, type QueueCase, startOfMonth, sumOf } from './rules.ts';

const start = Date.parse('2026-03-02T01:00:00Z');
const hour = 3_600_000;

const fact = (token: string, what: QueueFact, hours: number, reason: string | null = null, queue = 's'): PublicFact => ({
  token,
  service: queue,
  unit: 'u',
  fact: what,
  reason,
  at: new Date(start + hours * hour).toISOString(),
});

const rowOf = (...facts: readonly PublicFact[]) => overtakingOf(casesOf(facts).values());

describe('who was taken out of turn', () => {
  test('nobody, while all are taken as they came', () => {
    const [row] = rowOf(fact('a', 'arrived', 0), fact('b', 'arrived', 1), fact('a', 'taken', 2), fact('b', 'taken', 3));
    expect(row).toMatchObject({ unit: 'u', service: 's', month: '2026-03', taken: 2, outOfTurn: 0, reasons: {} });
  });

  test('one who is taken while an earlier one waits, with the reason, and who was passed waits on', () => {
    const [row] = rowOf(fact('a', 'arrived', 0), fact('b', 'arrived', 1), fact('b', 'taken', 2, 'prioritas'), fact('a', 'taken', 28));
    expect(row).toMatchObject({ taken: 2, outOfTurn: 1, reasons: { prioritas: 1 }, passed: { day: 0, 'three-days': 1 } });
  });

  test('without a reason it counts as that, and who still waits is told apart', () => {
    const [row] = rowOf(fact('a', 'arrived', 0), fact('b', 'arrived', 1), fact('b', 'taken', 2));
    expect(row).toMatchObject({ outOfTurn: 1, reasons: { [noReason]: 1 }, passed: { waiting: 1 } });
  });

  test('a reason that was not needed does not make it out of turn', () => {
    expect(rowOf(fact('a', 'arrived', 0), fact('a', 'taken', 1, 'hukum'))[0]).toMatchObject({ taken: 1, outOfTurn: 0, reasons: {} });
  });

  test('an earlier one that is paused, withdrawn or of another service is not passed', () => {
    const later = [fact('b', 'arrived', 1), fact('b', 'taken', 3)];
    expect(rowOf(fact('a', 'arrived', 0), fact('a', 'paused', 2), ...later)[0]).toMatchObject({ outOfTurn: 0 });
    expect(rowOf(fact('a', 'arrived', 0), fact('a', 'withdrawn', 2), ...later)[0]).toMatchObject({ outOfTurn: 0 });
    expect(rowOf(fact('a', 'arrived', 0, null, 'other'), ...later)[0]).toMatchObject({ outOfTurn: 0 });
    expect(rowOf(fact('a', 'arrived', 0), fact('a', 'paused', 1.5), fact('a', 'resumed', 2), ...later)[0]).toMatchObject({ outOfTurn: 1 });
  });

  test('what happens within ten seconds, or to two that came in one moment, passes nobody', () => {
    const seconds = grace_ms / hour;
    expect(rowOf(fact('a', 'arrived', 0), fact('b', 'arrived', 0), fact('b', 'taken', 2))[0]).toMatchObject({ outOfTurn: 0 });
    expect(rowOf(fact('a', 'arrived', 0), fact('b', 'arrived', 1), fact('b', 'taken', 2), fact('a', 'taken', 2 + seconds * 0.9))[0]).toMatchObject({
      outOfTurn: 0,
    });
    expect(rowOf(fact('a', 'arrived', 0), fact('b', 'arrived', 1), fact('b', 'taken', 2), fact('a', 'taken', 2 + seconds))[0]).toMatchObject({ outOfTurn: 1 });
  });

  test('a case that changes hands is taken once; facts of one that never arrived say nothing', () => {
    const [row] = rowOf(fact('x', 'taken', 0), fact('a', 'arrived', 0), fact('a', 'taken', 1), fact('a', 'taken', 5, 'pengganti'));
    expect(row).toMatchObject({ taken: 1, outOfTurn: 0 });
  });

  test('the name that a reason had before counts under the one it has now', () => {
    const [row] = rowOf(fact('a', 'arrived', 0), fact('b', 'arrived', 1), fact('b', 'taken', 2, 'difabel'));
    expect(row?.reasons).toEqual({ prioritas: 1 });
  });
});

test('months begin at midnight of western Indonesian time', () => {
  expect(startOfMonth('2026-03')).toBe(Date.parse('2026-02-28T17:00:00Z'));
  expect([monthOf(startOfMonth('2026-03')), monthOf(startOfMonth('2026-03') - 1)]).toEqual(['2026-03', '2026-02']);
});

/** As the definition says it, one by one. */
function slowly(cases: readonly QueueCase[]) {
  const waits = (one: QueueCase, at: number) => one.spans.some(([from, until]) => from + grace_ms <= at && (until === null || at <= until - grace_ms));
  const over = new Map<string, number>();
  const passedAt = new Map<string, number>();
  for (const one of cases.filter((each) => each.taken !== null).toSorted((a, b) => a.taken! - b.taken!)) {
    const passed = cases.filter((each) => each.arrived < one.arrived && waits(each, one.taken!));
    over.set(one.token, passed.length);
    for (const each of passed) if (!passedAt.has(each.token)) passedAt.set(each.token, one.taken!);
  }
  return { over, passedAt };
}

const life = fc.record({
  arrives: fc.nat(60),
  acts: fc.array(fc.record({ what: fc.constantFrom<QueueFact>('taken', 'paused', 'resumed', 'withdrawn'), after: fc.nat(40) }), { maxLength: 4 }),
});

test('the sweep finds what the definition says, for any history', () => {
  fc.assert(
    fc.property(fc.array(life, { maxLength: 25 }), (lives) => {
      const facts = lives.flatMap(({ arrives, acts }, at) => {
        let minutes = arrives;
        return [fact(`t${at}`, 'arrived', arrives / 60), ...acts.map(({ what, after }) => fact(`t${at}`, what, (minutes += after) / 60))];
      });
      const cases = [...casesOf(facts).values()];
      const { over, passedAt } = overtakenIn(cases);
      const wanted = slowly(cases);
      expect(over).toEqual(wanted.over);
      expect(passedAt).toEqual(wanted.passedAt);
    }),
  );
});

test('sums add up what is in several rows', () => {
  const rows = rowOf(fact('a', 'arrived', 0), fact('b', 'arrived', 1), fact('b', 'taken', 2, 'hukum'), fact('a', 'taken', 24 * 40));
  expect(rows).toHaveLength(2);
  expect(sumOf(rows)).toMatchObject({ taken: 2, outOfTurn: 1, reasons: { hukum: 1 }, passed: { longer: 1 } });
});
