import { LinkList, PageHead, said, Section, Table } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { DraftContent } from '../../model.ts';
import { words as sliceWords } from '../../words.ts';
import type { Measured, Weighed } from '../completeness.ts';
import type { RegulatedComponent } from '../regulation.ts';
import { words } from '../words.ts';

type Completeness = { readonly score: number; readonly parts: readonly Weighed[] };

type View = {
  readonly lang: Lang;
  readonly draft: { readonly id: string; readonly content: DraftContent };
  readonly completeness: Completeness;
  readonly components: readonly RegulatedComponent[];
};

/** The fourteen components, each with its own page, and how complete the standard is. */
export function StandardPartsPage({ lang, draft, completeness, components }: View) {
  const w = words(lang);
  const at = `/kelola/layanan/${draft.id}`;
  const rows = (delivery: boolean) =>
    components
      .filter((one) => one.delivery === delivery)
      .map(({ key, no }) => ({
        href: href(lang, `${at}/standar/${no}`),
        title: `${no}. ${sliceWords(lang).componentNames[key]}`,
        side: completeness.parts.find((part) => part.key === key)?.has ? w.standard.filled : w.standard.empty,
      }));
  return (
    <>
      <PageHead title={w.parts.standard} lead={w.standard.lead} back={{ href: href(lang, at), label: w.backToDraft }} />
      <Section title={w.standard.delivery}>
        <LinkList rows={rows(true)} />
      </Section>
      <Section title={w.standard.management}>
        <LinkList rows={rows(false)} />
      </Section>
      <Score lang={lang} completeness={completeness} />
    </>
  );
}

function nameOf(lang: Lang, key: Measured): string {
  const w = words(lang).standard;
  return key === 'english' || key === 'synonyms' || key === 'preCheck' ? w[key] : sliceWords(lang).componentNames[key];
}

function Score({ lang, completeness }: Pick<View, 'lang' | 'completeness'>) {
  const w = words(lang).standard;
  const missing = completeness.parts.filter(({ has }) => !has).toSorted((a, b) => b.weight - a.weight);
  return (
    <Section title={w.score(formatNumber(completeness.score, lang))} id="kelengkapan">
      <p class="note">{w.scoreNote}</p>
      {missing.length > 0 && (
        <Table
          caption={w.scoreMissing}
          shownCaption
          rows={missing}
          keyOf={({ key }) => key}
          columns={[
            { head: w.scoreMissing, cell: ({ key }) => nameOf(lang, key) },
            { head: w.scoreWhy, cell: ({ reason }) => said(reason, lang) },
            { head: w.scorePoints(''), quiet: true, number: true, cell: ({ weight }) => w.scorePoints(formatNumber(weight, lang)) },
          ]}
        />
      )}
    </Section>
  );
}
