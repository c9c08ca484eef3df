import type { Lang } from '#platform/words';
import { unsurName } from '#slices/standards';
import { type ComponentKey, type DraftContent, letterKeys, preCheckLeads } from '../model.ts';
import { words as resultWords } from '../results/words.ts';
import { words as sliceWords } from '../words.ts';
import { slugFrom } from './draft-rules.ts';
import type { EditField, FieldGroup } from './fields.ts';
import type { RegulatedComponent } from './regulation.ts';
import { words } from './words.ts';

type UnitChoice = { readonly code: string; readonly name: string };

export function basicsGroups(lang: Lang, content: DraftContent, units: readonly UnitChoice[], isPublished: boolean): readonly FieldGroup[] {
  const w = words(lang);
  const b = w.basics;
  const address: EditField = { name: 'slug', kind: 'line', label: b.slug, hint: b.slugHint, maxLength: 60, proposed: slugFrom(content.name?.id ?? '') };
  const fields: readonly EditField[] = [
    { name: 'name-id', kind: 'line', label: w.name, hint: w.nameHint, maxLength: 150 },
    { name: 'name-en', kind: 'line', label: b.nameEn, maxLength: 150, optional: true },
    ...(isPublished ? [] : [address]),
    { name: 'summary-id', kind: 'area', label: b.summary, hint: b.summaryHint, maxLength: 400 },
    { name: 'summary-en', kind: 'area', label: b.summaryEn, maxLength: 400, optional: true },
    { name: 'unit', kind: 'select', label: b.unit, options: units.map(({ code, name }) => ({ value: code, label: name, lang: 'id' as const })) },
    {
      name: 'lifeEvent',
      kind: 'select',
      label: b.lifeEvent,
      hint: b.lifeEventHint,
      options: Object.entries(sliceWords(lang).lifeEvents).map(([value, label]) => ({ value, label })),
    },
    { name: 'synonyms', kind: 'lines', label: b.synonyms, hint: b.synonymsHint, maxLength: 4000, optional: true },
    { name: 'workingDays', kind: 'number', label: b.workingDays, hint: b.workingDaysHint, short: true },
    { name: 'accountNeeded', kind: 'yes-no', label: b.accountNeeded, hint: b.accountNeededHint },
  ];
  return [{ fields }];
}

export function feeGroups(lang: Lang): readonly FieldGroup[] {
  const w = words(lang).fee;
  return [
    {
      fields: [
        { name: 'fee-rupiah', kind: 'number', label: w.rupiah, hint: w.rupiahHint, short: true },
        { name: 'fee-basis', kind: 'area', label: w.basis, hint: w.basisHint, maxLength: 1000 },
      ],
    },
  ];
}

/** The letters of a service: one group each, in the languages of its readers. */
export function letterGroups(lang: Lang): readonly FieldGroup[] {
  const w = resultWords(lang).editor;
  return letterKeys.map((key) => {
    const place = `letters-${key}`;
    const optional = key !== 'granted';
    const isPaper = key === 'granted' || key === 'refused';
    const fields: readonly EditField[] = [
      { name: `${place}-title-id`, kind: 'line', label: w.title, maxLength: 150, optional },
      { name: `${place}-title-en`, kind: 'line', label: w.titleEn, maxLength: 150, optional: true },
      { name: `${place}-text-id`, kind: 'area', rows: 8, label: w.text, maxLength: 6000, optional },
      { name: `${place}-text-en`, kind: 'area', rows: 4, label: w.textEn, maxLength: 6000, optional: true },
    ];
    const paper: readonly EditField[] = [
      { name: `${place}-number`, kind: 'line', label: w.number, hint: w.numberHint, maxLength: 80, optional: true },
      { name: `${place}-signer-id`, kind: 'line', label: w.signer, hint: w.signerHint, maxLength: 150, optional: true },
    ];
    return { legend: w.legends[key], fields: isPaper ? [...fields, ...paper] : fields };
  });
}

const lists: ReadonlySet<ComponentKey> = new Set(['requirements', 'procedure', 'legalBasis']);

export function isList(key: ComponentKey): boolean {
  return lists.has(key);
}

const spareRows = 3;

export function componentGroups(lang: Lang, content: DraftContent, { key, unsur }: RegulatedComponent): readonly FieldGroup[] {
  const w = words(lang).standard;
  const measured = unsur ? w.measuredBy(unsurName(unsur, lang)) : undefined;
  const place = `components-${key}`;
  if (!isList(key)) {
    const fields: readonly EditField[] = [
      { name: `${place}-id`, kind: 'area', label: w.text, maxLength: 3000 },
      { name: `${place}-en`, kind: 'area', label: w.textEn, maxLength: 3000, optional: true },
    ];
    return [{ note: measured, fields }];
  }
  const written = content.components?.[key];
  const rows = (Array.isArray(written) ? written.length : 0) + spareRows;
  const fields = Array.from({ length: rows }, (_none, at): readonly EditField[] => {
    const row = `${place}-${at}`;
    const no = String(at + 1);
    if (key === 'legalBasis') return [{ name: row, kind: 'area', rows: 2, label: w.item(no), maxLength: 500 }];
    return [
      { name: `${row}-id`, kind: 'area', rows: 2, label: w.item(no), maxLength: 500 },
      { name: `${row}-en`, kind: 'area', rows: 2, label: w.itemEn(no), maxLength: 500, optional: true },
    ];
  });
  return [{ note: [measured, w.listHint].filter(Boolean).join(' '), fields: fields.flat() }];
}

const mostAnswers = 6;

export function questionGroups(lang: Lang, content: DraftContent, at: number): readonly FieldGroup[] {
  const w = words(lang).preCheck;
  const place = `preCheck-questions-${at}`;
  const answers = Math.min(mostAnswers, Math.max(2, (content.preCheck?.questions[at]?.answers?.length ?? 0) + 1));
  const question: FieldGroup = {
    fields: [
      { name: `${place}-question-id`, kind: 'line', label: w.question, maxLength: 300 },
      { name: `${place}-question-en`, kind: 'line', label: w.questionEn, maxLength: 300, optional: true },
      { name: `${place}-hint-id`, kind: 'area', label: w.hint, maxLength: 1000, optional: true },
      { name: `${place}-hint-en`, kind: 'area', label: w.hintEn, maxLength: 1000, optional: true },
    ],
  };
  const answer = (no: number): FieldGroup => {
    const row = `${place}-answers-${no}`;
    return {
      legend: w.answer(String(no + 1)),
      fields: [
        { name: `${row}-label-id`, kind: 'line', label: w.label, maxLength: 150 },
        { name: `${row}-label-en`, kind: 'line', label: w.labelEn, maxLength: 150, optional: true },
        { name: `${row}-leads`, kind: 'select', label: w.leads, options: preCheckLeads.map((value) => ({ value, label: w.leadsOptions[value] })) },
        { name: `${row}-reason-id`, kind: 'line', label: w.reason, maxLength: 500, optional: true },
        { name: `${row}-reason-en`, kind: 'line', label: w.reasonEn, maxLength: 500, optional: true },
        { name: `${row}-where-id`, kind: 'line', label: w.where, maxLength: 300, optional: true },
        { name: `${row}-where-en`, kind: 'line', label: w.whereEn, maxLength: 300, optional: true },
        { name: `${row}-href`, kind: 'line', label: w.href, hint: w.hrefHint, maxLength: 300, optional: true },
      ],
    };
  };
  return [question, ...Array.from({ length: answers }, (_none, no) => answer(no))];
}
