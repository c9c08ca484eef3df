import { formatDate, type PlainDate } from '#platform/time';
import { type Lang, type Text, textIn } from '#platform/words';
import type { Answers, Definition, FormDefinition, FormField, LetterKey } from '../model.ts';
import { shownAnswers } from '../forms/answers.ts';
import type { ApplicationRow } from '../applications/store.ts';
import { fieldsOf } from '../forms/rules.ts';
import { mergeFields } from '../standards/rules.ts';
import type { HouseField } from './rules.ts';
import { words } from './words.ts';

/** A letter in one language; papers are in that of the house. */
export type Letter = {
  readonly title: string;
  readonly text: string;
  readonly number: string;
  /** The post under it; undefined: that of who signs. */
  readonly signer: string | undefined;
};

const numbers: Readonly<Record<LetterKey, string>> = { granted: '{nomor}/H', refused: '{nomor}/T', returned: '{nomor}', reminder: '{nomor}' };

/** The service's own letter, or the house's where it has none. */
export function letterOf({ letters }: Pick<Definition, 'letters'>, key: LetterKey, lang: Lang = 'id'): Letter {
  const own = letters[key];
  const house = words(lang).letters[key];
  return {
    title: own ? textIn(own.title, lang) : house.title,
    text: own ? textIn(own.text, lang) : house.text,
    number: own?.number ?? numbers[key],
    signer: own?.signer && textIn(own.signer, lang),
  };
}

/** The answers that a letter repeats: what a correction of it can put right. */
export function mergedFields(definition: Definition, key: LetterKey): readonly FormField[] {
  const { title, text } = letterOf(definition, key);
  return fieldsOf(definition.form).filter((field) => `${title} ${text}`.includes(`{${field.key}}`));
}

export type HouseFacts = Readonly<Record<HouseField, string>>;

export type Places = Readonly<Record<string, string>>;

/** What stands in the places of a letter: the answers as people read them, and what the house knows; an answer's place is the answer's. */
export function placesOf(form: FormDefinition, answers: Answers, house: HouseFacts, lang: Lang = 'id'): Places {
  return { ...house, ...shownAnswers(form, answers, lang) };
}

/** Answers of nobody, to look at a letter with. */
export function exampleAnswers(form: FormDefinition, today: PlainDate): Answers {
  const w = words('id').examples;
  const byType: Readonly<Record<string, string>> = { date: today.toString(), number: '12', nik: '5271010101700001', email: w.email, phone: w.phone };
  const of = (field: FormField): string =>
    field.options?.[0]?.value ?? byType[field.type] ?? (field.key.startsWith('nama') ? w.name : `‹${textIn(field.label, 'id')}›`);
  return Object.fromEntries(fieldsOf(form).map((field) => [field.key, of(field)]));
}

export function houseFacts(facts: Partial<HouseFacts> & { readonly on: PlainDate; readonly lang?: Lang }): HouseFacts {
  const { on, lang = 'id', ...rest } = facts;
  return {
    nomor_surat: '',
    nomor_permohonan: '',
    nama_layanan: '',
    nama_unit: '',
    nama_instansi: '',
    nama_pemohon: '',
    tanggal_surat: formatDate(on, lang),
    alasan_keputusan: '',
    catatan_petugas: '',
    ...rest,
  };
}

type Written = {
  readonly definition: Definition;
  readonly row: Pick<ApplicationRow, 'answers' | 'ticket' | 'applicant_name'>;
  readonly service: Text;
  readonly agency: string;
  readonly on: PlainDate;
  readonly note?: string;
};

/** A letter's text for a message to the applicant, in their language. */
export function letterText(key: LetterKey, lang: Lang, { definition, row, service, agency, on, note = '' }: Written): string {
  const house = houseFacts({
    on,
    lang,
    nomor_surat: row.ticket ?? '',
    nomor_permohonan: row.ticket ?? '',
    nama_layanan: textIn(service, lang),
    nama_instansi: agency,
    nama_pemohon: row.applicant_name ?? '',
    catatan_petugas: note,
  });
  return mergeFields(letterOf(definition, key, lang).text, placesOf(definition.form, row.answers, house, lang));
}
