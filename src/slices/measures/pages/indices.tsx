import { BarRows, TrendLine } from '#platform/charts';
import { type EgdiRow, type gci2018, levelInstrument, type levelIndex } from '#slices/standards';
import { Alert, Button, ErrorSummary, Facts, Form, type FormState, LinkButton, PageHead, Section, Table, Tabs, TextField } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { instruments } from '../model.ts';
import { words } from '../words.ts';

type Instrument = (typeof instruments)[number];
export type IndexView = { readonly code: Instrument; readonly year: number; readonly result: ReturnType<typeof levelIndex> };

export function IndicesPage({ lang, indices, mayEnter }: { readonly lang: Lang; readonly indices: readonly IndexView[]; readonly mayEnter: boolean }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.indices} lead={w.self} back={{ href: href(lang, '/kinerja'), label: w.performance }} />
      {indices.map((one) => (
        <OneIndex key={one.code} lang={lang} one={one} mayEnter={mayEnter} />
      ))}
    </>
  );
}

function OneIndex({ lang, one, mayEnter }: { readonly lang: Lang; readonly one: IndexView; readonly mayEnter: boolean }) {
  const w = words(lang);
  const edition = levelInstrument(one.code);
  const two = (value: number) => formatNumber(value, lang, 2);
  return (
    <Section title={`${edition.title}, ${one.year}`}>
      <p class="note">
        {edition.regulation}. {edition.inForce ? '' : w.notInForce} {edition.formulaVerified ? '' : w.formulaUnverified}
      </p>
      {one.result.complete ? (
        <>
          <Facts
            facts={[
              [w.index, two(one.result.index)],
              [w.predicate, one.result.predicate],
            ]}
          />
          <BarRows
            lang={lang}
            title={`${edition.title}: ${two(one.result.index)}, ${one.result.predicate}`}
            columns={[w.group, w.index]}
            min={0}
            max={5}
            format={two}
            rows={one.result.groups.map((group) => ({ label: group.name, value: group.index, note: `${w.weight} ${formatNumber(group.weight_pct, lang)}%` }))}
          />
        </>
      ) : (
        <Alert tone="info">{w.incomplete(formatNumber(one.result.missing.length, lang))}</Alert>
      )}
      {mayEnter && (
        <p>
          <LinkButton href={href(lang, `/kelola/indeks/${one.code}`)} icon="edit">
            {w.enter}
          </LinkButton>
        </p>
      )}
    </Section>
  );
}

export function EnterPage({ lang, code, year, form }: { readonly lang: Lang; readonly code: Instrument; readonly year: number; readonly form: FormState }) {
  const w = words(lang);
  const edition = levelInstrument(code);
  return (
    <>
      <PageHead title={edition.title} lead={w.enterLead} back={{ href: href(lang, '/kinerja/indeks'), label: w.indices }} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, `/kelola/indeks/${code}`)}>
        <input type="hidden" name="year" value={year} />
        {edition.indicators.map((one) => (
          <TextField key={one.no} lang={lang} form={form} name={`i${one.no}`} label={`${one.no}. ${one.name}`} width="short" optional />
        ))}
        <Button icon="check">{w.save}</Button>
      </Form>
    </>
  );
}

type CountriesView = {
  readonly lang: Lang;
  readonly year: number;
  readonly years: readonly number[];
  readonly rows: readonly EgdiRow[];
  readonly outOf: number | undefined;
  readonly indonesia: readonly EgdiRow[];
  readonly gci: ReturnType<typeof gci2018>;
};

export function CountriesPage({ lang, year, years, rows, outOf, indonesia, gci }: CountriesView) {
  const w = words(lang);
  const four = (value: number | undefined) => (value === undefined ? w.unknown : formatNumber(value, lang, 4));
  const since = indonesia.filter((row) => row.year >= 2014).map((row) => row.egdi ?? 0);
  const rises = since.every((value, at) => at === 0 || value > (since[at - 1] ?? 0));
  return (
    <>
      <PageHead title={w.countries} lead={w.countriesLead} back={{ href: href(lang, '/kinerja'), label: w.performance }} />
      <TrendLine
        lang={lang}
        title={rises ? w.egdiTrend : w.egdiTrendPlain}
        columns={[w.year, 'EGDI']}
        min={0.2}
        max={1}
        format={(value) => formatNumber(value, lang, 4)}
        points={indonesia.map((row) => ({ label: String(row.year), value: row.egdi, note: row.rank === undefined ? undefined : `${w.rank} ${row.rank}` }))}
      />
      <Section title={w.egdi(String(year))} id="egdi">
        <Tabs
          lang={lang}
          label={w.year}
          tabs={years.map((one) => ({ href: `${href(lang, '/kinerja/negara')}?tahun=${one}#egdi`, label: String(one), current: one === year }))}
        />
        <Table
          caption={w.egdi(String(year))}
          keyOf={(row) => row.iso3}
          rows={rows.toSorted((a, b) => (a.rank ?? 999) - (b.rank ?? 999))}
          columns={[
            { head: w.country, cell: (row) => row.country },
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
      </Section>
      <Gci lang={lang} gci={gci} />
    </>
  );
}

function Gci({ lang, gci }: { readonly lang: Lang; readonly gci: CountriesView['gci'] }) {
  const w = words(lang);
  const one = (value: number | undefined) => (value === undefined ? w.unknown : formatNumber(value, lang, 1));
  return (
    <Section title={w.gci}>
      <BarRows
        lang={lang}
        title={`${w.gci}: ${formatNumber(gci.score, lang, 2)}`}
        columns={[w.pillar, w.score]}
        max={100}
        format={(value) => formatNumber(value, lang, 1)}
        rows={gci.pillars.map((pillar) => ({
          label: `${pillar.no}. ${pillar.name}`,
          value: pillar.score,
          note: [pillar.rank === undefined ? '' : `${w.rank} ${pillar.rank}`, pillar.verified ? '' : w.unverified].filter(Boolean).join(', '),
        }))}
      />
      <Table
        caption="GCI 2018, ASEAN"
        shownCaption
        keyOf={(row) => row.iso3}
        rows={gci.asean.toSorted((a, b) => (a.rank ?? 999) - (b.rank ?? 999))}
        columns={[
          { head: w.country, cell: (row) => `${row.country}${row.verified ? '' : ` (${w.unverified})`}` },
          { head: `${w.rank} ${w.of(String(gci.economies))}`, number: true, cell: (row) => (row.rank === undefined ? w.unknown : String(row.rank)) },
          { head: w.score, number: true, cell: (row) => one(row.score) },
        ]}
      />
    </Section>
  );
}
