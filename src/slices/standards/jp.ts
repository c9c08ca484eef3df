import jp2018 from '#reference/instruments/jp/2018/instrument.json' with { type: 'json' };

export type JpTerm = { readonly who: 'PNS' | 'PPPK'; readonly rule: 'min' | 'max'; readonly jp: number; readonly law: string };

/** PNS: at least 20 JP a year (PP 11/2017 art. 203(4)); PPPK: at most 24 (PP 49/2018): a floor and a ceiling, never mixed. */
export function jpTerm(who: 'PNS' | 'PPPK'): JpTerm {
  const found = jp2018.entitlement.find((one) => one.who === who);
  if (!found) throw new Error(`no entitlement of ${who}`);
  return { who, rule: found.rule === 'max' ? 'max' : 'min', jp: found.jp, law: found.law };
}

/** What counts of a year's hours: of a PPPK, hours beyond the ceiling are recorded and not counted. */
export function countedJp(who: 'PNS' | 'PPPK', jp: number): number {
  const term = jpTerm(who);
  return term.rule === 'max' ? Math.min(jp, term.jp) : jp;
}

export function reachesFloor(who: 'PNS' | 'PPPK', jp: number): boolean | undefined {
  const term = jpTerm(who);
  return term.rule === 'min' ? jp >= term.jp : undefined;
}

/** Minutes of one JP: seen nowhere in a source, so kept with each course and said to be so. */
export const jpMinutes: { readonly value: number; readonly verified: boolean } = { value: jp2018.jp_minutes.value, verified: jp2018.jp_minutes.verified };

type Row = {
  readonly form: string;
  readonly verified: boolean;
  readonly unit?: string;
  readonly national_jp?: number;
  readonly max_jp?: number;
  readonly national?: string;
  readonly treated_as?: string;
};
export type JpConversion = {
  readonly form: string;
  readonly jp: number | string | undefined;
  readonly isMost: boolean;
  readonly unit: string | undefined;
  readonly verified: boolean;
};

/** How many JP a form of learning gives, as far as it was seen; the agency may set its own. */
export function jpConversions(): readonly JpConversion[] {
  const rows: readonly Row[] = jp2018.conversion as readonly Row[];
  return rows.map((row) => ({
    form: row.form,
    jp: row.national_jp ?? row.max_jp ?? row.national ?? row.treated_as,
    isMost: row.max_jp !== undefined,
    unit: row.unit,
    verified: row.verified,
  }));
}

export const jpEdition: { readonly regulation: string; readonly source: readonly string[]; readonly verified: boolean } = jp2018;
