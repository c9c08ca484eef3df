import { describe, expect, test } from 'vitest';
import type { FormDefinition, FormField } from '../model.ts';
import { readFormula, valueOf } from './formula.ts';
import { fieldAt, fill, pagesOf, pickAnswers, returnable, settled, typedValues } from './rules.ts';
import { leftOut, withRows } from './steps.ts';

const field = (type: FormField['type'], key: string, more: Partial<FormField> = {}): FormField => ({ key, type, label: { id: key }, required: true, ...more });

const goods = field('group', 'barang', {
  fields: [
    { key: 'nama', type: 'text', label: { id: 'Nama' }, required: true },
    { key: 'harga', type: 'money', label: { id: 'Harga' }, required: true },
    { key: 'jumlah', type: 'number', label: { id: 'Jumlah' }, required: true },
    { key: 'subtotal', type: 'computed', label: { id: 'Subtotal' }, required: true, formula: 'harga * jumlah', money: true },
  ],
});

const form: FormDefinition = {
  steps: [
    { key: 'a', title: { id: 'A' }, fields: [goods, field('choice', 'kirim', { options: [{ value: 'ya', label: { id: 'Ya' } }] })] },
    {
      key: 'b',
      title: { id: 'B' },
      when: [{ field: 'kirim', test: 'is', values: ['ya'] }],
      fields: [field('money', 'ongkos'), field('file', 'peta'), field('region', 'tujuan')],
    },
    { key: 'c', title: { id: 'C' }, fields: [field('computed', 'total', { formula: 'sum(barang.subtotal) + ongkos', money: true })] },
  ],
};

const answers = {
  barang: [
    { nama: 'Kain', harga: '25.000', jumlah: '2' },
    { nama: 'Benang', harga: 'Rp1.500', jumlah: '1,5' },
  ],
  kirim: 'ya',
  ongkos: '10000',
  tujuan: '52.71',
};

describe('what is handed in', () => {
  test('holds the computed values, in rows and beside them', () => {
    expect(settled(form, answers, {})).toEqual({
      barang: [
        { nama: 'Kain', harga: '25.000', jumlah: '2', subtotal: '50000' },
        { nama: 'Benang', harga: 'Rp1.500', jumlah: '1,5', subtotal: '2250' },
      ],
      kirim: 'ya',
      ongkos: '10000',
      tujuan: '52.71',
      total: '62250',
    });
  });

  test('holds nothing that was not asked for in the end; a hidden amount adds nothing', () => {
    const kept = settled(form, { ...answers, kirim: '' }, { peta: 1 });
    expect(Object.keys(kept)).toEqual(['barang', 'kirim', 'total']);
    expect(kept['total']).toBe('52250');
  });

  test('has no total while a part of it is open', () => {
    expect(settled(form, { ...answers, ongkos: '' }, {})['total']).toBe('');
  });
});

test('H14: a number of the state is kept as one number, however it was written', () => {
  const person: FormDefinition = { steps: [{ key: 'a', title: { id: 'A' }, fields: [field('nik', 'nik'), field('npwp', 'npwp')] }] };
  expect(settled(person, { nik: '5271 0141 0790 0001', npwp: '０1.234.567.8-901.000' }, {})).toEqual({ nik: '5271014107900001', npwp: '012345678901000' });
});

test('a page whose questions are not asked is no page', () => {
  expect(pagesOf(form, fill(form, answers, {}))).toEqual([1, 2, 3]);
  expect(pagesOf(form, fill(form, { ...answers, kirim: '' }, {}))).toEqual([1, 3]);
});

describe('what was sent', () => {
  test('row by row comes back under the same names', () => {
    const raw = {
      barang: ['0', '3', 'x'],
      'barang-0-nama': ' Kain ',
      'barang-0-harga': '25.000',
      'barang-3-nama': 'Benang',
      'barang-3-jumlah': ['1', '2'],
      'barang-9-nama': 'tidak ada',
    };
    const picked = pickAnswers([goods], raw);
    expect(picked).toEqual({
      barang: [
        { nama: 'Kain', harga: '25.000', jumlah: '' },
        { nama: 'Benang', harga: '', jumlah: '' },
      ],
    });
    expect(typedValues([goods], picked)).toMatchObject({ barang: ['0', '1'], 'barang-0-nama': 'Kain', 'barang-1-nama': 'Benang' });
  });

  test('of regions is the deepest that stands inside the one before', () => {
    const pick = (codes: readonly string[], within?: string) => pickAnswers([field('region', 'x', within ? { within } : {})], { x: codes })['x'];
    expect(pick(['52', '52.71', '', ''])).toBe('52.71');
    expect(pick(['31', '52.71', '52.71.01'])).toBe('31');
    expect(pick(['52.71', '52.71.01'], '52')).toBe('52.71.01');
    expect(pick(['31.71'], '52')).toBe('');
    expect(pick([])).toBe('');
  });

  test('H8, H11: takes no list where a text is asked for, and no row that is none', () => {
    const picked = pickAnswers([goods, field('text', 'nama')], { nama: ['a', 'b'], barang: '__proto__', 'barang-__proto__-nama': 'x' });
    expect(picked).toEqual({ barang: [], nama: '' });
  });

  test('leaves out what no page asked, so that what was typed before stays', () => {
    const shy = field('text', 'alasan', { when: [{ field: 'kirim', test: 'is', values: ['ya'] }] });
    expect(leftOut([shy], {})).toEqual(['alasan']);
    expect(leftOut([shy], { tampil: ['alasan'] })).toEqual([]);
    expect(leftOut([shy], { alasan: '' })).toEqual([]);
  });

  test('adds and removes a row without losing the others', () => {
    const [first, second] = answers.barang;
    expect(withRows(form, answers, { tambah: 'barang' })).toEqual({ answers: { ...answers, barang: [first, second, {}] }, changed: 'barang' });
    expect(withRows(form, answers, { buang: 'barang-0' })).toEqual({ answers: { ...answers, barang: [second] }, changed: 'barang' });
    expect(withRows(form, answers, { tambah: 'nama', buang: 'tidak-ada' })).toEqual({ answers, changed: undefined });
    expect(withRows(form, answers, { tampilkan: 'tujuan' }).changed).toBe('tujuan');
  });
});

test('a group can be sent back as a whole or row by row; what is computed cannot', () => {
  expect(returnable(form, answers)).toEqual(['barang', 'barang-0', 'barang-1', 'kirim', 'ongkos', 'peta', 'tujuan']);
  expect(fieldAt(form, 'barang-1')).toMatchObject({ field: { key: 'barang' }, row: 1 });
  expect(fieldAt(form, 'barang-1-harga')).toMatchObject({ field: { key: 'harga' }, group: { key: 'barang' }, row: 1 });
  expect(fieldAt(form, 'barang-1-lain')).toBeUndefined();
});

describe('a formula', () => {
  const values = {
    value: (name: string) => ({ a: 6, b: 4, nol: 0 })[name],
    rows: (name: string) => (name === 'g.x' ? [1, 2, 3] : []),
    count: (name: string) => (name === 'g' ? 3 : 0),
  };
  const worth = (text: string) => {
    const formula = readFormula(text);
    return formula ? valueOf(formula, values) : 'unreadable';
  };

  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['a - b - 1', 1],
    ['a / b', 1.5],
    ['a × b ÷ 3', 8],
    ['a / nol', undefined],
    ['a + c', undefined],
    ['sum(g.x) * count(g)', 18],
    ['min(a, b, 5) + max(a, b)', 10],
    ['round(a / b)', 2],
    ['10 / 100 * 3', 0.3],
    ['', 'unreadable'],
    ['25.000', 'unreadable'],
    ['1,5', 'unreadable'],
    ['a b', 'unreadable'],
    ['a +', 'unreadable'],
    ['sum(1 + 2)', 'unreadable'],
    ['eval(a)', 'unreadable'],
    ['a.b.c', 'unreadable'],
    ['constructor', undefined],
    [`${'('.repeat(45)}1${')'.repeat(45)}`, 'unreadable'],
    ['9'.repeat(400), undefined],
  ] as const)('"%s" is %s', (text, expected) => {
    expect(worth(text)).toBe(expected);
  });
});
