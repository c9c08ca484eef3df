import { levelInstrument } from '#slices/standards';
import { Button, ErrorSummary, Form, type FormState, Icon, LinkButton, PageHead, Section, Table, Tag, TextField } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { words } from '../words.ts';
import { IndexSegments, type IndexView, type Instrument } from './cards.tsx';

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
  const level = (no: number) => {
    const found = one.levels.get(no);
    return found === undefined ? w.unknown : formatNumber(found, lang, 2);
  };
  return (
    <Section title={`${edition.title}, ${one.year}`} id={one.code}>
      <p class="note prose">
        {edition.regulation}. {edition.inForce ? '' : w.notInForce}
      </p>
      <IndexSegments lang={lang} one={one} />
      <details class="chart-data">
        <summary>
          <Icon name="chevron-right" /> {w.perIndicator}
        </summary>
        <Table
          caption={w.perIndicator}
          keyOf={(row) => String(row.no)}
          rows={edition.indicators}
          columns={[
            {
              head: w.indicator,
              cell: (row) => (
                <>
                  {row.no}. {row.name} {!row.verified && <Tag tone="warn">{w.unverified}</Tag>} <small>{row.aspect}</small>
                </>
              ),
            },
            { head: w.weight, number: true, cell: (row) => `${formatNumber(row.weight_pct, lang)}%` },
            { head: w.level, number: true, cell: (row) => level(row.no) },
          ]}
        />
      </details>
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
      <PageHead title={`${edition.title}, ${year}`} lead={w.enterLead} back={{ href: href(lang, '/kinerja/indeks'), label: w.indices }} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, `/kelola/indeks/${code}`)}>
        {Array.from(
          Map.groupBy(edition.indicators, (one) => one.aspect),
          ([aspect, indicators]) => (
            <fieldset key={aspect} class="stack">
              <legend>
                <h2>{aspect}</h2>
              </legend>
              {indicators.map((one) => (
                <TextField
                  key={one.no}
                  lang={lang}
                  form={form}
                  name={`i${one.no}`}
                  label={`${one.no}. ${one.name}`}
                  hint={w.weightOf(formatNumber(one.weight_pct, lang))}
                  width="short"
                  inputmode="decimal"
                  optional
                />
              ))}
            </fieldset>
          ),
        )}
        <Button icon="check">{w.save}</Button>
      </Form>
    </>
  );
}
