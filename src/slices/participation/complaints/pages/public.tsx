import type { ComponentChildren } from 'preact';
import { formatDate, type PlainDate } from '#platform/time';
import {
  Button,
  Checkbox,
  Choices,
  Empty,
  ErrorSummary,
  Facts,
  FileField,
  Form,
  type FormState,
  LinkButton,
  LinkList,
  type LinkRow,
  PageHead,
  Panel,
  Select,
  Split,
  TextArea,
  TextField,
} from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { acceptedFiles, complaintCategories, complaintClasses } from '../../model.ts';
import { words } from '../../words.ts';

type Named = { readonly id: string; readonly name: string };
export type TermDays = { readonly verify: number; readonly plain: number; readonly information: number; readonly oversight: number; readonly feedback: number };

export type FormView = {
  readonly lang: Lang;
  readonly form: FormState;
  readonly services: readonly Named[];
  readonly units: readonly Named[];
  readonly signedIn: boolean;
  readonly idempotency: string;
  readonly counts: { readonly open: number; readonly late: number; readonly answered: number };
  readonly terms: TermDays;
};

const options = (list: readonly Named[]) => list.map(({ id, name }) => ({ value: id, label: name }));

export function ComplaintForm(view: FormView) {
  const { lang, form, signedIn, idempotency } = view;
  const w = words(lang);
  return (
    <>
      <PageHead title={w.complaints} lead={w.lead}>
        {signedIn && <LinkButton href={href(lang, '/aduan/saya')}>{w.mine}</LinkButton>}
        <LinkButton href={href(lang, '/aduan/lacak')} icon="search">
          {w.follow}
        </LinkButton>
      </PageHead>
      <ErrorSummary lang={lang} form={form} />
      <Split aside={<Promise {...view} />}>
        <Form action={href(lang, '/aduan')} files>
          <input type="hidden" name="kunci" value={idempotency} />
          <What {...view} />
          <Where {...view} />
          <Who {...view} />
          <Button icon="send">{w.send}</Button>
        </Form>
      </Split>
    </>
  );
}

function Part({ number, title, children }: { readonly number: number; readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="form-part">
      <h2>
        <span class="part-number" aria-hidden="true">
          {number}
        </span>
        {title}
      </h2>
      {children}
    </section>
  );
}

function What({ lang, form }: FormView) {
  const w = words(lang);
  return (
    <Part number={1} title={w.partWhat}>
      <Choices
        lang={lang}
        form={form}
        name="class"
        label={w.class}
        options={complaintClasses.map((value) => ({ value, label: w.classes[value], hint: w.classHints[value] }))}
      />
      <Select
        lang={lang}
        form={form}
        name="category"
        label={w.category}
        blank="–"
        options={complaintCategories.map((value) => ({ value, label: w.categories[value] }))}
      />
      <TextField lang={lang} form={form} name="title" label={w.title} maxLength={150} />
      <TextArea lang={lang} form={form} name="body" label={w.body} hint={w.bodyHint} rows={7} maxLength={5000} />
    </Part>
  );
}

function Where({ lang, form, services, units }: FormView) {
  const w = words(lang);
  // A browser sends files once: whoever is asked to mend something has to choose them again.
  const filesHint = Object.keys(form.errors).length > 0 ? `${w.filesAgain} ${w.filesHint}` : w.filesHint;
  return (
    <Part number={2} title={w.partWhere}>
      <Select lang={lang} form={form} name="service" label={w.service} blank={w.noService} optional options={options(services)} />
      <Select lang={lang} form={form} name="unit" label={w.aboutUnit} blank={w.noUnit} optional options={options(units)} />
      <Checkbox lang={lang} form={form} name="independent" label={w.independent} />
      <p class="hint">{w.independentHint}</p>
      <TextField lang={lang} form={form} name="place" label={w.place} hint={w.placeHint} optional maxLength={200} />
      <FileField lang={lang} form={form} name="files" label={w.files} hint={filesHint} accept={acceptedFiles} many optional />
    </Part>
  );
}

function Who({ lang, form, signedIn }: FormView) {
  const w = words(lang);
  return (
    <Part number={3} title={w.partWho}>
      {!signedIn && (
        <>
          <TextField lang={lang} form={form} name="name" label={w.name} hint={w.nameHint} optional autocomplete="name" maxLength={150} />
          <TextField lang={lang} form={form} name="email" label={w.email} hint={w.emailHint} type="email" optional autocomplete="email" />
        </>
      )}
      <Checkbox lang={lang} form={form} name="confidential" label={w.confidential} />
    </Part>
  );
}

function Promise({ lang, counts, terms }: FormView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <Panel title={w.afterwards} tone="sunken">
        <ol class="plain stack">
          {w.promises(n(terms.verify), n(terms.plain), n(terms.information), n(terms.oversight), n(terms.feedback)).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
        <p class="note">{w.source}</p>
      </Panel>
      <Panel title={w.soFar}>
        <Facts
          facts={[
            [w.figureAnswered, n(counts.answered)],
            [w.figureOpen, `${n(counts.open)} (${w.ofThem(n(counts.late))})`],
          ]}
        />
        <p>
          <a href={href(lang, '/aduan/angka')}>{w.allFigures}</a>
        </p>
      </Panel>
    </>
  );
}

type Receipt = { readonly lang: Lang; readonly ticket: string; readonly code: string; readonly due: PlainDate; readonly provisional: boolean };

export function ComplaintReceived({ lang, ticket, code, due, provisional }: Receipt) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.received} lead={w.receivedLead} />
      <div class="receipt stack">
        <div>
          <p class="figure-label">{w.ticket}</p>
          <p class="code">{ticket}</p>
        </div>
        <div>
          <p class="figure-label">{w.code}</p>
          <p class="code">{code}</p>
        </div>
        <Facts facts={[[w.verifyDue, `${formatDate(due, lang)}${provisional ? ` (${w.provisional})` : ''}`]]} />
        <div class="button-row">
          <LinkButton kind="primary" href={href(lang, `/aduan/nomor/${ticket}`)} icon="eye">
            {w.follow}
          </LinkButton>
          <LinkButton href={href(lang, `/aduan/nomor/${ticket}/tanda-terima.json`)} icon="download">
            {w.download}
          </LinkButton>
        </div>
        <p class="note">{w.proofNote}</p>
      </div>
    </>
  );
}

export function ComplaintTrack({ lang, form }: { readonly lang: Lang; readonly form: FormState }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.follow} lead={w.followLead} back={{ href: href(lang, '/aduan'), label: w.complaints }} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, '/aduan/lacak')}>
        <TextField lang={lang} form={form} name="ticket" label={w.ticket} hint="ADU-52-2026-0000123-4" width="medium" autocomplete="off" />
        <TextField lang={lang} form={form} name="code" label={w.code} width="medium" autocomplete="off" />
        <Button icon="search">{w.see}</Button>
      </Form>
    </>
  );
}

export function MyComplaints({ lang, rows }: { readonly lang: Lang; readonly rows: readonly LinkRow[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.mine} back={{ href: href(lang, '/aduan'), label: w.complaints }} />
      {rows.length === 0 ? <Empty title={w.mineNone} /> : <LinkList rows={rows} />}
    </>
  );
}
