import { formatRupiah, type Rupiah } from '#platform/money';
import { shownFrom } from '#platform/suppression';
import { formatDate, type PlainDate } from '#platform/time';
import { Empty, LinkList, PageHead, said, Section, Table } from '#platform/ui';
import { formatNumber, formatPercent, href, type Lang, langOf, type Text } from '#platform/words';
import type { ProcessingTime } from '../../model.ts';
import { words } from '../words.ts';

export type Promised = {
  readonly slug: string;
  readonly name: Text;
  readonly workingDays: number;
  readonly fee: bigint;
  readonly time: ProcessingTime | undefined;
  readonly satisfaction: { readonly index: number; readonly grade: string; readonly n: number } | undefined;
};

type View = {
  readonly lang: Lang;
  readonly today: PlainDate;
  readonly from: PlainDate;
  /** Who promises: the agency, or one of its units. */
  readonly by: string;
  readonly isUnit: boolean;
  readonly services: readonly Promised[];
  readonly units: readonly { readonly code: string; readonly name: string; readonly services: number }[];
};

/** The charter (maklumat pelayanan): what is promised, and beside it what was really done. One page on paper. */
export function CharterPage({ lang, today, from, by, isUnit, services, units }: View) {
  const w = words(lang).charter;
  return (
    <div class="charter">
      <PageHead
        kicker={w.title}
        title={<span lang={langOf({ id: by }, lang)}>{by}</span>}
        back={isUnit ? { href: href(lang, '/maklumat'), label: w.whole } : undefined}
      />
      <blockquote class="lead">{w.pledge}</blockquote>
      <p class="note">{w.law}</p>
      {services.length === 0 ? <Empty title={w.none} /> : <Promises lang={lang} from={from} today={today} services={services} />}
      <p class="note">{w.asOf(formatDate(today, lang))}</p>
      {units.length > 0 && (
        <div class="no-print">
          <Section title={w.units}>
            <LinkList
              rows={units.map((unit) => ({
                href: href(lang, `/maklumat/${unit.code}`),
                title: <span lang={langOf({ id: unit.name }, lang)}>{unit.name}</span>,
                side: w.services(formatNumber(unit.services, lang)),
              }))}
            />
          </Section>
        </div>
      )}
    </div>
  );
}

function Promises({ lang, from, today, services }: Pick<View, 'lang' | 'from' | 'today' | 'services'>) {
  const w = words(lang).charter;
  const measured = (time: ProcessingTime | undefined, shown: (time: ProcessingTime) => string) => (time && time.n >= shownFrom.public ? shown(time) : w.tooFew);
  return (
    <Section title={w.promise}>
      <p class="note">{w.measured(formatDate(from, lang, 'short'), formatDate(today, lang, 'short'), formatNumber(shownFrom.public, lang))}</p>
      <Table
        caption={w.promise}
        rows={services}
        keyOf={({ slug }) => slug}
        columns={[
          { head: w.service, cell: ({ slug, name }) => <a href={href(lang, `/layanan/${slug}`)}>{said(name, lang)}</a> },
          { head: w.days, number: true, cell: ({ workingDays }) => formatNumber(workingDays, lang) },
          { head: w.fee, number: true, cell: ({ fee }) => (fee === 0n ? w.free : formatRupiah(fee as Rupiah)) },
          { head: w.onTime, number: true, cell: ({ time }) => measured(time, (one) => formatPercent(one.onTime, lang)) },
          { head: w.median, number: true, cell: ({ time }) => measured(time, (one) => formatNumber(one.median_days, lang)) },
          { head: w.p90, number: true, cell: ({ time }) => measured(time, (one) => formatNumber(one.p90_days, lang)) },
          { head: w.n, number: true, cell: ({ time }) => measured(time, (one) => formatNumber(one.n, lang)) },
          {
            head: w.skm,
            number: true,
            cell: ({ satisfaction }) => (satisfaction ? `${formatNumber(satisfaction.index, lang, 2)} (${satisfaction.grade})` : w.tooFew),
          },
        ]}
      />
    </Section>
  );
}
