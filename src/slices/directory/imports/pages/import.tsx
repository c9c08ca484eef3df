import { Alert, Button, Empty, ErrorSummary, FileField, Form, type FormState, LinkList, Meter, PageHead, Section, Table } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { words } from '../../words.ts';
import type { ImportRow } from '../store.ts';

export function ImportPage({
  lang,
  form,
  earlier,
}: {
  readonly lang: Lang;
  readonly form: FormState;
  readonly earlier: readonly { readonly id: string; readonly file: string; readonly when: string }[];
}) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.import} lead={w.importLead} back={{ href: href(lang, '/kelola/pegawai'), label: w.staff }} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, '/kelola/impor')} files>
        <FileField lang={lang} form={form} name="file" label={w.file} accept={['.csv', '.xlsx']} />
        <Button icon="search">{w.check}</Button>
      </Form>
      {earlier.length > 0 && (
        <Section title={w.earlier}>
          <LinkList rows={earlier.map((one) => ({ href: href(lang, `/kelola/impor/${one.id}`), title: one.file, note: one.when, icon: 'upload' }))} />
        </Section>
      )}
    </>
  );
}

function adviceText(lang: Lang, advice: string | null): string | undefined {
  const w = words(lang);
  if (advice === 'delimiter') return w.advice.delimiter;
  return advice?.startsWith('encoding:') ? w.advice.encoding(advice.slice(9)) : undefined;
}

export function ReportPage({ lang, row }: { readonly lang: Lang; readonly row: ImportRow }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const advice = adviceText(lang, row.advice);
  return (
    <>
      <PageHead
        kicker={row.file_name}
        title={w.report}
        lead={`${w.rows(n(row.rows_total))}, ${w.faults(n(new Set(row.faults.map((one) => one.line)).size))}.`}
        back={{ href: href(lang, '/kelola/impor'), label: w.import }}
      />
      {advice && <Alert tone="info">{advice}</Alert>}
      {row.state === 'done' && <Alert tone="good">{w.done(n(row.added), n(row.changed), n(row.unchanged))}</Alert>}
      {row.state === 'writing' && (
        <>
          <Meter value={row.rows_done} max={row.rows_total} label={w.progress(n(row.rows_done), n(row.rows_total))} />
          <p>{w.progress(n(row.rows_done), n(row.rows_total))}</p>
        </>
      )}
      {(row.state === 'checked' || row.state === 'writing') && row.rows_total > 0 && (
        <Form action={href(lang, `/kelola/impor/${row.id}/kirim`)} inline>
          <Button icon="upload">{w.run(n(row.rows_total))}</Button>
        </Form>
      )}
      <Section title={w.faults(n(row.faults.length))}>
        {row.faults.length === 0 ? (
          <Empty title={w.faultsNone} />
        ) : (
          <Table
            caption={w.what}
            keyOf={(one) => `${one.line} ${one.column} ${one.code}`}
            rows={row.faults.slice(0, 500)}
            columns={[
              { head: w.line, number: true, cell: (one) => n(one.line) },
              { head: w.column, cell: (one) => w.columns[one.column] ?? one.column },
              { head: w.what, cell: (one) => w.faultTexts[one.code] ?? one.code },
              { head: w.typed, cell: (one) => <span class="mono">{one.content}</span> },
            ]}
          />
        )}
      </Section>
    </>
  );
}
