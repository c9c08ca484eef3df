import type { Condition, FieldType, FormDefinition, FormField } from '../model.ts';
import { type NamedIn, namesIn, readFormula } from './formula.ts';
import { numberOf } from './numbers.ts';
import { regionName } from './regions.ts';
import { fieldsOf, maxRows } from './rules.ts';

/** Names that a page of the form uses itself, or that no record may hold. */
export const reservedKeys: ReadonlySet<string> = new Set(['id', 'n', 'hapus', 'tambah', 'buang', 'tampil', 'constructor', 'prototype']);

export const mostPages = 50;
export const mostFields = 200;

type Found = Record<string, string>;

/** What a form can have wrong that its shape does not show, by the place in it: `steps.0.fields.1.when`. */
export function definitionFaults(form: FormDefinition): Readonly<Record<string, string>> {
  const found: Found = {};
  if (form.steps.length > mostPages || fieldsOf(form).length > mostFields) found['steps'] = 'too-many';
  const all = fieldsOf(form);
  const circle = inCircle(all);
  const seen: FormField[] = [];
  for (const [at, step] of form.steps.entries()) {
    conditionFaults(found, `steps.${at}`, step.when, { seen, all });
    for (const [place, field] of step.fields.entries()) {
      const here = `steps.${at}.fields.${place}`;
      fieldFaults(found, here, field, { seen, all });
      if (circle.has(field.key)) found[`${here}.formula`] = 'formula-circle';
      if (field.type === 'group') groupFaults(found, here, field);
      seen.push(field);
    }
  }
  return found;
}

/** Fields that stand before this one, and all that there are. */
type Scope = { readonly seen: readonly FormField[]; readonly all: readonly FormField[] };

function groupFaults(found: Found, here: string, group: FormField): void {
  const all = group.fields ?? [];
  if (all.length === 0) found[`${here}.fields`] = 'group-empty';
  if ((group.max ?? 1) > maxRows) found[`${here}.max`] = 'too-big';
  const circle = inCircle(all);
  const seen: FormField[] = [];
  for (const [place, field] of all.entries()) {
    const inner = `${here}.fields.${place}`;
    fieldFaults(found, inner, field, { seen, all });
    if (circle.has(field.key)) found[`${inner}.formula`] = 'formula-circle';
    seen.push(field);
  }
}

function fieldFaults(found: Found, here: string, field: FormField, scope: Scope): void {
  if (scope.seen.some((one) => one.key === field.key)) found[`${here}.key`] = 'key-twice';
  else if (reservedKeys.has(field.key)) found[`${here}.key`] = 'key-reserved';
  if (field.type === 'choice' || field.type === 'many') {
    const fault = optionsFault(field);
    if (fault) found[`${here}.options`] = fault;
  }
  if (field.min !== undefined && field.max !== undefined && field.min > field.max) found[`${here}.max`] = 'min-over-max';
  if (field.within !== undefined && regionName(field.within) === field.within) found[`${here}.within`] = 'region-unknown';
  conditionFaults(found, here, field.when, scope);
  const fault = field.type === 'computed' ? formulaFault(field, scope) : undefined;
  if (fault) found[`${here}.formula`] = fault;
}

function optionsFault({ options = [] }: FormField): string | undefined {
  if (options.length === 0) return 'no-options';
  if (options.some((option) => option.value.trim() === '')) return 'option-empty';
  return new Set(options.map((option) => option.value)).size < options.length ? 'option-twice' : undefined;
}

function conditionFaults(found: Found, here: string, when: readonly Condition[] | undefined, scope: Scope): void {
  const fault = (when ?? []).map((condition) => conditionFault(condition, scope)).find((one) => one !== undefined);
  if (fault) found[`${here}.when`] = fault;
}

function conditionFault({ field: key, test, values }: Condition, { seen, all }: Scope): string | undefined {
  const field = seen.find((one) => one.key === key);
  if (!field) return all.some((one) => one.key === key) ? 'when-later' : 'when-unknown';
  if (field.type === 'file') return 'when-file';
  if (test === 'answered') return undefined;
  if (values.length === 0 || values.some((value) => value.trim() === '')) return 'when-empty';
  const isMeasure = test === 'at-least' || test === 'at-most';
  if (isMeasure) return numberOf(values[0] ?? '') === undefined ? 'when-number' : undefined;
  const chosen = field.options?.map((option) => option.value);
  return chosen && values.some((value) => !chosen.includes(value)) ? 'when-option' : undefined;
}

const measured: readonly FieldType[] = ['number', 'money', 'computed', 'file'];

function formulaFault(field: FormField, scope: Scope): string | undefined {
  const formula = readFormula(field.formula ?? '');
  if (!formula) return 'formula-unreadable';
  return namesIn(formula)
    .map((named) => nameFault(named, scope))
    .find((one) => one !== undefined);
}

function nameFault({ name, as }: NamedIn, { seen, all }: Scope): string | undefined {
  const [key = '', inner] = name.split('.');
  const field = seen.find((one) => one.key === key);
  if (!field) return all.some((one) => one.key === key) ? 'formula-later' : 'formula-unknown';
  if (as === 'count') return field.type === 'group' && inner === undefined ? undefined : 'formula-rows';
  if (as === 'value') return measured.includes(field.type) && inner === undefined ? undefined : 'formula-measure';
  const part = field.fields?.find((one) => one.key === inner);
  if (!part) return inner === undefined ? 'formula-rows' : 'formula-unknown';
  return measured.includes(part.type) ? undefined : 'formula-measure';
}

/** Computed values that, through others, name themselves. */
function inCircle(fields: readonly FormField[]): ReadonlySet<string> {
  const names = new Map(
    fields.flatMap((field) => {
      const formula = field.type === 'computed' ? readFormula(field.formula ?? '') : undefined;
      return formula ? [[field.key, namesIn(formula).map((named) => named.name.split('.')[0] ?? '')] as const] : [];
    }),
  );
  const reaches = (from: string, target: string, walked: Set<string>): boolean =>
    (names.get(from) ?? []).some((next) => {
      if (next === target) return true;
      if (walked.has(next)) return false;
      walked.add(next);
      return reaches(next, target, walked);
    });
  return new Set([...names.keys()].filter((key) => reaches(key, key, new Set())));
}
