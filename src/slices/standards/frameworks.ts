import berakhlakData from '#reference/frameworks/berakhlak.json' with { type: 'json' };
import kompetensi from '#reference/frameworks/kompetensi-2017.json' with { type: 'json' };
import smartAsn from '#reference/frameworks/smart-asn.json' with { type: 'json' };
import technical from '#reference/frameworks/technical.json' with { type: 'json' };
import crosswalk from '#reference/crosswalks/unsur-competency.json' with { type: 'json' };

export type Competency = { readonly code: string; readonly name: string; readonly kind: string; readonly edition: string; readonly official: boolean };

const english: Readonly<Record<string, string>> = {
  'M.01': 'Integrity',
  'M.02': 'Cooperation',
  'M.03': 'Communication',
  'M.04': 'Orientation on Results',
  'M.05': 'Public Service',
  'M.06': 'Development of Self and Others',
  'M.07': 'Managing Change',
  'M.08': 'Decision Making',
  'SK.01': 'Glue of the Nation',
  'T.01': 'Digital Work',
};

/** Permenpan RB 38/2017 prints no code for the ninth; SK.01 is the product's. */
const official: readonly Competency[] = kompetensi.competencies.map((one) => ({
  code: one.code ?? 'SK.01',
  name: one.name,
  kind: one.kind,
  edition: 'kompetensi-2017',
  official: true,
}));
const own: readonly Competency[] = technical.competencies.map((one) => ({
  code: one.code,
  name: one.name,
  kind: one.kind,
  edition: 'technical',
  official: false,
}));

/** The nine of Permenpan RB 38/2017 and the product's own technical one, marked so. */
export function competencies(): readonly Competency[] {
  return [...official, ...own];
}

export function competencyName(code: string, lang: 'id' | 'en'): string {
  const found = competencies().find((one) => one.code === code);
  return lang === 'en' ? (english[code] ?? code) : (found?.name ?? code);
}

const englishLevels = ['Understanding', 'Basic', 'Intermediate', 'Proficient', 'Expert'] as const;

export function levelName(level: number, lang: 'id' | 'en' = 'id'): string {
  const name = lang === 'en' ? englishLevels[level - 1] : kompetensi.levels.find((one) => one.level === level)?.name;
  return name ?? String(level);
}

export type Requirement = { readonly level: number; readonly verified: boolean };

/** What a level of post asks for. Undefined where the edition says nothing: unknown is not zero. */
export function requiredLevel(positionLevel: string, competency: string): Requirement | undefined {
  if (own.some((one) => one.code === competency)) {
    const level = (technical.required_level as Readonly<Record<string, number>>)[positionLevel];
    return level === undefined ? undefined : { level, verified: false };
  }
  const row = kompetensi.required_level.find((one) => one.job === positionLevel);
  return row && { level: row.level, verified: row.verified };
}

export type TraitPair = { readonly official: string | undefined; readonly essay: string | undefined };

/** The official eight and the seven of Nurhikmah's essay (2019), told apart; together nine. */
export function smartAsnTraits(): { readonly official: readonly string[]; readonly essay: readonly string[]; readonly pairs: readonly TraitPair[] } {
  const essay: readonly { readonly name: string; readonly maps_to: string | null }[] = smartAsn.essay_7;
  const official = smartAsn.official_8.map((one): TraitPair => ({ official: one.name, essay: essay.find((trait) => trait.maps_to === one.id)?.name }));
  const alone = essay.filter((trait) => trait.maps_to === null).map((trait): TraitPair => ({ official: undefined, essay: trait.name }));
  return { official: smartAsn.official_8.map((one) => one.name), essay: essay.map((trait) => trait.name), pairs: [...official, ...alone] };
}

export type Skill = { readonly rank: number; readonly name: string; readonly rank2015: number | undefined };

export function topSkills(): readonly Skill[] {
  return smartAsn.top10_skills_2020.items.map((one) => ({ rank: one.rank_2020, name: one.name, rank2015: one.rank_2015 ?? undefined }));
}

/** SE Menpan RB 20/2021. */
export function berakhlak(): readonly { readonly name: string; readonly behaviours: readonly string[] }[] {
  return berakhlakData.values.map((one) => ({ name: one.name, behaviours: one.behaviours }));
}

export type Crosswalk = { readonly edition: string; readonly links: readonly { readonly unsur: string; readonly competency: string }[] };

/** Which unsur of a unit's rating speaks to which competency: the product's own reading, no regulation. */
export function unsurCrosswalk(): Crosswalk {
  return { edition: crosswalk.edition, links: crosswalk.links };
}

export type RequiredRow = { readonly job: string; readonly level: number; readonly verified: boolean };

/** What each level of post asks for, row by row, each with its own mark. */
export function requiredLevels(): readonly RequiredRow[] {
  return kompetensi.required_level.map((one) => ({ job: one.job, level: one.level, verified: one.verified }));
}

export type Edition = { readonly title: string; readonly regulation: string | null; readonly source: readonly string[]; readonly verified: boolean };

export type FrameworkCode = 'kompetensi-2017' | 'smart-asn' | 'berakhlak' | 'unsur-competency';

/** A framework edition in use, with where its text was seen. */
export function frameworkEdition(code: FrameworkCode): Edition {
  switch (code) {
    case 'kompetensi-2017':
      return { title: kompetensi.title, regulation: kompetensi.regulation, source: [...kompetensi.source, technical.note], verified: kompetensi.verified };
    case 'smart-asn':
      return { title: smartAsn.title, regulation: null, source: [...smartAsn.source, smartAsn.top10_skills_2020.source], verified: smartAsn.verified };
    case 'berakhlak':
      return { title: berakhlakData.title, regulation: berakhlakData.regulation, source: berakhlakData.source, verified: berakhlakData.verified };
    case 'unsur-competency':
      return { title: crosswalk.title, regulation: crosswalk.regulation, source: [crosswalk.note], verified: crosswalk.verified };
  }
}
