import { formatDate, type PlainDate } from '#platform/time';
import {
  Button,
  Checkbox,
  Empty,
  ErrorSummary,
  Facts,
  Form,
  type FormState,
  PageHead,
  Pages,
  Panel,
  Section,
  Select,
  Split,
  type Step,
  Table,
  Tabs,
  Tag,
  TextArea,
  Timeline,
} from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { ComplaintState } from '../../model.ts';
import { words } from '../../words.ts';

export type DeskRow = {
  readonly id: string;
  readonly ticket: string;
  readonly title: string;
  readonly category: string;
  readonly state: ComplaintState;
  readonly unit: string;
  readonly due: PlainDate;
  readonly late: boolean;
  readonly when: string;
};

type DeskView = {
  readonly lang: Lang;
  readonly view: 'open' | 'done';
  readonly rows: readonly DeskRow[];
  readonly page: number;
  readonly pages: number;
  readonly open: number;
  readonly late: number;
};

export function DeskPage({ lang, view, rows, page, pages, open, late }: DeskView) {
  const w = words(lang);
  const address = (name: string, at = 1) => `${href(lang, '/kerja/aduan')}?tampilan=${name}${at > 1 ? `&hal=${at}` : ''}`;
  return (
    <>
      <PageHead title={w.desk} lead={w.deskLead(formatNumber(open, lang), formatNumber(late, lang))} />
      <Tabs
        lang={lang}
        label={w.desk}
        tabs={[
          { href: address('open'), label: w.open, count: open, current: view === 'open' },
          { href: address('done'), label: w.done, current: view === 'done' },
        ]}
      />
      {rows.length === 0 ? (
        <Empty title={w.empty} />
      ) : (
        <Table
          caption={w.desk}
          keyOf={(row) => row.id}
          rows={rows}
          columns={[
            { head: w.ticket, cell: (row) => <a href={href(lang, `/kerja/aduan/${row.id}`)}>{row.ticket}</a> },
            {
              head: w.title,
              cell: (row) => (
                <>
                  {row.title}
                  <small>{row.category}</small>
                </>
              ),
            },
            { head: w.unit, cell: (row) => row.unit },
            { head: w.state, cell: (row) => <Tag tone={row.state === 'received' ? 'info' : 'quiet'}>{w.states[row.state]}</Tag> },
            { head: w.submittedAt, cell: (row) => row.when },
            { head: w.due, cell: (row) => (row.late ? <Tag tone="bad">{formatDate(row.due, lang, 'short')}</Tag> : formatDate(row.due, lang, 'short')) },
          ]}
        />
      )}
      <Pages lang={lang} page={page} pages={pages} hrefOf={(at) => address(view, at)} />
    </>
  );
}

export type DeskCaseView = {
  readonly lang: Lang;
  readonly id: string;
  readonly version: number;
  readonly ticket: string;
  readonly title: string;
  readonly body: string;
  readonly place: string | null;
  readonly reporter: string | null;
  readonly category: string;
  readonly state: ComplaintState;
  readonly due: PlainDate;
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly files: readonly { readonly id: string; readonly name: string; readonly href: string }[];
  readonly steps: readonly Step[];
  readonly mayAssign: boolean;
  readonly mayAnswer: boolean;
  readonly form: FormState;
};

export function DeskCase(view: DeskCaseView) {
  const { lang } = view;
  const w = words(lang);
  return (
    <>
      <PageHead kicker={view.ticket} title={view.title} back={{ href: href(lang, '/kerja/aduan'), label: w.desk }}>
        <Tag tone="info">{w.states[view.state]}</Tag>
      </PageHead>
      <ErrorSummary lang={lang} form={view.form} />
      <Split
        aside={
          <Panel title={w.timeline}>
            <Timeline label={w.timeline} steps={view.steps} />
          </Panel>
        }
      >
        <p class="prose">{view.body}</p>
        <Facts
          facts={[
            [w.category, view.category],
            [w.place, view.place ?? '–'],
            [w.reporter, view.reporter ?? w.anonymous],
            [w.due, formatDate(view.due, lang)],
            [
              w.files,
              <span key="files">
                {view.files.map((file) => (
                  <div key={file.id}>
                    <a href={file.href}>{file.name}</a>
                  </div>
                ))}
                {view.files.length === 0 && '–'}
              </span>,
            ],
          ]}
        />
        {view.mayAnswer && view.state === 'assigned' && <Answer {...view} />}
        {view.mayAssign && (view.state === 'received' || view.state === 'assigned') && <Assign {...view} />}
      </Split>
    </>
  );
}

function Answer({ lang, id, version, form }: DeskCaseView) {
  const w = words(lang);
  return (
    <Section title={w.answer}>
      <Form action={href(lang, `/kerja/aduan/${id}/jawab`)}>
        <input type="hidden" name="version" value={version} />
        <TextArea lang={lang} form={form} name="answer" label={w.yourAnswer} rows={6} maxLength={5000} />
        <Button icon="send">{w.sendAnswer}</Button>
      </Form>
    </Section>
  );
}

function Assign({ lang, id, version, units, form }: DeskCaseView) {
  const w = words(lang);
  return (
    <>
      <Section title={w.assign}>
        <Form action={href(lang, `/kerja/aduan/${id}/teruskan`)}>
          <input type="hidden" name="version" value={version} />
          <Select lang={lang} form={form} name="unitId" label={w.unit} blank="–" options={units.map((unit) => ({ value: unit.id, label: unit.name }))} />
          <Checkbox lang={lang} form={form} name="oversight" label={w.oversight} />
          <Button icon="arrow-right">{w.assign}</Button>
        </Form>
      </Section>
      <Section title={w.turnAway}>
        <Form action={href(lang, `/kerja/aduan/${id}/tolak`)}>
          <input type="hidden" name="version" value={version} />
          <TextArea lang={lang} form={form} name="reason" label={w.note} hint={w.turnAwayHint} rows={3} maxLength={2000} />
          <Button kind="plain">{w.turnAway}</Button>
        </Form>
      </Section>
    </>
  );
}
