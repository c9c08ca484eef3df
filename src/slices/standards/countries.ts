import egdiData from '#reference/countries/egdi.json' with { type: 'json' };
import gciData from '#reference/countries/gci-2018.json' with { type: 'json' };

/** The ten of 2019, the time of Nurhikmah's essay, and Timor-Leste, a member since 2025. */
export const aseanCodes = ['BRN', 'IDN', 'KHM', 'LAO', 'MMR', 'MYS', 'PHL', 'SGP', 'THA', 'TLS', 'VNM'] as const;
export type AseanCode = (typeof aseanCodes)[number];

export type EgdiRow = {
  readonly iso3: AseanCode;
  readonly year: number;
  /** A place among so many; never mixed with the scores. */
  readonly rank: number | undefined;
  readonly egdi: number | undefined;
  readonly osi: number | undefined;
  readonly tii: number | undefined;
  readonly hci: number | undefined;
  readonly epi: number | undefined;
  readonly verified: boolean;
};

type RawRow = {
  readonly iso3: string;
  readonly country: string;
  readonly rank?: number | null;
  readonly egdi?: number | null;
  readonly osi?: number | null;
  readonly tii?: number | null;
  readonly hci?: number | null;
  readonly epi?: number | null;
  readonly verified?: boolean;
};

const years = egdiData.years as unknown as Readonly<
  Record<string, { readonly rows: readonly RawRow[]; readonly countries_in_survey?: number; readonly source: string; readonly complete: boolean }>
>;

export function egdiYears(): readonly number[] {
  return Object.keys(years)
    .map(Number)
    .toSorted((a, b) => a - b);
}

export type EgdiSurvey = { readonly countries: number | undefined; readonly source: string; readonly complete: boolean };

/** Among how many a rank of this year is, where the figures were seen, and whether all were. */
export function egdiSurvey(year: number): EgdiSurvey {
  const found = years[String(year)];
  return { countries: found?.countries_in_survey, source: found?.source ?? '', complete: found?.complete ?? false };
}

/** EGDI with its parts for ASEAN in one year; what is not known stays undefined. */
export function egdiOf(year: number): readonly EgdiRow[] {
  const rows = years[String(year)]?.rows ?? [];
  return aseanCodes.map((iso3): EgdiRow => {
    const row = rows.find((one) => one.iso3 === iso3);
    const known = (value: number | null | undefined) => value ?? undefined;
    return {
      iso3,
      year,
      rank: known(row?.rank),
      egdi: known(row?.egdi),
      osi: known(row?.osi),
      tii: known(row?.tii),
      hci: known(row?.hci),
      epi: known(row?.epi),
      verified: row?.verified ?? row !== undefined,
    };
  });
}

const countryNames: Readonly<Record<AseanCode, { readonly id: string; readonly en: string }>> = {
  BRN: { id: 'Brunei Darussalam', en: 'Brunei Darussalam' },
  IDN: { id: 'Indonesia', en: 'Indonesia' },
  KHM: { id: 'Kamboja', en: 'Cambodia' },
  LAO: { id: 'Laos', en: 'Lao PDR' },
  MMR: { id: 'Myanmar', en: 'Myanmar' },
  MYS: { id: 'Malaysia', en: 'Malaysia' },
  PHL: { id: 'Filipina', en: 'Philippines' },
  SGP: { id: 'Singapura', en: 'Singapore' },
  THA: { id: 'Thailand', en: 'Thailand' },
  TLS: { id: 'Timor-Leste', en: 'Timor-Leste' },
  VNM: { id: 'Viet Nam', en: 'Viet Nam' },
};

export function countryName(iso3: AseanCode, lang: 'id' | 'en'): string {
  return countryNames[iso3][lang];
}

export type GciPillar = {
  readonly no: number;
  readonly name: string;
  /** As Nurhikmah's essay (2019) calls it. */
  readonly nameId: string;
  readonly score: number | undefined;
  readonly rank: number | undefined;
  readonly verified: boolean;
};

const essayTerms: Readonly<Record<string, string>> = gciData.pillars_meta.essay_terms;

/** GCI 4.0 of 2018: Indonesia by its twelve pillars, and the countries of ASEAN that were ranked. */
export function gci2018(): {
  readonly economies: number;
  readonly score: number;
  readonly rank: number;
  readonly pillars: readonly GciPillar[];
  readonly asean: readonly {
    readonly iso3: AseanCode;
    readonly score: number | undefined;
    readonly rank: number | undefined;
    readonly verified: boolean;
  }[];
} {
  const known = gciData.indonesia.pillars;
  return {
    economies: gciData.method.economies,
    score: gciData.indonesia.score,
    rank: gciData.indonesia.rank,
    pillars: gciData.pillars.map(({ no, name }) => {
      const row = known.find((one) => one.no === no);
      const term = essayTerms[String(no)] ?? name;
      return {
        no,
        name,
        nameId: term.charAt(0).toUpperCase() + term.slice(1),
        score: row?.score ?? undefined,
        rank: row?.rank ?? undefined,
        verified: row?.verified ?? false,
      };
    }),
    asean: aseanCodes.map((iso3) => {
      const row = (gciData.asean as readonly { iso3: string; score?: number | null; rank?: number | null; verified?: boolean }[]).find(
        (one) => one.iso3 === iso3,
      );
      return { iso3, score: row?.score ?? undefined, rank: row?.rank ?? undefined, verified: row?.verified ?? false };
    }),
  };
}
