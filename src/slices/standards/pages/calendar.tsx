import { Button, ErrorSummary, Form, type FormState, PageHead, Section, Table, Tag, TextArea, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { words } from '../words.ts';

export function CalendarPage({
  lang,
  form,
  years,
}: {
  readonly lang: Lang;
  readonly form: FormState;
  readonly years: readonly { readonly year: number; readonly decree: string; readonly provisional: boolean; readonly count: number }[];
}) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.calendar} lead={w.lead} />
      <ErrorSummary lang={lang} form={form} />
      <Table
        caption={w.loaded}
        keyOf={(row) => String(row.year)}
        rows={years}
        columns={[
          { head: w.year, cell: (row) => String(row.year) },
          { head: w.decree, cell: (row) => (row.provisional ? <Tag tone="warn">{w.provisional}</Tag> : row.decree) },
          { head: w.daysOff, number: true, cell: (row) => String(row.count) },
        ]}
      />
      <Section title={w.load}>
        <Form action={href(lang, '/kelola/kalender')}>
          <TextField lang={lang} form={form} name="year" label={w.year} inputmode="numeric" width="short" />
          <TextField lang={lang} form={form} name="decree" label={w.decree} hint={w.decreeHint} />
          <TextArea lang={lang} form={form} name="days" label={w.days} hint={w.daysHint} rows={12} />
          <Button>{w.save}</Button>
        </Form>
      </Section>
    </>
  );
}
