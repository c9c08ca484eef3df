import { formatRupiah, rupiah } from '#platform/money';
import { findDate, formatDate } from '#platform/time';
import { formatNumber, type Lang, textIn } from '#platform/words';
import type { Answer, Answers, FormDefinition, FormField, Row } from '../model.ts';
import { words } from '../words.ts';
import { moneyOf } from './numbers.ts';
import { regionName } from './regions.ts';
import { computedText, fieldAt, fieldsOf, type Filled, type Instance, listOf, rowsOf, textOf } from './rules.ts';

type Shown = (value: string, lang: Lang, field: FormField) => string;

function shownOption(value: string, lang: Lang, { options }: FormField): string {
  const option = options?.find((one) => one.value === value);
  return option ? textIn(option.label, lang) : value;
}

function shownDate(value: string, lang: Lang): string {
  const date = findDate(value);
  return date ? formatDate(date, lang) : value;
}

function shownMoney(value: string): string {
  const amount = moneyOf(value);
  return amount === undefined ? value : formatRupiah(rupiah(amount));
}

/** Answers that people read otherwise than they stand. */
const shownAs: Readonly<Partial<Record<FormField['type'], Shown>>> = {
  choice: shownOption,
  many: shownOption,
  declaration: (value, lang) => (value === 'ya' ? words(lang).yes : ''),
  date: shownDate,
  money: shownMoney,
  computed: (value, lang, { money }) => (money ? formatRupiah(rupiah(value)) : formatNumber(Number(value), lang)),
  region: (code) => regionName(code),
};

function shownText(field: FormField, value: string, lang: Lang): string {
  return value === '' ? '' : (shownAs[field.type]?.(value, lang, field) ?? value);
}

/** An answer as people read it; the rows of a group stand one after another. */
export function shownAnswer(field: FormField, answer: Answer | undefined, lang: Lang): string {
  if (field.type === 'group') return shownRows(field, rowsOf(answer), lang).join('; ');
  const values = field.type === 'many' ? listOf(answer) : [textOf(answer)];
  return values.map((value) => shownText(field, value, lang)).join(', ');
}

function shownRows(field: FormField, rows: readonly Row[], lang: Lang): readonly string[] {
  const parts = field.fields ?? [];
  return rows.map((row, at) => {
    const said = parts.map((part) => shownAnswer(part, row[part.key], lang)).filter((text) => text !== '');
    return `${at + 1}) ${said.join(', ')}`;
  });
}

export function shownAnswers(form: FormDefinition, answers: Answers, lang: Lang): Readonly<Record<string, string>> {
  return Object.fromEntries(fieldsOf(form).map((field) => [field.key, shownAnswer(field, answers[field.key], lang)]));
}

/** Computed values as people read them, by their paths. */
export function shownComputed(form: FormDefinition, { instance, shown }: Filled, lang: Lang): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const path of shown) {
    const found = fieldAt(form, path);
    if (found?.field.type !== 'computed') continue;
    const row = found.group ? (instance[found.group.key] as readonly Instance[] | undefined)?.[found.row ?? 0] : instance;
    values[path] = shownAnswer(found.field, computedText(row?.[found.field.key]), lang);
  }
  return values;
}
