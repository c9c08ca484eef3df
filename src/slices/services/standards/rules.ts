import { definitionFaults } from '../forms/definition-faults.ts';
import { isBlank, isTooLong } from '../forms/letters.ts';
import { fieldsOf } from '../forms/rules.ts';
import type { FormDefinition, ServiceInput } from '../model.ts';
import { letterFaults } from '../results/rules.ts';
import { type AskedField, faultsOf as workflowFaultsOf } from '../workflow/checks.ts';
import { stepsOf } from '../workflow/rules.ts';

/**
 * A result's text with the answers in their places, each within its sentence: no answer begins a paragraph of the agency's. What was
 * left open becomes a dash.
 */
export function mergeFields(template: string, answers: Readonly<Record<string, string>>): string {
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
  for (const lang of ['id', 'en'] as const) if (isOverlong(name[lang] ?? '', longestName)) faults[`name.${lang}`] = 'too-long';
  if (isBlank(fee.basis)) faults['fee.basis'] = 'basis-needed';
  for (const [at, question] of (preCheck?.questions ?? []).entries())
    for (const [place, answer] of question.answers.entries())
      if (answer.leads === 'no' && !answer.reason) faults[`preCheck.questions.${at}.answers.${place}.reason`] = 'reason-needed';
  for (const [place, fault] of Object.entries(definitionFaults(form))) faults[`form.${place}`] = fault;
  return { ...faults, ...workflowFaults(input, unitCodes), ...letterFaults(input.letters, new Set(fieldsOf(form).map((field) => field.key))) };
}

const longestName = 150;

/** As people count, with an end to what is stored: a letter can carry ten thousand marks. */
export function isOverlong(value: string, max: number): boolean {
  return value.length > max * 8 || isTooLong(value, max);
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
    field.type === 'choice'
      ? [{ key: field.key, options: field.options?.map((option) => option.value) ?? [], required: field.required && !field.when?.length }]
      : [],
  );
}
