import { Button, Empty, Form, PageHead, said, Section, Table, Tag } from '#platform/ui';
import { href, type Lang, type Text } from '#platform/words';
import type { AppointmentState } from '../../model.ts';
import { words } from '../words.ts';

export type ListedAppointment = {
  readonly id: string;
  readonly at: string;
  readonly name: string;
  readonly service: Text;
  readonly state: AppointmentState;
  readonly ticket: string | undefined;
  readonly mayArrive: boolean;
};

type DayView = {
  readonly lang: Lang;
  readonly on: string;
  readonly title: string;
  readonly error: string | undefined;
  readonly units: readonly { readonly name: string; readonly rows: readonly ListedAppointment[] }[];
};

/** One day on paper and at the counter. */
export function DayList({ lang, on, title, error, units }: DayView) {
  const w = words(lang);
  return (
    <>
      {error && (
        <div class="error-summary" role="alert">
          {error}
        </div>
      )}
      <PageHead title={title} lead={w.listLead}>
        <form class="inline-form" action={href(lang, '/kerja/janji')} method="get">
          <div class="field">
            <label for="f-hari">{w.day}</label>
            <input id="f-hari" name="hari" type="date" value={on} />
          </div>
          <Button kind="plain">{w.show}</Button>
        </form>
      </PageHead>
      {units.length === 0 && <Empty title={w.listNone} />}
      {units.map((unit) => (
        <Section key={unit.name} title={unit.name}>
          <Table
            caption={unit.name}
            rows={unit.rows}
            keyOf={(row) => row.id}
            columns={[
              { head: w.when, cell: (row) => row.at },
              { head: w.name, cell: (row) => row.name },
              { head: w.service, cell: (row) => [said(row.service, lang), row.ticket && ` (${row.ticket})`] },
              { head: w.state, cell: (row) => <Tag tone={row.state === 'arrived' ? 'good' : 'quiet'}>{w.states[row.state]}</Tag> },
              {
                head: w.arrived,
                cell: (row) =>
                  row.mayArrive && (
                    <Form action={href(lang, `/kerja/janji/${row.id}/datang`)} inline>
                      <Button kind="plain">
                        {w.arrived} <span class="visually-hidden">{row.name}</span>
                      </Button>
                    </Form>
                  ),
              },
            ]}
          />
        </Section>
      ))}
      <p class="note screen-only">{w.print}</p>
    </>
  );
}
