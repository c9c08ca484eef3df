import type { Answers, FormDefinition, FormField } from '../model.ts';
import { fieldAt, fieldsOf, maxRows, type Raw, rowsOf } from './rules.ts';

/** Buttons inside a page that change it and come back to it. */
function pressed(raw: Raw, button: string): string | undefined {
  const value = raw[button];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether a button was pressed that leads back to the same page. */
export function staysHere(raw: Raw): boolean {
  return ['tambah', 'buang', 'tampilkan'].some((button) => pressed(raw, button) !== undefined);
}

/** Conditional fields of a page that this sending did not ask: what was typed in them before stays. */
export function leftOut(fields: readonly FormField[], raw: Raw): readonly string[] {
  const sent: readonly unknown[] = Array.isArray(raw['tampil']) ? raw['tampil'] : [raw['tampil']];
  return fields.filter((field) => field.when?.length && !Object.hasOwn(raw, field.key) && !sent.includes(field.key)).map((field) => field.key);
}

export type Changed = {
  readonly answers: Answers;
  /** The field to come back to, when a button asked for the same page. */
  readonly changed: string | undefined;
};

/** The answers with a row more or less, as the pressed button asks. */
export function withRows(form: FormDefinition, answers: Answers, raw: Raw): Changed {
  const added = pressed(raw, 'tambah');
  const group = added === undefined ? undefined : fieldsOf(form).find((field) => field.key === added && field.type === 'group');
  if (group) {
    const rows = rowsOf(answers[group.key]);
    return { answers: { ...answers, [group.key]: [...rows, {}].slice(0, Math.min(group.max ?? maxRows, maxRows)) }, changed: group.key };
  }
  const gone = fieldAt(form, pressed(raw, 'buang') ?? '');
  if (gone?.group)
    return { answers: { ...answers, [gone.group.key]: rowsOf(answers[gone.group.key]).filter((_row, at) => at !== gone.row) }, changed: gone.group.key };
  const chosen = fieldAt(form, pressed(raw, 'tampilkan') ?? '');
  return { answers, changed: chosen && pressed(raw, 'tampilkan') };
}
