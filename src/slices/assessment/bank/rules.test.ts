import { describe, expect, test } from 'vitest';
import { isSound, levelsOf, mayOpen, readItems } from './rules.ts';
import type { BankItem, ItemId, ItemInput } from '../model.ts';

const item: ItemInput = {
  code: 'M05-9-01',
  competency: 'M.05',
  level: 1,
  stem: 'Apa yang sebaiknya Anda lakukan lebih dahulu?',
  options: [
    { key: 'A', text: 'Bertanya' },
    { key: 'B', text: 'Menunggu' },
    { key: 'C', text: 'Menolak' },
  ],
  answer: 'A',
  rationale: 'Bertanya memberi keterangan yang diperlukan.',
};
const bank: readonly BankItem[] = [1, 1, 1, 2, 2].map((level, at) => ({ id: `${at}` as ItemId, competency: 'M.05', level }));

describe('an item', () => {
  test('is sound when its key is among its options and no option stands twice', () => {
    expect(isSound(item)).toBe(true);
    expect(isSound({ ...item, answer: 'E' })).toBe(false);
    expect(isSound({ ...item, options: [...item.options.slice(0, 2), { key: 'C', text: ' bertanya ' }] })).toBe(false);
  });

  test.each([
    ['no JSON', '{', 'not-json'],
    ['no list', '{"code":"x"}', 'not-json'],
    ['an empty list', '[]', 'not-json'],
    ['a level that is none', JSON.stringify([{ ...item, level: 9 }]), 'item-format'],
    ['a key that is no option', JSON.stringify([item, { ...item, answer: 'D' }]), 'item-format'],
  ])('a file with %s is refused', (_what, text, code) => {
    expect(readItems(text)).toMatchObject({ ok: false, refusal: { code, fields: { file: code } } });
  });

  test('a file names the place of the first item that does not fit', () => {
    expect(readItems(JSON.stringify([item, item, { ...item, stem: 'pendek' }]))).toMatchObject({ refusal: { params: { item: 3 } } });
    expect(readItems(JSON.stringify([item]))).toEqual({ ok: true, value: [item] });
  });
});

describe('opening a test', () => {
  test('levels are counted from the lowest', () => {
    expect(levelsOf(bank, 'M.05')).toEqual([
      { level: 1, items: 3 },
      { level: 2, items: 2 },
    ]);
  });

  test('needs a bank that fills every level, and says which one is short', () => {
    expect(mayOpen(bank, ['M.05'], 2)).toEqual({ ok: true, value: true });
    expect(mayOpen(bank, ['M.05'], 3)).toMatchObject({ refusal: { code: 'bank-short', params: { level: 2, has: 2, needs: 3 } } });
    expect(mayOpen(bank, ['T.01'], 1)).toMatchObject({ refusal: { code: 'bank-empty' } });
  });
});
