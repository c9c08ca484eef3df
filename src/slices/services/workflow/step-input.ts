import { type Outcome, ok, refuse } from '#platform/result';
import type { FormState } from '#platform/ui';
import type { StepOutcome, Workflow, WorkStep } from './model.ts';
import { stepRoles } from './model.ts';
import { findStep, isBefore, stepsOf } from './rules.ts';

type Raw = Readonly<Record<string, unknown>>;

const textOf = (raw: Raw, name: string): string => (typeof raw[name] === 'string' ? raw[name].trim() : '');
const listOf = (raw: Raw, name: string): readonly string[] => [raw[name] ?? []].flat().filter((one): one is string => typeof one === 'string' && one !== '');
const divider = ' | ';

/** A step as its form shows it. A line of the checklist holds both languages, with a bar between them. */
export function stepValues({ name, role, unit, days, checksRequirements, checklist, letter, outcomes, otherThan, when }: WorkStep): FormState['values'] {
  return {
    name: name.id,
    nameEn: name.en ?? '',
    role,
    unit: unit ?? '',
    days: String(days),
    checksRequirements: checksRequirements ? 'ya' : '',
    checklist: checklist.map((one) => (one.en ? `${one.id}${divider}${one.en}` : one.id)).join('\n'),
    letter: letter ?? '',
    outcomes: outcomes.map((outcome) => (outcome.kind === 'back' ? `back:${outcome.to}` : outcome.kind)),
    otherThan,
    when: when ? when.is.map((value) => `${when.field}=${value}`) : [],
  };
}

function outcomesOf(workflow: Workflow, key: string, chosen: readonly string[]): readonly StepOutcome[] {
  const place = findStep(workflow, key);
  const backs = stepsOf(workflow).filter((one) => place && isBefore(one, place) && chosen.includes(`back:${one.step.key}`));
  return [
    ...(['next', 'grant', 'applicant', 'refuse'] as const).filter((kind) => chosen.includes(kind)).map((kind): StepOutcome => ({ kind })),
    ...backs.map(({ step }): StepOutcome => ({ kind: 'back', to: step.key })),
  ];
}

/** What was typed as a step, or what is wrong beside which field. */
export function readStep(workflow: Workflow, before: WorkStep, raw: Raw): Outcome<WorkStep> {
  const faults: Record<string, string> = {};
  const [name, nameEn, days, letter] = [textOf(raw, 'name'), textOf(raw, 'nameEn'), textOf(raw, 'days'), textOf(raw, 'letter')];
  const role = stepRoles.find((one) => one === raw['role']);
  const conditions = listOf(raw, 'when').map((one) => one.split('=') as [string, string]);
  const fields = new Set(conditions.map(([field]) => field));
  if (name === '') faults['name'] = 'required';
  if (name.length > 80 || nameEn.length > 80) faults['name'] = 'too-long';
  if (!/^\d{1,3}$/.test(days) || Number(days) < 1 || Number(days) > 365) faults['days'] = 'days-1-365';
  if (!role) faults['role'] = 'required';
  if (letter.length > 60) faults['letter'] = 'too-long';
  if (fields.size > 1) faults['when'] = 'one-field';
  const lines = textOf(raw, 'checklist')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length > 50 || lines.some((line) => line.length > 500)) faults['checklist'] = 'too-long';
  if (Object.keys(faults).length > 0 || !role) return refuse('invalid', { fields: faults });
  const [field] = fields;
  const unit = textOf(raw, 'unit');
  return ok({
    key: before.key,
    name: { id: name, ...(nameEn ? { en: nameEn } : {}) },
    role,
    ...(unit ? { unit } : {}),
    days: Number(days),
    checksRequirements: raw['checksRequirements'] === 'ya',
    checklist: lines.map((line) => {
      const [id = '', en] = line.split(divider);
      return { id: id.trim(), ...(en?.trim() ? { en: en.trim() } : {}) };
    }),
    ...(letter ? { letter } : {}),
    outcomes: [...outcomesOf(workflow, before.key, listOf(raw, 'outcomes'))],
    otherThan: [...listOf(raw, 'otherThan')].filter((key) => key !== before.key && findStep(workflow, key)),
    ...(field ? { when: { field, is: conditions.map(([, value]) => value) } } : {}),
  });
}
