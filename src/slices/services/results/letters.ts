import { textIn } from '#platform/words';
import type { Definition, FormField } from '../model.ts';
import { fieldsOf } from '../forms/rules.ts';
import { words } from '../words.ts';

/** A letter as the paper needs it, in the language of official papers. */
export type Letter = {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly number: string;
};

/** The letter that a decision is told by. */
export function letterOf(definition: Definition, outcome: 'granted' | 'refused'): Letter {
  const w = words('id');
  if (outcome === 'refused') return { title: w.refusalTitle, paragraphs: [w.refusalText], number: '{nomor}/T' };
  return { title: textIn(definition.resultTitle, 'id'), paragraphs: textIn(definition.resultText, 'id').split(/\n{2,}/), number: '{nomor}/H' };
}

/** The answers that a letter repeats: what a correction of it can put right. */
export function mergedFields(definition: Definition, outcome: 'granted' | 'refused'): readonly FormField[] {
  const text = letterOf(definition, outcome).paragraphs.join(' ');
  return fieldsOf(definition.form).filter((field) => text.includes(`{${field.key}}`));
}
