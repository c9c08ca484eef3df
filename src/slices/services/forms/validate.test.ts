import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answers, FormDefinition, FormField } from '../model.ts';
import { firstOpenPage, judgeAnswers, judgeCorrection } from './check.ts';
import { countFiles, pickAnswers } from './rules.ts';

const field = (type: FormField['type'], more: Partial<FormField> = {}): FormField => ({ key: 'x', type, label: { id: 'X' }, required: true, ...more });
const formOf = (...fields: readonly FormField[]): FormDefinition => ({ steps: [{ key: 'a', title: { id: 'A' }, fields: [...fields] }] });
const faultsOf = (form: FormDefinition, answers: Answers, files = {}) => judgeAnswers(form, answers, files).faults;
const fault = (type: FormField['type'], answer: Answers[string], more: Partial<FormField> = {}) => faultsOf(formOf(field(type, more)), { x: answer })['x'];

describe('an answer', () => {
  test.each([
    ['text', '', 'required'],
    ['text', 'ada', undefined],
    ['email', 'nama@contoh.id', undefined],
    ['email', 'nama@contoh', 'not-email'],
    ['email', 'nama contoh@contoh.id', 'not-email'],
    ['phone', '0812 3456 7890', undefined],
    ['phone', '+62 (812) 3456-7890', undefined],
    ['phone', '12', 'not-phone'],
    ['nik', '5271010101010001', undefined],
    ['nik', '5271 0141 0790 0001', undefined],
    ['nik', '527101010101000', 'not-nik'],
    ['nik', '52710101O1010001', 'not-nik'],
    ['nik', '5271013207900001', 'not-nik'],
    ['nik', '5271017207900001', 'not-nik'],
    ['nik', '5271014013900001', 'not-nik'],
    ['nik', '5271010101010000', 'not-nik'],
    ['nip', '198609262015051001', undefined],
    ['nip', '19860926 201505 1 001', undefined],
    ['nip', '198501012022211023', undefined],
    ['nip', '198602302015051001', 'not-nip'],
    ['nip', '198609262015053001', 'not-nip'],
    ['nip', '198609262015051000', 'not-nip'],
    ['nip', '198609261990051001', 'not-nip'],
    ['nip', '198609262015001001', 'not-nip'],
    ['npwp', '01.234.567.8-901.000', undefined],
    ['npwp', '0012345678901000', undefined],
    ['npwp', '5271010101010001', undefined],
    ['npwp', '9999999999999999', 'not-npwp'],
    ['npwp', '000000000000000', 'not-npwp'],
    ['npwp', '0123', 'not-npwp'],
    ['number', '-3,5', undefined],
    ['number', 'tiga', 'not-a-number'],
    ['money', '25.000', undefined],
    ['money', 'Rp1.250.000,00', undefined],
    ['money', '25.00', 'not-money'],
    ['money', '2,5', 'not-money'],
    ['money', '-1', 'not-money'],
    ['date', '2026-02-28', undefined],
    ['date', '2028-02-29', undefined],
    ['date', '2026-02-29', 'not-a-date'],
    ['date', '2026-13-01', 'not-a-date'],
    ['date', '31-12-2026', 'not-a-date'],
    ['declaration', '', 'declare'],
    ['declaration', 'tidak', 'declare'],
    ['declaration', 'ya', undefined],
    ['address', 'Jalan Pejanggik 12', undefined],
    ['region', '52.71.01.1004', undefined],
    ['region', '52.71.01', 'region-open'],
    ['region', '31.71', undefined],
    ['region', '31', 'region-open'],
    ['region', '52.71.99', 'region-open'],
    ['region', 'Mataram', 'not-region'],
  ] as const)('of type %s, "%s": %s', (type, value, expected) => {
    expect(fault(type, value)).toBe(expected);
  });

  test('of a choice is one of the options; of many, several of them, within the limits', () => {
    const options = ['a', 'b', 'c'].map((value) => ({ value, label: { id: value } }));
    expect(fault('choice', 'a', { options })).toBeUndefined();
    expect(fault('choice', 'd', { options })).toBe('required');
    expect(fault('many', ['a', 'c'], { options })).toBeUndefined();
    expect(fault('many', [], { options })).toBe('required');
    expect(fault('many', ['a', 'd'], { options })).toBe('required');
    expect(fault('many', ['a'], { options, min: 2 })).toBe('too-few');
    expect(fault('many', ['a', 'b'], { options, max: 1 })).toBe('too-many');
  });

  test('of a number or an amount stays within its bounds', () => {
    expect(fault('number', '0', { min: 1, max: 9 })).toBe('too-small');
    expect(fault('number', '9,5', { min: 1, max: 9 })).toBe('too-big');
    expect(fault('money', '10.000', { max: 9_999 })).toBe('too-big');
    expect(fault('money', '9.999', { max: 9_999 })).toBeUndefined();
  });

  test('of a region ends where it is asked for', () => {
    expect(fault('region', '52.71', { level: 'regency' })).toBeUndefined();
    expect(fault('region', '52', { level: 'regency' })).toBe('region-open');
  });

  test('that is not required may be left open', () => {
    for (const type of ['text', 'email', 'date', 'number', 'choice', 'nik', 'nip', 'npwp', 'money', 'region', 'many', 'group'] as const)
      expect(fault(type, '', { required: false }), type).toBeUndefined();
    expect(faultsOf(formOf(field('file', { required: false })), {})).toEqual({});
    expect(faultsOf(formOf(field('file')), {})).toEqual({ x: 'file-required' });
    expect(faultsOf(formOf(field('file')), {}, { x: 1 })).toEqual({});
    expect(faultsOf(formOf(field('file')), {}, { x: 6 })).toEqual({ x: 'too-many-files' });
  });

  test('H12: is as long as people count it, with an end to what is stored', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(fault('text', family.repeat(7), { maxLength: 10 })).toBeUndefined();
    expect(fault('text', family.repeat(10), { maxLength: 10 })).toBe('too-long');
    expect(fault('text', '👍🏽'.repeat(10), { maxLength: 10 })).toBeUndefined();
    expect(fault('text', 'é'.normalize('NFD').repeat(10), { maxLength: 10 })).toBeUndefined();
    expect(fault('text', 'a'.repeat(11), { maxLength: 10 })).toBe('too-long');
    expect(fault('text', `a${'\u0301'.repeat(10_000)}`, { maxLength: 10 })).toBe('too-long');
  });

  test('H12: is never cut inside a character', () => {
    const { x } = pickAnswers([field('textarea')], { x: `a${'😀'.repeat(20_000)}` });
    expect((x as string).isWellFormed()).toBe(true);
    expect(x?.length).toBeLessThanOrEqual(20_000);
  });

  test('H13: of characters that cannot be seen is none', () => {
    for (const nothing of [' ', '\u200b', '\u202e', '\u00a0\u2003', '\ufeff\u2060']) expect(fault('text', nothing)).toBe('required');
    expect(fault('text', '\u200b', { required: false })).toBeUndefined();
  });

  // A pattern that goes back over what it has read would need hours for these, and the test would end by its time limit.
  test('H21: is judged in linear time, however it was made to be slow', () => {
    const long = 300_000;
    const codes = {
      email: 'not-email',
      phone: 'not-phone',
      nik: 'not-nik',
      number: 'not-a-number',
      money: 'not-money',
      date: 'not-a-date',
      region: 'not-region',
    };
    for (const bad of ['a', '.', ' ', '@', '0', '-', 'a.', '0 ', '0.000'])
      for (const [type, code] of Object.entries(codes))
        expect(fault(type as FormField['type'], `a@${bad.repeat(long)}\u0001@`, { maxLength: long * 30 }), `${type} ${bad}`).toBe(code);
  });

  test('H8: named like a part of every object is data like any other', () => {
    const form = formOf(field('text', { key: 'to_string' }), field('text', { key: 'valueof', required: false }));
    expect(faultsOf(form, JSON.parse('{"__proto__":{"x":1},"constructor":"a"}') as Answers)).toEqual({ to_string: 'required' });
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});

const children: FormField = field('group', {
  key: 'anak',
  min: 1,
  max: 3,
  fields: [
    { key: 'nama', type: 'text', label: { id: 'Nama' }, required: true },
    { key: 'sekolah', type: 'choice', label: { id: 'Bersekolah' }, required: true, options: ['ya', 'tidak'].map((value) => ({ value, label: { id: value } })) },
    { key: 'kelas', type: 'number', label: { id: 'Kelas' }, required: true, min: 1, max: 12, when: [{ field: 'sekolah', test: 'is', values: ['ya'] }] },
  ],
});

describe('the rows of a group', () => {
  const faults = (rows: Answers[string]) => faultsOf(formOf(children), { anak: rows });

  test('are judged one by one, each by its own answers', () => {
    expect(faults([{ nama: 'Siti', sekolah: 'tidak' }])).toEqual({});
    expect(
      faults([
        { nama: 'Siti', sekolah: 'ya' },
        { nama: '', sekolah: 'tidak' },
        { nama: 'Ali', sekolah: 'ya', kelas: '13' },
      ]),
    ).toEqual({ 'anak-0-kelas': 'required', 'anak-1-nama': 'required', 'anak-2-kelas': 'too-big' });
  });

  test('are as many as are asked for', () => {
    expect(faults([])).toEqual({ anak: 'rows-required' });
    expect(faults(Array.from({ length: 4 }, () => ({ nama: 'A', sekolah: 'tidak' })))).toEqual({ anak: 'too-many' });
  });
});

const form: FormDefinition = {
  steps: [
    {
      key: 'a',
      title: { id: 'A' },
      fields: [
        field('text', { key: 'nama' }),
        field('choice', { key: 'untuk', options: ['sendiri', 'anak'].map((value) => ({ value, label: { id: value } })) }),
      ],
    },
    { key: 'b', title: { id: 'B' }, when: [{ field: 'untuk', test: 'is', values: ['anak'] }], fields: [children] },
    { key: 'c', title: { id: 'C' }, fields: [field('file', { key: 'ktp' }), field('text', { key: 'catatan', required: false })] },
  ],
};

describe('a form', () => {
  test('names the first page that lacks something, and no page that is not asked for', () => {
    const open = (answers: Answers, files = {}) => firstOpenPage(form, faultsOf(form, answers, files));
    expect(open({})).toBe(1);
    expect(open({ nama: 'Siti', untuk: 'sendiri' })).toBe(3);
    expect(open({ nama: 'Siti', untuk: 'anak' })).toBe(2);
    expect(open({ nama: 'Siti', untuk: 'sendiri' }, countFiles([{ field: 'ktp' }]))).toBeUndefined();
  });

  test('A3: keeps only what it asks for', () => {
    const fields = form.steps.flatMap((step) => step.fields);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()))), (raw) => {
        expect(Object.keys(pickAnswers(fields, raw)).toSorted()).toEqual(['anak', 'catatan', 'nama', 'untuk']);
      }),
    );
  });
});

describe('a correction', () => {
  const answers: Answers = {
    nama: 'Siti',
    untuk: 'anak',
    catatan: 'lama',
    anak: [
      { nama: 'Ali', sekolah: 'tidak' },
      { nama: 'Budi', sekolah: 'tidak' },
    ],
  };
  const files = { ktp: 1 };

  test('of one row takes that row and leaves the others', () => {
    const raw = { anak: '1', 'anak-0-nama': 'Jahat', 'anak-1-nama': 'Budi Santoso', 'anak-1-sekolah': 'ya', 'anak-1-kelas': '3', catatan: 'baru' };
    const { answers: mended, faults } = judgeCorrection(form, { answers, returned: ['anak-1'], raw }, files);
    expect(faults).toEqual({});
    expect(mended).toEqual({
      ...answers,
      anak: [
        { nama: 'Ali', sekolah: 'tidak' },
        { nama: 'Budi Santoso', sekolah: 'ya', kelas: '3' },
      ],
    });
  });

  test('that calls up another question asks that one too', () => {
    const raw = { untuk: 'anak', nama: 'Jahat' };
    const before = { ...answers, untuk: 'sendiri', anak: [] };
    const { open, faults, answers: mended } = judgeCorrection(form, { answers: before, returned: ['untuk'], raw }, files);
    expect(open).toEqual(['untuk', 'anak']);
    expect(faults).toEqual({ anak: 'rows-required' });
    expect(mended['nama']).toBe('Siti');
  });
});
