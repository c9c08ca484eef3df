import { BarRows, TrendLine } from '#platform/charts';
import { countryName, type EgdiRow, type egdiSurvey, type gci2018 } from '#slices/standards';
import { Alert, LinkButton, PageHead, Section, Table, Tabs, Tag } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { words } from '../words.ts';
import { EgdiSlope, type SlopeView } from './cards.tsx';

type View = {
  readonly lang: Lang;
  readonly year: number;
  readonly years: readonly number[];
  readonly rows: readonly EgdiRow[];
  readonly survey: ReturnType<typeof egdiSurvey>;
  readonly indonesia: readonly EgdiRow[];
  readonly slope: SlopeView;
  readonly gci: ReturnType<typeof gci2018>;
};

/** The world of Nurhikmah's essay (2019): where Indonesia stands among its neighbours. */
export function CountriesPage({ lang, year, years, rows, survey, indonesia, slope, gci }: View) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.countries} lead={w.countriesLead} back={{ href: href(lang, '/kinerja'), label: w.performance }}>
        <LinkButton href="/data/egdi.csv" icon="download">
          EGDI, CSV
        </LinkButton>
        <LinkButton href="/data/gci-2018.csv" icon="download">
          GCI, CSV
        </LinkButton>
      </PageHead>
      <div class="chart-grid">
        <EgdiSlope lang={lang} view={slope} />
        <OwnTrend lang={lang} indonesia={indonesia} />
      </div>
      <Section title={w.egdi(String(year))} id="egdi">
        <Tabs
          lang={lang}
          label={w.year}
          tabs={years.map((one) => ({ href: `${href(lang, '/kinerja/negara')}?tahun=${one}#egdi`, label: String(one), current: one === year }))}
        />
        {year === 2018 && <p class="note">{w.egdiTable2}</p>}
        {!survey.complete && <Alert tone="info">{w.egdiIncomplete}</Alert>}
        <EgdiTable lang={lang} year={year} rows={rows} outOf={survey.countries} />
        <p class="note">
          {w.egdiParts} {w.egdiSource(survey.source)}
        </p>
      </Section>
      <Gci lang={lang} gci={gci} />
    </>
  );
}

function OwnTrend({ lang, indonesia }: Pick<View, 'lang' | 'indonesia'>) {
  const w = words(lang);
  const known = indonesia.filter((row) => row.egdi !== undefined);
  // The survey since which it has only risen.
  const start = known.findLastIndex((row, at) => at === 0 || (row.egdi ?? 0) <= (known[at - 1]?.egdi ?? 0));
  const [from, to] = [known[start], known.at(-1)];
  const four = (value: number | undefined) => formatNumber(value ?? 0, lang, 4);
  return (
    <TrendLine
      lang={lang}
      level={2}
      title={from && to && from !== to ? w.egdiRise(four(from.egdi), String(from.year), four(to.egdi), String(to.year)) : w.egdiTrendPlain}
      columns={[w.year, 'EGDI']}
      min={0.2}
      max={1}
      format={(value) => formatNumber(value, lang, 4)}
      points={indonesia.map((row) => ({ label: String(row.year), value: row.egdi, note: row.rank === undefined ? undefined : `${w.rank} ${row.rank}` }))}
    />
  );
}

function EgdiTable({
  lang,
  year,
  rows,
  outOf,
}: {
  readonly lang: Lang;
  readonly year: number;
  readonly rows: readonly EgdiRow[];
  readonly outOf: number | undefined;
}) {
  const w = words(lang);
  const four = (value: number | undefined) => (value === undefined ? w.unknown : formatNumber(value, lang, 4));
  const byScore = (a: EgdiRow, b: EgdiRow) => (b.egdi ?? -1) - (a.egdi ?? -1) || (a.rank ?? 999) - (b.rank ?? 999);
  return (
    <Table
      caption={w.egdi(String(year))}
      keyOf={(row) => row.iso3}
      rows={rows.toSorted(byScore)}
      columns={[
        {
          head: w.country,
          cell: (row) => (
            <>
              {row.iso3 === 'IDN' ? <strong>{countryName(row.iso3, lang)}</strong> : countryName(row.iso3, lang)}{' '}
              {!row.verified && <Tag tone="warn">{w.unverified}</Tag>}
              {row.iso3 === 'TLS' && <small>{w.joined}</small>}
            </>
          ),
        },
        {
          head: `${w.rank}${outOf ? ` ${w.of(String(outOf))}` : ''}`,
          number: true,
          cell: (row) => (row.rank === undefined ? w.unknown : String(row.rank)),
        },
        { head: 'EGDI', number: true, cell: (row) => four(row.egdi) },
        { head: 'OSI', number: true, cell: (row) => four(row.osi) },
        { head: 'TII', number: true, cell: (row) => four(row.tii) },
        { head: 'HCI', number: true, cell: (row) => four(row.hci) },
        { head: 'EPI', number: true, cell: (row) => four(row.epi) },
      ]}
    />
  );
}

function Gci({ lang, gci }: Pick<View, 'lang' | 'gci'>) {
  const w = words(lang);
  const one = (value: number | undefined) => (value === undefined ? w.unknown : formatNumber(value, lang, 1));
  return (
    <Section title={w.gci} id="gci">
      <div class="chart-grid">
        <BarRows
          lang={lang}
          level={3}
          title={w.gciFinding(formatNumber(gci.score, lang, 2), String(gci.rank), String(gci.economies))}
          note={w.gciNote}
          columns={[w.pillar, w.score]}
          max={100}
          format={(value) => formatNumber(value, lang, 1)}
          rows={gci.pillars.map((pillar) => ({
            label: `${pillar.no}. ${lang === 'en' ? pillar.name : pillar.nameId}`,
            value: pillar.score,
            note: [pillar.rank === undefined ? '' : `${w.rank} ${pillar.rank}`, pillar.verified ? '' : w.unverified].filter(Boolean).join(', '),
            tone: pillar.verified ? ('normal' as const) : ('muted' as const),
          }))}
        />
        <Table
          caption="GCI 2018, ASEAN"
          shownCaption
          keyOf={(row) => row.iso3}
          rows={gci.asean.toSorted((a, b) => (a.rank ?? 999) - (b.rank ?? 999))}
          columns={[
            {
              head: w.country,
              cell: (row) => (
                <>
                  {countryName(row.iso3, lang)} {!row.verified && row.score !== undefined && <Tag tone="warn">{w.unverified}</Tag>}
                </>
              ),
            },
            { head: `${w.rank} ${w.of(String(gci.economies))}`, number: true, cell: (row) => (row.rank === undefined ? w.unknown : String(row.rank)) },
            { head: w.score, number: true, cell: (row) => one(row.score) },
          ]}
        />
      </div>
    </Section>
  );
}
