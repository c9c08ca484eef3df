import { BarRows } from '#platform/charts';
import { monthName } from '#platform/time';
import { Empty, Figure, LinkButton, PageHead, said, Section, Table } from '#platform/ui';
import { formatNumber, formatPercent, href, type Lang, type Text, textIn } from '#platform/words';
import { outOfTurnReasons, type QueueReason } from '../../model.ts';
import { reasons, reasonSays } from '../reasons.ts';
import { noReason, type OvertakingRow, passedBins, sumOf } from '../rules.ts';
import { words } from '../words.ts';
import { RecountHere } from './lots.tsx';

export type NamedRow = OvertakingRow & { readonly unitName: string; readonly serviceName: Text };

export type OvertakingView = {
  readonly lang: Lang;
  readonly site: string;
  readonly size: number;
  /** Of the last twelve months. */
  readonly rows: readonly NamedRow[];
  readonly month: string | undefined;
  /** May see where queues depart from their peers. */
  readonly oversees: boolean;
};

type Sum = ReturnType<typeof sumOf>;
const place = '/transparansi/antrean';

export function nameOfMonth(month: string, lang: Lang): string {
  return `${monthName(Number(month.slice(5)), lang)} ${month.slice(0, 4)}`;
}

const shareOf = (sum: Pick<Sum, 'taken' | 'outOfTurn'>) => (sum.taken === 0 ? 0 : sum.outOfTurn / sum.taken);

function groups(rows: readonly NamedRow[], key: (row: NamedRow) => string): readonly { readonly first: NamedRow; readonly sum: Sum }[] {
  return Array.from(Map.groupBy(rows, key).values(), (same) => ({ first: same[0]!, sum: sumOf(same) }));
}

function reasonsText(sum: Sum, lang: Lang): string {
  const given = Object.entries(sum.reasons).toSorted(([, a], [, b]) => b - a);
  const says = (code: string) => (code === noReason ? words(lang).noReason : textIn(reasonSays(code), lang));
  return given.map(([code, n]) => `${says(code)}: ${formatNumber(n, lang)}`).join('; ') || '–';
}

export function OvertakingPage(view: OvertakingView) {
  const { lang, rows, month } = view;
  const w = words(lang);
  const shown = month ? rows.filter((row) => row.month === month) : rows;
  return (
    <>
      <PageHead title={w.overtaking} lead={w.overtakingLead}>
        {view.oversees && <LinkButton href={href(lang, '/kelola/kejanggalan')}>{w.alarms}</LinkButton>}
        <LinkButton href={href(lang, '/transparansi/undian')}>{w.lots}</LinkButton>
      </PageHead>
      {rows.length === 0 ? (
        <Empty title={w.none} />
      ) : (
        <>
          <Totals lang={lang} rows={shown} month={month} />
          <ByUnit lang={lang} rows={shown} />
          <ByService lang={lang} rows={shown} />
          <Passed lang={lang} sum={sumOf(shown)} />
          <ByMonth lang={lang} rows={rows} month={month} />
        </>
      )}
      <Recount {...view} />
      <Reasons lang={lang} />
    </>
  );
}

type Some = { readonly lang: Lang; readonly rows: readonly NamedRow[] };

function Totals({ lang, rows, month }: Some & { readonly month: string | undefined }) {
  const w = words(lang);
  const sum = sumOf(rows);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <Section title={month ? w.ofMonth(nameOfMonth(month, lang)) : w.lastYear}>
      <div class="figures">
        <Figure label={w.taken} value={n(sum.taken)} note={w.takenNote} />
        <Figure label={w.outOfTurn} value={n(sum.outOfTurn)} note={w.shareOf(formatPercent(shareOf(sum), lang, 1), n(sum.taken))} />
        <Figure label={w.withoutReason} value={n(sum.reasons[noReason] ?? 0)} note={w.withoutReasonNote} />
      </div>
    </Section>
  );
}

function ByUnit({ lang, rows }: Some) {
  const w = words(lang);
  const units = groups(rows, (row) => row.unit ?? '').toSorted((a, b) => shareOf(b.sum) - shareOf(a.sum));
  const most = units[0];
  const share = (value: number) => formatPercent(value, lang, 1);
  const title = most && most.sum.outOfTurn > 0 ? w.chartFinding(most.first.unitName, share(shareOf(most.sum))) : w.chartNone;
  return (
    <div class="section">
      <BarRows
        lang={lang}
        level={2}
        title={title}
        note={w.chartNote}
        max={Math.max(0.05, ...units.map(({ sum }) => shareOf(sum)))}
        format={share}
        columns={[w.unit, w.share]}
        rows={units.map(({ first, sum }) => ({
          label: first.unitName,
          value: shareOf(sum),
          note: w.shareOf(formatNumber(sum.outOfTurn, lang), formatNumber(sum.taken, lang)),
        }))}
      />
    </div>
  );
}

function ByService({ lang, rows }: Some) {
  const w = words(lang);
  const services = groups(rows, (row) => `${row.unit ?? ''} ${row.service}`).toSorted((a, b) => shareOf(b.sum) - shareOf(a.sum));
  return (
    <Section title={w.byService}>
      <Table
        caption={w.byService}
        rows={services}
        keyOf={({ first }) => `${first.unit ?? ''} ${first.service}`}
        columns={[
          {
            head: w.service,
            cell: ({ first }) => (
              <>
                {said(first.serviceName, lang)} <small>{first.unitName}</small>
              </>
            ),
          },
          { head: w.taken, number: true, cell: ({ sum }) => formatNumber(sum.taken, lang) },
          { head: w.outOfTurn, number: true, cell: ({ sum }) => formatNumber(sum.outOfTurn, lang) },
          { head: w.share, number: true, cell: ({ sum }) => formatPercent(shareOf(sum), lang, 1) },
          { head: w.reasons, cell: ({ sum }) => reasonsText(sum, lang) },
        ]}
      />
    </Section>
  );
}

function Passed({ lang, sum }: { readonly lang: Lang; readonly sum: Sum }) {
  const w = words(lang);
  const all = passedBins.reduce((total, bin) => total + sum.passed[bin], 0);
  if (all === 0) return <p class="section note">{w.passedNone}</p>;
  return (
    <div class="section">
      <BarRows
        lang={lang}
        level={2}
        title={w.passedTitle(formatNumber(all, lang))}
        note={w.passedNote}
        max={Math.max(...passedBins.map((bin) => sum.passed[bin]))}
        format={(value) => formatNumber(value, lang)}
        columns={[w.passedColumn, w.cases]}
        rows={passedBins.map((bin) => ({ label: w.passedBins[bin], value: sum.passed[bin] }))}
      />
    </div>
  );
}

function ByMonth({ lang, rows, month }: Some & { readonly month: string | undefined }) {
  const w = words(lang);
  const months = groups(rows, (row) => row.month).toSorted((a, b) => (a.first.month < b.first.month ? 1 : -1));
  return (
    <Section title={w.byMonth} more={month ? { href: href(lang, place), label: w.allMonths } : undefined}>
      <Table
        caption={w.byMonth}
        rows={months}
        keyOf={({ first }) => first.month}
        currentKey={month}
        columns={[
          { head: w.month, cell: ({ first }) => <a href={`${href(lang, place)}?bulan=${first.month}`}>{nameOfMonth(first.month, lang)}</a> },
          { head: w.taken, number: true, cell: ({ sum }) => formatNumber(sum.taken, lang) },
          { head: w.outOfTurn, number: true, cell: ({ sum }) => formatNumber(sum.outOfTurn, lang) },
          { head: w.share, number: true, cell: ({ sum }) => formatPercent(shareOf(sum), lang, 1) },
          { head: w.withoutReason, number: true, cell: ({ sum }) => formatNumber(sum.reasons[noReason] ?? 0, lang) },
        ]}
      />
    </Section>
  );
}

function Recount({ lang, site, size }: OvertakingView) {
  const w = words(lang);
  return (
    <Section title={w.recountTitle} id="hitung">
      <p class="prose">{w.recountText(formatNumber(size, lang))}</p>
      <RecountHere lang={lang} />
      <p>
        <code class="mono">bin/recount {site}</code>
      </p>
      <p>
        <LinkButton href={`${place}.json`} icon="download">
          {w.recountFile}
        </LinkButton>
      </p>
      <p class="prose note">{w.definition}</p>
      <p class="prose note">{w.notHidden}</p>
    </Section>
  );
}

function Reasons({ lang }: { readonly lang: Lang }) {
  const w = words(lang);
  const codes: readonly QueueReason[] = [...outOfTurnReasons, 'kasus-sendiri'];
  return (
    <Section title={w.reasonsAndLaw}>
      <Table
        caption={w.reasonsAndLaw}
        rows={codes}
        keyOf={(code) => code}
        columns={[
          { head: w.reasons, cell: (code) => textIn(reasons[code].says, lang) },
          { head: w.basis, cell: (code) => reasons[code].basis },
        ]}
      />
    </Section>
  );
}
