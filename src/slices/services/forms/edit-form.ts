import { type Outcome, ok, refuse } from '#platform/result';
import type { Text } from '#platform/words';
import type { Condition, FieldType, FormDefinition, FormField, FormStep, RowField } from '../model.ts';
import { mostFields, mostPages, reservedKeys } from './definition-faults.ts';
import { fieldAt, fieldsOf } from './rules.ts';

/** What can be written of a field; its key and kind stay. */
export type FieldChange = Omit<FormField, 'key' | 'type' | 'fields'>;

/** One thing that a service manager does to a form. Pages are counted from 0, fields are named by their path (`anak-nama` in a group). */
export type Operation =
  | { readonly kind: 'add-page'; readonly title: Text }
  | { readonly kind: 'write-page'; readonly page: number; readonly title: Text; readonly when: readonly Condition[] }
  | { readonly kind: 'move-page'; readonly page: number; readonly by: -1 | 1 }
  | { readonly kind: 'remove-page'; readonly page: number }
  | { readonly kind: 'add-field'; readonly page: number; readonly group?: string | undefined; readonly type: FieldType; readonly label: Text }
  | { readonly kind: 'write-field'; readonly path: string; readonly change: FieldChange }
  | { readonly kind: 'move-field'; readonly path: string; readonly by: -1 | 1 }
  | { readonly kind: 'remove-field'; readonly path: string };

export function editForm(form: FormDefinition, operation: Operation): Outcome<FormDefinition> {
  switch (operation.kind) {
    case 'add-page':
      return addPage(form, operation.title);
    case 'write-page':
      return onPage(form, operation.page, (step) => ({ ...step, title: operation.title, when: [...operation.when] }));
    case 'move-page':
      return movePage(form, operation.page, operation.by);
    case 'remove-page':
      return form.steps[operation.page] ? ok({ steps: form.steps.toSpliced(operation.page, 1) }) : refuse('no-such-page');
    case 'add-field':
      return addField(form, operation);
    case 'write-field':
      return onField(form, operation.path, (fields, at) => fields.with(at, written(fields[at], operation.change)));
    case 'move-field':
      return moveField(form, operation.path, operation.by);
    case 'remove-field':
      return onField(form, operation.path, (fields, at) => fields.toSpliced(at, 1));
  }
}

/** A key from a label: `Nama ayah kandung` → `nama_ayah_kandung`. */
export function keyFrom(label: string, taken: ReadonlySet<string>): string {
  const plain = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 40);
  const key = plain === '' ? 'isian' : plain;
  const isFree = (one: string) => !taken.has(one) && !reservedKeys.has(one);
  if (isFree(key)) return key;
  let n = 2;
  while (!isFree(`${key}_${n}`)) n += 1;
  return `${key}_${n}`;
}

function addPage(form: FormDefinition, title: Text): Outcome<FormDefinition> {
  if (form.steps.length >= mostPages) return refuse('too-many-pages');
  const key = keyFrom(title.id, new Set(form.steps.map((step) => step.key)));
  return ok({ steps: [...form.steps, { key, title, fields: [] }] });
}

function onPage(form: FormDefinition, page: number, change: (step: FormStep) => FormStep): Outcome<FormDefinition> {
  const step = form.steps[page];
  return step ? ok({ steps: form.steps.with(page, change(step)) }) : refuse('no-such-page');
}

function movePage(form: FormDefinition, page: number, by: -1 | 1): Outcome<FormDefinition> {
  const [step, other] = [form.steps[page], form.steps[page + by]];
  return step && other ? ok({ steps: form.steps.with(page, other).with(page + by, step) }) : refuse('no-such-page');
}

/** What a new field of a kind needs to be of use at once. */
function begun(type: FieldType): Partial<FormField> {
  if (type === 'file') return { accept: ['application/pdf', 'image/jpeg', 'image/png'] };
  if (type === 'group') return { fields: [] };
  return type === 'computed' ? { formula: '' } : {};
}

type Adding = Extract<Operation, { kind: 'add-field' }>;

function addField(form: FormDefinition, { page, group, type, label }: Adding): Outcome<FormDefinition> {
  if (fieldsOf(form).length >= mostFields) return refuse('too-many-fields');
  if (group === undefined) {
    const key = keyFrom(label.id, new Set(fieldsOf(form).map((field) => field.key)));
    return onPage(form, page, (step) => ({ ...step, fields: [...step.fields, { key, type, label, required: true, ...begun(type) }] }));
  }
  if (type === 'file' || type === 'group') return refuse('not-in-group');
  return onField(form, group, (fields, at) => {
    const outer = fields[at];
    const inner = outer?.fields ?? [];
    const key = keyFrom(label.id, new Set(inner.map((field) => field.key)));
    return outer ? fields.with(at, { ...outer, fields: [...inner, { key, type, label, required: true, ...begun(type) } as RowField] }) : fields;
  });
}

function written(field: FormField | undefined, change: FieldChange): FormField {
  if (!field) throw new Error('a field that is not there is written');
  const { key, type, fields } = field;
  return { ...change, key, type, ...(fields ? { fields } : {}) };
}

/** The list in which the field stands, changed: that of its page or of its group. */
function onField(form: FormDefinition, path: string, change: (fields: readonly FormField[], at: number) => readonly FormField[]): Outcome<FormDefinition> {
  const [key = '', inner] = path.split('-');
  const page = form.steps.findIndex((step) => step.fields.some((field) => field.key === key));
  const step = form.steps[page];
  const at = step?.fields.findIndex((field) => field.key === key) ?? -1;
  const outer = step?.fields[at];
  if (!step || !outer) return refuse('no-such-field');
  if (inner === undefined) return ok({ steps: form.steps.with(page, { ...step, fields: [...change(step.fields, at)] }) });
  const parts = outer.fields ?? [];
  const place = parts.findIndex((field) => field.key === inner);
  if (place < 0) return refuse('no-such-field');
  const fields = step.fields.with(at, { ...outer, fields: [...change(parts, place)] as RowField[] });
  return ok({ steps: form.steps.with(page, { ...step, fields }) });
}

function swapped(fields: readonly FormField[], at: number, by: -1 | 1): readonly FormField[] {
  const [one, other] = [fields[at], fields[at + by]];
  return one && other ? fields.with(at, other).with(at + by, one) : fields;
}

/** Up or down; past the end of its page a field goes to the next one. */
function moveField(form: FormDefinition, path: string, by: -1 | 1): Outcome<FormDefinition> {
  const page = form.steps.findIndex((step) => step.fields.some((field) => field.key === path));
  const [from, to] = [form.steps[page], form.steps[page + by]];
  const at = from?.fields.findIndex((field) => field.key === path) ?? -1;
  const field = from?.fields[at];
  const isAtEnd = from !== undefined && (by < 0 ? at === 0 : at === from.fields.length - 1);
  if (!from || !field || !isAtEnd) return onField(form, path, (fields, place) => swapped(fields, place, by));
  if (!to) return refuse('no-such-page');
  const left = { ...from, fields: from.fields.toSpliced(at, 1) };
  const joined = { ...to, fields: by < 0 ? [...to.fields, field] : [field, ...to.fields] };
  return ok({ steps: form.steps.with(page, left).with(page + by, joined) });
}

/** The field that a path of the builder names: `anak`, or `anak-nama` in a group. */
export function builtField(form: FormDefinition, path: string): FormField | undefined {
  const [key = '', inner] = path.split('-');
  return fieldAt(form, inner === undefined ? key : `${key}-0-${inner}`)?.field;
}

/** Fields that stand before this one, in its group or in the form: what a condition or a formula can name. */
export function fieldsBefore(form: FormDefinition, path: string): readonly FormField[] {
  const [key = '', inner] = path.split('-');
  const all = inner === undefined ? fieldsOf(form) : (fieldAt(form, key)?.field.fields ?? []);
  const at = all.findIndex((field) => field.key === (inner ?? key));
  return at < 0 ? all : all.slice(0, at);
}
