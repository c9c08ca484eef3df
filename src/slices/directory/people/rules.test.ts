import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNip } from './nip.ts';
import { identifyStaff, leaveOn, readGrade, succeed } from './rules.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

describe('a NIP', () => {
  test.each([
    ['198501012010011023', 'PNS'],
    ["'198501012010011023", 'PNS'],
    ['19850101 201001 1 023', 'PNS'],
    ['１９８５０１０１２０１００１１０２３', 'PNS'],
    ['198501012010\u200B011023', 'PNS'],
    ['198501012022211023', 'PPPK'],
  ])('is read however it was written: %s', (text, status) => {
    expect(readNip(text)).toMatchObject({ ok: true, status, birthOn: day('1985-01-01') });
  });
  test.each([
    ['1.98501E+17', 'nip-scientific'],
    ['1,98501E+17', 'nip-scientific'],
    ['1.9850101201001E+17', 'nip-scientific'],
    ['198501012010011000', 'nip-rounded'],
    ['19850101201001102', 'nip-length'],
    ['1985010120100110233', 'nip-length'],
    ['19850230 2010011023', 'nip-birth'],
    ['18500101201001 1023', 'nip-birth'],
    ['abc', 'nip-length'],
    ['', 'nip-length'],
  ])('that a spreadsheet or a hand has spoilt is named: %s → %s', (text, fault) => {
    expect(readNip(text)).toEqual({ ok: false, fault });
  });
  test('never makes the reader stumble, whatever was typed (H21: 100,000 signs too)', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => typeof readNip(text).ok === 'boolean'),
      { verbose: 1 },
    );
    expect(readNip('1'.repeat(100_000)).ok).toBe(false);
    expect(readNip(`1.${'9'.repeat(100_000)}E+`).ok).toBe(false);
  });
  test('of PPPK is no faulty PNS number, and a status that was chosen wins over what the number seems to be', () => {
    expect(identifyStaff('198501012022211023', undefined)).toMatchObject({ ok: true, value: { status: 'PPPK' } });
    expect(identifyStaff('198501012022211023', 'PNS')).toMatchObject({ ok: true, value: { status: 'PNS' } });
  });
});

test.each([
  ['III/a', 'PNS', 'III/a'],
  ['iii/A', 'PNS', 'III/a'],
  ['III.d', 'PNS', 'III/d'],
  ['Penata Muda (III/a)', 'PNS', 'III/a'],
  ['IV/e', 'PNS', 'IV/e'],
  ['III/e', 'PNS', undefined],
  ['V/a', 'PNS', undefined],
  ['IX', 'PNS', undefined],
  ['IX', 'PPPK', 'IX'],
  ['xvii', 'PPPK', 'XVII'],
  ['XVIII', 'PPPK', undefined],
  ['III/a', 'PPPK', undefined],
] as const)('a grade %s of a %s is %s: the two ladders are not comparable', (text, status, grade) => {
  expect(readGrade(text, status)).toBe(grade);
});

describe('a post', () => {
  const held = [
    { started_on: day('2024-02-01'), ended_on: null },
    { started_on: day('2020-01-01'), ended_on: day('2024-01-31') },
  ];
  test('that follows ends the one before on the day before', () => {
    expect(succeed(held, day('2026-12-01'))).toEqual({ ok: true, value: day('2026-11-30') });
    expect(succeed([], day('2026-12-01')).ok).toBe(true);
  });
  test.each(['2024-02-01', '2023-01-01'])('that begins on %s, with or before the latest, is refused', (on) => {
    expect(succeed(held, day(on))).toMatchObject({ ok: false, refusal: { code: 'starts-too-early' } });
  });
  test('ends with service on any day since it began', () => {
    expect(leaveOn(held, day('2024-02-01')).ok).toBe(true);
    expect(leaveOn([held[0]!], day('2024-01-31'))).toMatchObject({ ok: false, refusal: { code: 'leaves-too-early' } });
    expect(leaveOn([], day('2024-01-31')).ok).toBe(false);
  });
});
