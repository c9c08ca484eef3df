import { formatDate, type PlainDate } from '#platform/time';
import { Button, Choices, ErrorSummary, FileField, Form, type FormState, PageHead, Section, Table, Tag, TextArea, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { dayTreatments } from '../model.ts';
import { words } from '../words.ts';

type Props = {
  readonly lang: Lang;
  readonly agency: string;
  readonly form: FormState;
  readonly years: readonly { readonly year: number; readonly decree: string; readonly provisional: boolean; readonly count: number }[];
  readonly weeks: readonly { readonly from: PlainDate; readonly days: 5 | 6; readonly basis: string }[];
  readonly days: readonly { readonly on: PlainDate; readonly works: boolean; readonly basis: string }[];
};

export function CalendarPage({ lang, agency, form, years, ...own }: Props) {
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
        <p class="note">{w.loadNote}</p>
        <Form action={href(lang, '/kelola/kalender')} files>
          <TextField lang={lang} form={form} name="year" label={w.year} inputmode="numeric" width="short" />
          <TextField lang={lang} form={form} name="decree" label={w.decree} hint={w.decreeHint} />
          <TextArea lang={lang} form={form} name="days" label={w.days} hint={w.daysHint} rows={12} />
          <FileField lang={lang} form={form} name="file" label={w.file} hint={w.fileHint} accept={['.csv', '.txt']} optional />
          <Button>{w.check}</Button>
        </Form>
      </Section>
      <OwnDays lang={lang} agency={agency} form={form} {...own} />
    </>
  );
}

function OwnDays({ lang, agency, form, weeks, days }: Omit<Props, 'years'>) {
  const w = words(lang);
  const rows = [
    ...weeks.map((week) => ({ on: week.from, what: w.weekFrom(String(week.days)), basis: week.basis })),
    ...days.map((day) => ({ on: day.on, what: w.treatments[day.works ? 'works' : 'off'], basis: day.basis })),
  ].toSorted((a, b) => Temporal.PlainDate.compare(b.on, a.on));
  return (
    <Section title={w.ownOf(agency)}>
      <p class="note">{w.ownNote}</p>
      {rows.length > 0 && (
        <Table
          caption={w.ownOf(agency)}
          keyOf={(row) => `${row.on.toString()} ${row.what}`}
          rows={rows}
          columns={[
            { head: w.date, cell: (row) => formatDate(row.on, lang) },
            { head: w.means, cell: (row) => row.what },
            { head: w.basis, cell: (row) => row.basis },
          ]}
        />
      )}
      <h3>{w.ownDay}</h3>
      <Form action={href(lang, '/kelola/kalender/hari')}>
        <TextField lang={lang} form={form} name="on" label={w.date} type="date" width="medium" />
        <Choices lang={lang} form={form} name="treatment" label={w.means} options={dayTreatments.map((value) => ({ value, label: w.treatments[value] }))} />
        <TextField lang={lang} form={form} name="basis" label={w.basis} hint={w.basisHint} />
        <Button kind="plain">{w.check}</Button>
      </Form>
      <h3>{w.ownWeek}</h3>
      <Form action={href(lang, '/kelola/kalender/minggu')}>
        <TextField lang={lang} form={form} name="from" label={w.from} type="date" width="medium" />
        <Choices lang={lang} form={form} name="length" label={w.week} options={(['5', '6'] as const).map((value) => ({ value, label: w.lengths[value] }))} />
        <TextField lang={lang} form={form} name="basis" label={w.basis} hint={w.basisHint} />
        <Button kind="plain">{w.check}</Button>
      </Form>
    </Section>
  );
}
