import { errorSentences, type Lang, textIn } from '#platform/words';
import type { FormDefinition } from '../model.ts';
import { fieldAt } from './rules.ts';
import type { Faults } from './validate.ts';
import { words } from './words.ts';

/** Codes that say that nothing was answered: the form's own message is about answers that do not fit. */
const unanswered = new Set(['required', 'declare', 'file-required', 'rows-required']);

/** What is wrong, as sentences: the form's own where it has one. */
export function faultSentences(form: FormDefinition, faults: Faults, lang: Lang): Readonly<Record<string, string>> {
  const ours = errorSentences(lang, faults, words(lang).faults);
  return Object.fromEntries(
    Object.entries(ours).map(([path, sentence]) => {
      const message = fieldAt(form, path)?.field.message;
      return [path, message && !unanswered.has(faults[path] ?? '') ? textIn(message, lang) : sentence];
    }),
  );
}

/** A field as people call it, with its row: `Anggota 2, Nama`. */
export function labelAt(form: FormDefinition, path: string, lang: Lang): string | undefined {
  const found = fieldAt(form, path);
  if (!found) return undefined;
  const label = textIn(found.field.label, lang);
  if (!found.group) return label;
  const row = words(lang).rowOf(textIn(found.group.label, lang), (found.row ?? 0) + 1);
  return found.group === found.field ? row : `${row}, ${label}`;
}

/** For the summary on top: which question each sentence is about. */
export function namedSentences(form: FormDefinition, sentences: Readonly<Record<string, string>>, lang: Lang): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(sentences).map(([path, sentence]) => {
      const label = labelAt(form, path, lang);
      return [path, label ? `${label}: ${sentence}` : sentence];
    }),
  );
}
