import { formatRupiah, rupiah } from '#platform/money';
import { findDate, formatDate } from '#platform/time';
import { formatNumber, type Lang, textIn } from '#platform/words';
import type { Answer, Answers, FormDefinition, FormField, Row } from '../model.ts';
import { words } from '../words.ts';
import { moneyOf } from './numbers.ts';
import { regionName } from './regions.ts';
import { fieldAt, fieldsOf, type Filled, type Instance, listOf, rowsOf, textOf } from './rules.ts';

function shownText(field: FormField, value: string, lang: Lang): string {
  const option = field.options?.find((one) => one.value === value);
  switch (field.type) {
    case 'choice':
    case 'many':
      return option ? textIn(option.label, lang) : value;
    case 'declaration':
      return value === 'ya' ? words(lang).yes : '';
    case 'date': {
      const date = findDate(value);
      return date ? formatDate(date, lang) : value;
    }
    case 'money': {
      const amount = moneyOf(value);
      return amount === undefined ? value : formatRupiah(rupiah(amount));
    }
    case 'computed':
      return value === '' ? '' : field.money ? formatRupiah(rupiah(value)) : formatNumber(Number(value), lang);
    case 'region':
      return regionName(value);
    default:
      return value;
  }
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
    const value = row?.[found.field.key];
    values[path] = value === undefined ? '' : shownAnswer(found.field, String(value), lang);
  }
  return values;
}
