import { Alert, Button, Empty, ErrorSummary, Figure, Form, type FormState, LinkButton, Meter, PageHead, Panel, Section, Select, Table } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { Branch } from '../../structure/rules.ts';
import type { ColumnKey, Fault } from '../rules.ts';
import { words } from '../words.ts';

type State = 'checking' | 'checked' | 'writing' | 'done' | 'cancelled' | 'failed';

export type ReportView = {
  readonly lang: Lang;
  readonly id: string;
  readonly file: string;
  readonly state: State;
  readonly share: number;
  readonly read: number;
  readonly ready: number;
  readonly done: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly faulty: number;
  readonly failure: string | null;
  readonly notes: readonly string[];
  readonly secondsLeft: number | undefined;
  readonly missing: readonly { readonly name: string; readonly n: number; readonly line: number }[];
  readonly units: readonly Branch[];
  readonly faults: readonly Fault[];
  /** Faults beyond the shown ones were cut. */
  readonly isCut: boolean;
  readonly form: FormState;
};

/** `code:detail` said in words. */
function said(dictionary: Readonly<Record<string, (detail: string) => string>>, text: string): string {
  const at = text.indexOf(':');
  const code = at < 0 ? text : text.slice(0, at);
  return dictionary[code]?.(at < 0 ? '' : text.slice(at + 1)) ?? code;
}

export function ReportPage(view: ReportView) {
  const { lang, state } = view;
  const w = words(lang);
  const titles: Readonly<Record<State, string>> = {
    checking: w.checkingTitle,
    checked: w.report,
    writing: w.writingTitle,
    done: w.doneTitle,
    cancelled: w.cancelledTitle,
    failed: w.failedTitle,
  };
  return (
    <>
      <PageHead title={titles[state]} kicker={view.file} back={{ href: href(lang, '/kelola/impor'), label: w.import }} />
      <ErrorSummary lang={lang} form={view.form} />
      <div id="import" data-state={state} data-address={href(lang, `/kelola/impor/${view.id}`)}>
        <Stage {...view} />
      </div>
    </>
  );
}

function Stage(view: ReportView) {
  switch (view.state) {
    case 'checking':
    case 'writing':
      return <Going {...view} />;
    case 'failed':
      return <Failed {...view} />;
    case 'checked':
      return <Checked {...view} />;
    case 'done':
    case 'cancelled':
      return <Over {...view} />;
  }
}

function Going({ lang, id, state, share, read, ready, done, faulty, secondsLeft }: ReportView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const writing = state === 'writing';
  const left = secondsLeft === undefined ? '' : secondsLeft < 90 ? w.secondsLeft(n(secondsLeft)) : w.minutesLeft(n(Math.ceil(secondsLeft / 60)));
  return (
    <Panel>
      <div class="section-head">
        <h2>{writing ? w.writingTitle : w.checkingTitle}</h2>
        <p class="number">{writing ? w.of(n(done), n(ready)) : `${n(Math.round(share * 100))}%`}</p>
      </div>
      <Meter value={share} max={1} label={writing ? w.writingTitle : w.checkingTitle} />
      <p role="status">
        {left} {writing ? '' : w.soFar(n(read), n(faulty))} {w.mayClose}
      </p>
      <div class="button-row">
        <Cancel lang={lang} id={id} />
        <a class="without-script" href={href(lang, `/kelola/impor/${id}`)}>
          {w.refresh}
        </a>
      </div>
    </Panel>
  );
}

function Cancel({ lang, id }: { readonly lang: Lang; readonly id: string }) {
  return (
    <Form action={href(lang, `/kelola/impor/${id}/batal`)} inline>
      <Button kind="plain">{words(lang).cancel}</Button>
    </Form>
  );
}

function Failed({ lang, failure, notes }: ReportView) {
  const w = words(lang);
  const [code = '', detail = ''] = (failure ?? '').split(/:(.*)/s);
  const named =
    code === 'header-missing'
      ? detail
          .split(' ')
          .map((key) => w.columns[key as ColumnKey] ?? key)
          .join(', ')
      : detail;
  return (
    <>
      <Alert tone="bad">{w.failures[code]?.(named) ?? code}</Alert>
      <Notes lang={lang} notes={notes} />
      <div class="button-row">
        <LinkButton kind="primary" href={href(lang, '/kelola/impor')} icon="upload">
          {w.again}
        </LinkButton>
        <LinkButton href={href(lang, '/kelola/impor/contoh')} icon="download">
          {w.template}
        </LinkButton>
      </div>
    </>
  );
}

function Notes({ lang, notes }: Pick<ReportView, 'lang' | 'notes'>) {
  const w = words(lang);
  if (notes.length === 0) return null;
  return (
    <Alert tone="info" title={w.notesTitle}>
      <ul class="plain">
        {notes.map((note) => (
          <li key={note}>{said(w.notes, note)}</li>
        ))}
      </ul>
    </Alert>
  );
}

function Checked(view: ReportView) {
  const { lang, id, ready, missing } = view;
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <div class="figures">
        <Figure label={w.figures.read} value={n(view.read)} />
        <Figure label={w.figures.fresh} value={n(view.added)} />
        <Figure label={w.figures.changed} value={n(view.changed)} />
        <Figure label={w.figures.same} value={n(view.unchanged)} />
        <Figure label={w.figures.faulty} value={n(view.faulty)} />
      </div>
      <div class="section">
        <Notes lang={lang} notes={view.notes} />
        {missing.length > 0 && <MissingUnits {...view} />}
        <div class="button-row">
          {ready > 0 ? (
            <Form action={href(lang, `/kelola/impor/${id}/kirim`)} inline>
              <Button icon="upload">{w.run(n(ready))}</Button>
            </Form>
          ) : (
            <p>{w.runNone}</p>
          )}
          <Cancel lang={lang} id={id} />
        </div>
      </div>
      <Faults {...view} />
    </>
  );
}

function MissingUnits({ lang, id, missing, units, form }: ReportView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const rows = missing.reduce((sum, unit) => sum + unit.n, 0);
  const top = units.find((unit) => unit.depth === 0)?.id ?? '';
  return (
    <Section title={w.unitsTitle} id="unit">
      <p class="note">{w.unitsLead(n(rows))}</p>
      <Table
        caption={w.unitsTitle}
        keyOf={(row) => row.name}
        rows={missing}
        columns={[
          { head: w.unitName, cell: (row) => row.name },
          { head: w.unitRows, number: true, cell: (row) => n(row.n) },
          { head: w.unitFirst, number: true, cell: (row) => n(row.line) },
        ]}
      />
      <div class="section-foot">
        <Form action={href(lang, `/kelola/impor/${id}/unit-kerja`)} inline>
          <Select
            lang={lang}
            form={{ values: { parent: top, ...form.values }, errors: form.errors }}
            name="parent"
            label={w.under}
            blank={w.underNone}
            options={units.map((unit) => ({ value: unit.id, label: `${'– '.repeat(unit.depth)}${unit.name}` }))}
          />
          <Button kind="plain" icon="plus">
            {w.makeUnits(n(missing.length))}
          </Button>
        </Form>
      </div>
    </Section>
  );
}

function Over(view: ReportView) {
  const { lang, state, added, changed, unchanged } = view;
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <Alert tone={state === 'done' ? 'good' : 'warn'}>
        {state === 'done' ? w.doneText(n(added), n(changed), n(unchanged)) : w.cancelledText(n(view.done > 0 ? added : 0), n(view.done > 0 ? changed : 0))}
      </Alert>
      <div class="button-row">
        <LinkButton kind="primary" href={href(lang, '/kelola/pegawai')} icon="users">
          {w.toStaff}
        </LinkButton>
        <LinkButton href={href(lang, '/kelola/impor')} icon="upload">
          {w.again}
        </LinkButton>
      </div>
      <Faults {...view} />
    </>
  );
}

function Faults({ lang, id, faults, faulty, isCut }: ReportView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <Section title={w.faultsTitle(n(faulty))} id="masalah">
      {faults.length === 0 ? (
        <Empty title={w.faultsNone} />
      ) : (
        <>
          <p>
            <LinkButton href={href(lang, `/kelola/impor/${id}/masalah`)} icon="download">
              {w.faultsFile}
            </LinkButton>
          </p>
          <Table
            caption={w.faultsTitle(n(faulty))}
            keyOf={(one) => `${one.line} ${one.column} ${one.code}`}
            rows={faults}
            columns={[
              { head: w.line, number: true, cell: (one) => n(one.line) },
              { head: w.column, cell: (one) => w.columns[one.column] },
              { head: w.what, cell: (one) => said(w.faults, one.code) },
              { head: w.typed, cell: (one) => <span class="mono">{one.content}</span> },
            ]}
          />
          {isCut && <p class="note">{w.faultsMost(n(faults.length))}</p>}
        </>
      )}
    </Section>
  );
}

/** A fault in words, for the file of faults. */
export function faultLine(lang: Lang, fault: Fault): readonly (string | number)[] {
  const w = words(lang);
  return [fault.line, w.columns[fault.column], said(w.faults, fault.code), fault.content];
}
