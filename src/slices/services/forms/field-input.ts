import type { RawInput } from '#platform/http';
import type { Text } from '#platform/words';
import { type Condition, conditionTests, type FieldType, type FormField, type FormStep, regionLevels } from '../model.ts';
import { keyFrom, type FieldChange } from './edit-form.ts';
import { numberOf } from './numbers.ts';

/** How many conditions a page of the builder offers. */
export const mostConditions = 3;

function typed(raw: RawInput, name: string): string {
  const value = raw[name];
  return typeof value === 'string' ? value.trim() : '';
}

function typedText(raw: RawInput, name: string): Text | undefined {
  const [id, en] = [typed(raw, `${name}-id`), typed(raw, `${name}-en`)];
  return id === '' ? undefined : { id, ...(en === '' ? {} : { en }) };
}

type Options = NonNullable<FormField['options']>;

const lines = (text: string) => text.split('\n').map((line) => line.trim());

/** One option a line. The value of a line that was there stays, so that answers and conditions keep their meaning. */
export function readOptions(text: string, english: string, before: Options): Options {
  const labels = lines(text).filter(Boolean);
  const en = lines(english);
  const taken = new Set<string>();
  return labels.map((id, at) => {
    const known = before.find((option) => option.label.id === id) ?? (before.length === labels.length ? before[at] : undefined);
    const value = known && !taken.has(known.value) ? known.value : keyFrom(id, taken);
    taken.add(value);
    return { value, label: { id, ...(en[at] ? { en: en[at] } : {}) } };
  });
}

const isTest = (value: string): value is Condition['test'] => conditionTests.some((test) => test === value);

/** A value as it was typed: the words of an option, or what it says. */
function conditionValue(text: string, field: FormField | undefined): string {
  const isSame = (label: string | undefined) => label?.toLowerCase() === text.toLowerCase();
  return field?.options?.find(({ value, label }) => isSame(label.id) || isSame(label.en) || isSame(value))?.value ?? text;
}

export function readConditions(raw: RawInput, before: readonly FormField[]): readonly Condition[] {
  return Array.from({ length: mostConditions }, (_none, at) => at).flatMap((at) => {
    const field = typed(raw, `when-${at}-field`);
    const test = typed(raw, `when-${at}-test`);
    if (field === '') return [];
    const named = before.find((one) => one.key === field);
    const values = typed(raw, `when-${at}-value`)
      .split(';')
      .map((value) => value.trim())
      .filter(Boolean)
      .map((value) => conditionValue(value, named));
    const isTicked = named?.type === 'declaration' && values.length === 0;
    return [{ field, test: isTest(test) ? test : 'is', values: isTicked ? ['ya'] : values }];
  });
}

/** How conditions stand in the inputs of the builder. */
export function conditionInputs(when: FormStep['when'], before: readonly FormField[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (when ?? []).flatMap(({ field, test, values }, at) => {
      const options = before.find((one) => one.key === field)?.options;
      const said = values.map((value) => options?.find((option) => option.value === value)?.label.id ?? value);
      return [
        [`when-${at}-field`, field],
        [`when-${at}-test`, test],
        [`when-${at}-value`, said.join('; ')],
      ];
    }),
  );
}

export type Nameable = { readonly name: string; readonly label: string };

/** What a formula can name, with the words that people see. */
export function nameable(before: readonly FormField[]): readonly Nameable[] {
  const isMeasure = (type: FieldType) => type === 'number' || type === 'money' || type === 'computed' || type === 'file';
  return before.flatMap((field) => {
    if (field.type !== 'group') return isMeasure(field.type) ? [{ name: field.key, label: field.label.id }] : [];
    const parts = (field.fields ?? []).filter((part) => isMeasure(part.type));
    return [
      { name: field.key, label: field.label.id },
      ...parts.map((part) => ({ name: `${field.key}.${part.key}`, label: `${field.label.id}: ${part.label.id}` })),
    ];
  });
}

/** `[Jumlah contoh] * 2` → `jumlah_contoh * 2`: a formula is written with the labels or with the names. */
export function readLabels(formula: string, before: readonly FormField[]): string {
  const names = nameable(before);
  return formula.replace(/\[([^\]]+)\]/g, (whole, label: string) => names.find((one) => one.label.toLowerCase() === label.trim().toLowerCase())?.name ?? whole);
}

export function sayLabels(formula: string, before: readonly FormField[]): string {
  const names = new Map(nameable(before).map((one) => [one.name, one.label]));
  return formula.replace(/[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?/g, (name) => (names.has(name) ? `[${names.get(name)}]` : name));
}

export type Read = { readonly change: FieldChange; readonly faults: Readonly<Record<string, string>> };

/** What was typed about a field, or what is wrong with it. */
export function readField(raw: RawInput, field: FormField, before: readonly FormField[]): Read {
  const faults: Record<string, string> = {};
  const label = typedText(raw, 'label');
  if (!label) faults['label-id'] = 'required';
  const number = (name: string): number | undefined => {
    const text = typed(raw, name);
    const value = numberOf(text);
    if (text !== '' && value === undefined) faults[name] = 'not-a-number';
    return value;
  };
  const maxLength = number('maxLength');
  if (maxLength !== undefined && (maxLength < 1 || !Number.isInteger(maxLength))) faults['maxLength'] = 'too-small';
  const when = readConditions(raw, before);
  const level = regionLevels.find((one) => one === raw['level']);
  const accept = [raw['accept']].flat().filter((one) => one !== undefined);
  const [hint, message, within] = [typedText(raw, 'hint'), typedText(raw, 'message'), typed(raw, 'within')];
  const [min, max] = [number('min'), number('max')];
  const change: FieldChange = {
    label: label ?? { id: '' },
    required: raw['required'] === 'ya',
    ...(hint ? { hint } : {}),
    ...(message ? { message } : {}),
    ...(when.length > 0 ? { when: [...when] } : {}),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(field.type === 'choice' || field.type === 'many' ? { options: readOptions(typed(raw, 'options'), typed(raw, 'optionsEn'), field.options ?? []) } : {}),
    ...(field.type === 'file' ? { accept, camera: raw['camera'] === 'ya' } : {}),
    ...(field.type === 'region' && level ? { level } : {}),
    ...(field.type === 'region' && within ? { within } : {}),
    ...(field.type === 'computed' ? { formula: readLabels(typed(raw, 'formula'), before), money: raw['money'] === 'ya' } : {}),
  };
  return { change, faults };
}

/** A field as it stands in the inputs of the builder. */
export function fieldInputs(field: FormField, before: readonly FormField[]): Readonly<Record<string, string | readonly string[]>> {
  const text = (name: string, value: Text | undefined) => ({ [`${name}-id`]: value?.id ?? '', [`${name}-en`]: value?.en ?? '' });
  return {
    ...text('label', field.label),
    ...text('hint', field.hint),
    ...text('message', field.message),
    required: field.required ? 'ya' : '',
    min: String(field.min ?? ''),
    max: String(field.max ?? ''),
    maxLength: String(field.maxLength ?? ''),
    options: (field.options ?? []).map((option) => option.label.id).join('\n'),
    optionsEn: (field.options ?? []).map((option) => option.label.en ?? '').join('\n'),
    accept: field.accept ?? [],
    camera: field.camera ? 'ya' : '',
    level: field.level ?? 'village',
    within: field.within ?? '',
    formula: sayLabels(field.formula ?? '', before),
    money: field.money ? 'ya' : '',
    ...conditionInputs(field.when, before),
  };
}
