import { describe, expect, test } from 'vitest';
import { changedParts, mayPublish, moveDraft, partOf } from './draft-rules.ts';

describe('a draft', () => {
  test.each([
    ['draft', 'in-review', true],
    ['draft', 'published', false],
    ['in-review', 'published', true],
    ['in-review', 'draft', true],
    ['published', 'draft', false],
    ['discarded', 'draft', false],
  ] as const)('goes from %s to %s: %s', (from, to, goes) => {
    expect(moveDraft(from, to).ok).toBe(goes);
  });

  test('C10: is published by who wrote no part of it', () => {
    expect(mayPublish('rina', ['hamdan', 'rina']).ok).toBe(false);
    expect(mayPublish('wirawan', ['hamdan', 'rina']).ok).toBe(true);
    expect(mayPublish(undefined, ['rina']).ok).toBe(true);
  });

  test('changes by component, whatever the order of keys', () => {
    const before = { workingDays: 3, components: { cost: { id: 'Gratis.', en: 'Free.' } }, synonyms: ['a'] };
    expect(changedParts(before, { workingDays: 3, components: { cost: { en: 'Free.', id: 'Gratis.' } }, synonyms: ['a'] })).toEqual([]);
    expect(changedParts(before, { components: { cost: { id: 'Rp1.' }, product: { id: 'Surat.' } }, synonyms: ['a'] })).toEqual([
      'components.cost',
      'components.product',
      'workingDays',
    ]);
    expect(changedParts(before, { ...before, lifeEvent: undefined })).toEqual([]);
  });

  test.each([
    ['components.cost.id', 'standard'],
    ['form.steps.0.fields.1.key', 'form'],
    ['fee.basis', 'fee'],
    ['letters.granted.title', 'letter'],
    ['slug', 'basics'],
  ])('has %s in the part %s', (place, part) => {
    expect(partOf(place)).toBe(part);
  });
});
