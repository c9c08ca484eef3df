import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareLines, differences } from './difference.ts';

describe('the difference of two versions', () => {
  test('is place by place, component by component', () => {
    const before = { workingDays: 3, components: { cost: { id: 'Gratis.', en: 'Free.' }, requirements: [{ id: 'KTP' }, { id: 'KK' }] } };
    const after = {
      workingDays: 5,
      components: { cost: { id: 'Gratis.', en: 'Free.' }, requirements: [{ id: 'KTP' }, { id: 'Paspor' }] },
      synonyms: ['pindah'],
    };
    expect(differences(before, after)).toEqual([
      {
        place: 'workingDays',
        lines: [
          { kind: 'gone', text: '3' },
          { kind: 'new', text: '5' },
        ],
      },
      {
        place: 'components.requirements',
        lines: [
          { kind: 'same', text: 'KTP' },
          { kind: 'gone', text: 'KK' },
          { kind: 'new', text: 'Paspor' },
        ],
      },
      { place: 'synonyms', lines: [{ kind: 'new', text: 'pindah' }] },
    ]);
  });

  test('of what is the same is none, whatever the order of keys', () => {
    expect(differences({ name: { id: 'A', en: 'B' } }, { name: { en: 'B', id: 'A' } })).toEqual([]);
  });

  test('names a place deep in a form by the way to it', () => {
    const form = (label: string) => ({
      form: { steps: [{ key: 'a', title: { id: 'A' }, fields: [{ key: 'x', type: 'text' as const, label: { id: label }, required: true }] }] },
    });
    expect(differences(form('Nama'), form('Nama lengkap'))[0]?.lines.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'gone', text: 'steps › 1 › fields › 1 › label: Nama' },
      { kind: 'new', text: 'steps › 1 › fields › 1 › label: Nama lengkap' },
    ]);
  });

  test('loses no line of either', () => {
    const line = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 12 }), (before, after) => {
        const lines = compareLines(before, after);
        expect(lines.filter(({ kind }) => kind !== 'new').map(({ text }) => text)).toEqual(before);
        expect(lines.filter(({ kind }) => kind !== 'gone').map(({ text }) => text)).toEqual(after);
      }),
    );
  });
});
