import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldTypes, form as formShape, type FormDefinition, type FormField } from '../model.ts';
import { definitionFaults } from './definition-faults.ts';
import { builtField, editForm, fieldsBefore, keyFrom, type Operation } from './edit-form.ts';
import { conditionInputs, fieldInputs, readConditions, readField, readLabels, readOptions, sayLabels } from './field-input.ts';
import { fieldsOf } from './rules.ts';

function build(...operations: readonly Operation[]): FormDefinition {
  return operations.reduce<FormDefinition>(
    (form, operation) => {
      const done = editForm(form, operation);
      if (!done.ok) throw new Error(`${operation.kind}: ${done.refusal.code}`);
      return done.value;
    },
    { steps: [] },
  );
}

const page = (id: string): Operation => ({ kind: 'add-page', title: { id } });
const add = (place: number, type: FormField['type'], id: string, group?: string): Operation => ({ kind: 'add-field', page: place, group, type, label: { id } });
const keys = (form: FormDefinition) => form.steps.map((step) => step.fields.map((field) => field.key));

describe('a form that is built', () => {
  test('begins with a page, and takes its keys from the labels', () => {
    const form = build(
      page('Data pemohon'),
      add(0, 'text', 'Nama ibu kandung'),
      add(0, 'text', 'Nama ibu kandung'),
      add(0, 'text', 'Élan é'),
      add(0, 'text', '—'),
    );
    expect(form.steps[0]).toMatchObject({ key: 'data_pemohon', title: { id: 'Data pemohon' } });
    expect(keys(form)).toEqual([['nama_ibu_kandung', 'nama_ibu_kandung_2', 'elan_e', 'isian']]);
  });

  test('takes no key that its page uses itself', () => {
    expect(keyFrom('Hapus', new Set())).toBe('hapus_2');
    expect(keyFrom('constructor', new Set())).toBe('constructor_2');
    expect(keyFrom('12 Tahun', new Set())).toBe('tahun');
  });

  test('has fields in groups, and neither files nor groups in them', () => {
    const form = build(page('A'), add(0, 'group', 'Anak'), add(0, 'text', 'Nama', 'anak'), add(0, 'number', 'Umur', 'anak'));
    expect(builtField(form, 'anak-umur')).toMatchObject({ type: 'number', label: { id: 'Umur' } });
    expect(fieldsBefore(form, 'anak-umur').map((field) => field.key)).toEqual(['nama']);
    for (const type of ['file', 'group'] as const)
      expect(editForm(form, add(0, type, 'X', 'anak'))).toMatchObject({ ok: false, refusal: { code: 'not-in-group' } });
  });

  test('moves a field within its page, and past its end to the next', () => {
    const form = build(page('A'), page('B'), add(0, 'text', 'satu'), add(0, 'text', 'dua'), add(1, 'text', 'tiga'));
    const move = (from: FormDefinition, path: string, by: -1 | 1) => editForm(from, { kind: 'move-field', path, by });
    const moved = move(form, 'satu', 1);
    expect(moved.ok && keys(moved.value)).toEqual([['dua', 'satu'], ['tiga']]);
    const over = moved.ok && move(moved.value, 'satu', 1);
    expect(over && over.ok && keys(over.value)).toEqual([['dua'], ['satu', 'tiga']]);
    const back = over && over.ok && move(over.value, 'satu', -1);
    expect(back && back.ok && keys(back.value)).toEqual([['dua', 'satu'], ['tiga']]);
    expect(move(form, 'tiga', 1)).toMatchObject({ ok: false, refusal: { code: 'no-such-page' } });
  });

  test('moves and removes pages and fields, and refuses what is not there', () => {
    const form = build(page('A'), page('B'), add(1, 'text', 'satu'), { kind: 'move-page', page: 1, by: -1 });
    expect(form.steps.map((step) => step.key)).toEqual(['b', 'a']);
    expect(keys(build(page('A'), add(0, 'text', 'satu'), { kind: 'remove-field', path: 'satu' }))).toEqual([[]]);
    expect(build(page('A'), { kind: 'remove-page', page: 0 })).toEqual({ steps: [] });
    for (const wrong of [
      { kind: 'remove-page', page: 9 },
      { kind: 'move-page', page: 0, by: -1 },
      { kind: 'remove-field', path: 'x' },
      { kind: 'remove-field', path: 'satu-x' },
    ] as const)
      expect(editForm(form, wrong).ok, wrong.kind).toBe(false);
  });

  const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
    fc.string({ minLength: 1, maxLength: 8 }).map((id): Operation => page(id)),
    fc.record({ kind: fc.constant('move-page' as const), page: fc.nat({ max: 3 }), by: fc.constantFrom(-1 as const, 1 as const) }),
    fc.record({ kind: fc.constant('remove-page' as const), page: fc.nat({ max: 3 }) }),
    fc
      .tuple(
        fc.nat({ max: 3 }),
        fc.constantFrom(...fieldTypes),
        fc.string({ minLength: 1, maxLength: 6 }),
        fc.option(fc.constantFrom('a', 'isian'), { nil: undefined }),
      )
      .map(([place, type, id, group]): Operation => add(place, type, id, group)),
    fc.record({
      kind: fc.constant('move-field' as const),
      path: fc.constantFrom('a', 'b', 'isian', 'isian_2', 'isian-isian'),
      by: fc.constantFrom(-1 as const, 1 as const),
    }),
    fc.record({ kind: fc.constant('remove-field' as const), path: fc.constantFrom('a', 'b', 'isian', 'isian-isian') }),
  );

  test('keeps its shape and its keys apart, whatever is done to it, and never changes the form that it came from', () => {
    fc.assert(
      fc.property(fc.array(anyOperation, { maxLength: 25 }), (operations) => {
        let form: FormDefinition = { steps: [] };
        for (const operation of operations) {
          const before = JSON.stringify(form);
          const done = editForm(form, operation);
          expect(JSON.stringify(form)).toBe(before);
          if (done.ok) form = done.value;
        }
        const all = fieldsOf(form).map((field) => field.key);
        expect(new Set(all).size).toBe(all.length);
        expect(Object.values(definitionFaults(form))).not.toContain('key-twice');
        const filled = form.steps.filter((step) => step.fields.length > 0);
        if (filled.length > 0) expect(formShape.safeParse({ steps: filled }).success).toBe(true);
      }),
    );
  });
});

describe('what is typed about a field', () => {
  const options = [
    { value: 'sd', label: { id: 'SD' } },
    { value: 'smp', label: { id: 'SMP' } },
  ];
  const school: FormField = { key: 'sekolah', type: 'choice', label: { id: 'Sekolah' }, required: true, options };
  const price: FormField = { key: 'harga', type: 'money', label: { id: 'Harga satuan' }, required: true };

  test('stands there again when it is read again', () => {
    const fields: readonly FormField[] = [
      { ...school, key: 'x', hint: { id: 'Petunjuk', en: 'Help' }, message: { id: 'Pilih.' }, when: [{ field: 'harga', test: 'at-least', values: ['3'] }] },
      { key: 'x', type: 'number', label: { id: 'Jumlah', en: 'Number' }, required: false, min: 1, max: 2.5 },
      { key: 'x', type: 'region', label: { id: 'Asal' }, required: true, level: 'regency', within: '52' },
      { key: 'x', type: 'computed', label: { id: 'Total' }, required: false, formula: 'harga * 2', money: true },
    ];
    for (const field of fields) {
      const before = [school, price];
      const raw = { ...fieldInputs(field, before), ...(field.required ? {} : { required: '' }) };
      const { key, type, ...rest } = field;
      const read = readField(raw, field, before);
      expect(read.faults).toEqual({});
      expect({ key, type, ...read.change }).toEqual({ key, type, ...rest });
    }
  });

  test('names what is wrong: a label that is missing, numbers that are none', () => {
    expect(readField({ 'label-id': ' ', min: 'tiga', maxLength: '0' }, { ...price, type: 'text' }, []).faults).toEqual({
      'label-id': 'required',
      min: 'not-a-number',
      maxLength: 'too-small',
    });
  });

  test('keeps the value of an option whose words change, so that answers keep their meaning', () => {
    expect(readOptions('SD atau MI\nSMP', '', options)).toEqual([
      { value: 'sd', label: { id: 'SD atau MI' } },
      { value: 'smp', label: { id: 'SMP' } },
    ]);
    expect(readOptions('SMP\nSMA\nSD', '', options).map((option) => option.value)).toEqual(['smp', 'sma', 'sd']);
    expect(readOptions('Ya\nya\n\nYa!', 'Yes', []).map((option) => option.value)).toEqual(['ya', 'ya_2', 'ya_3']);
  });

  test('of a condition names answers in words', () => {
    const raw = { 'when-0-field': 'sekolah', 'when-0-test': 'is', 'when-0-value': 'smp; SD', 'when-2-field': '', 'when-2-value': 'x' };
    const when = readConditions(raw, [school]);
    expect(when).toEqual([{ field: 'sekolah', test: 'is', values: ['smp', 'sd'] }]);
    expect(conditionInputs([...when], [school])).toEqual({ 'when-0-field': 'sekolah', 'when-0-test': 'is', 'when-0-value': 'SMP; SD' });
  });

  test('of a formula names fields by their labels', () => {
    const goods: FormField = { key: 'barang', type: 'group', label: { id: 'Barang' }, required: true, fields: [{ ...price, type: 'money' }] };
    expect(readLabels('sum([barang: harga satuan]) + [Harga satuan] * 2', [price, goods])).toBe('sum(barang.harga) + harga * 2');
    expect(sayLabels('sum(barang.harga) + harga * 2', [price, goods])).toBe('sum([Barang: Harga satuan]) + [Harga satuan] * 2');
  });
});
