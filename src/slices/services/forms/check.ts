import type { Answers, FormDefinition } from '../model.ts';
import type { JsonSchema } from './hints.ts';
import { schemaOf } from './json-schema.ts';
import { isWhole } from './regions.ts';
import { corrected, fieldAt, fieldsOf, type FileCounts, fill, type Instance, isReopened } from './rules.ts';
import { type Faults, judge, type Judged } from './validate.ts';

// A version of a form never changes.
const schemas = new WeakMap<FormDefinition, JsonSchema>();

export function schemaFor(form: FormDefinition): JsonSchema {
  const known = schemas.get(form) ?? schemaOf(form);
  schemas.set(form, known);
  return known;
}

/** As the browser judges, and whether a region is one and chosen to the end: the list of them stays here. */
export function judgeAnswers(form: FormDefinition, answers: Answers, files: FileCounts): Judged {
  const judged = judge({ form, schema: schemaFor(form) }, answers, files);
  const faults: Record<string, string> = { ...judged.faults };
  for (const path of judged.shown) {
    const field = fieldAt(form, path)?.field;
    if (field?.type !== 'region' || faults[path] !== undefined) continue;
    const code = valueAt(judged.instance, path);
    if (code !== undefined && !isWhole(code, field.level)) faults[path] = 'region-open';
  }
  return { ...judged, faults };
}

function valueAt(instance: Instance, path: string): string | undefined {
  const [key = '', row, inner = ''] = path.split('-');
  const value = row === undefined ? instance[key] : (instance[key] as readonly Instance[])[Number(row)]?.[inner];
  return typeof value === 'string' ? value : undefined;
}

/** The faults at these fields, those of their rows too. */
export function faultsAt(keys: readonly string[], faults: Faults): Faults {
  return Object.fromEntries(Object.entries(faults).filter(([path]) => keys.includes(path.split('-')[0] ?? '')));
}

/** The first page that still lacks something, counted from 1; undefined when the form is complete. */
export function firstOpenPage(form: FormDefinition, faults: Faults): number | undefined {
  const at = form.steps.findIndex(
    (step) =>
      Object.keys(
        faultsAt(
          step.fields.map((field) => field.key),
          faults,
        ),
      ).length > 0,
  );
  return at < 0 ? undefined : at + 1;
}

type Correcting = { readonly answers: Answers; readonly returned: readonly string[]; readonly raw: Readonly<Record<string, unknown>> };

export type Correction = Judged & {
  readonly answers: Answers;
  /** What was sent back, and what these answers newly ask for. */
  readonly open: readonly string[];
};

/** Judges a correction: only what is open is taken, and only there it can be wrong. */
export function judgeCorrection(form: FormDefinition, { answers: before, returned, raw }: Correcting, files: FileCounts): Correction {
  const asked = fill(form, before, files).shown;
  const first = fill(form, corrected(form, before, returned, raw), files).shown;
  const called = fieldsOf(form).filter((field) => first.has(field.key) && !asked.has(field.key) && !returned.includes(field.key));
  const open = [...returned, ...called.map((field) => field.key)];
  const answers = corrected(form, before, open, raw);
  const judged = judgeAnswers(form, answers, files);
  const faults = Object.entries(judged.faults).filter(([path]) => {
    const [key = '', row] = path.split('-');
    return isReopened(open, key, row === undefined ? undefined : Number(row));
  });
  return { ...judged, answers, open, faults: Object.fromEntries(faults) };
}
