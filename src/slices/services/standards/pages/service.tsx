import { Histogram } from '#platform/charts';
import { formatRupiah, type Rupiah } from '#platform/money';
import { Button, Facts, Form, PageHead, Panel, Section, Split } from '#platform/ui';
import { formatNumber, formatPercent, href, type Lang, type Text } from '#platform/words';
import { componentKeys, type Definition, type ProcessingTime } from '../../model.ts';
import { words } from '../../words.ts';
import { type Card, inLang, langOf } from './catalogue.tsx';

export type ServiceView = {
  readonly lang: Lang;
  readonly card: Card & { readonly feeBasis: string; readonly accountNeeded: boolean };
  readonly components: Definition['components'];
  readonly time: ProcessingTime | undefined;
  readonly bins: readonly { readonly days: number; readonly n: number }[];
  readonly satisfaction: { readonly index: string; readonly grade: string; readonly n: number } | undefined;
};

/** Public figures begin at ten. */
const threshold = 10;

export function ServicePage(view: ServiceView) {
  const { lang, card, components } = view;
  const w = words(lang);
  return (
    <>
      <PageHead title={inLang(card.name, lang)} lead={inLang(card.summary, lang)} back={{ href: href(lang, '/layanan'), label: w.catalogue }} />
      <Split aside={<ApplyBox {...view} />}>
        <section>
          <h2>{w.prepare}</h2>
          <List items={components.requirements} lang={lang} />
        </section>
        <Section title={w.way}>
          <ol class="plain">
            {components.procedure.map((item) => (
              <li key={item.id} lang={langOf(item, lang)}>
                {inLang(item, lang)}
              </li>
            ))}
          </ol>
        </Section>
        <Reality {...view} />
        <Section title={w.components} id="standar">
          <dl class="components">
            {componentKeys.map((key) => (
              <div key={key}>
                <dt>{w.componentNames[key]}</dt>
                <dd>
                  <Component value={components[key]} lang={lang} />
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      </Split>
    </>
  );
}

function List({ items, lang }: { readonly items: readonly Text[]; readonly lang: Lang }) {
  return (
    <ul class="plain">
      {items.map((item) => (
        <li key={item.id} lang={langOf(item, lang)}>
          {inLang(item, lang)}
        </li>
      ))}
    </ul>
  );
}

function Component({ value, lang }: { readonly value: Text | readonly Text[] | readonly string[]; readonly lang: Lang }) {
  if ('id' in value) return <span lang={langOf(value, lang)}>{inLang(value, lang)}</span>;
  return <List lang={lang} items={value.map((one) => (typeof one === 'string' ? { id: one } : one))} />;
}

function ApplyBox({ lang, card, satisfaction }: ServiceView) {
  const w = words(lang);
  return (
    <Panel tone="lifted">
      <Facts
        facts={[
          [w.time, w.days(formatNumber(card.workingDays, lang))],
          [w.fee, card.fee === 0n ? w.free : formatRupiah(card.fee as Rupiah)],
          [w.unit, card.unitName],
          ...(satisfaction
            ? ([[w.satisfaction, `${satisfaction.index} (${w.satisfactionOf(satisfaction.grade, formatNumber(satisfaction.n, lang))})`]] as const)
            : []),
        ]}
      />
      <p class="note">{card.accountNeeded ? w.accountNeeded : w.noAccount}</p>
      <Form action={href(lang, `/layanan/${card.slug}/mulai`)}>
        <Button icon="arrow-right">{w.apply}</Button>
      </Form>
      <p class="note">{w.applyHint}</p>
      {card.fee > 0n && (
        <p class="note">
          {w.legal}: {card.feeBasis}
        </p>
      )}
    </Panel>
  );
}

function Reality({ lang, card, time, bins }: ServiceView) {
  const w = words(lang);
  if (!time || time.n < threshold) {
    return (
      <Section title={w.reality}>
        <p class="note">{w.realityNone}</p>
      </Section>
    );
  }
  const last = Math.max(card.workingDays + 1, ...bins.map((bin) => bin.days));
  const counts = Array.from({ length: last + 1 }, (_none, days) => ({
    label: String(days),
    count: bins.filter((bin) => bin.days === days).reduce((sum, bin) => sum + bin.n, 0),
  }));
  return (
    <Section title={w.reality}>
      <Histogram
        lang={lang}
        title={w.durationFinding(formatPercent(time.onTime, lang), formatNumber(card.workingDays, lang))}
        bins={counts}
        binsLabel={w.durationBins}
        promiseAt={card.workingDays}
        promiseLabel={w.promise(formatNumber(card.workingDays, lang))}
      />
      <Facts
        facts={[
          [w.median, w.days(formatNumber(time.median_days, lang))],
          [w.p90, w.days(formatNumber(time.p90_days, lang))],
          [w.onTime, `${formatPercent(time.onTime, lang)} ${w.realityOf(formatNumber(time.n, lang))}`],
        ]}
      />
    </Section>
  );
}
