import type { FormDefinition, FormField, RowField } from '../model.ts';

/** A form as a document of JSON Schema 2020-12. What a schema cannot say stands under `x-ui`, so that the form can be made again from it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

const longest = 5000;

/** As people count letters is counted beside the schema; what is stored has an end there. */
export function mostLetters(field: FormField): number {
  return field.maxLength ?? longest;
}

type Hinted = { readonly [key: string]: { readonly 'x-ui'?: unknown; readonly items?: { readonly properties?: Hinted } } };

/** The form that a schema of ours was made from, as it stands in its hints. */
export function hintedForm(schema: JsonSchema): FormDefinition {
  const { steps } = schema['x-ui'] as { readonly steps: readonly (Omit<FormDefinition['steps'][number], 'fields'> & { readonly fields: readonly string[] })[] };
  const properties = schema['properties'] as Hinted;
  return { steps: steps.map((step) => ({ ...step, fields: step.fields.map((key) => fieldOf(key, properties)) })) };
}

function fieldOf(key: string, properties: Hinted): FormField {
  const property = properties[key];
  const hints = property?.['x-ui'] as Omit<FormField, 'key'>;
  if (hints.type !== 'group') return { ...hints, key };
  const rows = property?.items?.properties ?? {};
  return { ...hints, key, fields: Object.keys(rows).map((part) => fieldOf(part, rows) as RowField) };
}
