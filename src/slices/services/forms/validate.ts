import { type OutputUnit, Validator } from '@cfworker/json-schema';
import type { Answers, FormDefinition, FormField } from '../model.ts';
import { type JsonSchema, mostLetters } from './hints.ts';
import { isTooLong } from './letters.ts';
import { isDate, isNik, isNip, isNpwp } from './numbers.ts';
import { fieldAt, type FileCounts, fill, type Filled, type Instance, type Json } from './rules.ts';

/** Path of a field → code of what is wrong with it. */
export type Faults = Readonly<Record<string, string>>;

export type Judged = Filled & { readonly faults: Faults };

/** What a schema cannot say: days that exist inside a number, letters as people count them. */
function beyondSchema(field: FormField, value: Json): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (numbered[field.type]?.(value) === false) return unfit[field.type];
  return worded.has(field.type) && isTooLong(value, mostLetters(field)) ? 'too-long' : undefined;
}

const numbered: Readonly<Partial<Record<FormField['type'], (typed: string) => boolean>>> = { nik: isNik, nip: isNip, npwp: isNpwp, date: isDate };
const worded: ReadonlySet<FormField['type']> = new Set(['text', 'textarea', 'address']);

const unfit: Readonly<Partial<Record<FormField['type'], string>>> = {
  email: 'not-email',
  phone: 'not-phone',
  nik: 'not-nik',
  nip: 'not-nip',
  npwp: 'not-npwp',
  number: 'not-a-number',
  money: 'not-money',
  date: 'not-a-date',
  region: 'not-region',
  declaration: 'declare',
  choice: 'required',
  many: 'required',
};

const missing: Readonly<Partial<Record<FormField['type'], string>>> = { file: 'file-required', declaration: 'declare', group: 'rows-required' };

function codeOf(field: FormField, keyword: string): string {
  switch (keyword) {
    case 'required':
      return missing[field.type] ?? 'required';
    case 'maxLength':
      return 'too-long';
    case 'minimum':
      return 'too-small';
    case 'maximum':
      return field.type === 'file' ? 'too-many-files' : 'too-big';
    case 'minItems':
      return field.type === 'group' ? 'rows-required' : 'too-few';
    case 'maxItems':
      return 'too-many';
    default:
      return unfit[field.type] ?? 'invalid';
  }
}

// Keywords that only pass on what is wrong further in.
const passing = new Set(['properties', 'items', 'allOf', 'if', 'additionalProperties']);

type Found = { readonly path: string; readonly keyword: string };

/** `#/anggota/0/nama` → `anggota-0-nama`. */
function pathOf(location: string): string {
  return location.split('/').slice(1).join('-');
}

function at(schema: unknown, location: string): unknown {
  return location
    .split('/')
    .slice(1)
    .reduce<unknown>((found, key) => (found as Readonly<Record<string, unknown>> | undefined)?.[key], schema);
}

function placeIn(instance: Instance, location: string): object {
  return (at(instance, location) ?? {}) as object;
}

function foundIn(error: OutputUnit, schema: JsonSchema, instance: Instance): readonly Found[] {
  const { keyword, instanceLocation, keywordLocation } = error;
  if (passing.has(keyword)) return [];
  const path = pathOf(instanceLocation);
  if (keyword !== 'required') return [{ path: path.replace(/-\d+$/, ''), keyword }];
  const names = at(schema, keywordLocation) as readonly string[];
  const there = placeIn(instance, instanceLocation);
  return names.filter((name) => !(name in there)).map((name) => ({ path: path === '' ? name : `${path}-${name}`, keyword }));
}

/** Judges the answers by the schema of the form; the same on the server and in the browser. */
export function judge({ form, schema }: Judging, answers: Answers, files: FileCounts): Judged {
  const filled = fill(form, answers, files);
  const found = new Map<string, string>();
  const { errors } = validatorOf(schema).validate(filled.instance);
  for (const error of errors) for (const { path, keyword } of foundIn(error, schema, filled.instance)) if (!found.has(path)) found.set(path, keyword);
  const faults: Record<string, string> = {};
  // In the order of the form, as people meet the questions.
  for (const path of filled.shown) {
    const field = fieldAt(form, path)?.field;
    if (!field) continue;
    const keyword = found.get(path);
    const value = at(filled.instance, `#/${path.split('-').join('/')}`) as Json | undefined;
    const fault = keyword === undefined ? value !== undefined && beyondSchema(field, value) : codeOf(field, keyword);
    if (fault) faults[path] = fault;
  }
  return { ...filled, faults };
}

export type Judging = { readonly form: FormDefinition; readonly schema: JsonSchema };

const validators = new WeakMap<JsonSchema, Validator>();

function validatorOf(schema: JsonSchema): Validator {
  const known = validators.get(schema);
  if (known) return known;
  // The library marks what it reads, and takes an `id` anywhere for a schema's name: it gets a copy of its own, without our hints.
  // Formats are named for who reads the document; what they ask is checked beside the schema, here and in the browser.
  const bare = JSON.stringify(schema, (key, value: unknown) => (key === 'x-ui' || (key === 'format' && typeof value === 'string') ? undefined : value));
  const made = new Validator(JSON.parse(bare) as JsonSchema, '2020-12', false);
  validators.set(schema, made);
  return made;
}
