import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeInPaper, isUniqueFormat, letterNumber, maySign, stageOf, standingOf } from './rules.ts';

const now = Temporal.Instant.from('2026-11-23T02:00:00Z');
const later = now.add({ seconds: 1 });
const nothing = { signing_until: null, signed_at: null, issued_at: null };

test('a paper waits, is being signed until the signing was broken off, is signed, is out', () => {
  expect(stageOf(nothing, now)).toBe('waiting');
  expect(stageOf({ ...nothing, signing_until: later }, now)).toBe('signing');
  expect(stageOf({ ...nothing, signing_until: now }, now)).toBe('waiting');
  expect(stageOf({ ...nothing, signed_at: now }, now)).toBe('signed');
  expect(stageOf({ ...nothing, signed_at: now, issued_at: later }, now)).toBe('issued');
});

test('who decided does not sign, and nobody signs what does not wait', () => {
  expect(maySign({ ...nothing, made_by: 'a' }, 'b', now).ok).toBe(true);
  expect(maySign({ ...nothing, made_by: 'a' }, 'a', now)).toMatchObject({ refusal: { code: 'own-decision' } });
  for (const stage of [{ signing_until: later }, { signed_at: now }, { issued_at: now }])
    expect(maySign({ ...nothing, made_by: 'a', ...stage }, 'b', now)).toMatchObject({ refusal: { code: 'result-state' } });
});

describe('what a stranger is told', () => {
  const out = { issued_at: now, electronic: true, reason: null };
  test.each([
    [undefined, undefined, 'unknown'],
    [undefined, false, 'unknown'],
    [{ ...out, issued_at: null }, true, 'unknown'],
    [out, undefined, 'valid'],
    [out, true, 'valid'],
    [out, false, 'changed'],
    [{ ...out, electronic: false }, undefined, 'copy'],
    [{ ...out, electronic: false }, false, 'changed'],
    [{ ...out, reason: 'pengadilan' as const }, true, 'revoked'],
    [{ ...out, reason: 'diganti' as const }, undefined, 'replaced'],
    // A changed file of a revoked result is first of all not ours.
    [{ ...out, reason: 'pengadilan' as const }, false, 'changed'],
  ])('%#', (result, same, expected) => expect(standingOf(result, same)).toBe(expected));
});

describe('the number of a letter', () => {
  const parts = { ticket: 'LYN-52-2026-0000123-7', unit: 'DIKBUD', serial: 7, on: Temporal.PlainDate.from('2026-11-23'), edition: 1 };
  test.each([
    ['{nomor}/H', 'LYN-52-2026-0000123-7/H'],
    ['{urut}/{unit}/{bulan}/{tahun}', '007/DIKBUD/XI/2026'],
    ['400.3/{urut}/{unit}/{tahun}', '400.3/007/DIKBUD/2026'],
    ['SK', 'LYN-52-2026-0000123-7/SK'],
    ['{urut}/SK', 'LYN-52-2026-0000123-7/007/SK'],
  ])('%s', (format, number) => expect(letterNumber(format, parts)).toBe(number));

  test('of a correction says which one it is', () => expect(letterNumber('{nomor}/H', { ...parts, edition: 3 })).toBe('LYN-52-2026-0000123-7/H-P2'));

  test('F17: a format is filled in once and runs nothing', () => {
    for (const format of ['{nomor}{{constructor}}', '{nomor}{__proto__}', '{nomor}{toString}', '{nomor}${1+1}', '{nomor}<%= 1 %>'])
      expect(letterNumber(format, parts)).toBe(format.replace('{nomor}', parts.ticket));
    expect(letterNumber('{nomor}/{unit}', { ...parts, unit: '{ticket}{urut}' })).toBe('LYN-52-2026-0000123-7/{ticket}{urut}');
  });

  test('differs whenever ticket, or unit, year and serial differ, whatever the format', () => {
    const format = fc.array(fc.constantFrom('{nomor}', '{urut}', '{unit}', '{tahun}', '{bulan}', '/', 'SK')).map((bits) => bits.join(''));
    fc.assert(
      fc.property(format, fc.nat(999), fc.nat(999), (one, first, second) => {
        fc.pre(first !== second);
        const numbers = [first, second].map((serial) => letterNumber(one, { ...parts, serial, ticket: `LYN-${serial}` }));
        expect(numbers[0] === numbers[1] && isUniqueFormat(one)).toBe(false);
        expect(numbers[0]).not.toBe(numbers[1]);
      }),
    );
  });
});

test('the code of a paper is found wherever it stands in the file, and nothing else is taken for one', () => {
  expect(codeInPaper('x /Subject (https://situs.contoh.id/verifikasi/hasil/7H3K-92QD-AAAA-BBBB) y')).toBe('7H3K-92QD-AAAA-BBBB');
  for (const text of ['', '/verifikasi/hasil/', '/verifikasi/hasil/7h3k-92qd', '/verifikasi/hasil/7H3K-92QD-AAAA']) expect(codeInPaper(text)).toBeUndefined();
});
