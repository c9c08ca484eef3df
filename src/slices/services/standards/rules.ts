import type { Answers, FormDefinition, FormField } from '../model.ts';

/** Every field of a form, in order. */
export function fieldsOf(form: FormDefinition): readonly FormField[] {
  return form.steps.flatMap((step) => step.fields);
}

const patterns = { email: /^[^\s@]+@[^\s@]+\.[^\s@.]+$/, phone: /^\+?[0-9 ()-]{8,20}$/, nik: /^\d{16}$/, number: /^-?\d{1,15}([.,]\d{1,6})?$/ } as const;

/** What is wrong with one answer, as a code; undefined when nothing is. `files` are how many are attached to the field. */
export function faultOf(field: FormField, value: string, files: number): string | undefined {
  if (field.type === 'file') return field.required && files === 0 ? 'file-required' : undefined;
  if (value === '') return field.required ? (field.type === 'declaration' ? 'declare' : 'required') : undefined;
  if (value.length > (field.maxLength ?? 5000)) return 'too-long';
  switch (field.type) {
    case 'email':
      return patterns.email.test(value) ? undefined : 'not-email';
    case 'phone':
      return patterns.phone.test(value) ? undefined : 'not-phone';
    case 'nik':
      return patterns.nik.test(value) ? undefined : 'not-nik';
    case 'number':
      return patterns.number.test(value) ? undefined : 'not-a-number';
    case 'date':
      return isDate(value) ? undefined : 'not-a-date';
    case 'choice':
      return field.options?.some((option) => option.value === value) ? undefined : 'required';
    case 'declaration':
      return value === 'ya' ? undefined : 'declare';
    case 'text':
    case 'textarea':
      return undefined;
  }
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [, year, month, day] = match.map(Number);
  const days = [31, (year! % 4 === 0 && year! % 100 !== 0) || year! % 400 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return month! >= 1 && month! <= 12 && day! >= 1 && day! <= days[month! - 1]!;
}

export type FileCounts = Readonly<Record<string, number>>;

/** Codes by field for these fields. */
export function faultsOf(fields: readonly FormField[], answers: Answers, files: FileCounts): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const fault = faultOf(field, answers[field.key] ?? '', files[field.key] ?? 0);
    if (fault) faults[field.key] = fault;
  }
  return faults;
}

/** Only what the form asks for is kept of what was sent, trimmed. */
export function pickAnswers(fields: readonly FormField[], raw: Readonly<Record<string, unknown>>): Answers {
  const picked: Record<string, string> = {};
  for (const field of fields) {
    if (field.type === 'file') continue;
    const value = raw[field.key];
    picked[field.key] = typeof value === 'string' ? value.trim().slice(0, 20_000) : '';
  }
  return picked;
}

/** The first step that still lacks something, counted from 1; undefined when the form is complete. */
export function firstIncompleteStep(form: FormDefinition, answers: Answers, files: FileCounts): number | undefined {
  const at = form.steps.findIndex((step) => Object.keys(faultsOf(step.fields, answers, files)).length > 0);
  return at < 0 ? undefined : at + 1;
}

/** A result's text with the answers in their places; what was left open becomes a dash. */
export function mergeFields(template: string, answers: Answers): string {
  return template.replace(/\{([a-z][a-z0-9_]*)\}/g, (_all, key: string) => answers[key] || '–');
}
