import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigit, derivedCode, findId, findTicket, hashCode, newCode, newId, normalCode, ticket } from './ids.ts';

const digits = fc.string({ unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), minLength: 1, maxLength: 20 });

describe('the check digit (Damm)', () => {
  test('of 572 is 4, as in the paper', () => {
    expect(checkDigit('572')).toBe(4);
    expect(checkDigit('5724')).toBe(0);
  });

  test('finds every single wrong digit', () => {
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, place, by) => {
        const at = place % text.length;
        const wrong = text.slice(0, at) + String((Number(text[at]) + by) % 10) + text.slice(at + 1);
        expect(checkDigit(wrong)).not.toBe(checkDigit(text));
      }),
    );
  });

  test('finds every swap of neighbours', () => {
    fc.assert(
      fc.property(digits, fc.nat(), (text, place) => {
        const at = place % text.length;
        const [a = '', b = ''] = [text[at], text[at + 1]];
        if (b === '' || a === b) return;
        expect(checkDigit(text.slice(0, at) + b + a + text.slice(at + 2))).not.toBe(checkDigit(text));
      }),
    );
  });
});

describe('a ticket', () => {
  const parts = fc.record({
    kind: fc.constantFrom('LYN', 'ADU', 'SRT'),
    code: fc.constantFrom('52', '52.01', '5271'),
    year: fc.integer({ min: 2020, max: 2099 }),
    number: fc.integer({ min: 1, max: 99_999_999 }),
  });

  test('is found however it was typed', () => {
    expect(ticket('LYN', '52', 2026, 123)).toMatch(/^LYN-52-2026-0000123-\d$/);
    fc.assert(
      fc.property(parts, fc.boolean(), fc.boolean(), ({ kind, code, year, number }, lower, bare) => {
        const made = ticket(kind, code, year, number);
        const cased = lower ? made.toLowerCase() : made;
        expect(findTicket(` ${bare ? cased.replaceAll('-', ' ') : cased} `)).toBe(made);
      }),
    );
  });

  test('with one digit wrong is none', () => {
    fc.assert(
      fc.property(parts, fc.nat(), fc.integer({ min: 1, max: 9 }), ({ kind, code, year, number }, place, by) => {
        const made = ticket(kind, code, year, number);
        const at = 4 + (place % (made.length - 4));
        if (!/\d/.test(made[at] ?? '')) return;
        expect(findTicket(made.slice(0, at) + String((Number(made[at]) + by) % 10) + made.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  test.each(['', 'LYN', 'LYN-52-2026-123-4', "LYN-52-2026-0000123-'", 'XYZ-52-2026-0000123-٧'])('%j is none', (text) => {
    expect(findTicket(text)).toBeUndefined();
  });
});

describe('ids and codes', () => {
  test('an id is a UUIDv7 of its moment, in the order of time', () => {
    const at = 1_790_000_000_000;
    const ids = Array.from({ length: 1000 }, (_none, offset) => newId(at + offset));
    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt((ids[0] ?? '').replaceAll('-', '').slice(0, 12), 16)).toBe(at);
    expect(new Set(Array.from({ length: 10_000 }, () => newId(at))).size).toBe(10_000);
  });

  test('what is no id is not found, and never reaches the database', () => {
    for (const text of ['', '1', 'x'.repeat(36), `${newId()} `, `${newId()}'--`, newId().toUpperCase(), null, 7, undefined, ['a']])
      expect(findId(text)).toBeUndefined();
    const id = newId();
    expect(findId(id)).toBe(id);
  });

  test('A15: a code has 80 bits at least, in letters that survive being read aloud', () => {
    const code = newCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(Array.from({ length: 5000 }, () => newCode())).size).toBe(5000);
    expect(newCode(128).replaceAll('-', '')).toHaveLength(26);
  });

  test('a code is made again from its secret, and by no other secret and for nothing else', () => {
    const secret = new Uint8Array(32).fill(1);
    const code = derivedCode(secret, 'case 1');
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(derivedCode(secret, 'case 1')).toBe(code);
    expect(new Set([code, derivedCode(secret, 'case 2'), derivedCode(new Uint8Array(32).fill(2), 'case 1')]).size).toBe(3);
    expect(derivedCode(secret, 'case 1', 100).replaceAll('-', '')).toHaveLength(20);
  });

  test('a code is the same however it was copied', () => {
    expect(normalCode(' 7h3k 92qd-oil1 ')).toBe('7H3K92QD0111');
    expect(Buffer.from(hashCode('7H3K-92QD'))).toEqual(Buffer.from(hashCode('7h3k92qd')));
    expect(Buffer.from(hashCode('7H3K-92QD'))).not.toEqual(Buffer.from(hashCode('7H3K-92QE')));
  });
});
