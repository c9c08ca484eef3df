import { Empty, PageHead, said, Section, Table } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import { words } from '../../words.ts';
import { JpBar, type JpView } from './jp-bar.tsx';

export type TranscriptLine = { readonly when: string; readonly course: Text; readonly form: 'e-learning' | 'klasikal'; readonly jp: number };
export type TranscriptYear = { readonly year: number; readonly total: number; readonly counted: number; readonly lines: readonly TranscriptLine[] };

/** All hours that a person has earned, year by year, and what counts of them. */
export function TranscriptPage({ lang, jp, years }: { readonly lang: Lang; readonly jp: JpView; readonly years: readonly TranscriptYear[] }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <PageHead title={w.transcript} lead={w.transcriptLead} back={{ href: href(lang, '/belajar'), label: w.learn }} />
      <div class="transcript">
        <JpBar lang={lang} jp={jp} />
      </div>
      {years.length === 0 && <Empty title={w.transcriptNone} />}
      {years.map((one) => (
        <Section
          key={one.year}
          title={one.counted < one.total ? w.yearCounted(String(one.year), n(one.total), n(one.counted)) : w.yearTotal(String(one.year), n(one.total))}
        >
          <Table
            caption={w.transcriptOf(String(one.year))}
            keyOf={(line) => `${line.when} ${line.form} ${line.course.id}`}
            rows={one.lines}
            columns={[
              { head: w.date, cell: (line) => line.when },
              { head: w.course, cell: (line) => said(line.course, lang) },
              { head: w.form, cell: (line) => w.forms[line.form] },
              { head: 'JP', number: true, cell: (line) => n(line.jp) },
            ]}
          />
        </Section>
      ))}
      <p class="note">{w.jpForms}</p>
    </>
  );
}
