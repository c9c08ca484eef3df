import { Table } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { evaluate } from '../evaluate.ts';
import { jpExamples, skmPublished } from '../examples.ts';
import { jpConversions, jpEdition, jpMinutes, jpTerm } from '../jp.ts';
import { type InstrumentCode, levelBands, levelInstrument, levelSource } from '../levels.ts';
import { skmBands, skmEdition, skmUnsur } from '../skm.ts';
import { words } from '../words.ts';
import { Example, Mark, Yardstick } from './parts.tsx';

type Props = { readonly lang: Lang };

const threes = { n: 1, sums: Array.from({ length: 9 }, () => 3) } as const;

export function SkmStandard({ lang }: Props) {
  const w = words(lang);
  const two = (value: number) => formatNumber(value, lang, 2);
  const [first, second] = [evaluate('skm-2017', skmPublished), evaluate('skm-2017', threes)];
  return (
    <Yardstick lang={lang} id="skm" title={w.skm} basis={skmEdition.regulation} source={skmEdition.source} verified={skmEdition.verified}>
      <p class="prose">{w.skmText}</p>
      <Table
        caption={w.skmUnsur}
        shownCaption
        keyOf={(row) => row.code}
        rows={skmUnsur()}
        columns={[
          { head: w.code, cell: (row) => row.code },
          { head: w.name, cell: (row) => row.name },
        ]}
      />
      <Table
        caption={w.bands}
        shownCaption
        keyOf={(row) => row.grade}
        rows={skmBands()}
        columns={[
          { head: w.grade, cell: (row) => `${row.grade} (${row.quality})` },
          { head: w.range, number: true, cell: (row) => `${two(row.min)}–${two(row.max)}` },
        ]}
      />
      {first && second && (
        <Example lang={lang}>
          <p>{w.skmExample(skmPublished.sums.join(' '), two(first.index), first.grade)}</p>
          <p>{w.skmThrees(two(second.index), second.grade)}</p>
        </Example>
      )}
    </Yardstick>
  );
}

export function LevelStandard({ lang, code }: Props & { readonly code: InstrumentCode }) {
  const w = words(lang);
  const edition = levelInstrument(code);
  const two = (value: number) => formatNumber(value, lang, 2);
  const aspects = Array.from(
    Map.groupBy(edition.indicators, (one) => one.aspect),
    ([name, own]) => ({
      name,
      n: own.length,
      weight: own.reduce((sum, one) => sum + one.weight_pct, 0),
    }),
  );
  const last = Math.max(...edition.indicators.map((one) => one.no));
  const result = evaluate(code, new Map(edition.indicators.map((one) => [one.no, one.no === last ? 4 : one.no === last - 1 ? 2 : 3])));
  return (
    <Yardstick lang={lang} id={code} title={edition.title} basis={edition.regulation} {...levelSource(code)}>
      <p class="prose">
        {w.levelText} {edition.formulaVerified ? '' : w.levelFormula} {edition.inForce ? '' : w.notInForce}{' '}
        <a href={href(lang, '/kinerja/indeks')}>{w.toIndices}</a>
      </p>
      <Table
        caption={w.aspects}
        shownCaption
        keyOf={(row) => row.name}
        rows={aspects}
        columns={[
          { head: w.name, cell: (row) => row.name },
          { head: w.indicators, number: true, cell: (row) => formatNumber(row.n, lang) },
          { head: w.weight, number: true, cell: (row) => `${formatNumber(row.weight, lang)}%` },
        ]}
      />
      <Table
        caption={w.bands}
        shownCaption
        keyOf={(row) => row.name}
        rows={levelBands(code)}
        columns={[
          { head: w.predicate, cell: (row) => row.name },
          { head: w.range, number: true, cell: (row) => w.fromUntil(two(row.min), two(row.max), row.hasMax) },
        ]}
      />
      {result.complete && (
        <Example lang={lang}>
          <p>{w.levelExample(String(last - 1), String(last), two(result.published_hundredths / 100), result.predicate)}</p>
        </Example>
      )}
    </Yardstick>
  );
}

export function JpStandard({ lang }: Props) {
  const w = words(lang);
  const said = (who: 'PNS' | 'PPPK', jp: number) => {
    const { counted, reachesFloor } = evaluate('jp-2018', { who, jp });
    return w.jpExample(who, String(jp), String(counted), reachesFloor);
  };
  return (
    <Yardstick lang={lang} id="jp" title={w.jp} basis={jpEdition.regulation} source={jpEdition.source} verified={jpEdition.verified}>
      <p class="prose">{w.jpTerms(String(jpTerm('PNS').jp), jpTerm('PNS').law, String(jpTerm('PPPK').jp), jpTerm('PPPK').law)}</p>
      <p class="row">
        {w.jpMinutes(String(jpMinutes.value))} <Mark lang={lang} verified={jpMinutes.verified} />
      </p>
      <Table
        caption={w.jpForms}
        shownCaption
        keyOf={(row) => row.form}
        rows={jpConversions()}
        columns={[
          { head: w.form, cell: (row) => row.form },
          { head: 'JP', number: true, cell: (row) => (row.jp === undefined ? w.notFound : row.isMost ? w.atMost(String(row.jp)) : String(row.jp)) },
          { head: w.unit, cell: (row) => row.unit ?? '–' },
          { head: w.mark, cell: (row) => <Mark lang={lang} verified={row.verified} /> },
        ]}
      />
      <Example lang={lang}>
        {jpExamples.map(({ who, jp }) => (
          <p key={`${who} ${jp}`}>{said(who, jp)}</p>
        ))}
      </Example>
    </Yardstick>
  );
}
