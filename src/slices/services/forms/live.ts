import { errorSentences, type Lang } from '#platform/words';
import type { Answers, FormDefinition, FormField, FormStep } from '../model.ts';
import { namesIn, readFormula } from './formula.ts';
import { words } from './words.ts';

/** Scripts that a page of a form is better for: photos made small, and answers judged while one types. */
export function islandsOf({ fields }: FormStep): readonly string[] {
  const hasFile = fields.some((field) => field.type === 'file');
  const isLively = fields.some(
    (field) => field.when?.length || field.type === 'computed' || field.fields?.some((part) => part.when?.length || part.type === 'computed'),
  );
  return ['services/keep-draft', ...(hasFile ? ['services/photos'] : []), ...(isLively || !hasFile ? ['services/form-live'] : [])];
}

// Answers that do not fit. That one is still open is said when the page is sent.
const codes = [
  'not-email',
  'not-phone',
  'not-nik',
  'not-nip',
  'not-npwp',
  'not-a-number',
  'not-money',
  'not-a-date',
  'too-long',
  'too-small',
  'too-big',
  'too-few',
  'too-many',
];

type Live = { readonly lang: Lang; readonly schema: string; readonly page: number };

/** What the island reads from the form of a page. */
export function liveData(form: FormDefinition, answers: Answers, { lang, schema, page }: Live): Readonly<Record<`data-${string}`, string>> {
  const sentences = errorSentences(lang, Object.fromEntries(codes.map((code) => [code, code])), words(lang).faults);
  return {
    'data-schema': schema,
    'data-page': String(page),
    'data-known': JSON.stringify(namedElsewhere(form.steps[page - 1], answers)),
    'data-sentences': JSON.stringify(sentences),
  };
}

/** Answers on other pages by which this one goes. */
function namedElsewhere(step: FormStep | undefined, answers: Answers): Answers {
  const here = step?.fields ?? [];
  const named = new Set([...(step?.when ?? []).map((one) => one.field), ...here.flatMap(namesOf)]);
  return Object.fromEntries(Object.entries(answers).filter(([key]) => named.has(key) && !here.some((field) => field.key === key)));
}

function namesOf(field: FormField): readonly string[] {
  const formula = field.type === 'computed' ? readFormula(field.formula ?? '') : undefined;
  const inFormula = formula ? namesIn(formula).map(({ name }) => name.split('.')[0] ?? '') : [];
  return [...(field.when ?? []).map((one) => one.field), ...inFormula];
}
