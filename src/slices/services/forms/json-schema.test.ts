import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conditionTests, form as formShape, type Answers, type FormDefinition, type FormField } from '../model.ts';
import { definitionFaults } from './definition-faults.ts';
import { formOf, schemaOf } from './json-schema.ts';
import { fill, settled } from './rules.ts';
import { judge } from './validate.ts';

const plainTypes = [
  'text',
  'textarea',
  'nik',
  'nip',
  'npwp',
  'phone',
  'email',
  'date',
  'money',
  'number',
  'choice',
  'many',
  'region',
  'address',
  'declaration',
] as const;
const options = ['a', 'b', 'c'].map((value) => ({ value, label: { id: value } }));

const anyField = (key: string, before: readonly string[]): fc.Arbitrary<FormField> =>
  fc
    .record({
      type: fc.constantFrom(...plainTypes, 'file' as const, 'computed' as const),
      required: fc.boolean(),
      maxLength: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
      limits: fc.option(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 2, max: 5 })), { nil: undefined }),
      when: before.length === 0 ? fc.constant(undefined) : fc.option(fc.array(conditionOn(before), { minLength: 1, maxLength: 2 }), { nil: undefined }),
    })
    .map(({ limits, ...rest }) => ({
      key,
      label: { id: key },
      ...rest,
      ...(rest.type === 'choice' || rest.type === 'many' ? { options } : {}),
      ...(limits && ['number', 'money', 'many'].includes(rest.type) ? { min: limits[0], max: limits[1] } : {}),
      ...(rest.type === 'computed' ? { formula: before.length > 0 ? `${before.at(-1)} + 1` : '1 + 1' } : {}),
    }));

const conditionOn = (before: readonly string[]) =>
  fc.record({
    field: fc.constantFrom(...before),
    test: fc.constantFrom(...conditionTests),
    values: fc.array(fc.constantFrom('a', 'b', '1', '2', 'ya'), { minLength: 1, maxLength: 2 }),
  });

/** Fields in order; each condition names one before it. */
const someFields = (prefix: string, most: number): fc.Arbitrary<readonly FormField[]> =>
  fc.integer({ min: 1, max: most }).chain((n) => {
    const keys = Array.from({ length: n }, (_none, at) => `${prefix}${at}`);
    return fc.tuple(...keys.map((key, at) => anyField(key, keys.slice(0, at))));
  });

const anyForm: fc.Arbitrary<FormDefinition> = fc
  .tuple(
    someFields('f', 6),
    fc.option(
      someFields('r', 4).map((fields) => fields.filter((field) => field.type !== 'file')),
      { nil: undefined },
    ),
  )
  .map(([fields, rows]) => {
    const group: FormField[] =
      rows && rows.length > 0 && rows.every((field) => (field.when ?? []).every((one) => rows.some((other) => other.key === one.field)))
        ? [{ key: 'g', type: 'group', label: { id: 'g' }, required: false, max: 3, fields: rows as NonNullable<FormField['fields']> }]
        : [];
    const head = fields.slice(0, 3);
    const tail = fields.slice(3);
    return formShape.parse({
      steps: [
        { key: 's0', title: { id: 'S0' }, fields: head },
        ...(tail.length + group.length > 0
          ? [{ key: 's1', title: { id: 'S1' }, when: [{ field: 'f0', test: 'answered', values: [] }], fields: [...tail, ...group] }]
          : []),
      ],
    });
  });

const someText = fc.constantFrom(
  '',
  'a',
  'b',
  '1',
  '2',
  '3,5',
  '25.000',
  'ya',
  '5271010101010001',
  '198609262015051001',
  '2026-02-28',
  '2026-02-30',
  'x@y.id',
  '52.71',
  '\u200b',
);
const anyAnswers: fc.Arbitrary<Answers> = fc
  .tuple(
    fc.dictionary(fc.constantFrom('f0', 'f1', 'f2', 'f3', 'f4', 'f5'), fc.oneof(someText, fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')))),
    fc.array(fc.dictionary(fc.constantFrom('r0', 'r1', 'r2', 'r3'), fc.oneof(someText, fc.uniqueArray(fc.constantFrom('a', 'b'))), { noNullPrototype: true }), {
      maxLength: 4,
    }),
  )
  .map(([answers, rows]) => ({ ...answers, g: rows }));

const runs = { numRuns: 400 };

describe('a form as JSON Schema 2020-12', () => {
  test('is the same form when it is read again, also after a journey as text', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const sent = JSON.parse(JSON.stringify(schemaOf(form))) as ReturnType<typeof schemaOf>;
        expect(formOf(sent)).toEqual(JSON.parse(JSON.stringify(form)));
        expect(sent['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
      }),
      runs,
    );
  });

  test('judges in the browser, from what was sent to it, as it does on the server', () => {
    let wrong = 0;
    fc.assert(
      fc.property(anyForm, anyAnswers, fc.dictionary(fc.constantFrom('f0', 'f1', 'f2'), fc.nat({ max: 6 })), (form, answers, files) => {
        const schema = schemaOf(form);
        const here = judge({ form, schema }, answers, files);
        const sent = JSON.parse(JSON.stringify(schema)) as typeof schema;
        const there = judge({ form: formOf(sent), schema: sent }, JSON.parse(JSON.stringify(answers)) as Answers, files);
        expect(there).toEqual(here);
        wrong += Object.keys(here.faults).length;
      }),
      runs,
    );
    expect(wrong).toBeGreaterThan(0);
  });

  test('finds no fault at what is not asked for, and every demanded question that is open', () => {
    fc.assert(
      fc.property(anyForm, anyAnswers, (form, answers) => {
        const { faults, shown, instance } = judge({ form, schema: schemaOf(form) }, answers, {});
        for (const path of Object.keys(faults)) expect(shown.has(path), path).toBe(true);
        for (const field of form.steps.flatMap((step) => step.fields))
          if (shown.has(field.key) && field.required && field.type !== 'computed' && instance[field.key] === undefined) expect(faults[field.key]).toBeDefined();
      }),
      runs,
    );
  });

  test('what is handed in comes to the same values and faults as what was typed', () => {
    fc.assert(
      fc.property(anyForm, anyAnswers, (form, answers) => {
        const once = settled(form, answers, {});
        expect(settled(form, once, {})).toEqual(once);
        expect(fill(form, once, {}).instance).toEqual(fill(form, answers, {}).instance);
      }),
      runs,
    );
  });
});

describe('what a definition can have wrong', () => {
  const text = (key: string, more: Partial<FormField> = {}): FormField => ({ key, type: 'text', label: { id: key }, required: true, ...more });
  const faults = (...fields: readonly FormField[]) => definitionFaults({ steps: [{ key: 'a', title: { id: 'A' }, fields: [...fields] }] });
  const when = (field: string, values = ['ya'], test: (typeof conditionTests)[number] = 'is') => [{ field, test, values }];
  const computed = (key: string, formula: string) => text(key, { type: 'computed', formula });

  test('is nothing for a form in order', () => {
    expect(faults(text('a', { type: 'number' }), text('b', { when: when('a', ['2'], 'at-least') }), computed('c', 'a * 2'))).toEqual({});
  });

  test.each([
    ['a condition that names what comes later', [text('a', { when: when('b') }), text('b')], 'steps.0.fields.0.when', 'when-later'],
    ['a condition that names itself', [text('a', { when: when('a') })], 'steps.0.fields.0.when', 'when-later'],
    ['a condition that names nothing', [text('a', { when: when('z') })], 'steps.0.fields.0.when', 'when-unknown'],
    ['a condition without a value', [text('a'), text('b', { when: when('a', []) })], 'steps.0.fields.1.when', 'when-empty'],
    ['a condition on a file', [text('a', { type: 'file' }), text('b', { when: when('a') })], 'steps.0.fields.1.when', 'when-file'],
    ['a condition on no option', [text('a', { type: 'choice', options }), text('b', { when: when('a', ['z']) })], 'steps.0.fields.1.when', 'when-option'],
    ['a measure that is no number', [text('a', { type: 'number' }), text('b', { when: when('a', ['x'], 'at-most') })], 'steps.0.fields.1.when', 'when-number'],
    ['a key used twice', [text('a'), text('a')], 'steps.0.fields.1.key', 'key-twice'],
    ['a key that the page uses itself', [text('hapus')], 'steps.0.fields.0.key', 'key-reserved'],
    ['a choice without options', [text('a', { type: 'choice' })], 'steps.0.fields.0.options', 'no-options'],
    ['an option without a value', [text('a', { type: 'many', options: [{ value: ' ', label: { id: 'x' } }] })], 'steps.0.fields.0.options', 'option-empty'],
    ['an option twice', [text('a', { type: 'many', options: [...options, ...options] })], 'steps.0.fields.0.options', 'option-twice'],
    ['a group without fields', [text('a', { type: 'group' })], 'steps.0.fields.0.fields', 'group-empty'],
    ['bounds the wrong way round', [text('a', { type: 'number', min: 3, max: 2 })], 'steps.0.fields.0.max', 'min-over-max'],
    ['a region that is none', [text('a', { type: 'region', within: '99' })], 'steps.0.fields.0.within', 'region-unknown'],
    ['a formula that cannot be read', [computed('a', '1 +')], 'steps.0.fields.0.formula', 'formula-unreadable'],
    ['a formula that names nothing', [computed('a', 'z + 1')], 'steps.0.fields.0.formula', 'formula-unknown'],
    ['a formula that names what comes later', [computed('a', 'b + 1'), text('b', { type: 'number' })], 'steps.0.fields.0.formula', 'formula-later'],
    ['a formula that adds words', [text('b'), computed('a', 'b + 1')], 'steps.0.fields.1.formula', 'formula-measure'],
    ['a sum over what has no rows', [text('b'), computed('a', 'sum(b)')], 'steps.0.fields.1.formula', 'formula-rows'],
    ['computed values that name each other', [computed('a', 'b + 1'), computed('b', 'a + 1')], 'steps.0.fields.1.formula', 'formula-circle'],
  ] as const)('%s', (_name, fields, place, code) => {
    expect(faults(...fields)[place]).toBe(code);
  });
});
