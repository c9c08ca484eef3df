import { BarRows } from '#platform/charts';
import { Alert, PageHead, said, Section, Tag } from '#platform/ui';
import { formatNumber, formatPercent, href, type Lang, type Text } from '#platform/words';
import type { CompetencyResult } from '../../model.ts';
import { words } from '../../words.ts';

type Named = CompetencyResult & { readonly name: string };
type View = {
  readonly lang: Lang;
  readonly title: Text;
  readonly when: string;
  readonly again: string;
  readonly late: number;
  readonly results: readonly Named[];
};

export function ResultPage({ lang, title, when, again, late, results }: View) {
  const w = words(lang);
  return (
    <>
      <PageHead kicker={w.result} title={said(title, lang)} lead={when} back={{ href: href(lang, '/asesmen'), label: w.tests }}>
        <Tag tone="warn">{w.provisional}</Tag>
      </PageHead>
      {late > 0 && <Alert tone="warn">{w.lateNote(formatNumber(late, lang))}</Alert>}
      {results.map((result) => (
        <Result key={result.code} lang={lang} result={result} />
      ))}
      <p class="note">
        {w.interim} {w.again(again)}
      </p>
    </>
  );
}

function Result({ lang, result }: { readonly lang: Lang; readonly result: Named }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const found = result.level === 0 ? w.levelNone : w.levelShown(n(result.level));
  return (
    <Section title={`${result.name}: ${found}`}>
      <BarRows
        lang={lang}
        title={w.resultOf(n(result.right), n(result.items))}
        max={1}
        norm={0.7}
        format={(value) => formatPercent(value, lang)}
        columns={[w.level, w.share]}
        rows={result.levels.map((level) => ({
          label: w.levelRow(n(level.level)),
          value: level.right / level.items,
          note: w.lower(formatPercent(level.lowerBound, lang)),
          tone: level.level <= result.level ? 'normal' : 'muted',
        }))}
      />
    </Section>
  );
}
