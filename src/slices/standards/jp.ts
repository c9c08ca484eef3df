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
