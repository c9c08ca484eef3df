import { type Fact, Facts, LinkButton, PageHead, Panel, Split, Tag } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { PersonEvidence } from '../model.ts';
import { words } from '../words.ts';
import { day } from './profile.tsx';

export type EvidenceView = {
  readonly lang: Lang;
  readonly evidence: PersonEvidence;
  readonly name: string;
  readonly levelName: string;
  /** The course of a course's evidence, with its certificate when there is one. */
  readonly course: { readonly title: string; readonly href: string; readonly certificate: string | undefined } | undefined;
  /** Its place in the public ledger; undefined until the sequencer has run. */
  readonly leaf: number | undefined;
};

/** One piece of evidence: where it comes from, by which rule it counts, and its proof. */
export function EvidencePage({ lang, evidence, name, levelName, course, leaf }: EvidenceView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const facts: readonly Fact[] = [
    [w.competency, name],
    [w.level, evidence.level === 0 ? n(0) : `${n(evidence.level)} (${levelName})`],
    [w.on, day(evidence.observedOn, lang)],
    ...(evidence.items === undefined ? [] : [[w.result, w.right(n(evidence.right ?? 0), n(evidence.items))] as const]),
    ...(course
      ? [
          [
            w.courseFact,
            <a key="course" href={course.href}>
              {course.title}
            </a>,
          ] as const,
        ]
      : []),
    [w.rule, evidence.source === 'test' ? w.interimNote : w.courseRule],
  ];
  return (
    <>
      <PageHead title={w.evidenceOf(name)} back={{ href: href(lang, '/kompetensi'), label: w.profile }}>
        {evidence.source === 'test' && <Tag tone="warn">{w.interim}</Tag>}
      </PageHead>
      <Split
        aside={
          <Panel title={w.ledger} tone="sunken">
            <p>{leaf === undefined ? w.notYetLogged : w.leaf(n(leaf))}</p>
            <LinkButton href={href(lang, `/kompetensi/bukti/${evidence.id}/tanda-terima.json`)} icon="download">
              {w.receipt}
            </LinkButton>
          </Panel>
        }
      >
        <Facts facts={facts} />
        <p class="row section">
          {evidence.source === 'test' && (
            <LinkButton kind="primary" href={href(lang, `/asesmen/hasil/${evidence.sourceId}`)} icon="clipboard-check">
              {w.openTest}
            </LinkButton>
          )}
          {course?.certificate && (
            <LinkButton kind="primary" href={course.certificate} icon="certificate">
              {w.openCertificate}
            </LinkButton>
          )}
        </p>
      </Split>
    </>
  );
}
