import type { ComponentChildren } from 'preact';
import { unsurName } from '#slices/standards';
import { BarRows, Histogram } from '#platform/charts';
import { formatRupiah, type Rupiah } from '#platform/money';
import { shownFrom } from '#platform/suppression';
import { formatDate, monthName, type PlainDate } from '#platform/time';
import { Alert, Button, Facts, Form, Icon, type IconName, PageHead, Panel, said, Section, Tag } from '#platform/ui';
import { formatNumber, formatPercent, href, type Lang, langOf, type Text, textIn } from '#platform/words';
import { type ComponentKey, componentKeys, type Definition, type FormField, type ProcessingTime, type Satisfaction } from '../../model.ts';
import { workflowOf } from '../../workflow/model.ts';
import { Flow } from '../../workflow/pages/diagram.tsx';
import { words as flowWords } from '../../workflow/words.ts';
import { words as counterWords } from '../../counter/words.ts';
import { words } from '../../words.ts';
import { words as partWords } from '../words.ts';
import { type Card } from './catalogue.tsx';
import { histogramOf, weakestUnsur } from '../rules.ts';

export type ServiceView = {
  readonly lang: Lang;
  readonly card: Card & { readonly feeBasis: string; readonly accountNeeded: boolean; readonly retiredAt: Temporal.Instant | undefined };
  readonly definition: Definition;
  readonly publishedOn: PlainDate;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly time: ProcessingTime;
  readonly bins: readonly { readonly days: number; readonly n: number }[];
  readonly satisfaction: Satisfaction | undefined;
  /** JSON-LD for machines. */
  readonly structured: string;
  readonly dueIfToday: { readonly on: PlainDate; readonly provisional: boolean };
};

export function ServicePage(view: ServiceView) {
  const { lang, card, definition } = view;
  const w = words(lang);
  return (
    <div class="service">
      <div class="service-head">
        <PageHead
          kicker={card.unitName}
          title={said(card.name, lang)}
          lead={said(card.summary, lang)}
          back={{ href: href(lang, '/layanan'), label: w.catalogue }}
        />
        <p class="row">
          <Tag tone="good" icon="check">
            {w.wholeOnline}
          </Tag>
          <Tag>{w.updatedOn(formatDate(view.publishedOn, lang, 'short'))}</Tag>
        </p>
      </div>
      <aside class="service-apply">
        {card.retiredAt ? (
          <Alert tone="warn" title={w.retired}>
            <p>{w.retiredText}</p>
          </Alert>
        ) : (
          <ApplyBox {...view} />
        )}
      </aside>
      <div class="service-main">
        <Section title={w.prepare}>
          <Needs lang={lang} items={definition.components.requirements} />
        </Section>
        <Section title={w.way}>
          <ol class="way">
            {definition.components.procedure.map((item) => (
              <li key={item.id} lang={langOf(item, lang)}>
                {textIn(item, lang)}
              </li>
            ))}
          </ol>
        </Section>
        <Section title={flowWords(lang).flow} id="alur">
          <Flow lang={lang} workflow={workflowOf({ workingDays: card.workingDays, definition })} />
        </Section>
        <Reality {...view} />
        {view.satisfaction && <Ratings lang={lang} satisfaction={view.satisfaction} />}
        <Standard {...view} />
      </div>
      {/* A block of data, which no browser runs: the policy has nothing to refuse. */}
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: view.structured }} />
    </div>
  );
}

const iconOf: readonly (readonly [pattern: RegExp, icon: IconName])[] = [
  [/ktp|identitas|nik|kartu pelajar/i, 'user'],
  [/foto|pindaian|scan/i, 'eye'],
  [/siswa|rapor|ijazah|sekolah|kampus/i, 'school'],
  [/contoh|sampel|laboratorium/i, 'flask'],
  [/hari kerja|tanggal|paling lambat/i, 'calendar'],
  [/penanggung jawab|orang|kelompok/i, 'users'],
];

function Needs({ items, lang }: { readonly items: readonly Text[]; readonly lang: Lang }) {
  return (
    <ul class="needs">
      {items.map((item) => (
        <li key={item.id} lang={langOf(item, lang)}>
          <Icon name={iconOf.find(([pattern]) => pattern.test(item.id))?.[1] ?? 'file-text'} />
          <span>{said(item, lang)}</span>
        </li>
      ))}
    </ul>
  );
}

function isFile(field: FormField): boolean {
  return field.type === 'file';
}

function ApplyBox({ lang, card, definition, time, satisfaction, dueIfToday }: ServiceView) {
  const w = words(lang);
  const { steps } = definition.form;
  const files = steps.flatMap((step) => step.fields).filter(isFile).length;
  const { asking } = partWords(lang);
  const questions = definition.preCheck?.questions.length ?? 0;
  return (
    <Panel tone="lifted">
      <Facts
        facts={[
          [w.fee, card.fee === 0n ? w.free : formatRupiah(card.fee as Rupiah)],
          [w.promised, w.days(formatNumber(card.workingDays, lang))],
          ...(time.n >= shownFrom.public ? ([[w.really, w.halfWithin(formatNumber(time.median_days, lang))]] as const) : []),
          ...(satisfaction ? ([[w.satisfaction, w.gradeOf(formatNumber(satisfaction.index, lang, 2), satisfaction.grade)]] as const) : []),
          [w.fillIn, w.stepsAndFiles(steps.length, files)],
        ]}
      />
      <Form action={href(lang, `/layanan/${card.slug}/mulai`)}>
        <Button icon="arrow-right">{w.apply}</Button>
      </Form>
      {questions > 0 && (
        <p class="note">
          <a href={href(lang, `/layanan/${card.slug}/cek`)}>{asking.start}</a> {asking.startNote(formatNumber(questions, lang))}
        </p>
      )}
      <p class="note">
        {card.accountNeeded ? w.accountNeeded : w.noAccount} {w.ifToday}{' '}
        <strong>
          {formatDate(dueIfToday.on, lang)}
          {dueIfToday.provisional && ` (${w.provisional})`}
        </strong>
        .
      </p>
      <p>
        <a href={href(lang, `/layanan/${card.slug}/janji`)}>{counterWords(lang).byAppointment}</a>{' '}
        <a href={href(lang, '/loket')}>{counterWords(lang).inPerson}</a>
      </p>
      {card.fee > 0n && (
        <p class="note">
          {w.legal}: <span lang={langOf({ id: card.feeBasis }, lang)}>{card.feeBasis}</span>
        </p>
      )}
    </Panel>
  );
}

function span(from: PlainDate, until: PlainDate, lang: Lang): string {
  return words(lang).fromTo(`${monthName(from.month, lang)} ${from.year}`, `${monthName(until.month, lang)} ${until.year}`);
}

function Reality({ lang, card, time, bins, from, until }: ServiceView) {
  const w = words(lang);
  if (time.n < shownFrom.public) {
    return (
      <Section title={w.reality}>
        <p class="note">{w.realityNone}</p>
      </Section>
    );
  }
  const promised = formatNumber(card.workingDays, lang);
  return (
    <div class="section">
      <Histogram
        lang={lang}
        level={2}
        title={w.durationFinding(formatPercent(time.onTime, lang), promised)}
        note={w.durationNote(formatNumber(time.n, lang), span(from, until, lang), formatNumber(time.p90_days, lang))}
        bins={histogramOf(bins, card.workingDays)}
        binsLabel={w.durationBins}
        promiseAt={card.workingDays}
        promiseLabel={w.promise(promised)}
      />
    </div>
  );
}

function Ratings({ lang, satisfaction }: { readonly lang: Lang; readonly satisfaction: Satisfaction }) {
  const w = words(lang);
  const { index, grade, n, goodFrom, unsur } = satisfaction;
  const named = unsur.map(({ code, mean }) => ({ name: unsurName(code, lang), mean })).toSorted((a, b) => a.mean - b.mean);
  const weakest = weakestUnsur(named, goodFrom);
  return (
    <div class="section">
      <BarRows
        lang={lang}
        level={2}
        title={w.ratingFinding(formatNumber(index, lang, 2), grade, weakest?.name)}
        note={w.ratingNote(formatNumber(n, lang), formatNumber(goodFrom, lang, 2))}
        rows={named.map(({ name, mean }) => ({ label: name, value: mean, tone: mean < goodFrom ? ('miss' as const) : ('normal' as const) }))}
        min={1}
        max={4}
        norm={goodFrom}
        format={(value) => formatNumber(value, lang, 2)}
        columns={[w.unsurColumn, w.meanColumn]}
      />
    </div>
  );
}

/** Permenpan RB 15/2014: the first six are what the applicant meets, the other eight what stands behind the counter. */
const delivered = 6;

function Standard({ lang, card, definition }: ServiceView) {
  const w = words(lang);
  const group = (keys: readonly ComponentKey[], first: number) => (
    <ol class="standard" start={first}>
      {keys.map((key, at) => (
        <li key={key}>
          <span class="no">{first + at}</span>
          <h4>{w.componentNames[key]}</h4>
          <div>
            <Reckoned lang={lang} component={key} card={card} />
            <Component value={definition.components[key]} lang={lang} />
          </div>
        </li>
      ))}
    </ol>
  );
  return (
    <Section title={w.components} id="standar">
      <p class="note">{w.componentsNote}</p>
      <h3>{w.delivery}</h3>
      {group(componentKeys.slice(0, delivered), 1)}
      <h3>{w.behind}</h3>
      {group(componentKeys.slice(delivered), delivered + 1)}
    </Section>
  );
}

/** What the product itself goes by, before the words of the standard: they cannot say another number of days, or another fee. */
function Reckoned({ lang, component, card }: { readonly lang: Lang; readonly component: ComponentKey; readonly card: ServiceView['card'] }) {
  const w = words(lang);
  if (component === 'duration')
    return (
      <p>
        <strong>{w.dueRule(formatNumber(card.workingDays, lang))}</strong>
      </p>
    );
  if (component === 'complaints')
    return (
      <p>
        <a href={href(lang, `/aduan?layanan=${card.slug}`)}>{w.complainAbout}</a>
      </p>
    );
  if (component !== 'cost') return null;
  return (
    <p>
      <strong>{card.fee === 0n ? w.free : formatRupiah(card.fee as Rupiah)}</strong>. <span lang={langOf({ id: card.feeBasis }, lang)}>{card.feeBasis}</span>
    </p>
  );
}

function Component({ value, lang }: { readonly value: Text | readonly Text[] | readonly string[]; readonly lang: Lang }): ComponentChildren {
  if ('id' in value) return <p>{said(value, lang)}</p>;
  return (
    <ul class="plain">
      {value.map((one) => {
        const text = typeof one === 'string' ? { id: one } : one;
        return (
          <li key={text.id} lang={langOf(text, lang)}>
            {textIn(text, lang)}
          </li>
        );
      })}
    </ul>
  );
}
