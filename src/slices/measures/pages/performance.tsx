import { BarRows, TrendLine } from '#platform/charts';
import { monthName } from '#platform/time';
import { Figure, LinkButton, PageHead, Section, Table } from '#platform/ui';
import { formatNumber, formatPercent, href, type Lang, type Text } from '#platform/words';
import type { JpRow, SkmFigures, SkmGroup, TimeRow } from '../figures.ts';
import { words } from '../words.ts';

export const textIn = (text: Text, lang: Lang) => (lang === 'en' ? (text.en ?? text.id) : text.id);

export function shortMonth(month: string, lang: Lang): string {
  return monthName(Number(month.slice(5, 7)), lang).slice(0, 3);
}

type View = {
  readonly lang: Lang;
  readonly skm: SkmFigures;
  readonly times: readonly TimeRow[];
  readonly complaints: { readonly open: number; readonly late: number };
};

export function PerformancePage({ lang, skm, times, complaints }: View) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.performance} lead={w.lead}>
        <LinkButton href={href(lang, '/kinerja/negara')} icon="world">
          EGDI, GCI
        </LinkButton>
        <LinkButton href={href(lang, '/kinerja/indeks')} icon="chart-bar">
          Pemdi, SPBE
        </LinkButton>
        <LinkButton href="/data/skm.csv" icon="download">
          {w.csv}
        </LinkButton>
      </PageHead>
      <Headline lang={lang} skm={skm} times={times} complaints={complaints} />
      <SkmTrend lang={lang} skm={skm} />
      <SkmBars lang={lang} title={w.byService} groups={skm.byService} label={w.service} />
      <SkmBars lang={lang} title={w.byUnit} groups={skm.byUnit} label={w.unit} />
      <UnsurBars lang={lang} skm={skm} />
      <Times lang={lang} times={times} />
    </>
  );
}

export function Headline({ lang, skm, times, complaints }: View) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const cases = times.reduce((sum, row) => sum + row.n, 0);
  const onTime = times.reduce((sum, row) => sum + row.n * (row.onTime ?? 0), 0);
  const lowest = skm.whole?.unsur.toSorted((a, b) => a.mean - b.mean)[0];
  return (
    <div class="figures">
      <Figure
        label={w.satisfaction}
        value={skm.whole ? formatNumber(skm.whole.index, lang, 2) : '–'}
        of={skm.whole ? w.outOf(skm.whole.grade, n(skm.n)) : w.few}
        note={
          <>
            {w.edition} {lowest && w.lowest(lowest.name)}
          </>
        }
      />
      <Figure label={w.onTime} value={cases > 0 ? formatPercent(onTime / cases, lang, 1) : '–'} of={w.ofCases(n(cases))} />
      <Figure label={w.complaints} value={n(complaints.open)} of={w.late(n(complaints.late))} />
    </div>
  );
}

export function SkmTrend({ lang, skm }: { readonly lang: Lang; readonly skm: SkmFigures }) {
  const w = words(lang);
  const known = skm.byMonth.filter((one) => one.skm);
  const first = known[0]?.skm;
  const last = known.at(-1)?.skm;
  const shown = (value: number) => formatNumber(value, lang, 2);
  const values = known.flatMap((one) => one.skm?.index ?? []);
  return (
    <Section title={w.satisfaction}>
      <TrendLine
        lang={lang}
        title={first && last && first !== last ? w.trend(shown(first.index), shown(last.index)) : w.trendNone}
        columns={[w.month, w.index]}
        min={Math.floor(Math.min(70, ...values))}
        max={Math.ceil(Math.max(95, ...values))}
        norm={{ value: 76.61, label: 'B 76,61' }}
        format={shown}
        points={skm.byMonth.map((one) => ({ label: shortMonth(one.month, lang), value: one.skm?.index, note: w.answers(formatNumber(one.n, lang)) }))}
      />
    </Section>
  );
}

export function SkmBars({
  lang,
  title,
  groups,
  label,
}: {
  readonly lang: Lang;
  readonly title: string;
  readonly groups: readonly SkmGroup[];
  readonly label: string;
}) {
  const w = words(lang);
  const best = groups.filter((group) => group.skm).toSorted((a, b) => (b.skm?.index ?? 0) - (a.skm?.index ?? 0))[0];
  if (groups.length === 0) return null;
  return (
    <BarRows
      lang={lang}
      title={best ? `${title}. ${w.best(textIn(best.name, lang))}` : title}
      columns={[label, w.index]}
      min={25}
      max={100}
      norm={76.61}
      format={(value) => formatNumber(value, lang, 2)}
      rows={groups.map((group) => ({
        label: textIn(group.name, lang),
        value: group.skm?.index,
        note: group.skm ? `${group.skm.grade}, ${w.answers(formatNumber(group.n, lang))}` : w.few,
        tone: group.skm && group.skm.index < 76.61 ? ('miss' as const) : ('normal' as const),
      }))}
    />
  );
}

function UnsurBars({ lang, skm }: { readonly lang: Lang; readonly skm: SkmFigures }) {
  const w = words(lang);
  if (!skm.whole) return null;
  return (
    <BarRows
      lang={lang}
      title={w.byUnsur}
      columns={[w.unsur, w.index]}
      min={1}
      max={4}
      norm={3.0644}
      format={(value) => formatNumber(value, lang, 2)}
      rows={skm.whole.unsur.map((one) => ({
        label: `${one.code} ${one.name}`,
        value: one.mean,
        tone: one.mean < 3.0644 ? ('miss' as const) : ('normal' as const),
      }))}
    />
  );
}

export function Times({ lang, times }: { readonly lang: Lang; readonly times: readonly TimeRow[] }) {
  const w = words(lang);
  const days = (value: number | undefined) => (value === undefined ? w.few : w.days(formatNumber(value, lang)));
  return (
    <Section title={w.times}>
      <Table
        caption={w.times}
        keyOf={(row) => row.slug}
        rows={times}
        columns={[
          { head: w.service, cell: (row) => <a href={href(lang, `/layanan/${row.slug}`)}>{textIn(row.name, lang)}</a> },
          { head: w.promise, cell: (row) => days(row.promise) },
          { head: w.median, cell: (row) => days(row.median) },
          { head: w.p90, cell: (row) => days(row.p90) },
          { head: w.share, number: true, cell: (row) => (row.onTime === undefined ? w.few : formatPercent(row.onTime, lang, 1)) },
          { head: w.cases, number: true, cell: (row) => formatNumber(row.n, lang) },
        ]}
      />
    </Section>
  );
}

type AgencyView = View & { readonly jp: readonly JpRow[]; readonly gaps: number; readonly learners: number; readonly mayOpen: (permission: string) => boolean };

export function AgencyPage({ lang, skm, times, complaints, jp, gaps, learners, mayOpen }: AgencyView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const pns = jp.reduce((sum, row) => sum + row.pns, 0);
  const reached = jp.reduce((sum, row) => sum + row.reached, 0);
  return (
    <>
      <PageHead title={w.agency} lead={w.agencyLead}>
        <LinkButton href="/kinerja/jp.csv" icon="download">
          {w.csv}
        </LinkButton>
      </PageHead>
      <Headline lang={lang} skm={skm} times={times} complaints={complaints} />
      <Section title={w.loop}>
        <ol class="loop">
          {(
            [
              ['/kinerja', undefined, w.loopSteps.served, w.served(n(times.reduce((sum, row) => sum + row.n, 0)))],
              ['/kinerja', undefined, w.loopSteps.rated, w.rated(n(skm.n))],
              ['/kompetensi/unit', 'competency.unit', w.loopSteps.gap, w.gaps(n(gaps))],
              ['/rencana/instansi', 'planning.overview', w.loopSteps.trained, w.trained(n(learners))],
            ] as const
          ).map(([path, permission, title, fact]) => (
            <li key={title}>
              {permission === undefined || mayOpen(permission) ? <a href={href(lang, path)}>{title}</a> : <b>{title}</b>}
              <p class="note">{fact}</p>
            </li>
          ))}
        </ol>
      </Section>
      <SkmTrend lang={lang} skm={skm} />
      <SkmBars lang={lang} title={w.byUnit} groups={skm.byUnit} label={w.unit} />
      <Section title="JP">
        <p class="note">{w.jpLead}</p>
        <BarRows
          lang={lang}
          title={w.jp(pns === 0 ? '–' : formatPercent(reached / pns, lang))}
          columns={[w.unit, w.reached]}
          max={1}
          format={(value) => formatPercent(value, lang)}
          rows={jp.map((row) => ({
            label: row.name,
            value: row.pns === 0 ? undefined : row.reached / row.pns,
            note: w.meanJp(formatNumber(row.mean, lang, 1)),
            tone: 'muted' as const,
          }))}
        />
      </Section>
      <Times lang={lang} times={times} />
    </>
  );
}
