import { Headline, type skmFigures, type timeFigures } from '#slices/measures';
import { LifeEvents, SearchForm, type servicesOf, wellKept } from '#slices/services';
import { RangeBar, RangeLegend } from '#platform/charts';
import { Facts, Icon, LinkButton, Panel, said, Section } from '#platform/ui';
import { formatNumber, formatPercent, href, type Lang, textIn } from '#platform/words';
import { words } from '../words.ts';

type Times = Awaited<ReturnType<typeof timeFigures>>;
type View = {
  readonly lang: Lang;
  readonly services: Awaited<ReturnType<typeof servicesOf>>;
  readonly times: Times;
  readonly skm: Awaited<ReturnType<typeof skmFigures>>;
  readonly complaints: { readonly open: number; readonly late: number };
  /** The newest checkpoint: how many entries, when, and the root over all of them. */
  readonly ledger: { readonly size: number; readonly at: string; readonly root: string | undefined };
};

export function FrontPage({ lang, services, times, skm, complaints, ledger }: View) {
  const w = words(lang);
  return (
    <>
      <Hero lang={lang} times={times} />
      {services.length > 0 && (
        <div class="wrap">
          <Section title={w.life}>
            <LifeEvents lang={lang} cards={services}>
              <li>
                <Icon name="message-circle" />
                <div>
                  <a href={href(lang, '/aduan')}>{w.trouble}</a>
                  <div class="note">{w.troubleNote}</div>
                </div>
              </li>
            </LifeEvents>
          </Section>
        </div>
      )}
      <Promises lang={lang} times={times} />
      <div class="wrap">
        <Section title={w.performance} more={{ href: href(lang, '/kinerja'), label: w.allMeasures }}>
          <Headline lang={lang} skm={skm} times={times} complaints={complaints} />
        </Section>
        <div class="two section">
          <Panel tone="lifted" title={w.report}>
            <p>{w.reportText}</p>
            <LinkButton kind="primary" href={href(lang, '/aduan')} icon="message-circle">
              {w.reportButton}
            </LinkButton>
          </Panel>
          <Panel tone="sunken" title={w.ledger}>
            <p>{w.ledgerText}</p>
            <Facts
              facts={[
                [w.ledgerSize, <strong>{formatNumber(ledger.size, lang)}</strong>],
                [w.ledgerAt, ledger.at],
              ]}
            />
            {ledger.root && (
              <p class="root mono">
                {w.ledgerRoot} {ledger.root}
              </p>
            )}
            <LinkButton href={href(lang, '/transparansi/verifikasi')} icon="shield-check">
              {w.ledgerButton}
            </LinkButton>
          </Panel>
        </div>
      </div>
    </>
  );
}

function Hero({ lang, times }: { readonly lang: Lang; readonly times: Times }) {
  const w = words(lang);
  const most = times
    .filter((row) => row.n > 0)
    .toSorted((a, b) => b.n - a.n)
    .slice(0, 2);
  return (
    <div class="hero">
      <div class="wrap">
        <Weave />
        <h1>{w.title}</h1>
        <p>{w.lead}</p>
        <SearchForm lang={lang} query="" />
        <p class="note row">
          {most.length > 0 && <span>{w.often}</span>}
          {most.map((row) => (
            <a key={row.slug} href={href(lang, `/layanan/${row.slug}`)}>
              {said(row.name, lang)}
            </a>
          ))}
          <a href={href(lang, '/lacak')}>{w.track}</a>
        </p>
      </div>
    </div>
  );
}

function Promises({ lang, times }: { readonly lang: Lang; readonly times: Times }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  if (times.length === 0) return null;
  return (
    <div class="band-sunken">
      <div class="wrap">
        <div class="section-head">
          <h2>{w.popular}</h2>
          <a href={href(lang, '/layanan')}>
            {w.allServices} <Icon name="arrow-right" />
          </a>
        </div>
        <p class="note promise-lead">{w.popularLead}</p>
        <ul class="promise-list">
          {times
            .toSorted((a, b) => b.n - a.n)
            .map((row) => (
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
                  format={(days) => w.days(n(days))}
                />
                <div class="side">
                  {row.onTime === undefined ? (
                    w.notMeasured
                  ) : (
                    <strong class={row.onTime < wellKept ? 'misses' : undefined}>{w.onTime(formatPercent(row.onTime, lang))}</strong>
                  )}
                  <div class="note">{w.cases(n(row.n))}</div>
                </div>
              </li>
            ))}
        </ul>
        <RangeLegend lang={lang} />
      </div>
    </div>
  );
}

// A woven pattern of the province, drawn: hexagons of ketupat weave in lines, a few filled diamonds.
function Weave() {
  const cells = Array.from({ length: 7 }, (_row, y) => Array.from({ length: 9 }, (_cell, x) => ({ x: x * 64 + (y % 2) * 32, y: y * 56 }))).flat();
  return (
    <svg class="weave" aria-hidden="true">
      {cells.map(({ x, y }) => (
        <path key={`${x} ${y}`} d={`M${x + 32} ${y}l28 16v32l-28 16-28-16v-32z`} fill="none" stroke="#46518c" stroke-width="1.5" />
      ))}
      {[cells[12], cells[23], cells[30], cells[41]].map(
        (cell, at) =>
          cell && <path key={`${cell.x} ${cell.y}`} d={`M${cell.x + 32} ${cell.y + 20}l10 12-10 12-10-12z`} fill={at === 1 ? '#ff1800' : '#629cef'} />,
      )}
    </svg>
  );
}
