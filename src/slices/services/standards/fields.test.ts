import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DraftContent, draftContent, serviceInput } from '../model.ts';
import { completenessOf } from './completeness.ts';
import { slugFrom } from './draft-rules.ts';
import { type EditField, valuesOf, written } from './fields.ts';
import { regulatedComponents } from './regulation.ts';

const field = (name: string, kind: EditField['kind'] = 'line'): EditField => ({ name, kind, label: name });

describe('the fields of the editor', () => {
  const rows = [
    field('components-requirements-0-id'),
    field('components-requirements-0-en'),
    field('components-requirements-1-id'),
    field('components-requirements-1-en'),
  ];
  const content: DraftContent = { components: { requirements: [{ id: 'KTP', en: 'ID card' }], cost: { id: 'Gratis.' } }, workingDays: 3 };

  test('show what stands at their place', () => {
    expect(valuesOf(content, [...rows, field('workingDays', 'number'), field('accountNeeded', 'yes-no')])).toEqual({
      'components-requirements-0-id': 'KTP',
      'components-requirements-0-en': 'ID card',
      'components-requirements-1-id': '',
      'components-requirements-1-en': '',
      workingDays: '3',
      accountNeeded: '',
    });
  });

  test('write into their place and leave the rest of the part; emptied rows go', () => {
    const typed = { 'components-requirements-0-id': ' ', 'components-requirements-1-id': 'Kartu keluarga', 'components-requirements-1-en': '' };
    expect(written(content, rows, typed)).toEqual({ components: { requirements: [{ id: 'Kartu keluarga' }], cost: { id: 'Gratis.' } } });
  });

  test('keep English that waits for its Indonesian, and take out what is empty', () => {
    expect(written({}, [field('name-id'), field('name-en')], { 'name-en': 'Letter' })).toEqual({ name: { id: '', en: 'Letter' } });
    expect(written({ name: { id: 'Surat' } }, [field('name-id'), field('name-en')], {})).toEqual({ name: undefined });
  });

  test('H13: of characters that cannot be seen is nothing', () => {
    expect(written({}, [field('name-id')], { 'name-id': '\u200b\u202e\u00a0' })).toEqual({ name: undefined });
    expect(serviceInput.shape.name.safeParse({ id: '\u200b\u202e' }).success).toBe(false);
  });

  test('A3: nothing gets in that no field asks for', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (typed) => {
        const change = written({ slug: 'a', unit: 'B' }, [field('name-id')], { ...typed, slug: 'x', unit: 'y', state: 'published', 'fee-rupiah': '1' });
        expect(Object.keys(change)).toEqual(['name']);
        expect(({} as Record<string, unknown>)['x']).toBeUndefined();
      }),
    );
  });

  test('numbers, lines and yes or no come back as such', () => {
    const typed = { workingDays: '12', synonyms: ' ijazah \n\n leges ', accountNeeded: 'tidak', 'fee-rupiah': 'dua' };
    const change = written(
      {},
      [field('workingDays', 'number'), field('synonyms', 'lines'), field('accountNeeded', 'yes-no'), field('fee-rupiah', 'number')],
      typed,
    );
    expect(change).toEqual({ workingDays: 12, synonyms: ['ijazah', 'leges'], accountNeeded: false, fee: { rupiah: 'dua' } });
    expect(draftContent.safeParse(change).success).toBe(false);
  });
});

describe('the completeness of a standard', () => {
  test('is of 100, and nothing at the beginning', () => {
    const { score, parts } = completenessOf({});
    expect(score).toBe(0);
    expect(parts.reduce((sum, part) => sum + part.weight, 0)).toBe(100);
    expect(parts).toHaveLength(17);
  });

  test('counts a component once it is written, and English only for all of the delivery', () => {
    expect(completenessOf({ components: { cost: { id: 'Gratis.' }, requirements: [] } }).score).toBe(9);
    expect(completenessOf({ components: { cost: { id: '', en: 'Free.' } } }).score).toBe(0);
    expect(completenessOf({ synonyms: ['a', 'b', 'c'] }).score).toBe(5);
  });
});

test('the regulation has fourteen components, six of them of the delivery, measured by their unsur', () => {
  expect(regulatedComponents.map(({ no }) => no)).toEqual(Array.from({ length: 14 }, (_none, at) => at + 1));
  expect(regulatedComponents.filter(({ delivery }) => delivery)).toHaveLength(6);
  expect(regulatedComponents.find(({ key }) => key === 'duration')?.unsur).toBe('U3');
});

test.each([
  ['Surat Keterangan Penelitian', 'surat-keterangan-penelitian'],
  ['  Izin: lapangan "A" & B  ', 'izin-lapangan-a-b'],
  ['Légalisir Ijazah', 'legalisir-ijazah'],
  ['مدينة', ''],
])('the address proposed for "%s" is "%s"', (name, slug) => {
  expect(slugFrom(name)).toBe(slug);
});
