import skm2017 from '#reference/instruments/skm/2017/instrument.json' with { type: 'json' };
import questionnaire from '#reference/instruments/skm/2017/questionnaire.json' with { type: 'json' };

export type SkmGrade = 'A' | 'B' | 'C' | 'D';
export type SkmUnsur = { readonly code: string; readonly name: string };
export type Skm = {
  readonly edition: string;
  readonly n: number;
  /** 25.00 to 100.00 in hundredths, rounded once, half up. */
  readonly index_hundredths: number;
  readonly index: number;
  readonly grade: SkmGrade;
  readonly quality: string;
  readonly unsur: readonly { readonly code: string; readonly name: string; readonly mean: number }[];
};

/** The nine unsur of Permenpan RB 14/2017. Bound by code: printed forms swap U8 and U9. */
export function skmUnsur(): readonly SkmUnsur[] {
  return skm2017.unsur.map(({ code, name }) => ({ code, name }));
}

const englishNames: ReadonlyMap<string, string> = new Map(questionnaire.questions.map((one) => [one.code, one.unsur_en]));

/** What an unsur is called, on every page: by the edition, and in English by its form. */
export function unsurName(code: string, lang: 'id' | 'en'): string {
  return (lang === 'en' ? englishNames.get(code) : skm2017.unsur.find((unsur) => unsur.code === code)?.name) ?? code;
}

export type SkmQuestion = { readonly code: string; readonly unsur: string; readonly text: string; readonly answers: readonly string[] };

/** The form's nine questions, one an unsur, each with its four answers from 1 to 4. The wording is not verified; see the edition. */
export function skmQuestions(lang: 'id' | 'en'): readonly SkmQuestion[] {
  return questionnaire.questions.map((one) => ({
    code: one.code,
    unsur: unsurName(one.code, lang),
    text: one.question[lang],
    answers: one.answers[lang],
  }));
}

const bands = skm2017.bands.map((band) => ({ grade: band.grade as SkmGrade, quality: band.service_quality, min_hundredths: Math.round(band.ikm_min * 100) }));

/** The mean of an unsur from which the edition calls it good: the lower edge of grade B. */
export const skmGoodFrom = skm2017.bands.find((band) => band.grade === 'B')?.nrr_min ?? 0;

export function skmBand(index_hundredths: number): { readonly grade: SkmGrade; readonly quality: string } {
  const band = bands.find((one) => index_hundredths >= one.min_hundredths) ?? bands.at(-1);
  if (!band) throw new Error('the edition has no bands');
  return { grade: band.grade, quality: band.quality };
}

/** A ratio of whole numbers rounded half up: (2a + b) / 2b in integers, so that no binary fraction decides a grade. */
export function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

/**
 * IKM = 25 × the mean over the unsur of (sum of scores / n), the weight being 1/9 exactly (Permenpan RB 14/2017). Only the
 * final figure is rounded, to 2 decimals; the grade is read from the rounded figure. Undefined without respondents.
 */
export function skmOf({ n, sums }: { readonly n: number; readonly sums: readonly number[] }): Skm | undefined {
  const codes = skmUnsur();
  if (n === 0) return undefined;
  if (sums.length !== codes.length || sums.some((sum) => !Number.isInteger(sum) || sum < n || sum > 4 * n))
    throw new Error('nine sums of scores 1 to 4 are needed');
  const total = sums.reduce((all, sum) => all + sum, 0);
  const hundredths = Number(roundHalfUp(2500n * BigInt(total), BigInt(codes.length) * BigInt(n)));
  return {
    edition: 'skm-2017',
    n,
    index_hundredths: hundredths,
    index: hundredths / 100,
    ...skmBand(hundredths),
    unsur: codes.map(({ code, name }, at) => ({ code, name, mean: (sums[at] ?? 0) / n })),
  };
}

export type SkmBandRow = { readonly grade: SkmGrade; readonly quality: string; readonly min: number; readonly max: number };

export function skmBands(): readonly SkmBandRow[] {
  return skm2017.bands.map((band) => ({ grade: band.grade as SkmGrade, quality: band.service_quality, min: band.ikm_min, max: band.ikm_max }));
}

export const skmEdition: { readonly regulation: string; readonly source: readonly string[]; readonly verified: boolean } = skm2017;
