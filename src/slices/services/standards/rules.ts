import { findDate } from '#platform/time';
import type { Answers, FormDefinition, FormField, ServiceInput } from '../model.ts';
import { type AskedField, faultsOf as workflowFaultsOf } from '../workflow/checks.ts';
import { stepsOf } from '../workflow/rules.ts';

/** Every field of a form, in order. */
export function fieldsOf(form: FormDefinition): readonly FormField[] {
  return form.steps.flatMap((step) => step.fields);
}

const patterns = { email: /^[^\s@]+@[^\s@]+\.[^\s@.]+$/, phone: /^\+?[0-9 ()-]{8,20}$/, nik: /^\d{16}$/, number: /^-?\d{1,15}([.,]\d{1,6})?$/ } as const;

/** What is wrong with one answer, as a code; undefined when nothing is. `files` are how many are attached to the field. */
export function faultOf(field: FormField, value: string, files: number): string | undefined {
  if (field.type === 'file') return field.required && files === 0 ? 'file-required' : undefined;
  if (isBlank(value)) return field.required ? (field.type === 'declaration' ? 'declare' : 'required') : undefined;
  if (isTooLong(value, field.maxLength ?? 5000)) return 'too-long';
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
      return findDate(value) ? undefined : 'not-a-date';
    case 'choice':
      return field.options?.some((option) => option.value === value) ? undefined : 'required';
    case 'declaration':
      return value === 'ya' ? undefined : 'declare';
    case 'text':
    case 'textarea':
      return undefined;
  }
}

// What cannot be seen says nothing: zero-width characters and direction marks alone are no answer.
function isBlank(value: string): boolean {
  return /^[\p{Z}\p{C}]*$/u.test(value);
}

const segmenter = new Intl.Segmenter('id', { granularity: 'grapheme' });

// As people count: an accented letter or a family of emoji is one character; but what is stored has an end too.
export function isTooLong(value: string, max: number): boolean {
  if (value.length <= max) return false;
  if (value.length > max * 8) return true;
  let count = 0;
  for (const _one of segmenter.segment(value)) count += 1;
  return count > max;
}

export type FileCounts = Readonly<Record<string, number>>;

export function countFiles(files: readonly { readonly field: string }[]): FileCounts {
  const counts: Record<string, number> = {};
  for (const file of files) counts[file.field] = (counts[file.field] ?? 0) + 1;
  return counts;
}

/** Codes by field for these fields. */
export function faultsOf(fields: readonly FormField[], answers: Answers, files: FileCounts): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const fault = faultOf(field, answers[field.key] ?? '', files[field.key] ?? 0);
    if (fault) faults[field.key] = fault;
  }
  return faults;
}

const maxTyped = 20_000;

// Never in the middle of a character: half of a surrogate pair cannot be stored.
function cut(text: string): string {
  return text.length <= maxTyped ? text : text.slice(0, maxTyped).replace(/[\ud800-\udbff]$/, '');
}

/** Only what the form asks for is kept of what was sent, trimmed. */
export function pickAnswers(fields: readonly FormField[], raw: Readonly<Record<string, unknown>>): Answers {
  const picked: Record<string, string> = {};
  for (const field of fields) {
    if (field.type === 'file') continue;
    const value = raw[field.key];
    picked[field.key] = typeof value === 'string' ? cut(value.trim()) : '';
  }
  return picked;
}

/** The first step that still lacks something, counted from 1; undefined when the form is complete. */
export function firstIncompleteStep(form: FormDefinition, answers: Answers, files: FileCounts): number | undefined {
  const at = form.steps.findIndex((step) => Object.keys(faultsOf(step.fields, answers, files)).length > 0);
  return at < 0 ? undefined : at + 1;
}

/**
 * A result's text with the answers in their places, each within its sentence: no answer begins a paragraph of the agency's. What was
 * left open becomes a dash.
 */
export function mergeFields(template: string, answers: Answers): string {
  return template.replace(/\{([a-z][a-z0-9_]*)\}/g, (_all, key: string) => (Object.hasOwn(answers, key) && answers[key]?.replace(/\s+/g, ' ')) || '–');
}

type Bin = { readonly days: number; readonly n: number };
const shownBeyond = 5;

/** A bar a working day, from none to a little beyond the promise; the rest stands together in the last. */
export function histogramOf(bins: readonly Bin[], promised: number): readonly { readonly label: string; readonly count: number }[] {
  const longest = Math.max(promised + 1, ...bins.map((bin) => bin.days));
  const last = Math.min(longest, promised + shownBeyond + 1);
  return Array.from({ length: last + 1 }, (_none, days) => ({
    label: days === last && longest > last ? `${days}+` : String(days),
    count: bins.filter((bin) => (days === last ? bin.days >= days : bin.days === days)).reduce((sum, bin) => sum + bin.n, 0),
  }));
}

/** The unsur that people rate lowest, if it is not good. */
export function weakestUnsur<Rated extends { readonly mean: number }>(unsur: readonly Rated[], goodFrom: number): Rated | undefined {
  const [lowest] = unsur.toSorted((a, b) => a.mean - b.mean);
  return lowest && lowest.mean < goodFrom ? lowest : undefined;
}

/** What a service can have wrong that its shape does not show, by the place in it. */
export function serviceFaults(input: ServiceInput, unitCodes: ReadonlySet<string>): Readonly<Record<string, string>> {
  const { unit, name, fee, form, preCheck } = input;
  const faults: Record<string, string> = unitCodes.has(unit) ? {} : { unit: 'no-unit' };
  for (const lang of ['id', 'en'] as const) if (isTooLong(name[lang] ?? '', longestName)) faults[`name.${lang}`] = 'too-long';
  if (isBlank(fee.basis)) faults['fee.basis'] = 'basis-needed';
  for (const [at, question] of (preCheck?.questions ?? []).entries())
    for (const [place, answer] of question.answers.entries())
      if (answer.leads === 'no' && !answer.reason) faults[`preCheck.questions.${at}.answers.${place}.reason`] = 'reason-needed';
  return { ...faults, ...formFaults(form), ...workflowFaults(input, unitCodes) };
}

const longestName = 150;

function formFaults(form: FormDefinition): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  const seen = new Set<string>();
  for (const [at, step] of form.steps.entries()) {
    for (const [place, field] of step.fields.entries()) {
      const here = `form.steps.${at}.fields.${place}`;
      if (seen.has(field.key)) faults[`${here}.key`] = 'key-twice';
      if (field.type === 'choice' && !field.options?.length) faults[`${here}.options`] = 'no-options';
      seen.add(field.key);
    }
  }
  return faults;
}

function workflowFaults({ workflow, workingDays, form }: ServiceInput, unitCodes: ReadonlySet<string>): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  if (!workflow) return faults;
  for (const fault of workflowFaultsOf(workflow, { workingDays, fields: askedFields(form) }))
    faults[`workflow.${fault.steps.join('+') || 'stages'}`] = `workflow-${fault.code}`;
  for (const { step } of stepsOf(workflow)) if (step.unit && !unitCodes.has(step.unit)) faults[`workflow.${step.key}.unit`] = 'no-unit';
  return faults;
}

/** Fields whose answers a workflow can go by: one of several choices. */
export function askedFields(form: FormDefinition): readonly AskedField[] {
  return fieldsOf(form).flatMap((field) =>
    field.type === 'choice' ? [{ key: field.key, options: field.options?.map((option) => option.value) ?? [], required: field.required }] : [],
  );
}
