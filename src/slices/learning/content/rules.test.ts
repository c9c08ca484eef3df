import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QuizQuestion } from '../model.ts';
import { type ClassStep, creditedSeconds, isComplete, isWatched, minutesLeft, type ModuleStep, nextStep, quizScore } from './rules.ts';

const at = (text: string) => Temporal.Instant.from(text);

describe('watched seconds', () => {
  test('the first report says that the player has begun, and counts nothing', () => {
    expect(creditedSeconds(0, 3600, undefined)).toBe(0);
  });

  test.each([
    { reported: 10, since: 10, credited: 10 },
    { reported: 10, since: 9, credited: 10 },
    { reported: 600, since: 10, credited: 11 },
    { reported: 5, since: 600, credited: 5 },
    { reported: -50, since: 10, credited: 0 },
    { reported: 9.9, since: 10, credited: 9 },
    { reported: 10, since: -3600, credited: 1 },
  ])('$reported reported after $since seconds count as $credited', ({ reported, since, credited }) => {
    expect(creditedSeconds(100, reported, { sinceLast_s: since, sinceBegun_s: 100_000 })).toBe(100 + credited);
  });

  test('however a player reports, no more is counted than time has passed since it began', () => {
    const report = fc.record({ reported: fc.integer({ min: -10, max: 100_000 }), since: fc.integer({ min: 0, max: 120 }) });
    fc.assert(
      fc.property(fc.array(report, { maxLength: 60 }), (reports) => {
        let watched = 0;
        let passed = 0;
        for (const { reported, since } of reports) {
          passed += since;
          const next = creditedSeconds(watched, reported, { sinceLast_s: since, sinceBegun_s: passed });
          expect(next).toBeGreaterThanOrEqual(watched);
          watched = next;
        }
        expect(watched).toBeLessThanOrEqual(passed + 1);
      }),
    );
  });

  test('nine tenths of a video are enough, a second less is not', () => {
    expect(isWatched(54, 1)).toBe(true);
    expect(isWatched(53, 1)).toBe(false);
  });
});

const question = (answer: 'A' | 'B'): QuizQuestion => ({
  text: { id: '?' },
  options: [
    { key: 'A', text: { id: 'a' } },
    { key: 'B', text: { id: 'b' } },
  ],
  answer,
  why: { id: '!' },
});

test('a quiz is marked in whole percent, rounded down', () => {
  const questions = Array.from({ length: 3 }, () => question('A'));
  expect(quizScore(questions, { q1: 'A', q2: 'A', q3: 'B' })).toBe(66);
  expect(quizScore(questions, { q1: 'A', q2: 'A', q3: 'A', q4: 'A' })).toBe(100);
  expect(quizScore(questions, {})).toBe(0);
});

describe('completion', () => {
  test.each([
    { modules: 6, done: 6, needsClass: true, attended: true, complete: true },
    { modules: 6, done: 5, needsClass: true, attended: true, complete: false },
    { modules: 6, done: 6, needsClass: true, attended: false, complete: false },
    { modules: 6, done: 6, needsClass: false, attended: false, complete: true },
    { modules: 0, done: 0, needsClass: false, attended: false, complete: false },
  ])('$done of $modules modules, class needed $needsClass and attended $attended: $complete', ({ complete, ...facts }) => {
    expect(isComplete(facts)).toBe(complete);
  });
});

const module = (id: string, done: boolean, more: Partial<ModuleStep> = {}): ModuleStep => ({ id, kind: 'page', minutes: 15, done, watched_s: 0, ...more });
const seat = (starts: string, more: Partial<ClassStep> = {}): ClassStep => ({
  starts_at: at(starts),
  ends_at: at(starts).add({ hours: 3 }),
  state: 'seated',
  attended: false,
  ...more,
});
const now = at('2026-11-23T01:00:00Z');
const half = [module('a', true), module('b', false)];
const whole = [module('a', true), module('b', true)];

describe('the next step', () => {
  test('is the first module that is left', () => {
    expect(nextStep({ modules: half, needsClass: true, seats: [seat('2026-11-26T01:00:00Z')] }, now)).toMatchObject({ do: 'study', module: { id: 'b' } });
  });

  test('is the class while it is on, from a quarter of an hour before', () => {
    expect(nextStep({ modules: half, needsClass: true, seats: [seat('2026-11-23T01:15:00Z')] }, now)).toMatchObject({ do: 'attend' });
    expect(nextStep({ modules: half, needsClass: true, seats: [seat('2026-11-23T01:15:01Z')] }, now)).toMatchObject({ do: 'study' });
    expect(nextStep({ modules: half, needsClass: true, seats: [seat('2026-11-23T00:00:00Z', { state: 'waiting' })] }, now)).toMatchObject({ do: 'study' });
  });

  test('after the modules is a seat, then the nearest class, then nothing', () => {
    expect(nextStep({ modules: whole, needsClass: true, seats: [] }, now)).toEqual({ do: 'ask-seat' });
    const seats = [seat('2026-12-03T01:00:00Z'), seat('2026-11-26T01:00:00Z')];
    expect(nextStep({ modules: whole, needsClass: true, seats }, now)).toMatchObject({ do: 'wait', seat: { starts_at: at('2026-11-26T01:00:00Z') } });
    expect(nextStep({ modules: whole, needsClass: true, seats: [seat('2026-11-20T01:00:00Z', { attended: true })] }, now)).toEqual({ do: 'nothing' });
    expect(nextStep({ modules: whole, needsClass: false, seats: [] }, now)).toEqual({ do: 'nothing' });
  });

  test('who missed the class asks for another seat', () => {
    expect(nextStep({ modules: whole, needsClass: true, seats: [seat('2026-11-20T01:00:00Z')] }, now)).toEqual({ do: 'ask-seat' });
  });
});

test('what is left of a video is what was not watched, and never nothing', () => {
  expect(minutesLeft(module('v', false, { kind: 'video', minutes: 12, watched_s: 312 }))).toBe(7);
  expect(minutesLeft(module('v', false, { kind: 'video', minutes: 1, watched_s: 60 }))).toBe(1);
  expect(minutesLeft(module('p', false))).toBe(15);
});
