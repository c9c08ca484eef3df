import { Facts, LinkButton, PageHead, Pages, Section } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { words } from '../words.ts';
import { type EntryLine, EntryTable } from './transparency.tsx';
import { Contents } from './verify.tsx';

type ListProps = { readonly lang: Lang; readonly rows: readonly EntryLine[]; readonly size: number; readonly page: number; readonly pages: number };

export function EntriesPage({ lang, rows, size, page, pages }: ListProps) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.allEntries} lead={w.entriesLead(formatNumber(size, lang))} back={{ href: href(lang, '/transparansi'), label: w.transparency }} />
      {rows.length === 0 ? <p class="note">{w.none}</p> : <EntryTable lang={lang} caption={w.allEntries} rows={rows} />}
      <Pages lang={lang} page={page} pages={pages} hrefOf={(at) => `${href(lang, '/transparansi/catatan')}?hal=${at}`} />
    </>
  );
}

type EntryView = {
  readonly lang: Lang;
  readonly line: EntryLine;
  /** Undefined for a commitment: its contents stand with its holder only. */
  readonly record: unknown;
  readonly isPublic: boolean;
  readonly text: string;
  readonly leaf: string;
  readonly size: number;
  readonly root: string;
  readonly proof: readonly string[];
  readonly bundle: string;
};

/** One entry as anybody may see it, with the proof that it stands in the log. */
export function EntryPage({ lang, line, record, isPublic, text, leaf, size, root, proof, bundle }: EntryView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <PageHead
        title={w.entryTitle(n(line.index))}
        lead={`${line.says}, ${line.when}`}
        back={{ href: href(lang, '/transparansi/catatan'), label: w.allEntries }}
      >
        <WaysOn lang={lang} index={line.index} isPublic={isPublic} />
      </PageHead>
      <Section title={w.contents}>{isPublic ? <Contents lang={lang} record={record} /> : <p class="prose">{w.sealed}</p>}</Section>
      <Section title={w.inLog}>
        <Facts
          facts={[
            [
              w.bytes,
              <code class="mono" key="text">
                {text}
              </code>,
            ],
            [
              w.leaf,
              <code class="mono" key="leaf">
                {leaf}
              </code>,
            ],
            [w.treeSize, w.entriesOf(n(size))],
            [
              w.root,
              <code class="mono" key="root">
                {root}
              </code>,
            ],
            [
              w.proof,
              <ol class="plain mono" key="proof">
                {proof.map((hash) => (
                  <li key={hash}>{hash}</li>
                ))}
              </ol>,
            ],
            [
              w.bundle,
              <a key="bundle" href={bundle}>
                {bundle}
              </a>,
            ],
          ]}
        />
      </Section>
    </>
  );
}

function WaysOn({ lang, index, isPublic }: { readonly lang: Lang; readonly index: number; readonly isPublic: boolean }) {
  const w = words(lang);
  return (
    <>
      <LinkButton href={href(lang, `/transparansi/pohon?catatan=${index}`)} icon="list-check">
        {w.inTree}
      </LinkButton>
      {isPublic && (
        <LinkButton href={href(lang, `/transparansi/catatan/${index}/bukti.json`)} icon="download">
          {w.downloadProof}
        </LinkButton>
      )}
    </>
  );
}
