import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import { emptyForm } from '#platform/ui';
import { fieldTypes, type FormDefinition, type FormField } from '../../model.ts';
import { fieldInputs } from '../field-input.ts';
import { fill, typedValues } from '../rules.ts';
import { AnswerFacts } from './answer-facts.tsx';
import { FieldEditor, PageEditor } from './field-editor.tsx';
import { FormBuilder } from './form-builder.tsx';
import { Questions } from './form-fields.tsx';
import { FormPreview } from './form-preview.tsx';

const draft = { id: 'd1', version: 4 };
const said = (id: string) => ({ id, en: `${id} (en)` });
const options = [
  { value: 'ya', label: said('Ya') },
  { value: 'tidak', label: said('Tidak') },
];

function fieldOf(type: FormField['type']): FormField {
  const field = { key: type, type, label: said(`Isian ${type}`), required: true };
  if (type === 'choice' || type === 'many') return { ...field, options };
  if (type === 'computed') return { ...field, formula: 'number * 2' };
  if (type !== 'group') return field;
  return { ...field, fields: [{ key: 'nama', type: 'text', label: said('Nama'), required: true }] };
}

const form: FormDefinition = {
  steps: [
    { key: 'a', title: said('Halaman satu'), fields: fieldTypes.map(fieldOf) },
    {
      key: 'b',
      title: said('Halaman dua'),
      when: [{ field: 'choice', test: 'is', values: ['ya'] }],
      fields: [{ ...fieldOf('text'), key: 'alasan', required: false }],
    },
  ],
};
const filled = (answers = {}) => fill(form, answers, {});

describe('the form builder', () => {
  test.each(['id', 'en'] as const)('shows pages and fields with what can be done to each, in %s', async (lang) => {
    const faults = { 'steps.0.fields.0.when': 'Syarat tampil menyebut isian yang tidak ada.', 'steps.1.when': 'Syarat lain.' };
    const shown = show(<FormBuilder lang={lang} draft={draft} form={form} faults={faults} mayUndo state={emptyForm} />);
    expect(shown.text).toContain('Syarat tampil menyebut isian yang tidak ada.');
    expect(shown.text).toContain('Syarat lain.');
    expect(shown.getAllByRole('button', { name: lang === 'id' ? /^Hapus/ : /^Remove/ })).toHaveLength(fieldTypes.length + 1 + 1 + 2);
    expect(await shown.faults()).toEqual([]);
  });

  test('begins empty, and says how', async () => {
    const shown = show(<FormBuilder lang="id" draft={draft} form={{ steps: [] }} faults={{}} mayUndo={false} state={emptyForm} />);
    expect(shown.getByRole('button', { name: 'Tambah halaman' })).toBeTruthy();
    expect(shown.queryByRole('button', { name: /Urungkan/ })).toBeNull();
    expect(await shown.faults()).toEqual([]);
  });

  test.each(fieldTypes)('edits a field of type %s', async (type) => {
    const field = fieldOf(type);
    const before = [fieldOf('choice'), fieldOf('number')];
    const state = { values: fieldInputs(field, before), errors: { 'label-id': 'Isian ini wajib diisi.' } };
    const shown = show(<FieldEditor lang="id" draft={draft} path={field.key} field={field} before={before} state={state} />);
    expect((shown.getByRole('textbox', { name: 'Label' }) as HTMLInputElement).value).toBe(`Isian ${type}`);
    expect(await shown.faults()).toEqual([]);
  });

  test('edits the title and the condition of a page', async () => {
    const shown = show(<PageEditor lang="id" draft={draft} no={2} step={form.steps[1]!} before={form.steps[0]!.fields} state={emptyForm} />);
    expect(shown.getAllByRole('group').length).toBeGreaterThan(0);
    expect(await shown.faults()).toEqual([]);
  });

  test('shows the form as citizens will see it, also narrow', async () => {
    const shown = show(<FormPreview lang="id" draft={draft} form={form} narrow />);
    expect(shown.text).toContain('Isian region');
    expect(shown.text).toContain('Isian text');
    expect(await shown.faults()).toEqual([]);
  });
});

describe('the questions of a page', () => {
  const questions = (answers: Parameters<typeof fill>[1], fields = form.steps[0]!.fields) =>
    show(
      <form>
        <Questions
          lang="id"
          form={{ values: typedValues(fields, answers), errors: { region: 'Pilih.', group: 'Isi.' } }}
          fields={fields}
          files={[]}
          shown={filled(answers).shown}
        />
      </form>,
    );

  test('hold every kind of field, each by its name', async () => {
    const shown = questions({ region: '52.71', group: [{ nama: 'Siti' }, { nama: 'Ali' }], many: ['ya'] });
    expect(shown.getAllByRole('combobox')).toHaveLength(3);
    expect(shown.getAllByRole('textbox', { name: 'Nama' }).map((box) => (box as HTMLInputElement).name)).toEqual(['group-0-nama', 'group-1-nama']);
    expect(shown.getByRole('button', { name: 'Hapus Isian group 2' })).toBeTruthy();
    expect(shown.getByRole('button', { name: 'Tambah Isian group' })).toBeTruthy();
    expect((shown.getByRole('checkbox', { name: 'Ya' }) as HTMLInputElement).checked).toBe(true);
    expect(await shown.faults()).toEqual([]);
  });

  test('wait in a template while no answer calls them up', () => {
    const fields: FormField[] = [fieldOf('choice'), { ...fieldOf('text'), key: 'alasan', when: [{ field: 'choice', test: 'is', values: ['ya'] }] }];
    const asked = (choice: string) => {
      const page: FormDefinition = { steps: [{ key: 'a', title: said('A'), fields }] };
      return show(<Questions lang="id" form={emptyForm} fields={fields} files={[]} shown={fill(page, { choice }, {}).shown} />);
    };
    expect(asked('tidak').queryByRole('textbox')).toBeNull();
    expect(asked('ya').getByRole('textbox', { name: 'Isian text' })).toBeTruthy();
  });
});

test('what was answered is shown row by row, and what was not asked is not there', async () => {
  const answers = { choice: 'tidak', group: [{ nama: 'Siti' }, { nama: 'Ali' }], money: '25000', region: '52.71' };
  const fields = form.steps.flatMap((step) => step.fields);
  const shown = show(<AnswerFacts lang="id" form={form} fields={fields} answers={answers} files={[]} />);
  for (const text of ['Rp25.000', 'Kota Mataram, Nusa Tenggara Barat', 'Siti', 'Ali', 'Tidak']) expect(shown.text).toContain(text);
  expect(shown.text.match(/Isian text\b/g)).toHaveLength(1);
  expect(await shown.faults()).toEqual([]);
});
