import { Facts, PageHead, Section, Table, Tag } from '#platform/ui';
import type { Lang } from '#platform/words';
import {
  berakhlak,
  competencies,
  competencyName,
  frameworkEditions,
  levelName,
  requiredLevels,
  smartAsnTraits,
  topSkills,
  unsurCrosswalk,
} from '../frameworks.ts';
import { jpMinutes, jpTerm } from '../jp.ts';
import { words } from '../words.ts';

function Mark({ lang, verified }: { readonly lang: Lang; readonly verified: boolean }) {
  const w = words(lang);
  return verified ? <Tag tone="good">{w.verified}</Tag> : <Tag tone="warn">{w.unverified}</Tag>;
}

/** Every yardstick that the product holds people and units to, with where it was seen. */
export function FrameworksPage({ lang }: { readonly lang: Lang }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.standards} lead={w.standardsLead} />
      <Section title={w.editions}>
        <Table
          caption={w.editions}
          keyOf={(row) => row.title}
          rows={frameworkEditions()}
          columns={[
            { head: w.title, cell: (row) => row.title },
            { head: w.basis, cell: (row) => row.regulation ?? w.noRegulation },
            { head: w.source, cell: (row) => row.source.join('; ') },
            { head: w.mark, cell: (row) => <Mark lang={lang} verified={row.verified} /> },
          ]}
        />
      </Section>
      <Competencies lang={lang} />
      <Traits lang={lang} />
      <Section title="JP">
        <p>{w.jpTerms(String(jpTerm('PNS').jp), jpTerm('PNS').law, String(jpTerm('PPPK').jp), jpTerm('PPPK').law)}</p>
        <p class="row">
          {w.jpMinutes(String(jpMinutes.value))} <Mark lang={lang} verified={jpMinutes.verified} />
        </p>
      </Section>
    </>
  );
}

function Competencies({ lang }: { readonly lang: Lang }) {
  const w = words(lang);
  return (
    <Section title={w.competencies}>
      <Table
        caption={w.competencies}
        keyOf={(row) => row.code}
        rows={competencies()}
        columns={[
          { head: w.code, cell: (row) => row.code },
          { head: w.name, cell: (row) => competencyName(row.code, lang) },
          { head: w.kind, cell: (row) => row.kind },
          { head: w.mark, cell: (row) => <Mark lang={lang} verified={row.official} /> },
        ]}
      />
      <Table
        caption={w.required}
        keyOf={(row) => row.job}
        rows={requiredLevels()}
        columns={[
          { head: w.post, cell: (row) => row.job },
          { head: w.required, cell: (row) => `${row.level} (${levelName(row.level)})` },
          { head: w.mark, cell: (row) => <Mark lang={lang} verified={row.verified} /> },
        ]}
      />
      <p class="note">
        {w.crosswalk(
          unsurCrosswalk()
            .links.map((link) => `${link.unsur} → ${competencyName(link.competency, lang)}`)
            .join(', '),
        )}
      </p>
    </Section>
  );
}

function Traits({ lang }: { readonly lang: Lang }) {
  const w = words(lang);
  const traits = smartAsnTraits();
  return (
    <>
      <Section title={w.traits}>
        <Facts
          facts={[
            [w.official, traits.official.join(', ')],
            [w.essay, traits.essay.join(', ')],
          ]}
        />
        <p class="note">{w.traitsNote}</p>
      </Section>
      <Section title="BerAKHLAK">
        <Facts facts={berakhlak().map((value) => [value.name, value.behaviours.join('; ')])} />
      </Section>
      <Section title={w.skills}>
        <ol class="prose">
          {topSkills().map((skill) => (
            <li key={skill.rank} lang="en">
              {skill.name}
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}
