import { findDate, formatDate } from '#platform/time';
import type { Lang } from '#platform/words';
import { textIn } from '#platform/words';
import type { Answers, FormDefinition, FormField } from '../model.ts';
import { fieldsOf } from '../standards/rules.ts';
import { words } from '../words.ts';

/** An answer as people read it. */
export function shownAnswer(field: FormField, value: string, lang: Lang): string {
  if (field.type === 'choice') {
    const option = field.options?.find((one) => one.value === value);
    return option ? textIn(option.label, lang) : value;
  }
  if (field.type === 'declaration') return value === 'ya' ? words(lang).yes : '';
  const date = field.type === 'date' ? findDate(value) : undefined;
  return date ? formatDate(date, lang) : value;
}

export function shownAnswers(form: FormDefinition, answers: Answers, lang: Lang): Answers {
  return Object.fromEntries(fieldsOf(form).map((field) => [field.key, shownAnswer(field, answers[field.key] ?? '', lang)]));
}
