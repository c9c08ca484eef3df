import { formatDate, type PlainDate } from '#platform/time';
import {
  Alert,
  Button,
  Choices,
  ErrorSummary,
  Facts,
  FileField,
  Form,
  type FormState,
  LinkButton,
  PageHead,
  Panel,
  Select,
  Split,
  type Step,
  Tag,
  TextArea,
  TextField,
  Timeline,
} from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { acceptedFiles, complaintCategories, complaintClasses, type ComplaintState } from '../../model.ts';
import { words } from '../../words.ts';

type Counts = { readonly open: number; readonly late: number; readonly answered: number };

type FormView = {
  readonly lang: Lang;
  readonly form: FormState;
  readonly services: readonly { readonly id: string; readonly name: string }[];
  readonly signedIn: boolean;
  readonly idempotency: string;
  readonly counts: Counts;
};

export function ComplaintForm({ lang, form, services, signedIn, idempotency, counts }: FormView) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <PageHead title={w.complaints} lead={w.lead} />
      <ErrorSummary lang={lang} form={form} />
      <Split
        aside={
          <Panel tone="sunken">
            <p>{w.publicFigures(n(counts.open), n(counts.answered), n(counts.late))}</p>
            <LinkButton href={href(lang, '/aduan/lacak')} icon="search">
              {w.follow}
            </LinkButton>
          </Panel>
        }
      >
        <Form action={href(lang, '/aduan')} files>
          <input type="hidden" name="kunci" value={idempotency} />
          <Choices lang={lang} form={form} name="class" label={w.class} options={complaintClasses.map((value) => ({ value, label: w.classes[value] }))} />
          <Select
            lang={lang}
            form={form}
            name="category"
            label={w.category}
            blank="–"
            options={complaintCategories.map((value) => ({ value, label: w.categories[value] }))}
          />
          <Select
            lang={lang}
            form={form}
            name="service"
            label={w.service}
            blank={w.noService}
            optional
            options={services.map((service) => ({ value: service.id, label: service.name }))}
          />
          <TextField lang={lang} form={form} name="title" label={w.title} maxLength={150} />
          <TextArea lang={lang} form={form} name="body" label={w.body} hint={w.bodyHint} rows={7} maxLength={5000} />
          <TextField lang={lang} form={form} name="place" label={w.place} hint={w.placeHint} optional maxLength={200} />
          <FileField lang={lang} form={form} name="files" label={w.files} hint={w.filesHint} accept={acceptedFiles} many optional />
          {!signedIn && (
            <>
              <TextField lang={lang} form={form} name="name" label={w.name} hint={w.nameHint} optional autocomplete="name" maxLength={150} />
              <TextField lang={lang} form={form} name="email" label={w.email} type="email" optional autocomplete="email" />
            </>
          )}
          <Button icon="send">{w.send}</Button>
        </Form>
      </Split>
    </>
  );
}

export function ComplaintReceived({
  lang,
  ticket,
  code,
  due,
  provisional,
}: {
  readonly lang: Lang;
  readonly ticket: string;
  readonly code: string;
  readonly due: PlainDate;
  readonly provisional: boolean;
}) {
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
        <LinkButton href={`${href(lang, '/aduan/lacak')}?nomor=${ticket}`} icon="eye">
          {w.follow}
        </LinkButton>
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

export type ComplaintView = {
  readonly lang: Lang;
  readonly ticket: string;
  readonly title: string;
  readonly body: string;
  readonly state: ComplaintState;
  readonly due: PlainDate;
  readonly dueIsAnswer: boolean;
  readonly provisional: boolean;
  readonly steps: readonly Step[];
  readonly form: FormState;
};

export function ComplaintCase(view: ComplaintView) {
  const { lang, form } = view;
  const w = words(lang);
  return (
    <>
      <PageHead kicker={view.ticket} title={view.title}>
        <Tag tone={view.state === 'answered' || view.state === 'closed' ? 'good' : 'info'}>{w.states[view.state]}</Tag>
      </PageHead>
      <ErrorSummary lang={lang} form={form} />
      <Split
        aside={
          <Panel>
            {(view.state === 'received' || view.state === 'assigned') && (
              <Facts
                facts={[[view.dueIsAnswer ? w.answerDue : w.verifyDue, `${formatDate(view.due, lang)}${view.provisional ? ` (${w.provisional})` : ''}`]]}
              />
            )}
            <p class="prose">{view.body}</p>
          </Panel>
        }
      >
        <h2>{w.timeline}</h2>
        <Timeline label={w.timeline} steps={view.steps} />
        {view.state === 'answered' && (
          <Alert tone="info" title={w.content}>
            <Form action={href(lang, '/aduan/tanggapan')}>
              <input type="hidden" name="ticket" value={view.ticket} />
              <TextArea lang={lang} form={form} name="note" label={w.note} rows={3} optional maxLength={2000} />
              <div class="button-row">
                <Button name="content" value="ya" icon="check">
                  {w.contentYes}
                </Button>
                <Button name="content" value="belum" kind="plain">
                  {w.contentNo}
                </Button>
              </div>
            </Form>
          </Alert>
        )}
      </Split>
    </>
  );
}
