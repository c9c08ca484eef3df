import type { Answer, Answers, Condition, FormDefinition, FormField, Row, RowField } from '../model.ts';
import { readFormula, valueOf, type Values } from './formula.ts';
import { isBlank } from './letters.ts';
import { digitsOf, moneyOf, numberOf } from './numbers.ts';

/** Every field of a form, in order; a group is one. */
export function fieldsOf(form: FormDefinition): readonly FormField[] {
  return form.steps.flatMap((step) => step.fields);
}

export type FileCounts = Readonly<Record<string, number>>;

export function countFiles(files: readonly { readonly field: string }[]): FileCounts {
  const counts: Record<string, number> = {};
  for (const file of files) counts[file.field] = (counts[file.field] ?? 0) + 1;
  return counts;
}

export function textOf(answer: Answer | undefined): string {
  return typeof answer === 'string' ? answer : '';
}

export function listOf(answer: Answer | undefined): readonly string[] {
  return Array.isArray(answer) ? answer.filter((one: unknown) => typeof one === 'string') : [];
}

export function rowsOf(answer: Answer | undefined): readonly Row[] {
  return Array.isArray(answer) ? answer.filter((one: unknown): one is Row => typeof one === 'object' && one !== null) : [];
}

/** Where a field of a row stands in what is typed and in what is wrong with it: `anggota-0-nama`. */
export function rowPath(group: string, row: number, field: string): string {
  return `${group}-${row}-${field}`;
}

export type Found = { readonly field: FormField; readonly group?: FormField; readonly row?: number };

/** The field that a path names, with its row if it is one of a group; `anggota-0` is a whole row. */
export function fieldAt(form: FormDefinition, path: string): Found | undefined {
  const [key, row, inner] = path.split('-');
  const field = fieldsOf(form).find((one) => one.key === key);
  if (!field || row === undefined) return field && { field };
  const part = inner === undefined ? field : field.fields?.find((one) => one.key === inner);
  return part && { field: part, group: field, row: Number(row) };
}

// What is asked of JSON Schema: the answers as JSON, without what was left open.
export type Json = string | number | boolean | readonly string[] | readonly Instance[];
export type Instance = { [key: string]: Json };

/** How the text of some fields is read; of the others it stands as it is. */
const readings: Partial<Record<FormField['type'], (text: string) => Json | undefined>> = {
  nik: digitsOf,
  nip: digitsOf,
  npwp: digitsOf,
  number: numberOf,
  money: moneyOf,
  declaration: (text) => (text === 'ya' ? true : undefined),
};

function typedText(type: FormField['type'], text: string): Json | undefined {
  return isBlank(text) ? undefined : (readings[type]?.(text) ?? text);
}

/** The constant that a condition's value stands for. */
export function constantOf(type: FormField['type'], value: string): string | number | boolean {
  if (type === 'declaration') return value === 'ya';
  if (type === 'many' || type === 'group') return value;
  return type === 'computed' || type === 'file' ? (numberOf(value) ?? value) : ((typedText(type, value) as string | number | undefined) ?? value);
}

function says(answer: Json, { test, values }: Condition, type: FormField['type']): boolean {
  const constants = values.map((value) => constantOf(type, value));
  const size = typeof answer === 'number' ? answer : Array.isArray(answer) ? answer.length : undefined;
  switch (test) {
    case 'answered':
      return true;
    case 'is':
      return Array.isArray(answer) ? answer.some((one: unknown) => constants.includes(one as string)) : constants.includes(answer as string);
    case 'is-not':
      return !says(answer, { field: '', test: 'is', values: [...values] }, type);
    case 'at-least':
      return size !== undefined && size >= Number(values[0]);
    case 'at-most':
      return size !== undefined && size <= Number(values[0]);
  }
}

type Known = { readonly instance: Instance; readonly types: ReadonlyMap<string, FormField['type']> };

function hold(conditions: readonly Condition[] | undefined, { instance, types }: Known): boolean {
  return (conditions ?? []).every((condition) => {
    const answer = instance[condition.field];
    const type = types.get(condition.field);
    return answer !== undefined && type !== undefined && says(answer, condition, type);
  });
}

function valuesIn(instance: Instance, shown: ReadonlySet<string>): Values {
  const rows = (name: string) => {
    const found = instance[name];
    return Array.isArray(found) ? (found as readonly Instance[]) : [];
  };
  return {
    value(name) {
      const found = instance[name];
      // What is not asked for adds nothing; what is not answered yet leaves the sum open.
      return typeof found === 'number' ? found : shown.has(name) ? undefined : 0;
    },
    rows(name) {
      const [group = '', field = ''] = name.split('.');
      return rows(group).flatMap((row) => (typeof row[field] === 'number' ? [row[field]] : []));
    },
    count: (name) => rows(name).length,
  };
}

export type Filled = {
  /** The answers that count, typed. */
  readonly instance: Instance;
  /** Paths of the fields that are asked for, those of rows too. */
  readonly shown: ReadonlySet<string>;
};

function fillRow(fields: readonly RowField[], row: Row): Filled {
  return fillFields(
    fields.map((field) => ({ field })),
    row,
    {},
  );
}

type Asked = { readonly field: FormField; readonly onPage?: readonly Condition[] | undefined };

function fillFields(asked: readonly Asked[], answers: Answers, files: FileCounts): Filled {
  const instance = Object.create(null) as Instance;
  const shown = new Set<string>();
  const types = new Map(asked.map(({ field }) => [field.key, field.type]));
  for (const { field, onPage } of asked) {
    const known = { instance, types };
    if (!hold(onPage, known) || !hold(field.when, known)) continue;
    shown.add(field.key);
    const answer = typedAnswer(field, { answers, files, instance, shown });
    if (answer !== undefined) instance[field.key] = answer;
  }
  return { instance, shown };
}

type SoFar = { readonly answers: Answers; readonly files: FileCounts; readonly instance: Instance; readonly shown: Set<string> };

function typedAnswer(field: FormField, { answers, files, instance, shown }: SoFar): Json | undefined {
  const answer = answers[field.key];
  if (field.type === 'file') return files[field.key] || undefined;
  if (field.type === 'computed') return computedValue(field, { instance, shown });
  if (field.type !== 'many' && field.type !== 'group') return typedText(field.type, textOf(answer));
  const list = field.type === 'many' ? listOf(answer) : filledRows(field, answer, shown);
  return list.length > 0 ? list : undefined;
}

function computedValue(field: FormField, { instance, shown }: Filled): number | undefined {
  const formula = readFormula(field.formula ?? '');
  const value = formula && valueOf(formula, valuesIn(instance, shown));
  return value === undefined ? undefined : field.money ? Math.round(value) : value;
}

function filledRows(group: FormField, answer: Answer | undefined, shown: Set<string>): readonly Instance[] {
  return rowsOf(answer).map((row, at) => {
    const filled = fillRow(group.fields ?? [], row);
    for (const key of filled.shown) shown.add(rowPath(group.key, at, key));
    return filled.instance;
  });
}

/** What the answers come to: which fields are asked for, and their values as JSON. */
export function fill(form: FormDefinition, answers: Answers, files: FileCounts): Filled {
  return fillFields(
    form.steps.flatMap((step) => step.fields.map((field) => ({ field, onPage: step.when }))),
    answers,
    files,
  );
}

/** Pages with something to ask, by their place from 1. */
export function pagesOf(form: FormDefinition, { shown }: Filled): readonly number[] {
  return form.steps.flatMap((step, at) => (step.fields.some((field) => shown.has(field.key)) ? [at + 1] : []));
}

/** What is handed in: answers to what is asked for, and the values that were computed from them. */
export function settled(form: FormDefinition, answers: Answers, files: FileCounts): Answers {
  const { instance, shown } = fill(form, answers, files);
  const kept: Record<string, Answer> = {};
  for (const field of fieldsOf(form)) {
    const answer = shown.has(field.key) ? settledAnswer(field, answers[field.key], { instance, shown }) : undefined;
    if (answer !== undefined) kept[field.key] = answer;
  }
  return kept;
}

/** A computed value as it is kept: empty while it cannot be computed. */
export function computedText(value: Json | undefined): string {
  return typeof value === 'number' ? String(value) : '';
}

// A number of the state is one number, however it was grouped: who looks for it finds it.
function keptOne<Typed extends Answer | undefined>(field: FormField, answer: Typed, value: Json | undefined): Typed | string {
  if (field.type === 'computed') return computedText(value);
  const isNumber = field.type === 'nik' || field.type === 'nip' || field.type === 'npwp';
  return isNumber && typeof value === 'string' ? value : answer;
}

function settledAnswer(field: FormField, answer: Answer | undefined, { instance, shown }: Filled): Answer | undefined {
  if (field.type !== 'group') return keptOne(field, answer, instance[field.key]);
  const computed = (instance[field.key] ?? []) as readonly Instance[];
  return rowsOf(answer).map((row, at) => {
    const kept: Record<string, string | readonly string[]> = {};
    for (const part of field.fields ?? []) {
      if (!shown.has(rowPath(field.key, at, part.key))) continue;
      const value = keptOne(part, row[part.key], computed[at]?.[part.key]);
      if (value !== undefined) kept[part.key] = value;
    }
    return kept;
  });
}

const maxTyped = 20_000;
const maxChosen = 200;
export const maxRows = 50;

// Never in the middle of a character: half of a surrogate pair cannot be stored.
function cut(text: string): string {
  return text.length <= maxTyped ? text : text.slice(0, maxTyped).replace(/[\ud800-\udbff]$/, '');
}

export type Raw = Readonly<Record<string, unknown>>;

function sentList(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string').map((one) => cut(one.trim()));
}

// Each choice inside the one before: what was chosen below another province is let go with it.
function deepest(codes: readonly string[], within: string | undefined): string {
  let chosen = '';
  for (const code of codes) {
    const inside = chosen || within || '';
    if (code === '' || !(inside === '' || code.startsWith(`${inside}.`))) break;
    chosen = code;
  }
  return chosen;
}

function pickOne(field: FormField, name: string, raw: Raw): string | readonly string[] {
  const sent = sentList(raw[name]);
  if (field.type === 'many') return [...new Set(sent.filter(Boolean))].slice(0, maxChosen);
  if (field.type === 'region') return deepest(sent, field.within);
  return typeof raw[name] === 'string' ? (sent[0] ?? '') : '';
}

function pickRow(group: FormField, row: string, raw: Raw): Row {
  const picked: Record<string, string | readonly string[]> = {};
  for (const part of group.fields ?? []) if (part.type !== 'computed') picked[part.key] = pickOne(part, `${group.key}-${row}-${part.key}`, raw);
  return picked;
}

function pickRows(group: FormField, raw: Raw): readonly Row[] {
  // Each row says that it is there, also when nothing in it was ticked.
  return sentList(raw[group.key])
    .filter((row) => /^\d{1,2}$/.test(row))
    .slice(0, maxRows)
    .map((row) => pickRow(group, row, raw));
}

/** Only what the form asks for is kept of what was sent, trimmed. */
export function pickAnswers(fields: readonly FormField[], raw: Raw): Answers {
  const picked: Record<string, Answer> = {};
  for (const field of fields) {
    if (field.type === 'file' || field.type === 'computed') continue;
    picked[field.key] = field.type === 'group' ? pickRows(field, raw) : pickOne(field, field.key, raw);
  }
  return picked;
}

/** What is open for correction: a whole field, or one row of a group (`anggota-1`). */
export function isReopened(open: readonly string[], key: string, row?: number): boolean {
  return open.includes(key) || (row !== undefined && open.includes(`${key}-${row}`));
}

/** What can be sent back for correction: what was asked for, a group as a whole or row by row. */
export function returnable(form: FormDefinition, answers: Answers): readonly string[] {
  // No condition names a file: what is asked for is known without them.
  const { shown } = fill(form, answers, {});
  return fieldsOf(form)
    .filter((field) => shown.has(field.key) && field.type !== 'declaration' && field.type !== 'computed')
    .flatMap((field) => [field.key, ...(field.type === 'group' ? rowsOf(answers[field.key]).map((_row, at) => `${field.key}-${at}`) : [])]);
}

/** The answers with what was sent for the open fields and rows, and nothing else of it. */
export function corrected(form: FormDefinition, answers: Answers, open: readonly string[], raw: Raw): Answers {
  const whole = fieldsOf(form).filter((field) => open.includes(field.key));
  const mended: Record<string, Answer> = { ...answers, ...pickAnswers(whole, raw) };
  for (const group of fieldsOf(form)) {
    if (group.type !== 'group' || open.includes(group.key)) continue;
    const rows = rowsOf(answers[group.key]);
    if (rows.some((_row, at) => isReopened(open, group.key, at)))
      mended[group.key] = rows.map((row, at) => (isReopened(open, group.key, at) ? pickRow(group, String(at), raw) : row));
  }
  return mended;
}

/** The answers by the names of their inputs, for showing them again. */
export function typedValues(fields: readonly FormField[], answers: Answers): Readonly<Record<string, string | readonly string[]>> {
  const typed: Record<string, string | readonly string[]> = {};
  for (const field of fields) {
    const answer = answers[field.key];
    if (answer === undefined) continue;
    if (field.type !== 'group') typed[field.key] = field.type === 'many' ? listOf(answer) : textOf(answer);
    else {
      const rows = rowsOf(answer);
      typed[field.key] = rows.map((_row, at) => String(at));
      for (const [at, row] of rows.entries()) for (const [key, value] of Object.entries(row)) typed[rowPath(field.key, at, key)] = value;
    }
  }
  return typed;
}
