import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FormField, ServiceInput } from '../model.ts';
import { histogramOf, mergeFields, serviceFaults, weakestUnsur } from './rules.ts';

const field = (type: FormField['type'], more: Partial<FormField> = {}): FormField => ({ key: 'x', type, label: { id: 'X' }, required: true, ...more });

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
      letters: { granted: { title: { id: 'Surat' }, text: { id: 'Isi' } } },
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
