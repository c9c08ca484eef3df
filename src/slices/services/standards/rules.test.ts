import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FormDefinition, FormField, ServiceInput } from '../model.ts';
import { countFiles, faultOf, faultsOf, firstIncompleteStep, histogramOf, mergeFields, pickAnswers, serviceFaults, weakestUnsur } from './rules.ts';

const field = (type: FormField['type'], more: Partial<FormField> = {}): FormField => ({ key: 'x', type, label: { id: 'X' }, required: true, ...more });
const fault = (type: FormField['type'], value: string, more: Partial<FormField> = {}) => faultOf(field(type, more), value, 0);

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
    ['nik', '527101010101000', 'not-nik'],
    ['nik', '52710101O1010001', 'not-nik'],
    ['number', '-3,5', undefined],
    ['number', 'tiga', 'not-a-number'],
    ['date', '2026-02-28', undefined],
    ['date', '2028-02-29', undefined],
    ['date', '2026-02-29', 'not-a-date'],
    ['date', '2026-13-01', 'not-a-date'],
    ['date', '31-12-2026', 'not-a-date'],
    ['declaration', '', 'declare'],
    ['declaration', 'tidak', 'declare'],
    ['declaration', 'ya', undefined],
  ] as const)('of type %s, "%s": %s', (type, value, expected) => {
    expect(fault(type, value)).toBe(expected);
  });

  test('of a choice is one of the options', () => {
    const options = [{ value: 'a', label: { id: 'A' } }];
    expect(fault('choice', 'a', { options })).toBeUndefined();
    expect(fault('choice', 'b', { options })).toBe('required');
  });

  test('that is not required may be left open', () => {
    for (const type of ['text', 'email', 'date', 'number', 'choice', 'nik'] as const) expect(fault(type, '', { required: false })).toBeUndefined();
    expect(faultOf(field('file', { required: false }), '', 0)).toBeUndefined();
    expect(faultOf(field('file'), '', 0)).toBe('file-required');
    expect(faultOf(field('file'), '', 1)).toBeUndefined();
  });

  test('H12: is as long as people count it, with an end to what is stored', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(fault('text', family.repeat(10), { maxLength: 10 })).toBe('too-long');
    expect(fault('text', '👍🏽'.repeat(10), { maxLength: 10 })).toBeUndefined();
    expect(fault('text', 'é'.normalize('NFD').repeat(10), { maxLength: 10 })).toBeUndefined();
    expect(fault('text', 'a'.repeat(11), { maxLength: 10 })).toBe('too-long');
    expect(fault('text', `a${'\u0301'.repeat(10_000)}`, { maxLength: 10 })).toBe('too-long');
  });

  test('H12: is never cut inside a character', () => {
    const [answer = ''] = Object.values(pickAnswers([field('textarea')], { x: `a${'😀'.repeat(20_000)}` }));
    expect(answer.isWellFormed()).toBe(true);
    expect(answer.length).toBeLessThanOrEqual(20_000);
  });

  test('H13: of characters that cannot be seen is none', () => {
    for (const nothing of [' ', '\u200b', '\u202e', '\u00a0\u2003', '\ufeff\u2060']) expect(fault('text', nothing)).toBe('required');
    expect(fault('text', '\u200b', { required: false })).toBeUndefined();
  });

  // A pattern that goes back over what it has read would need hours for these, and the test would end by its time limit.
  test('H21: is judged in linear time, however it was made to be slow', () => {
    const long = 1_000_000;
    for (const bad of ['a', '.', ' ', '@', '0', '-', 'a.', '0 '])
      for (const type of ['email', 'phone', 'nik', 'number', 'date', 'text'] as const)
        expect(faultOf(field(type, { maxLength: long * 3 }), `a@${bad.repeat(long)}\u0001@`, 0)).toBe(
          type === 'text' ? undefined : `not-${{ email: 'email', phone: 'phone', nik: 'nik', number: 'a-number', date: 'a-date' }[type]}`,
        );
  });
});

const form: FormDefinition = {
  steps: [
    { key: 'a', title: { id: 'A' }, fields: [field('text', { key: 'nama' })] },
    { key: 'b', title: { id: 'B' }, fields: [field('file', { key: 'ktp' }), field('text', { key: 'catatan', required: false })] },
  ],
};

describe('a form', () => {
  test('names the first step that lacks something', () => {
    expect(firstIncompleteStep(form, {}, {})).toBe(1);
    expect(firstIncompleteStep(form, { nama: 'Siti' }, {})).toBe(2);
    expect(firstIncompleteStep(form, { nama: 'Siti' }, countFiles([{ field: 'ktp' }]))).toBeUndefined();
  });

  test('names every field that is wrong', () => {
    expect(
      faultsOf(
        form.steps.flatMap((step) => step.fields),
        {},
        {},
      ),
    ).toEqual({ nama: 'required', ktp: 'file-required' });
  });

  test('A3: keeps only what it asks for', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string()))), (raw) => {
        expect(
          Object.keys(
            pickAnswers(
              form.steps.flatMap((step) => step.fields),
              raw,
            ),
          ).toSorted(),
        ).toEqual(['catatan', 'nama']);
      }),
    );
  });
});

describe('the text of a result', () => {
  test('has the answers in their places, and a dash for what was left open', () => {
    expect(mergeFields('Bahwa {nama} dari {asal}.', { nama: 'Siti', asal: '' })).toBe('Bahwa Siti dari –.');
  });

  test('F17: holds an answer within its sentence: nobody writes paragraphs of the agency', () => {
    const answer = 'Siti\n\nDengan ini diberikan\u2029uang\tsaku';
    expect(mergeFields('Bahwa {nama}.\n\nDemikian.', { nama: answer })).toBe('Bahwa Siti Dengan ini diberikan uang saku.\n\nDemikian.');
  });

  test('F17: is filled once, without any logic', () => {
    const evil = '{nama}{constructor}{{7*7}}$&$1';
    expect(mergeFields('{nama} {constructor} {__proto__}', { nama: evil })).toBe(`${evil} – {__proto__}`);
  });
});

describe('the histogram of real durations', () => {
  test('has a bar a day up to the promise and a little beyond, the rest in the last', () => {
    const bins = [0, 1, 1, 3, 4, 9, 12].map((days) => ({ days, n: 1 }));
    expect(histogramOf(bins, 3)).toEqual([
      { label: '0', count: 1 },
      { label: '1', count: 2 },
      { label: '2', count: 0 },
      { label: '3', count: 1 },
      { label: '4', count: 1 },
      { label: '5', count: 0 },
      { label: '6', count: 0 },
      { label: '7', count: 0 },
      { label: '8', count: 0 },
      { label: '9+', count: 2 },
    ]);
  });

  test('loses no case', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ days: fc.nat({ max: 60 }), n: fc.nat({ max: 20 }) })), fc.integer({ min: 1, max: 20 }), (bins, promised) => {
        const shown = histogramOf(bins, promised).reduce((sum, bin) => sum + bin.count, 0);
        expect(shown).toBe(bins.reduce((sum, bin) => sum + bin.n, 0));
      }),
    );
  });
});

test('the finding names the lowest unsur only if it is not good', () => {
  const low = { name: 'Perilaku', mean: 2.9 };
  expect(weakestUnsur([{ name: 'Biaya', mean: 3.8 }, low], 3.0644)).toBe(low);
  expect(weakestUnsur([{ name: 'Biaya', mean: 3.1 }], 3.0644)).toBeUndefined();
  expect(weakestUnsur([], 3)).toBeUndefined();
});

describe('the file of a service', () => {
  const fields = (...all: readonly FormField[]) =>
    ({
      unit: 'DIKBUD',
      name: { id: 'X' },
      fee: { rupiah: 0, basis: 'Gratis' },
      form: { steps: [{ key: 'a', title: { id: 'A' }, fields: [...all] }] },
    }) as ServiceInput;
  const codes = new Set(['DIKBUD']);

  test('names its unit by a code that is there', () => {
    expect(serviceFaults(fields(field('text')), codes)).toEqual({});
    expect(serviceFaults(fields(field('text')), new Set())).toEqual({ unit: 'no-unit' });
  });

  test('H12: has a name as long as people count it, and a basis for its fee', () => {
    const one = fields(field('text'));
    expect(serviceFaults({ ...one, name: { id: '👍🏽'.repeat(150) } }, codes)).toEqual({});
    expect(serviceFaults({ ...one, name: { id: 'a'.repeat(151) }, fee: { rupiah: 0, basis: ' ' } }, codes)).toEqual({
      'name.id': 'too-long',
      'fee.basis': 'basis-needed',
    });
  });

  test('says why an answer of the pre-check means no', () => {
    const answers = [
      { label: { id: 'Ya' }, leads: 'on' },
      { label: { id: 'Tidak' }, leads: 'no' },
    ] as const;
    const one = { ...fields(field('text')), preCheck: { questions: [{ question: { id: 'Warga NTB?' }, answers: [...answers] }] } };
    expect(serviceFaults(one, codes)).toEqual({ 'preCheck.questions.0.answers.1.reason': 'reason-needed' });
  });

  test('names each field once, and lists what can be chosen', () => {
    expect(serviceFaults(fields(field('text'), field('choice'), field('choice', { key: 'y', options: [{ value: 'a', label: { id: 'A' } }] })), codes)).toEqual({
      'form.steps.0.fields.1.key': 'key-twice',
      'form.steps.0.fields.1.options': 'no-options',
    });
  });
});
