import { formatDate } from '#platform/time';
import { Icon, PageHead, Table, Tag } from '#platform/ui';
import type { Lang } from '#platform/words';
import { calendarOf, deadlineOf, shippedDays, shippedYears } from '../calendar.ts';
import { termExamples } from '../examples.ts';
import { words } from '../words.ts';
import { BerakhlakStandard, CompetencyStandard, CrosswalkStandard, SmartAsnStandard } from './frameworks.tsx';
import { JpStandard, LevelStandard, SkmStandard } from './instruments.tsx';
import { Example, Yardstick } from './parts.tsx';

export type YearLine = { readonly year: number; readonly decree: string; readonly provisional: boolean };

/** Every yardstick that the product holds people and units to: its basis, what it says, where it was seen, and a worked example. */
export function StandardsPage({ lang, years }: { readonly lang: Lang; readonly years: readonly YearLine[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.standards} lead={w.standardsLead} />
      <nav aria-label={w.contents} class="panel sunken">
        <ul class="plain two">
          {w.anchors.map(([id, title]) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <SkmStandard lang={lang} />
      <CompetencyStandard lang={lang} />
      <CrosswalkStandard lang={lang} />
      <SmartAsnStandard lang={lang} />
      <BerakhlakStandard lang={lang} />
      <JpStandard lang={lang} />
      <LevelStandard lang={lang} code="pemdi-2026" />
      <LevelStandard lang={lang} code="spbe-2020" />
      <CalendarStandard lang={lang} years={years} />
    </>
  );
}

function CalendarStandard({ lang, years }: { readonly lang: Lang; readonly years: readonly YearLine[] }) {
  const w = words(lang);
  const { decree, source, verified, days } = shippedDays();
  const date = (text: string) => Temporal.PlainDate.from(text);
  return (
    <Yardstick lang={lang} id="kalender" title={w.calendar} basis={decree} source={source} verified={verified}>
      <p class="prose">{w.calendarText}</p>
      <Table
        caption={w.loaded}
        shownCaption
        keyOf={(row) => String(row.year)}
        rows={years}
        columns={[
          { head: w.year, cell: (row) => String(row.year) },
          { head: w.decree, cell: (row) => (row.provisional ? <Tag tone="warn">{w.provisional}</Tag> : row.decree) },
        ]}
      />
      <Example lang={lang}>
        {termExamples.map((vector) => {
          const due = deadlineOf({ submittedOn: date(vector.submitted_on), workingDays: vector.working_days, pauses: [], calendar: calendarOf(shippedYears) });
          return (
            <p key={`${vector.submitted_on} ${vector.working_days}`}>
              {w.termExample(formatDate(date(vector.submitted_on), lang), String(vector.working_days), formatDate(due.on, lang), due.provisional)}
            </p>
          );
        })}
      </Example>
      <details class="chart-data">
        <summary>
          <Icon name="chevron-right" /> {w.daysOff}
        </summary>
        <Table
          caption={w.daysOff}
          keyOf={(row) => row.on}
          rows={days}
          columns={[
            { head: w.date, cell: (row) => formatDate(date(row.on), lang) },
            { head: w.name, cell: (row) => row.name },
          ]}
        />
      </details>
    </Yardstick>
  );
}
