import { type Condition, form as formShape, type FormDefinition, type FormField, maxFilesOfField } from '../model.ts';
import { patterns } from './numbers.ts';
import { hintedForm, type JsonSchema, mostLetters } from './hints.ts';
import { constantOf, maxRows } from './rules.ts';

const dialect = 'https://json-schema.org/draft/2020-12/schema';

export function schemaOf(form: FormDefinition): JsonSchema {
  const asked = form.steps.flatMap((step) => step.fields.map((field) => ({ field, when: [...(step.when ?? []), ...(field.when ?? [])] })));
  return {
    $schema: dialect,
    ...objectOf(asked),
    'x-ui': { steps: form.steps.map(({ fields, ...step }) => ({ ...step, fields: fields.map((field) => field.key) })) },
  };
}

type Asked = { readonly field: FormField; readonly when: readonly Condition[] };

function objectOf(asked: readonly Asked[]): JsonSchema {
  const fields = new Map(asked.map(({ field }) => [field.key, field]));
  const conditional = asked.filter(({ when }) => when.length > 0);
  return {
    type: 'object',
    properties: Object.fromEntries(asked.map(({ field }) => [field.key, propertyOf(field)])),
    required: asked.filter(({ field, when }) => when.length === 0 && isDemanded(field)).map(({ field }) => field.key),
    additionalProperties: false,
    ...(conditional.length > 0
      ? {
          // What is not asked for is not there; what is asked for is there where it is demanded.
          allOf: conditional.flatMap(({ field, when }) => {
            const isAsked = { allOf: when.map((one) => conditionOf(one, fields.get(one.field))) };
            const open = { if: isAsked, else: { properties: { [field.key]: false } } };
            return isDemanded(field) ? [open, { if: { not: isAsked }, else: { required: [field.key] } }] : [open];
          }),
        }
      : {}),
  };
}

// A value that is computed is there as soon as it can be; nobody is asked for it.
function isDemanded(field: FormField): boolean {
  return field.required && field.type !== 'computed';
}

function conditionOf({ field: key, test, values }: Condition, field: FormField | undefined): JsonSchema {
  if (!field) return { not: {} };
  return { required: [key], properties: { [key]: testOf(test, values, field.type) } };
}

function testOf(test: Condition['test'], values: readonly string[], type: FormField['type']): JsonSchema {
  const constants = values.map((value) => constantOf(type, value));
  const isList = type === 'many' || type === 'group';
  const limit = Number(values[0]);
  const isMeasure = test === 'at-least' || test === 'at-most';
  if (isMeasure && Number.isNaN(limit)) return { not: {} };
  switch (test) {
    case 'answered':
      return {};
    case 'is':
      return isList ? { type: 'array', contains: { enum: constants } } : { enum: constants };
    case 'is-not':
      return { not: testOf('is', values, type) };
    case 'at-least':
      return isList ? { type: 'array', minItems: limit } : { type: 'number', minimum: limit };
    case 'at-most':
      return isList ? { type: 'array', maxItems: limit } : { type: 'number', maximum: limit };
  }
}

function propertyOf(field: FormField): JsonSchema {
  const { key: _key, fields: _fields, ...hints } = field;
  return { title: field.label.id, ...(field.hint ? { description: field.hint.id } : {}), ...valuesOf(field), 'x-ui': hints };
}

function bounds(low: string, high: string, { min, max }: FormField): JsonSchema {
  return { ...(min === undefined ? {} : { [low]: min }), ...(max === undefined ? {} : { [high]: max }) };
}

function valuesOf(field: FormField): JsonSchema {
  const options = { enum: (field.options ?? []).map((option) => option.value) };
  switch (field.type) {
    case 'text':
    case 'textarea':
    case 'address':
      return { type: 'string', maxLength: mostLetters(field) * 8 };
    case 'email':
      return { type: 'string', maxLength: mostLetters(field), pattern: patterns.email };
    case 'phone':
    case 'nik':
    case 'nip':
    case 'npwp':
    case 'region':
      return { type: 'string', pattern: patterns[field.type] };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'number':
      return { type: 'number', ...bounds('minimum', 'maximum', field) };
    case 'money':
      return { type: 'integer', ...bounds('minimum', 'maximum', field) };
    case 'computed':
      return { type: field.money ? 'integer' : 'number', readOnly: true };
    case 'declaration':
      return { const: true };
    case 'file':
      return { type: 'integer', minimum: 1, maximum: maxFilesOfField };
    case 'choice':
      return options;
    case 'many':
      return { type: 'array', items: options, uniqueItems: true, ...bounds('minItems', 'maxItems', field) };
    case 'group':
      return {
        type: 'array',
        ...bounds('minItems', 'maxItems', { ...field, max: field.max ?? maxRows }),
        items: objectOf((field.fields ?? []).map((part) => ({ field: part, when: part.when ?? [] }))),
      };
  }
}

/** The form that a schema was made from. */
export function formOf(schema: JsonSchema): FormDefinition {
  return formShape.parse(hintedForm(schema));
}
