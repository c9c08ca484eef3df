import { formatDate } from '#platform/time';
import { Alert, Button, type Fact, Facts, Form, LinkButton, PageHead, said, Section, Table, Tag } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { CalendarChange } from '../model.ts';
import type { MovedDeadline } from '../slots.ts';
import { words } from '../words.ts';

type Props = { readonly lang: Lang; readonly path: string; readonly change: CalendarChange; readonly moved: readonly MovedDeadline[] };

const most = 200;

/** What a change of the calendar would do, before it is done. */
export function ChangePage({ lang, path, change, moved }: Props) {
  const w = words(lang);
  const days = (one: MovedDeadline) => one.from.until(one.to, { largestUnit: 'days' }).days;
  return (
    <>
      <PageHead title={w.effect} lead={w.effectLead} back={{ href: href(lang, '/kelola/kalender'), label: w.calendar }} />
      <Facts facts={factsOf(lang, change)} />
      <Section title={moved.length === 0 ? w.movesNone : w.moves(formatNumber(moved.length, lang))}>
        {moved.length > 0 && (
          <Table
            caption={w.moves(formatNumber(moved.length, lang))}
            keyOf={(row) => row.ticket}
            rows={moved.slice(0, most)}
            columns={[
              { head: w.ticket, cell: (row) => <span class="mono">{row.ticket}</span> },
              { head: w.service, cell: (row) => said(row.what, lang) },
              { head: w.promisedOn, cell: (row) => formatDate(row.from, lang, 'short') },
              { head: w.movedTo, cell: (row) => formatDate(row.to, lang, 'short') },
              { head: w.movedBy, number: true, cell: (row) => w.byDays(formatNumber(Math.abs(days(row)), lang), days(row) < 0) },
              { head: w.mark, cell: (row) => <Tag tone={row.wasProvisional ? 'warn' : 'info'}>{row.wasProvisional ? w.wasProvisional : w.wasSettled}</Tag> },
            ]}
          />
        )}
        {moved.length > most && <p class="note">{w.movesMore(formatNumber(moved.length - most, lang))}</p>}
      </Section>
      <Alert tone="info" title={w.confirmNote} />
      <Form action={href(lang, path)}>
        {Object.entries(fieldsOf(change)).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="sure" value="ya" />
        <div class="button-row">
          <Button>{w.apply}</Button>
          <LinkButton href={href(lang, '/kelola/kalender')}>{w.leave}</LinkButton>
        </div>
      </Form>
    </>
  );
}

function factsOf(lang: Lang, change: CalendarChange): readonly Fact[] {
  const w = words(lang);
  switch (change.kind) {
    case 'decree':
      return [
        [w.year, String(change.year)],
        [w.decree, change.decree],
        [w.daysOff, change.days.map((day) => formatDate(Temporal.PlainDate.from(day), lang, 'short')).join('; ')],
      ];
    case 'week':
      return [
        [w.from, formatDate(change.from, lang)],
        [w.week, w.lengths[change.length === 5 ? '5' : '6']],
        [w.basis, change.basis],
      ];
    case 'day':
      return [
        [w.date, formatDate(change.on, lang)],
        [w.means, w.treatments[change.treatment]],
        [w.basis, change.basis],
      ];
  }
}

/** The same once more as the form has it. */
function fieldsOf(change: CalendarChange): Readonly<Record<string, string>> {
  switch (change.kind) {
    case 'decree':
      return { year: String(change.year), decree: change.decree, days: change.days.join('\n') };
    case 'week':
      return { from: change.from.toString(), length: String(change.length), basis: change.basis };
    case 'day':
      return { on: change.on.toString(), treatment: change.treatment, basis: change.basis };
  }
}
