import { describe, expect, test } from 'vitest';
import { alarmKinds, alarmsOf, baselineOf, monthsOf, type QueueMonth, upperTail } from './detector.ts';
import { casesOf } from './rules.ts';
import { type Judged, judged, simulatedHouse } from './simulated.ts';

const empty = { priority: [], urgent: [], parked: [], held: [] };

describe('the chance of so many or more', () => {
  test('is the binomial one where queues do not differ', () => {
    // 1 − Σ_{k<3} C(10,k) 0.1^k 0.9^(10−k)
    expect(upperTail(3, 10, { share: 0.1, spread: 0 })).toBeCloseTo(0.0701908264, 4);
    expect(upperTail(0, 10, { share: 0.1, spread: 0 })).toBe(1);
  });

  test('is larger where they do, and by the uniform spread every count is as likely', () => {
    expect(upperTail(8, 100, { share: 0.03, spread: 0.02 })).toBeGreaterThan(upperTail(8, 100, { share: 0.03, spread: 0 }));
    // Beta(1, 1): P(X ≥ x) = (n + 1 − x) / (n + 1).
    expect(upperTail(4, 9, { share: 0.5, spread: 1 / 3 })).toBeCloseTo(0.6, 9);
  });
});

test('a few that stand apart do not set the measure for the rest', () => {
  const honest = Array.from({ length: 60 }, (_none, at) => ({ n: 100, x: 2 + (at % 3) }));
  const jumped = Array.from({ length: 4 }, () => ({ n: 100, x: 40 }));
  const { share } = baselineOf([...honest, ...jumped]);
  expect(share).toBeGreaterThan(0.025);
  expect(share).toBeLessThan(0.035);
});

test('where there are too few to compare with, nobody is suspected', () => {
  const month = (at: number): QueueMonth => ({
    unit: 'u',
    service: `s${at}`,
    month: '2026-01',
    taken: 50,
    tokens: { ...empty, held: at === 0 ? Array.from({ length: 40 }, String) : [] },
  });
  expect(alarmsOf(Array.from({ length: 10 }, (_none, at) => month(at)))).toEqual([]);
  const [alarm] = alarmsOf(Array.from({ length: 40 }, (_none, at) => month(at)));
  expect(alarm).toMatchObject({ service: 's0', kind: 'held', taken: 50 });
  expect(alarm?.tokens).toHaveLength(40);
});

test('the bars: of planted cases at least 99 % are named, of honest queues and months at most 0.5 % (fixed seeds)', { timeout: 120_000 }, () => {
  const total: Record<keyof Judged, number> = { planted: 0, found: 0, guilty: 0, caught: 0, honest: 0, accused: 0, others: 0, named: 0 };
  for (const seed of [101, 102, 103, 104]) {
    const found = judged(simulatedHouse({ seed, queues: 40, months: 12, aMonth: 150, corrupt: 0.05, favoured: 0.2 }));
    for (const key of Object.keys(total) as (keyof Judged)[]) total[key] += found[key];
  }
  expect(total.guilty).toBeGreaterThan(40);
  expect(total.found / total.planted).toBeGreaterThanOrEqual(0.99);
  expect(total.accused / total.honest).toBeLessThanOrEqual(0.005);
  expect(total.named / total.others).toBeLessThanOrEqual(0.005);
});

test('a house in which all are honest is left alone', { timeout: 60_000 }, () => {
  const { facts } = simulatedHouse({ seed: 7, queues: 30, months: 6, aMonth: 120, corrupt: 0, favoured: 0 });
  const months = Array.from(Map.groupBy(casesOf(facts).values(), (one) => one.service).values()).flatMap((own) => monthsOf(own, Date.parse(facts.at(-1)!.at)));
  expect(alarmKinds.every((kind) => months.some((one) => one.tokens[kind].length > 0))).toBe(true);
  expect(alarmsOf(months).length).toBeLessThanOrEqual(1);
});
