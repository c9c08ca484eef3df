import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeLife_s, type SeatState } from '../model.ts';
import { classCode } from './class-code.ts';
import { codeStep, holdsAnother, judgeCode, mayAsk, mayAttend, mayBeHeld, promoted } from './rules.ts';

const at = (text: string) => Temporal.Instant.from(text);
const one = { starts_at: at('2026-11-26T01:00:00Z'), ends_at: at('2026-11-26T04:00:00Z'), state: 'open' as const };

describe('asking for a seat', () => {
  test('ends when the class begins', () => {
    expect(mayAsk(one, at('2026-11-26T00:59:59Z'))).toEqual({ ok: true, value: true });
    expect(mayAsk(one, at('2026-11-26T01:00:00Z'))).toMatchObject({ refusal: { code: 'class-begun' } });
    expect(mayAsk({ ...one, state: 'cancelled' }, at('2026-11-20T00:00:00Z'))).toMatchObject({ refusal: { code: 'class-closed' } });
  });
});

describe('attendance', () => {
  test.each([
    { now: '2026-11-26T00:44:59Z', code: 'too-early' },
    { now: '2026-11-26T00:45:00Z', code: undefined },
    { now: '2026-11-26T04:15:00Z', code: undefined },
    { now: '2026-11-26T04:15:01Z', code: 'too-late' },
  ])('at $now: $code', ({ now, code }) => {
    const outcome = mayAttend(one, at(now));
    expect(outcome.ok ? undefined : outcome.refusal.code).toBe(code);
  });
});

describe('the rotating code', () => {
  const secret = new Uint8Array(32).fill(7);
  const codeAt = (step: number) => classCode(secret, 'class-a', step);
  const now = at('2026-11-26T02:00:00Z');
  const shown = codeAt(codeStep(now));
  const later = (seconds: number) => now.add({ seconds });

  test('is good while it is shown and one step longer, also typed with a space', () => {
    expect(judgeCode(shown, codeAt, now).ok).toBe(true);
    expect(judgeCode(`${shown.slice(0, 4)} ${shown.slice(4)}`, codeAt, later(codeLife_s)).ok).toBe(true);
  });

  test('that has rotated away is refused as such; one that was never shown here as foreign', () => {
    expect(judgeCode(shown, codeAt, later(2 * codeLife_s))).toMatchObject({ refusal: { code: 'expired-code' } });
    expect(judgeCode(shown, codeAt, later(3600))).toMatchObject({ refusal: { code: 'foreign-code' } });
    expect(judgeCode(classCode(secret, 'class-b', codeStep(now)), codeAt, now)).toMatchObject({ refusal: { code: 'foreign-code' } });
    expect(judgeCode(codeAt(codeStep(now) + 1), codeAt, now)).toMatchObject({ refusal: { code: 'foreign-code' } });
    expect(judgeCode('', codeAt, now)).toMatchObject({ refusal: { code: 'foreign-code' } });
  });

  test('has eight digits, another for each class, secret and step', () => {
    const codes = new Set<string>();
    for (let step = 0; step < 200; step += 1) {
      expect(codeAt(step)).toMatch(/^\d{8}$/);
      codes
        .add(codeAt(step))
        .add(classCode(secret, 'class-b', step))
        .add(classCode(new Uint8Array(32), 'class-a', step));
    }
    expect(codes.size).toBe(600);
  });
});

describe('a class', () => {
  const good = { startsAt: at('2026-11-26T01:00:00Z'), endsAt: at('2026-11-26T04:00:00Z'), room: 'Rinjani', meetingLink: null };
  const now = at('2026-11-23T01:00:00Z');

  test.each([
    [{ ...good, endsAt: good.startsAt }, 'ends-before'],
    [{ ...good, startsAt: now }, 'in-the-past'],
    [{ ...good, room: null }, 'place-needed'],
    [{ ...good, room: null, meetingLink: 'https://rapat.contoh.id' }, undefined],
  ])('%o: %s', (input, code) => {
    const outcome = mayBeHeld(input, now);
    expect(outcome.ok ? undefined : outcome.refusal.code).toBe(code);
  });
});

test('one seat a course is held at a time: not one that is over, was attended, or is of another course', () => {
  const now = at('2026-11-23T01:00:00Z');
  const held = { course_id: 'a', ends_at: at('2026-11-26T04:00:00Z'), attended_at: null };
  expect(holdsAnother([held], 'a', now)).toBe(true);
  expect(holdsAnother([held], 'b', now)).toBe(false);
  expect(holdsAnother([{ ...held, ends_at: now }], 'a', now)).toBe(false);
  expect(holdsAnother([{ ...held, attended_at: now }], 'a', now)).toBe(false);
});

describe('the waiting list', () => {
  test('moves in the order of asking, as far as there is room', () => {
    const seats = [
      { place: 4, state: 'waiting' as const },
      { place: 1, state: 'seated' as const },
      { place: 3, state: 'waiting' as const },
      { place: 2, state: 'given-up' as const },
    ];
    expect(promoted(seats, 2)).toEqual([{ place: 3, state: 'waiting' }]);
    expect(promoted(seats, 9).map((seat) => seat.place)).toEqual([3, 4]);
    expect(promoted(seats, 1)).toEqual([]);
    expect(promoted(seats, 0)).toEqual([]);
  });

  test('after a promotion there is never an empty seat beside somebody who waits, nor a seat too many', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<SeatState>('seated', 'waiting', 'given-up'), { maxLength: 30 }), fc.integer({ min: 0, max: 40 }), (states, more) => {
        const seats = states.map((state, place) => ({ place, state }));
        const taken = states.filter((state) => state === 'seated').length;
        const capacity = taken + (more % 10);
        const moved = promoted(seats, capacity).length;
        const waiting = states.filter((state) => state === 'waiting').length;
        expect(taken + moved).toBeLessThanOrEqual(capacity);
        expect(taken + moved === capacity || moved === waiting).toBe(true);
      }),
    );
  });
});
