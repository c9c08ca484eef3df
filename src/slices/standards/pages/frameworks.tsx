import type { ComponentChildren } from 'preact';
import { Facts, Table } from '#platform/ui';
import type { Lang } from '#platform/words';
import { evaluate } from '../evaluate.ts';
import { competencyExamples } from '../examples.ts';
import {
  berakhlak,
  competencies,
  competencyName,
  type FrameworkCode,
  frameworkEdition,
  levelName,
  requiredLevels,
  smartAsnTraits,
  topSkills,
  unsurCrosswalk,
} from '../frameworks.ts';
import { words } from '../words.ts';
import { Example, Mark, Yardstick } from './parts.tsx';

type Props = { readonly lang: Lang };

function Framework({ lang, id, code, children }: Props & { readonly id: string; readonly code: FrameworkCode; readonly children: ComponentChildren }) {
  const edition = frameworkEdition(code);
  const w = words(lang);
  return (
    <Yardstick lang={lang} id={id} title={edition.title} basis={edition.regulation ?? w.noRegulation} source={edition.source} verified={edition.verified}>
      {children}
    </Yardstick>
  );
}

export function CompetencyStandard({ lang }: Props) {
  const w = words(lang);
  return (
    <Framework lang={lang} id="kompetensi" code="kompetensi-2017">
      <Table
        caption={w.competencies}
        shownCaption
        keyOf={(row) => row.code}
        rows={competencies()}
        columns={[
          { head: w.code, cell: (row) => row.code },
          { head: w.name, cell: (row) => competencyName(row.code, lang) },
          { head: w.kind, cell: (row) => row.kind },
          { head: w.mark, cell: (row) => (row.official ? <Mark lang={lang} verified /> : w.own) },
        ]}
      />
      <Table
        caption={w.required}
        shownCaption
        keyOf={(row) => row.job}
        rows={requiredLevels()}
        columns={[
          { head: w.post, cell: (row) => row.job },
          { head: w.required, cell: (row) => `${row.level} (${levelName(row.level, lang)})` },
          { head: w.mark, cell: (row) => <Mark lang={lang} verified={row.verified} /> },
        ]}
      />
      <Example lang={lang}>
        {competencyExamples.map(({ post, competency }) => {
          const found = evaluate('kompetensi-2017', { post, competency });
          return (
            <p key={`${post} ${competency}`}>
              {w.requiredExample(post, competencyName(competency, lang), found && `${found.level} (${levelName(found.level, lang)})`, found?.verified ?? false)}
            </p>
          );
        })}
      </Example>
    </Framework>
  );
}

export function CrosswalkStandard({ lang }: Props) {
  const w = words(lang);
  return (
    <Framework lang={lang} id="kaitan" code="unsur-competency">
      <p class="prose">
        {w.crosswalk(
          unsurCrosswalk()
            .links.map((link) => `${link.unsur} → ${competencyName(link.competency, lang)}`)
            .join(', '),
        )}
      </p>
    </Framework>
  );
}

export function SmartAsnStandard({ lang }: Props) {
  const w = words(lang);
  const traits = smartAsnTraits();
  return (
    <Framework lang={lang} id="smart-asn" code="smart-asn">
      <p class="prose">{w.traitsText}</p>
      <Table
        caption={w.traits}
        keyOf={(row) => row.official ?? row.essay ?? ''}
        rows={traits.pairs}
        columns={[
          { head: w.official, cell: (row) => row.official ?? w.onlyEssay },
          { head: w.essay, cell: (row) => row.essay ?? w.onlyOfficial },
        ]}
      />
      <p class="note">{w.traitsNote}</p>
      <h3>{w.skills}</h3>
      <ol class="plain">
        {topSkills().map((skill) => (
          <li key={skill.rank}>
            <span lang="en">{skill.name}</span> <span class="note">{skill.rank2015 === undefined ? w.skillNew : w.skillBefore(String(skill.rank2015))}</span>
          </li>
        ))}
      </ol>
    </Framework>
  );
}

export function BerakhlakStandard({ lang }: Props) {
  return (
    <Framework lang={lang} id="berakhlak" code="berakhlak">
      <Facts facts={berakhlak().map((value) => [value.name, value.behaviours.join('; ')])} />
    </Framework>
  );
}
