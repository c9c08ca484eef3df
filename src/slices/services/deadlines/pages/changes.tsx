import { formatDate, formatInstant, type Instant, type PlainDate, type Zone } from '#platform/time';
import { Alert, Button, Empty, ErrorSummary, type Fact, Facts, Form, type FormState, PageHead, said, Section, Table, Tag, TextArea } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import { words } from '../words.ts';

type Change = {
  readonly id: string;
  readonly cause: string;
  readonly proposed_at: Instant;
  readonly settled_at: Instant | null;
  readonly confirmed: boolean | null;
  readonly note: string | null;
  readonly n: number;
};

type Move = {
  readonly ticket: string;
  readonly service: Text;
  readonly from_on: PlainDate;
  readonly to_on: PlainDate;
  readonly was_provisional: boolean;
  readonly moved: boolean;
};

type Base = { readonly lang: Lang; readonly zone: Zone };

function outcome({ lang, zone }: Base, { settled_at, confirmed }: Change): string {
  if (!settled_at) return '';
  const when = formatInstant(settled_at, zone, lang, 'short');
  return confirmed ? words(lang).confirmedOn(when) : words(lang).dismissedOn(when);
}

export function ChangesPage({ changes, ...base }: Base & { readonly changes: readonly Change[] }) {
  const { lang, zone } = base;
  const w = words(lang);
  const waiting = changes.filter((one) => one.settled_at === null);
  const settled = changes.filter((one) => one.settled_at !== null);
  const table = (caption: string, rows: readonly Change[]) => (
    <Table
      caption={caption}
      keyOf={(row) => row.id}
      rows={rows}
      columns={[
        { head: w.cause, cell: (row) => <a href={href(lang, `/kelola/tenggat/${row.id}`)}>{row.cause}</a> },
        { head: w.proposed, cell: (row) => formatInstant(row.proposed_at, zone, lang, 'short') },
        { head: w.count, number: true, cell: (row) => formatNumber(row.n, lang) },
        { head: w.result, cell: (row) => (row.settled_at ? outcome(base, row) : <Tag tone="warn">{w.waiting}</Tag>) },
      ]}
    />
  );
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <Alert tone="info" title={w.rule} />
      {waiting.length === 0 ? (
        <Empty title={w.none}>
          <p>{w.noneNote}</p>
        </Empty>
      ) : (
        <Section title={w.waiting}>{table(w.waiting, waiting)}</Section>
      )}
      {settled.length > 0 && <Section title={w.settled}>{table(w.settled, settled)}</Section>}
    </>
  );
}

type OneProps = Base & { readonly change: Change; readonly moves: readonly Move[]; readonly form: FormState };

export function ChangePage({ change, moves, form, ...base }: OneProps) {
  const { lang, zone } = base;
  const w = words(lang);
  const facts: readonly Fact[] = [
    [w.cause, change.cause],
    [w.proposed, formatInstant(change.proposed_at, zone, lang)],
    ...(change.settled_at ? [[w.result, outcome(base, change)] as const] : []),
    ...(change.note ? [[w.note, change.note] as const] : []),
  ];
  return (
    <>
      <PageHead title={w.waits(formatNumber(change.n, lang))} back={{ href: href(lang, '/kelola/tenggat'), label: w.title }} />
      <ErrorSummary lang={lang} form={form} />
      <Facts facts={facts} />
      <MoveTable lang={lang} moves={moves} isSettled={change.settled_at !== null} />
      {change.settled_at === null && (
        <>
          <Form action={href(lang, `/kelola/tenggat/${change.id}/konfirmasi`)}>
            <Button>{w.confirm(formatNumber(change.n, lang))}</Button>
          </Form>
          <details class="more section" open={form.errors['note'] !== undefined}>
            <summary>{w.dismiss}</summary>
            <Form action={href(lang, `/kelola/tenggat/${change.id}/tolak`)}>
              <TextArea lang={lang} form={form} name="note" label={w.why} rows={3} />
              <Button kind="danger">{w.dismiss}</Button>
            </Form>
          </details>
        </>
      )}
    </>
  );
}

function MoveTable({ lang, moves, isSettled }: { readonly lang: Lang; readonly moves: readonly Move[]; readonly isSettled: boolean }) {
  const w = words(lang);
  const days = (one: Move) => one.from_on.until(one.to_on, { largestUnit: 'days' }).days;
  return (
    <Section title={w.count}>
      <Table
        caption={w.count}
        keyOf={(row) => row.ticket}
        rows={moves}
        columns={[
          { head: w.ticket, cell: (row) => <span class="mono">{row.ticket}</span> },
          { head: w.service, cell: (row) => said(row.service, lang) },
          { head: w.from, cell: (row) => formatDate(row.from_on, lang, 'short') },
          { head: w.to, cell: (row) => formatDate(row.to_on, lang, 'short') },
          { head: w.by, number: true, cell: (row) => w.byDays(formatNumber(Math.abs(days(row)), lang), days(row) < 0) },
          { head: w.was, cell: (row) => (row.was_provisional ? w.provisional : w.certain) },
          ...(isSettled ? [{ head: w.result, cell: (row: Move) => (row.moved ? w.moved : w.notMoved) }] : []),
        ]}
      />
    </Section>
  );
}
