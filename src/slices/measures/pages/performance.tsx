import { unsurName } from '#slices/standards';
import { RangeBar, RangeLegend, Sparkline } from '#platform/charts';
import { Figure, Icon, LinkButton, LinkList, PageHead, said, Section, Table } from '#platform/ui';
import { formatNumber, formatPercent, href, type Lang, textIn } from '#platform/words';
import type { OnTimeMonth, SkmFigures, TimeRow } from '../figures.ts';
import { publicThreshold } from '../model.ts';
import { words } from '../words.ts';
import { EgdiSlope, type IndexView, PemdiCard, type SlopeView } from './cards.tsx';
import { SkmIntervals, SkmTrend, UnsurBars } from './skm.tsx';

type View = {
  readonly lang: Lang;
  readonly skm: SkmFigures;
  readonly times: readonly TimeRow[];
  readonly complaints: { readonly open: number; readonly late: number };
  readonly months?: readonly OnTimeMonth[] | undefined;
};

type PublicView = View & { readonly pemdi: IndexView; readonly slope: SlopeView };

/** What citizens may see: every promise beside what happened. */
export function PerformancePage({ lang, skm, times, complaints, months, pemdi, slope }: PublicView) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.performance} lead={w.lead(formatNumber(publicThreshold, lang))}>
        <LinkButton href={href(lang, '/kinerja/indeks')} icon="list-check">
          {w.indicesLink}
        </LinkButton>
        <LinkButton href={href(lang, '/kinerja/negara')} icon="world">
          {w.countriesLink}
        </LinkButton>
      </PageHead>
      <Headline lang={lang} skm={skm} times={times} complaints={complaints} months={months} />
      <Times lang={lang} times={times} />
      <div class="chart-grid">
        <SkmIntervals lang={lang} what="byService" groups={skm.byService} n={skm.n} threshold={publicThreshold} />
        <UnsurBars lang={lang} skm={skm} />
        <SkmIntervals lang={lang} what="byUnit" groups={skm.byUnit} n={skm.n} threshold={publicThreshold} />
        <SkmTrend lang={lang} skm={skm} />
        <PemdiCard lang={lang} one={pemdi} />
        <EgdiSlope lang={lang} view={slope} />
      </div>
      <OpenData lang={lang} />
    </>
  );
}

function OpenData({ lang }: { readonly lang: Lang }) {
  const w = words(lang);
  const files = [
    ['/data/skm.csv', w.dataFiles.skm],
    ['/data/waktu-layanan.csv', w.dataFiles.times],
    ['/data/egdi.csv', w.dataFiles.egdi],
    ['/data/gci-2018.csv', w.dataFiles.gci],
  ] as const;
  return (
    <Section title={w.data} id="data">
      <p class="note">{w.dataLead}</p>
      <LinkList rows={files.map(([path, title]) => ({ href: path, title, icon: 'download' as const }))} />
    </Section>
  );
}

/** Of what is shown at all: a service that stays hidden counts on neither side. */
export function onTimeOf(times: readonly TimeRow[]): { readonly n: number; readonly share: number } | undefined {
  const shown = times.filter((row) => row.onTime !== undefined);
  const n = shown.reduce((sum, row) => sum + row.n, 0);
  return n === 0 ? undefined : { n, share: shown.reduce((sum, row) => sum + row.n * (row.onTime ?? 0), 0) / n };
}

function Way({
  lang,
  what,
  values,
  format,
}: {
  readonly lang: Lang;
  readonly what: string;
  readonly values: readonly (number | undefined)[];
  readonly format: (value: number) => string;
}) {
  const known = values.filter((value) => value !== undefined);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || known.length < 2) return null;
  return <Sparkline label={words(lang).way(what, format(first), format(last))} values={values} />;
}

export function Headline({ lang, skm, times, complaints, months = [] }: View) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const two = (value: number) => formatNumber(value, lang, 2);
  const percent = (value: number) => formatPercent(value, lang, 1);
  const onTime = onTimeOf(times);
  const lowest = skm.whole?.unsur.toSorted((a, b) => a.mean - b.mean)[0];
  return (
    <div class="figures">
      <Figure
        label={w.satisfaction}
        value={skm.whole ? two(skm.whole.index) : '–'}
        of={skm.whole ? w.outOf(skm.whole.grade, n(skm.n)) : w.few}
        note={
          <>
            {w.edition} {lowest && w.lowest(unsurName(lowest.code, lang))}
            <Way lang={lang} what={w.satisfaction} values={skm.byMonth.map((one) => one.skm?.index)} format={two} />
          </>
        }
      />
      <Figure
        label={w.onTime}
        value={onTime ? percent(onTime.share) : '–'}
        of={onTime ? w.ofCases(n(onTime.n)) : w.few}
        note={<Way lang={lang} what={w.onTime} values={months.map((one) => one.onTime)} format={percent} />}
      />
      <Figure label={w.complaints} value={n(complaints.open)} of={w.late(n(complaints.late))} />
    </div>
  );
}

/** Promise and reality of each service, the worst kept promise first. */
export function Times({ lang, times }: { readonly lang: Lang; readonly times: readonly TimeRow[] }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const days = (value: number | undefined) => (value === undefined ? w.few : w.days(n(value)));
  const onTime = onTimeOf(times);
  const rows = times.toSorted((a, b) => (a.onTime ?? 2) - (b.onTime ?? 2));
  return (
    <Section title={onTime ? w.timesFinding(formatPercent(onTime.share, lang, 1)) : w.times} id="waktu">
      <p class="note">{w.timesLead}</p>
      <ul class="promise-list">
        {rows.map((row) => (
          <li class="promise" key={row.slug}>
            <div>
              <a href={href(lang, `/layanan/${row.slug}`)}>{said(row.name, lang)}</a>
              <div class="note">{row.unitName}</div>
            </div>
            <RangeBar
              lang={lang}
              label={textIn(row.name, lang)}
              promise={row.promise}
              half={row.median}
              nineTenths={row.p90}
              format={(value) => w.shortDays(n(value))}
            />
            <div class="side">
              <strong>{row.onTime === undefined ? w.few : formatPercent(row.onTime, lang, 1)}</strong>
              <div class="note">{w.ofCases(n(row.n))}</div>
            </div>
          </li>
        ))}
      </ul>
      <RangeLegend lang={lang} />
      <details class="chart-data">
        <summary>
          <Icon name="chevron-right" /> {w.figures}
        </summary>
        <Table
          caption={w.times}
          keyOf={(row) => row.slug}
          rows={rows}
          columns={[
            { head: w.service, cell: (row) => said(row.name, lang) },
            { head: w.promise, number: true, cell: (row) => days(row.promise) },
            { head: w.median, number: true, cell: (row) => days(row.median) },
            { head: w.p90, number: true, cell: (row) => days(row.p90) },
            { head: w.share, number: true, cell: (row) => (row.onTime === undefined ? w.few : formatPercent(row.onTime, lang, 1)) },
            { head: w.cases, number: true, cell: (row) => n(row.n) },
          ]}
        />
      </details>
    </Section>
  );
}
